"""What must follow every change of a title's names, files or monitoring: the search index and the maintained counts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from monarr.db.models import ItemTranslation
from monarr.db.repositories.titles import ALIAS, ITEM
from monarr.db.search import index_title
from monarr.db.statistics import recount_title

_TRANSLATION: Any = ItemTranslation.__table__


def index_names(connection: Connection, title_id: int) -> None:
    """Makes the title findable by all its names: its title first, then the original, aliases and translations."""
    own = connection.execute(select(ITEM.c.title, ITEM.c.original_title).where(ITEM.c.id == title_id)).one()
    aliases = select(ALIAS.c.title).where(ALIAS.c.item_id == title_id).order_by(ALIAS.c.id)
    others = select(_TRANSLATION.c.title).where(_TRANSLATION.c.item_id == title_id).order_by(_TRANSLATION.c.language)
    names = [*own, *connection.execute(aliases).scalars(), *connection.execute(others).scalars()]
    index_title(connection, title_id, [name for name in names if name])


def recount(connection: Connection, title_id: int, now: datetime) -> None:
    """Brings the title's state, counts and statistics in line with its parts."""
    recount_title(connection, title_id, now)
