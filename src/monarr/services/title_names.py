"""Other names of a title, by which releases find it: given by people, or taken away.

A name that a source gave and a person takes away would come back with the next refresh, so the list is locked then;
`unlock_fields` lets the sources add to it again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from monarr.core.errors import Conflict, InvalidInput, NotFound
from monarr.core.kinds import MediaKind
from monarr.core.releases import clean_title
from monarr.core.text import text
from monarr.db.models import Season
from monarr.db.repositories.titles import ALIAS, ITEM, get_item
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House
from monarr.services.edit import tell_edited
from monarr.services.indexing import index_names

PERSON = "person"
_LONGEST_NAME = 300
_SEASON: Any = Season.__table__


class NewName(msgspec.Struct, kw_only=True):
    """`season_number`: releases of that season bear it; null: of all. `language` is ISO 639-1."""

    title: str
    season_number: int | None = None
    language: str | None = None


async def add_name(house: House, title_id: int, name: NewName, actor: Actor) -> int:
    """Gives a title another name; returns its id. Raises NotFound, InvalidInput, and Conflict where it has it already."""
    return await house.db.write(_add, title_id, name, actor, house.clock.now())


async def remove_name(house: House, title_id: int, name_id: int, actor: Actor) -> NewName:
    """Takes a name away, and returns it, so that it can be given back. Raises NotFound."""
    return await house.db.write(_remove, title_id, name_id, actor, house.clock.now())


def _add(connection: Connection, title_id: int, name: NewName, actor: Actor, now: datetime) -> int:
    title = get_item(connection, title_id)
    given, season = name.title.strip(), name.season_number
    clean = clean_title(given)
    if not clean or len(given) > _LONGEST_NAME:
        problem = text("A name has letters or figures, and at most {most} signs.", most=_LONGEST_NAME)
        raise InvalidInput(text("Some fields do not fit yet."), fields={"title": problem})
    if season is not None and not _has_season(connection, title, season):
        problem = text("The series has no such season.")
        raise InvalidInput(text("Some fields do not fit yet."), fields={"season_number": problem})
    held = select(ALIAS.c.id).where(
        ALIAS.c.item_id == title_id, ALIAS.c.clean_title == clean, ALIAS.c.season_number.is_not_distinct_from(season)
    )
    if clean == title.clean_title or connection.execute(held).first() is not None:
        raise Conflict(text("“{title}” is called so already.", title=title.title), subject=f"title:{title_id}")
    values = {
        "item_id": title_id, "title": given, "clean_title": clean, "season_number": season, "language": name.language,
        "source": PERSON,
    }  # fmt: skip
    name_id = int(connection.execute(insert(ALIAS).returning(ALIAS.c.id), values).scalar_one())
    _follow(connection, title, {"before": None, "after": given}, actor, now)
    return name_id


def _remove(connection: Connection, title_id: int, name_id: int, actor: Actor, now: datetime) -> NewName:
    title = get_item(connection, title_id)
    mine = (ALIAS.c.id == name_id) & (ALIAS.c.item_id == title_id)
    row = connection.execute(select(ALIAS).where(mine)).first()
    if row is None:
        raise NotFound(text("There is no such name."), subject=f"title:{title_id}")
    connection.execute(delete(ALIAS).where(mine))
    if row.source != PERSON and "aliases" not in title.locked_fields:
        locks = sorted({*title.locked_fields, "aliases"})
        connection.execute(update(ITEM).where(ITEM.c.id == title_id), {"locked_fields": locks, "updated_at": now})
    _follow(connection, title, {"before": row.title, "after": None}, actor, now)
    return NewName(title=row.title, season_number=row.season_number, language=row.language)


def _has_season(connection: Connection, title: Any, number: int) -> bool:
    wanted = select(_SEASON.c.item_id).where(_SEASON.c.series_id == title.id, _SEASON.c.season_number == number)
    return title.kind == MediaKind.SERIES and connection.execute(wanted).first() is not None


def _follow(connection: Connection, title: Any, name: dict[str, str | None], actor: Actor, now: datetime) -> None:
    """Index, event and audit."""
    index_names(connection, title.id)
    tell_edited(connection, title, title.id, 1, actor, now)
    changes = {when: {"name": said} for when, said in name.items()}
    write_audit(connection, actor, f"{title.kind}.names", now, subject=f"{title.kind}:{title.id}", changes=changes)
