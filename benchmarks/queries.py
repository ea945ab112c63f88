"""The query bar: 100,000 films, 500,000 episodes, a million rows of history, through the functions that pages and API
call, inside a unit of work, beside the bare driver running the very same statements in the same run.

    python benchmarks/queries.py [--database URL] [--scale N] [--json]

Without `--database` both databases are measured: SQLite in a temporary folder and the PostgreSQL of the tests. A
database that is given must be empty. Bars hold where the bare driver is within 1.3 times of the figure in the table
below (measured once on a quiet machine); else three times the bare driver plus 0.2 ms decides.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, insert, select
from sqlalchemy import text as sql

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the tests lend their PostgreSQL

from _catalogue import COMMON_WORD, NOW, Scale, fill
from _table import Bar, report

from monarr.db import Database, upgrade
from monarr.db.defaults import ensure_defaults
from monarr.db.models import Library, QualityProfileRow, TitleTerm
from monarr.db.queries import facets, history, series
from monarr.db.queries.library import LibraryView, load_library_page
from monarr.db.queries.titles import find_title_page
from monarr.db.search import search_titles

Unit = Callable[[Connection], object]
_AT_ONCE = 50
_KINDS = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Measure:
    """`limits` and `bare` are for SQLite and PostgreSQL, in ms; `bare` is what the bare driver takes on a quiet machine.
    None: told for comparison, without a bar."""

    what: str
    unit: Unit
    limits: tuple[float, float] | None = None
    bare: tuple[float, float] | None = None
    rounds: int = 200


def measures(size: Scale, typo: str, libraries: tuple[int, int]) -> list[Measure]:
    middle = size.films // 2
    wall = LibraryView(library_id=libraries[0], content_type="movie")
    short, kept = (0.5, 1.0), (0.1, 0.3)
    return [
        Measure("film by TMDB id", lambda c: facets.find_by_provider_id(c, "movie", "tmdb", str(1_000_000 + middle)), (0.1, 0.3), (0.011, 0.11)),
        Measure("newest 20", lambda c: facets.list_newest(c, "movie"), short, (0.03, 0.15)),
        Measure("20 of a year", lambda c: facets.list_of_year(c, "movie", 1986), short, (0.12, 0.19)),
        Measure("20 of a genre", lambda c: facets.list_of_genre(c, 7), short, (0.07, 0.21)),
        Measure("20 rated over 8", lambda c: facets.list_rated_over(c, "movie", 8.0), short, (0.07, 0.14)),
        Measure("20 biggest of a quality", lambda c: facets.list_biggest(c, "Bluray-1080p"), short, (0.06, 0.22)),
        Measure("count of films", lambda c: facets.count_titles(c, "movie"), kept, (0.012, 0.11)),
        Measure("average by genre", lambda c: facets.list_genres(c, "movie"), kept, (0.012, 0.12)),
        Measure("history of a title", lambda c: history.list_history(c, title_id=middle, limit=20), short, (0.04, 0.13)),
        Measure("history of the house", lambda c: history.list_history(c, limit=20), short, (0.04, 0.13)),
        Measure("full text, rare words", lambda c: search_titles(c, "the " + typo[:4]), (3.0, 5.0), (1.8, 2.9), 60),
        Measure(f"full text, “{COMMON_WORD}” (1 film of 50)", lambda c: search_titles(c, COMMON_WORD), (3.0, 5.0), (1.8, 2.9), 60),
        Measure("search with a typing mistake", lambda c: search_titles(c, typo), (3.0, 5.0), (1.9, 1.2), 60),
        Measure("series with statistics", lambda c: series.list_series(c, libraries[1]), (40.0, 40.0), (21.0, 18.0), 15),
        Measure("page of a film", lambda c: find_title_page(c, middle), None, None, 60),
        Measure("wall: first window", lambda c: load_library_page(c, wall), (150.0, 150.0), None, 10),
        Measure("wall: window in the middle", lambda c: load_library_page(c, wall, offset=middle), (150.0, 150.0), None, 10),
    ]  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", metavar="URL", help="an empty database; without it both kinds are measured")
    parser.add_argument("--scale", type=float, default=1.0, help="1 is the size of the bar; 0.01 is a quick look")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    bars: list[Bar] = []
    for url in [given.database] if given.database else [None, None]:
        kind = _KINDS[len(bars) > 0] if url is None else ""
        with _database(kind, url) as database:
            bars += run(database, Scale.of(given.scale))
    return report("queries", bars, as_json=given.json)


@contextmanager
def _database(kind: str, url: str | None) -> Iterator[Database]:
    if url is not None:
        with _opened(url) as database:
            yield database
    elif kind == "sqlite":
        with (
            tempfile.TemporaryDirectory(prefix="monarr-benchmark-") as folder,
            _opened(f"sqlite:///{folder}/monarr.sqlite3") as database,
        ):
            yield database
    else:
        from tests.support.postgres import running_server

        with running_server() as server:
            address = server.create_database()
            with _opened(address) as database:
                yield database
            server.drop_database(address)


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    upgrade(url)
    database = Database(url)
    try:
        yield database
    finally:
        database.close()


def run(database: Database, size: Scale) -> list[Bar]:
    """Fills the database and measures everything on it."""
    name = "SQLite" if database.is_sqlite else "PostgreSQL"
    began = time.perf_counter()
    libraries, profile_id = database.write_now(_prepare)
    fill(database, size, libraries, profile_id)
    print(f"{name}: filled in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    all_measures = measures(size, _mistyped(database), libraries)
    bars = [_measure(database, name, measure) for measure in all_measures]
    bars.append(_hop(database, name))
    bars.append(_together(database, name, [m.unit for m in all_measures[:10]]))
    return bars


def _prepare(connection: Connection) -> tuple[tuple[int, int], int]:
    if connection.execute(select(Library.id).limit(1)).first():
        raise SystemExit("This database is not empty; a benchmark fills one of its own.")
    ensure_defaults(connection, NOW)
    rows = [
        {"name": "Films", "slug": "movies", "content_type": "movie"},
        {"name": "Series", "slug": "tv", "content_type": "series"},
    ]
    films, shows = (int(connection.execute(insert(Library).returning(Library.id), row).scalar_one()) for row in rows)
    return (films, shows), int(connection.execute(select(QualityProfileRow.id).limit(1)).scalar_one())


def _mistyped(database: Database) -> str:
    """A long word of some title with two letters swapped."""

    def longest(connection: Connection) -> str:
        rare = select(TitleTerm.term).where(TitleTerm.uses < 5).order_by(TitleTerm.id).limit(500)
        return max(connection.execute(rare).scalars(), key=len)

    word = database.read_now(longest)
    return word[:3] + word[4] + word[3] + word[5:]


def _measure(database: Database, name: str, measure: Measure) -> Bar:
    with _unit(database) as connection:
        said = _statements(connection, measure.unit)
        value, bare = _medians((lambda: measure.unit(connection), lambda: _replay(connection, said)), measure.rounds)
    limit = None
    if measure.limits is not None:
        place = 0 if database.is_sqlite else 1
        limit = measure.limits[place]
        if measure.bare is not None and bare > 1.3 * measure.bare[place]:
            limit = 3 * bare + 0.2
    return Bar(f"{name}: {measure.what}", round(value, 4), "ms", limit, {"bare driver": round(bare, 4)})


@contextmanager
def _unit(database: Database) -> Iterator[Connection]:
    """The inside of a reading unit of work."""
    reader = database.engine if database.is_sqlite else database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with reader.connect() as connection:
        yield connection


def _statements(connection: Connection, unit: Unit) -> list[tuple[str, Any]]:
    unit(connection)  # begins the transaction, which is no part of it
    said: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        said.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    unit(connection)
    event.remove(connection, "before_cursor_execute", note)
    return said


def _replay(connection: Connection, said: list[tuple[str, Any]]) -> None:
    raw: Any = connection.connection.driver_connection
    for statement, parameters in said:
        raw.execute(statement, parameters).fetchall()


def _medians(calls: tuple[Callable[[], object], ...], rounds: int) -> list[float]:
    """Milliseconds of each, taken in turn, so that a busy moment of the machine meets all. The first rounds, which warm
    caches and prepare statements, do not count."""
    times: list[list[float]] = [[] for _ in calls]
    for number in range(rounds + 8):
        for place, call in enumerate(calls):
            began = time.perf_counter()
            call()
            if number >= 8:
                times[place].append(time.perf_counter() - began)
    return [statistics.median(taken) * 1000 for taken in times]


def _nothing(_: Connection) -> None:
    return None


def _one(connection: Connection) -> None:
    connection.execute(sql("SELECT 1")).all()


def _hop(database: Database, name: str) -> Bar:
    """What the way into a thread, out of the pool and back adds to each unit."""

    async def hops(unit: Any) -> float:
        times = []
        for _ in range(300):
            began = time.perf_counter()
            await database.read(unit)
            times.append(time.perf_counter() - began)
        return statistics.median(times) * 1000

    value = asyncio.run(hops(_nothing))
    return Bar(
        f"{name}: the thread hop of a unit",
        round(value, 4),
        "ms",
        None,
        {"with SELECT 1": round(asyncio.run(hops(_one)), 4)},
    )


def _together(database: Database, name: str, units: list[Unit]) -> Bar:
    """Fifty units asked for at once, until the last one has its answer."""

    async def once() -> float:
        began = time.perf_counter()
        await asyncio.gather(*(database.read(units[n % len(units)]) for n in range(_AT_ONCE)))
        return time.perf_counter() - began

    async def rounds() -> list[float]:
        return [await once() for _ in range(12)]

    value = statistics.median(asyncio.run(rounds())[2:]) * 1000
    return Bar(f"{name}: {_AT_ONCE} queries at once", round(value, 1), "ms", 150.0)


if __name__ == "__main__":
    sys.exit(main())
