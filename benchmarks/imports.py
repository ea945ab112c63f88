"""A thousand finished downloads come into the library by hardlink: read, judged, probed, journalled, recorded, with every
fsync, beside the bare floor (link, rename, fsync, two commits) in the same run.

    python benchmarks/imports.py [--scale 1.0] [--database URL] [--folder DIR] [--json] [--profile]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks._table import Bar, report  # noqa: E402
from monarr.cli._house import run  # noqa: E402 - the product's own loop
from monarr.db.migrate import upgrade  # noqa: E402
from monarr.db.statistics.titles import recount_titles  # noqa: E402
from monarr.jobs.import_download import JOB  # noqa: E402
from monarr.media.probe import Prober  # noqa: E402
from monarr.services.import_download import import_download  # noqa: E402
from tests.integration.imports.scene import Scene, close, make_house, video  # noqa: E402

_BAR_SECONDS = 10.0
_AT_ONCE = JOB.concurrency


def _floor(folder: Path, count: int, source: Path) -> float:
    """What the disk and the database cost by themselves, on SQLite with synchronous=FULL."""
    incoming, library = folder / "floor-in", folder / "floor-library"
    incoming.mkdir()
    library.mkdir()
    for number in range(count):
        os.link(source, incoming / f"{number}.mkv")
    database = sqlite3.connect(folder / "floor.sqlite3", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE act (id INTEGER PRIMARY KEY, path TEXT, state TEXT)")
    started = time.perf_counter()
    for number in range(count):
        database.execute("INSERT INTO act VALUES (?, ?, 'planned')", (number, str(number)))
        place = library / f"{number}.mkv"
        os.link(incoming / f"{number}.mkv", library / f".{number}")
        (library / f".{number}").rename(place)
        handle = os.open(library, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
        database.execute("UPDATE act SET state = 'done' WHERE id = ?", (number,))
    seconds = time.perf_counter() - started
    database.close()
    return seconds


def _prepare(scene: Scene, count: int, source: Path) -> list[int]:
    """The films and their finished downloads; each file is one of its own name, the bytes are shared."""
    downloads, films = [], []
    for number in range(count):
        name = f"Film.{number:05d}.2010.1080p.WEB-DL.x264-Durian"
        film = scene.film(f"Film {number:05d}", 2010, 60)
        folder = scene.downloads / name
        folder.mkdir()
        os.link(source, folder / f"{name}.mkv")
        films.append(film)
        downloads.append(scene.download(film, name, {}))
    scene.house.db.write_now(recount_titles, films, scene.house.clock.now())  # as when they were added
    return downloads


async def _import_all(scene: Scene, downloads: list[int]) -> float:
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(download: int) -> str:
        async with gate:
            return (await import_download(scene.house, download)).state

    started = time.perf_counter()
    states = await asyncio.gather(*(one(download) for download in downloads))
    seconds = time.perf_counter() - started
    assert set(states) == {"imported"}, set(states)
    return seconds


def measure(folder: Path, count: int, url: str) -> list[Bar]:
    source = folder / "source.mkv"
    shutil.copyfile(video(1080), source)
    floor_seconds = _floor(folder, count, source)
    upgrade(url)
    house = make_house(url, folder, prober=Prober())
    try:
        scene = Scene(house, folder).set_up()
        downloads = _prepare(scene, count + 1, source)
        run(_import_all(scene, downloads[:1]))  # the probe process and the statements are warm
        seconds = run(_import_all(scene, downloads[1:]))
    finally:
        close(house)
    return [
        Bar(f"{count} downloads imported", round(seconds, 2), "s", _BAR_SECONDS * count / 1000,
            {"bare link, rename, fsync, two commits": round(floor_seconds, 2)}),
        Bar("each", round(1000 * seconds / count, 2), "ms", None, {"bare": round(1000 * floor_seconds / count, 2)}),
    ]  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--database", help="an empty PostgreSQL database instead of SQLite")
    parser.add_argument("--folder", help="where the library is made; the system's temporary folder else")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--profile", action="store_true", help="show where the time goes")
    given = parser.parse_args()
    count = max(1, round(1000 * given.scale))
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        url = given.database or f"sqlite:///{folder / 'monarr.sqlite3'}"
        if given.profile:
            import cProfile
            import pstats

            profile = cProfile.Profile()
            bars = profile.runcall(measure, folder, count, url)
            pstats.Stats(profile, stream=sys.stderr).sort_stats("cumulative").print_stats(45)
        else:
            bars = measure(folder, count, url)
    return report("imports", bars, as_json=given.json)


if __name__ == "__main__":
    sys.exit(main())
