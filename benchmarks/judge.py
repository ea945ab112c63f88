"""Judging: a search's thousand results for one film with 40 custom formats, and a feed of 1,400 releases against a library of
20,000 films and 5,000 series; the ledger is written. Beside each stands the bare floor of the same run: the names read,
and the titles looked up in one statement.

    python benchmarks/judge.py [--database URL] [--scale N] [--json] [--profile]

Without `--database` both databases are measured: SQLite in a temporary folder and the PostgreSQL of the tests. A
database that is given must be empty. Bars hold where the floor is within 1.3 times of its figure on a quiet machine (0.05 s
for 1,400 names); else they grow with it, for then the machine is busy with others. Libraries of 1, 4 and 16 times the
size, met by the same feed, show that its cost follows the matches; it is told in floors of the same run.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, insert, select

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the tests lend their PostgreSQL

from _catalogue import NOW, Loader, Names, Scale, fill, moment
from _table import Bar, report
from queries import _database, _prepare

from monarr.cli._house import run
from monarr.core.kinds import Origin, Protocol
from monarr.core.releases import clean_title, parse_release
from monarr.db import Database
from monarr.db.models import CustomFormatRow, DownloadClientRow, IndexerRow, ProfileFormat, QualityProfileRow
from monarr.db.repositories.wanted import find_titles_named
from monarr.ports.indexer import IndexerRelease
from monarr.services.judging import judge_offers
from monarr.services.offers import Offer
from monarr.services.rss import judge_feed

_KINDS = ("sqlite", "postgresql")
_ROUNDS = 5
_SEARCH_SECONDS, _FEED_SECONDS = 0.5, 1.0
_FLOOR_SECONDS = 0.05 / 1_400  # for one name, on a quiet machine
_QUALITIES = ("1080p.WEB-DL.x264", "1080p.BluRay.x265", "720p.HDTV.x264", "2160p.WEB-DL.HDR.x265", "1080p.WEBRip.AV1")
_GROUPS = ("OPEN", "DURIAN", "LLAMA", "ORANGE", "PEACH", "SPRING", "GOOSE")
_EXTRAS = ("", ".REPACK", ".PROPER", ".GERMAN.DL", ".Atmos.TrueHD.7.1", ".DDP5.1", ".DTS-HD.MA.5.1", ".10bit")


@dataclass(frozen=True)
class Times:
    """Seconds: for releases that are new, for the same ones again, of the bare floor, and what this process worked for the
    new ones."""

    new: float
    again: float
    bare: float
    worked: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", metavar="URL", help="an empty database; without it both kinds are measured")
    parser.add_argument("--scale", type=float, default=1.0, help="1 is the size of the bar; 0.1 is a quick look")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--profile", action="store_true", help="show where the time goes")
    given = parser.parse_args()
    bars: list[Bar] = []
    for kind in ("",) if given.database else _KINDS:
        with _database(kind, given.database) as database:
            bars += measure(database, given.scale, profiled=given.profile)
    for kind in () if given.database else _KINDS:
        bars += growth(kind, given.scale)
    return report("judge", bars, as_json=given.json)


def measure(database: Database, scale: float, *, profiled: bool = False) -> list[Bar]:
    """The two bars on one database."""
    name = "SQLite" if database.is_sqlite else "PostgreSQL"
    films, series = max(50, round(20_000 * scale)), max(20, round(5_000 * scale))
    results, items = max(20, round(1_000 * scale)), max(40, round(1_400 * scale))
    house, titles = _furnish(database, films, series)
    all_of = _feed(titles, films, series, items)
    half = _feed(titles, films, series, items // 2) + _strangers(items - items // 2)
    film = 2
    found = [_film_name(titles[film], _year(film), number) for number in range(results)]

    async def search(offers: Sequence[Offer]) -> object:
        return await judge_offers(house, offers, film, origin=Origin.INTERACTIVE)

    async def feed(offers: Sequence[Offer]) -> object:
        return await judge_feed(house, offers)

    bars = []
    for what, names, judge, limit in (
        (f"{results} search results for one film, 40 formats", found, search, _SEARCH_SECONDS),
        (f"{items} feed items, all of known titles", all_of, feed, _FEED_SECONDS),
        (f"{items} feed items, half of them of known titles", half, feed, _FEED_SECONDS),
    ):
        if profiled:
            _profile(what, lambda names=names, judge=judge: run(judge(_offers(names, 99))))
        times = run(_timed(database, names, judge))
        beside = {"bare parse and look-up": times.bare, "the same again": times.again, "own work": times.worked}
        quiet = _FLOOR_SECONDS * len(names)
        allowed = limit * max(scale, 0.1) * (times.bare / quiet if times.bare > 1.3 * quiet else 1)
        bars.append(Bar(f"{name}: {what}", round(times.new, 3), "s", round(allowed, 3),
                        {peer: round(value, 3) for peer, value in beside.items()}))  # fmt: skip
    return bars


def growth(kind: str, scale: float) -> list[Bar]:
    """The same feed, with the same matches, against libraries of 1, 4 and 16 times the size."""
    times = {}
    items = max(40, round(1_400 * scale))
    for size in (1, 4, 16):
        films, series = max(60, round(1_500 * scale)), max(20, round(400 * scale))
        with _database(kind, None) as database:
            house, titles = _furnish(database, films * size, series * size, episodes_each=21)
            names = _feed(titles, films, series, items, first_series=films * size + 1)

            async def feed(offers: Sequence[Offer], house: Any = house) -> object:
                return await judge_feed(house, offers)

            taken = run(_timed(database, names, feed))
            times[size] = taken.new / taken.bare
    name = "SQLite" if kind == "sqlite" else "PostgreSQL"
    ratio = times[16] / times[1]
    beside = {f"{size}x library, in floors": round(floors, 2) for size, floors in times.items()}
    return [Bar(f"{name}: growth of a feed's cost, 16x library against 1x", round(ratio, 2), "x", 2.0, beside)]


async def _timed(database: Database, names: list[str], judge: Callable[[Sequence[Offer]], Awaitable[object]]) -> Times:
    """Medians of rounds in turn, so that a busy moment of the machine meets all."""
    new, again, bare, busy = [], [], [], []
    await judge(_offers(names, 0))  # statements and expressions are compiled
    for number in range(1, _ROUNDS + 1):
        offers = _offers(names, number)
        for times in (new, again):
            began, worked = time.perf_counter(), time.process_time()
            await judge(offers)
            times.append(time.perf_counter() - began)
            if times is new:
                busy.append(time.process_time() - worked)
        began = time.perf_counter()
        _floor(database, names)
        bare.append(time.perf_counter() - began)
    return Times(*(statistics.median(times) for times in (new, again, bare, busy)))


def _floor(database: Database, names: list[str]) -> None:
    read = [parse_release(name) for name in names]
    database.read_now(find_titles_named, {clean_title(one.title) for one in read if one is not None})


def _profile(what: str, work: Callable[[], object]) -> None:
    work()
    profile = cProfile.Profile()
    profile.runcall(work)
    print(what, file=sys.stderr)
    pstats.Stats(profile, stream=sys.stderr).sort_stats("tottime").print_stats(35)


def _furnish(database: Database, films: int, series: int, *, episodes_each: int = 70) -> tuple[Any, dict[int, str]]:
    """The library with 40 formats, an indexer and a client; the house; and the titles by id."""
    libraries, _ = database.write_now(_prepare)
    profile_id = database.write_now(_formats)
    began = time.perf_counter()
    fill(database, Scale(films, series, series * episodes_each, 500), libraries, profile_id)
    load, at = Loader(database), moment(NOW)
    load.write(
        "version", "id,item_id,name,is_default,quality_profile_id,monitored,state,position,created_at,updated_at",
        ((n, n, "Standard", True, profile_id, True, "missing", 0, at, at) for n in range(films + 1, films + series + 1)),
    )  # fmt: skip
    load.finish()
    print(f"filled in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    clock = SimpleNamespace(now=lambda: NOW, monotonic=time.perf_counter)
    names = Names(7)
    return SimpleNamespace(db=database, clock=clock), {n: names(n) for n in range(1, films + series + 1)}


def _formats(connection: Connection) -> int:
    """40 custom formats of the usual kinds, scored in the profile “1080p”."""
    words = ("x265", "HDR", "Atmos", "TrueHD", "DTS-HD", "10bit", "REPACK", "PROPER", "AV1", "DDP5", "GERMAN", "HYBRID")
    specs = [("ReleaseTitleSpecification", rf"\b({word}|{word.lower()}[ ._-]?\d*)\b") for word in words]
    specs += [("ReleaseTitleSpecification", rf"(?<!\w)(?:{word}|{word}2)(?!\w).*\b(1080p|2160p)\b") for word in words]
    specs += [("ReleaseGroupSpecification", f"^({group}|{group}X)$") for group in _GROUPS]
    specs += [("ReleaseTitleSpecification", rf"\b(S\d+|WEB|BluRay)\b.*{group}$") for group in _GROUPS]
    specs += [("ResolutionSpecification", lines) for lines in (1080, 2160)]
    rows = []
    for number, (kind, value) in enumerate(specs[:40]):
        condition = {
            "name": "a",
            "implementation": kind,
            "negate": False,
            "required": False,
            "fields": {"value": value},
        }
        rows.append({"name": f"Format {number}", "conditions": [condition], "created_at": NOW, "updated_at": NOW})
    connection.execute(insert(CustomFormatRow), rows)
    profile_id = connection.execute(
        select(QualityProfileRow.id).where(QualityProfileRow.name == "1080p").order_by(QualityProfileRow.id).limit(1)
    ).scalar_one()
    ids = connection.execute(select(CustomFormatRow.id)).scalars()
    connection.execute(
        insert(ProfileFormat),
        [{"profile_id": profile_id, "format_id": one, "score": place - 10} for place, one in enumerate(ids)],
    )
    connection.execute(insert(IndexerRow), {"name": "A", "implementation": "torznab", "protocol": "torrent"})
    client = {"name": "C", "implementation": "memory", "protocol": "torrent", "created_at": NOW, "updated_at": NOW}
    connection.execute(insert(DownloadClientRow), client)
    return int(profile_id)


def _year(film: int) -> int:
    return 1920 + film % 105


def _tail(number: int) -> str:
    return f"{_EXTRAS[number % 8]}.{_QUALITIES[number % 5]}-{_GROUPS[number % 7]}{number // 280 or ''}"


def _film_name(title: str, year: int, number: int) -> str:
    return f"{title.title().replace(' ', '.')}.{year}{_tail(number)}"


def _feed(titles: dict[int, str], films: int, series: int, count: int, *, first_series: int | None = None) -> list[str]:
    """Two episodes for each film, of titles spread over the library."""
    names, begin = [], first_series or films + 1
    for number in range(count):
        if number % 3 == 0:
            film = 1 + number * 37 % films
            names.append(_film_name(titles[film], _year(film), number))
        else:
            show = begin + number * 41 % series
            place = f"S{number % 7 + 1:02d}E{number % 10 + 1:02d}"
            names.append(f"{titles[show].title().replace(' ', '.')}.{place}{_tail(number)}")
    return names


def _strangers(count: int) -> list[str]:
    names = Names(8)
    return [_film_name("zz " + names(number), 1990 + number % 30, number) for number in range(count)]


def _offers(names: list[str], batch: int) -> list[Offer]:
    return [
        Offer(
            IndexerRelease(
                guid=f"{batch}:{number}", title=name, protocol=Protocol.TORRENT, size_bytes=4_000_000_000 + number,
                download_url=f"http://127.0.0.1/{batch}/{number}", info_hash=f"{batch * 1_000_000 + number:040x}",
                seeders=number % 90, leechers=3, published_at=NOW - timedelta(minutes=number), categories=(2000, 5000),
            ),
            1,
            "A",
        )
        for number, name in enumerate(names)
    ]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
