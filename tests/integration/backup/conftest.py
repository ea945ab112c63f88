"""A small house with a film, a series, a secret and a history, in any database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Connection, insert

from monarr.db.engine import Database
from monarr.db.events import record_event
from monarr.db.models import Episode, IndexerRow, Library, MediaItem, Movie, SearchTitle, Season, Series, User

NOW = datetime(2026, 11, 20, 20, 15, 4, 123456, tzinfo=UTC)


def furnish(connection: Connection) -> None:
    """Rows of every shape: dates, moments, JSON, parents after their parts by number, umlauts, numbers with points."""
    connection.execute(insert(Library), {"id": 1, "name": "Films", "slug": "movies", "content_type": "movie"})
    item = {"added_at": NOW, "created_at": NOW, "updated_at": NOW, "library_id": 1}

    def row(number: int, kind: str, title: str, parent: int | None = None, **more: object) -> None:
        names = {"title": title, "sort_title": title.lower(), "clean_title": title.lower()}
        connection.execute(
            insert(MediaItem), {"id": number, "kind": kind, "parent_id": parent, **names, **item, **more}
        )

    row(1, "movie", "Nosferatu – eine Symphonie des Grauens", rating=7.9, document={"ünï": [1, 2.5, None, True]})
    connection.execute(insert(Movie), {"item_id": 1, "premiered_on": date(1922, 3, 4)})
    row(50, "series", "The Long Signal")
    connection.execute(insert(Series), {"item_id": 50})
    row(40, "season", "Season 1", 50)
    connection.execute(insert(Season), {"item_id": 40, "series_id": 50, "season_number": 1})
    row(30, "episode", "First Light", 40, locked_fields=["title"])
    numbers = {"season_number": 1, "episode_number": 1, "aired_at": NOW}
    connection.execute(insert(Episode), {"item_id": 30, "series_id": 50, "season_id": 40, **numbers})
    connection.execute(insert(SearchTitle), {"item_id": 1, "text": "Nosferatu"})
    connection.execute(insert(User), {"username": "ada", "display_name": "Ada"})
    secret = {"name": "Archive", "implementation": "torznab", "protocol": "torrent", "secrets": "k1.aaaa.ciphertext"}
    connection.execute(insert(IndexerRow), secret)
    record_event(connection, "item.added", now=NOW, title_id=1, title="Nosferatu", payload={"by": "Ada"})


@pytest.fixture
def furnished() -> Callable[[str], str]:
    def fill(url: str) -> str:
        db = Database(url)
        try:
            db.write_now(furnish)
        finally:
            db.close()
        return url

    return fill
