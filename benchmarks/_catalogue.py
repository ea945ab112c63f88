"""A big catalogue of invented titles, written as fast as each database takes it."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from monarr.db.engine import Database

NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
GENRES = (
    "Action", "Adventure", "Animation", "Comedy", "Crime", "Documentary", "Drama", "Family", "Fantasy", "History",
    "Horror", "Music", "Mystery", "Romance", "Science fiction", "Short", "Sport", "Thriller", "War", "Western",
)  # fmt: skip
QUALITIES = ("WEBDL-1080p", "Bluray-1080p", "WEBDL-720p", "WEBDL-2160p", "SDTV", "Remux-2160p")
COMMON_WORD = "river"  # in one film of fifty
_SYLLABLES = ["ba", "be", "bi", "bo", "bu", "da", "de", "di", "do", "fa", "fe", "fi", "ga", "go", "ka", "ke", "ki", "ko", "la", "le", "li", "lo", "ma", "me", "mi", "mo", "na", "ne", "no", "pa", "pe", "ra", "re", "ri", "ro", "sa", "se", "si", "so", "ta", "te", "ti", "to", "va", "ve", "vi"]  # fmt: skip
_DOCUMENT = '{"about":"' + "An invented title with a long description. " * 62 + '"}'  # 2.8 KB
SEASONS = 7


@dataclass(frozen=True)
class Scale:
    """How many of each; 1.0 is the size of the bar."""

    films: int
    series: int
    episodes: int
    events: int

    @staticmethod
    def of(scale: float) -> Scale:
        return Scale(*(max(int(count * scale), least) for count, least in (
            (100_000, 100), (5_000, 10), (500_000, 100), (1_000_000, 500))))  # fmt: skip


def moment(at: datetime) -> str:
    """As SQLite keeps it; PostgreSQL reads it too."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Loader:
    """Writes rows past everything that slows single changes down."""

    def __init__(self, database: Database) -> None:
        self.is_sqlite = database.is_sqlite
        self._connection: Any
        if database.is_sqlite:
            self._connection = sqlite3.connect(str(database.path), isolation_level=None)
            for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-262144", "temp_store=MEMORY"):
                self._connection.execute(f"PRAGMA {pragma}")
            self._connection.execute("BEGIN")
        else:
            self._connection = psycopg.connect(database.url, autocommit=False)
            with suppress(psycopg.errors.InsufficientPrivilege), self._connection.transaction():
                self._connection.execute("SET session_replication_role = replica")

    def write(self, table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
        names = columns.replace(" ", "")
        if self.is_sqlite:
            signs = ",".join("?" * (names.count(",") + 1))
            self._connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({signs})", rows)
            return
        with self._connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def run(self, statement: str) -> None:
        self._connection.execute(statement)

    def finish(self) -> None:
        """Commits, and lets the database learn what it holds."""
        self._connection.execute("COMMIT") if self.is_sqlite else self._connection.commit()
        if self.is_sqlite:
            self._connection.execute("ANALYZE")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            self._connection.autocommit = True
            self._connection.execute("VACUUM ANALYZE")
        self._connection.close()


class Names:
    """Titles of two to four words out of a vocabulary in which some words are common."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._words = ["".join(self._random.choices(_SYLLABLES, k=self._random.randint(2, 4))) for _ in range(30_000)]

    def __call__(self, number: int) -> str:
        words = [
            self._words[int(len(self._words) * self._random.random() ** 3)] for _ in range(self._random.randint(2, 3))
        ]
        if number % 50 == 0:
            words.insert(1, COMMON_WORD)
        if number % 3 == 0:
            words.insert(0, "the")
        return " ".join(words)


def fill(database: Database, size: Scale, library_ids: tuple[int, int], profile_id: int) -> None:
    """Films with files, series with episodes, history, and all that is kept of them. The libraries are one of films and
    one of series."""
    load = Loader(database)
    names = Names(7)
    titles = {number: names(number) for number in range(1, size.films + size.series + 1)}
    _write_items(load, size, titles, library_ids)
    _write_series(load, size)
    _write_files(load, size, profile_id)
    load.write("event", "type,occurred_at,item_id,title_id,title,actor,payload", _events(size))
    _write_search(load, titles)
    _write_kept(load, size, library_ids)
    load.finish()


_ITEM = (
    "id,public_id,kind,library_id,parent_id,title,sort_title,clean_title,year,monitored,identity,enrichment_priority,"
    "locked_fields,rating,primary_genre,state,file_count,size_bytes,document,added_at,created_at,updated_at"
)


def _item(
    number: int, kind: str, library: int, parent: int | None, title: str, year: int | None, rating: float | None, state: str,
    document: str, added: str, held: int = 0,
) -> tuple[Any, ...]:  # fmt: skip
    size = held * 2_000_000_000 + number * 1_000 if held else 0
    return (number, f"p{number}", kind, library, parent, title.title(), title, title.replace(" ", ""), year, True, "enriched", 5,
            "[]", rating, GENRES[number % len(GENRES)], state, held, size, document, added, added, added)  # fmt: skip


def _added(number: int) -> str:
    return moment(NOW - timedelta(minutes=number * 7 % 3_000_000, seconds=number % 60))


def _rating(number: int) -> float | None:
    return None if number % 9 == 0 else round(3 + (number * 37 % 61) / 10, 1)


def _write_items(load: Loader, size: Scale, titles: dict[int, str], libraries: tuple[int, int]) -> None:
    def films() -> Iterator[tuple[Any, ...]]:
        for n in range(1, size.films + 1):
            state = ("here", "here", "missing", "better")[n % 4]
            held = 0 if state == "missing" else 1
            yield _item(
                n, "movie", libraries[0], None, titles[n], 1920 + n % 105, _rating(n), state, _DOCUMENT, _added(n), held
            )

    def series() -> Iterator[tuple[Any, ...]]:
        for n in range(size.films + 1, size.films + size.series + 1):
            yield _item(
                n, "series", libraries[1], None, titles[n], 1960 + n % 65, _rating(n), "partly", _DOCUMENT, _added(n)
            )

    load.write("media_item", _ITEM, films())
    load.write("media_item", _ITEM, series())
    load.write("movie", "item_id,minimum_availability", ((n, "released") for n in range(1, size.films + 1)))
    load.write("external_id", "item_id,provider,value,kind,library_id,is_live",
               ((n, "tmdb", str(n + 1_000_000), "movie", libraries[0], True) for n in range(1, size.films + 1)))  # fmt: skip
    load.write("genre", "id,media_kind,name", ((n + 1, "movie", name) for n, name in enumerate(GENRES)))
    load.write("item_genre", "genre_id,added_at,item_id,position", (
        ((n + step) % len(GENRES) + 1, _added(n), n, place)
        for n in range(1, size.films + 1) for place, step in enumerate((0, 7))
    ))  # fmt: skip


def _write_series(load: Loader, size: Scale) -> None:
    first = size.films + 1
    season_of = size.films + size.series + 1  # ids of seasons begin here
    episode_of = season_of + size.series * SEASONS
    each = size.episodes // size.series
    series = range(first, first + size.series)
    load.write("series", "item_id,series_type,season_folder,monitor_new_seasons,monitor_preset,episode_order",
               ((n, "standard", True, True, "all", "aired") for n in series))  # fmt: skip
    seasons = [(season_of + i, first + i // SEASONS, i % SEASONS + 1) for i in range(size.series * SEASONS)]
    load.write("media_item", _ITEM, (
        _item(season, "season", 2, owner, f"season {n}", None, None, "partly", "{}", _added(season)) for season, owner, n in seasons
    ))  # fmt: skip
    load.write("season", "item_id,series_id,season_number", seasons)
    old = moment(NOW - timedelta(days=30))
    load.write("season_stats", "season_id,series_id,season_number,episode_count,aired_count,monitored_count,file_count,"
               "size_bytes,previous_airing_at",
               ((season, owner, n, each // SEASONS, each // SEASONS, each // SEASONS, n, n * 10**9, old)
                for season, owner, n in seasons))  # fmt: skip

    def place(i: int) -> tuple[int, int, int, int]:
        owner, number = i // each, i % each
        per_season = -(-each // SEASONS)
        season = number // per_season
        return episode_of + i, first + owner, season_of + owner * SEASONS + season, season + 1

    load.write("media_item", _ITEM, (
        _item(place(i)[0], "episode", 2, place(i)[2], f"episode {i % each + 1}", None, None, "missing", "{}", old)
        for i in range(each * size.series)
    ))  # fmt: skip
    load.write("episode", "item_id,series_id,season_id,season_number,episode_number,aired_at", (
        (*place(i), i % each + 1, moment(NOW - timedelta(days=i % 4000))) for i in range(each * size.series)
    ))  # fmt: skip


def _write_files(load: Loader, size: Scale, profile_id: int) -> None:
    films = range(1, size.films + 1)
    at = moment(NOW)
    load.write("version", "id,item_id,name,is_default,quality_profile_id,monitored,state,position,created_at,updated_at",
               ((n, n, "Standard", True, profile_id, True, "here", 0, at, at) for n in films))  # fmt: skip
    load.write("media_file", "id,public_id,version_id,title_id,path,size_bytes,modified_ns,quality,revision_version,revision_real,"
               "is_repack,languages,formats,format_score,media,imported_at,created_at,updated_at",
               ((n, f"f{n}", n, n, f"/media/{n}.mkv", 2_000_000_000 + n * 1_000, 0, QUALITIES[n * 13 // 7 % 6], 1, 0, False,
                 '["English"]', "[]", 0, "{}", at, at, at) for n in films if n % 4 != 2))  # fmt: skip
    load.write("media_file_item", "file_id,item_id,position", ((n, n, 0) for n in films if n % 4 != 2))


def _events(size: Scale) -> Iterator[tuple[Any, ...]]:
    types = ("release.grabbed", "file.imported", "download.completed", "metadata.updated")
    for n in range(size.events):
        title = n * 31 % size.films + 1
        yield (
            types[n % 4],
            moment(NOW - timedelta(seconds=(size.events - n) * 20)),
            title,
            title,
            "A title",
            "monarr",
            "{}",
        )


def _write_search(load: Loader, titles: dict[int, str]) -> None:
    load.write("search_title", "id,item_id,text,is_main", ((n, n, title, True) for n, title in titles.items()))
    uses = Counter(word for title in titles.values() for word in set(title.split()))
    load.write("title_term", "id,term,uses", ((n, term, count) for n, (term, count) in enumerate(uses.items(), 1)))


def _write_kept(load: Loader, size: Scale, libraries: tuple[int, int]) -> None:
    load.run(
        "INSERT INTO genre_stats (genre_id, title_count, rated_count, rating_sum)"
        " SELECT l.genre_id, count(*), count(i.rating), coalesce(sum(i.rating), 0)"
        " FROM item_genre l JOIN media_item i ON i.id = l.item_id GROUP BY l.genre_id"
    )
    counts = {"movie": size.films, "series": size.series, f"movie:{libraries[0]}": size.films,
              f"series:{libraries[1]}": size.series}  # fmt: skip
    load.write("table_count", "name,count", counts.items())
