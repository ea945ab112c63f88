"""Titles for the palette and for the search page, with their marks and posters."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from monarr.db.queries.library import TitleRow, load_title_rows
from monarr.db.search import search_titles


def find_titles(
    connection: Connection, words: str, *, limit: int = 8, library_ids: Sequence[int] | None = None
) -> tuple[TitleRow, ...]:
    """Titles that bear these words in one of their names, best first, typing mistakes forgiven."""
    hits = search_titles(connection, words, limit, library_ids)
    return load_title_rows(connection, [hit.item_id for hit in hits])
