"""What must follow every change of a title's names, files or monitoring: the search index and the maintained counts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection


def index_names(connection: Connection, title_id: int) -> None:
    """Makes the title findable by all its names."""
    try:
        from monarr.db.search import index_title
    except ImportError:
        return
    index_title(connection, title_id)


def recount(connection: Connection, title_id: int, now: datetime) -> None:
    """Brings the title's state, counts and statistics in line with its parts."""
    try:
        from monarr.db.statistics import recount_title
    except ImportError:
        return
    recount_title(connection, title_id, now)
