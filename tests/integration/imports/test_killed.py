"""Killed at every point of every act, on both databases: no file is lost, no row is wrong, and nothing is left to do."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from monarr.db.models import Download, EventRow, MediaFile, MediaItem, StreamRow
from monarr.services.import_download import import_download
from monarr.services.recover import recover
from monarr.services.remove import delete_title
from tests.house.tree import ROOT
from tests.integration.imports.scene import Scene, hash_of, video

# How often a process is killed at a chance moment, for each database. PRODUCT.md's bar counts 500 deaths in all:
# MONARR_TEST_KILLS=500 scripts/test tests/integration/imports/test_killed.py -rP tells the count.
RANDOM_KILLS = int(os.environ.get("MONARR_TEST_KILLS", "25"))
pytestmark = pytest.mark.timeout(280 + 6 * RANDOM_KILLS)
SUBTITLE = b"1\n00:00:01,000 --> 00:00:02,000\nHello\n"
ACTS = ("import", "import-copy", "import-move", "upgrade", "upgrade-in-place", "delete", "restore", "undo", "rename")


class Nursery:
    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.integration.imports.mortal"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env={"PYTHONPATH": f"{ROOT}/src:{ROOT}"},
        )  # fmt: skip
        self.kills = 0

    def run(self, **ask: Any) -> tuple[str, int]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(ask) + "\n")
        self.process.stdin.flush()
        told, points = json.loads(self.process.stdout.readline())
        assert told != "failed", ask
        self.kills += told == "died"
        return told, points

    def close(self) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    found = Nursery()
    yield found
    found.close()


class Case:
    """One title with files, ready for an act; and what must be true whatever happened."""

    def __init__(self, scene: Scene, act: str, number: int) -> None:
        self.scene, self.act = scene, act
        self.title = scene.film(f"Film {act.replace('-', ' ')} {number}", 2010, 60)
        self.name = f"Film {act.replace('-', ' ')} {number}".replace(" ", ".")

    async def prepare(self) -> dict[str, Any]:
        """Brings the title to where the act begins; returns what to ask of the child."""
        if self.act.startswith("import"):
            return {"act": "import", "key": self._download("720p.WEB-DL", 720)}
        first = await import_download(self.scene.house, self._download("720p.WEB-DL", 720))
        assert first.state == "imported", first.problem
        if self.act == "upgrade":
            return {"act": "import", "key": self._download("1080p.BluRay", 1080)}
        if self.act == "upgrade-in-place":
            return {"act": "import", "key": self._download("720p.PROPER.WEB-DL", 720, label="again")}
        if self.act == "restore":
            await delete_title(self.scene.house, self.title, delete_files=True)
        if self.act == "undo":
            second = await import_download(self.scene.house, self._download("1080p.BluRay", 1080))
            return {"act": "undo", "key": second.files[0].act_id}
        if self.act == "rename":
            self.scene.set(MediaItem, self.title, title=f"{self.name} renamed")
        return {"act": self.act, "key": self.title}

    def _download(self, quality: str, lines: int, **more: Any) -> int:
        release = f"{self.name}.2010.{quality}.x264-Durian"
        client = {"import-copy": "copy", "import-move": "move"}.get(self.act)
        files: dict[str, Path | bytes] = {"film.mkv": video(lines, **more), "film.en.srt": SUBTITLE}
        values = {"client_id": self.scene.client_ids[client]} if client else {}
        return self.scene.download(self.title, release, files, **values)

    def contents(self) -> set[str]:
        """Hashes of every video and subtitle of this title, wherever it is."""
        return set(self.hashes().values())

    def hashes(self) -> dict[str, str]:
        names = (self.name, self.name.replace(".", " "))
        return {
            str(path): hash_of(path)
            for path in self.scene.folder.rglob("*")
            if path.is_file() and any(name in str(path) for name in names)
        }

    def rows(self) -> list[Any]:
        table: Any = MediaFile.__table__
        query = select(table).where(table.c.title_id == self.title).order_by(table.c.id)
        return list(self.scene.house.db.read_now(lambda c: c.execute(query).all()))

    def check(self) -> None:
        """Every row tells the truth, and every library file has a row."""
        rows = self.rows()
        named = {row.path for row in rows if row.deleted_at is None}
        for row in rows:
            path = Path(row.path if row.deleted_at is None else row.recycle_path)
            assert path.stat().st_size == row.size_bytes, path
        here, beside = len(named), self._subtitles([row.id for row in rows if row.deleted_at is None])
        item = self.scene.row(MediaItem, self.title)
        if item.deleted_at is None:
            assert item.file_count == here
        on_disk = {
            path for path in self.hashes()
            if path.startswith((str(self.scene.root), str(self.scene.folder / "shows"))) and ".monarr-recycle" not in path
        }  # fmt: skip
        assert on_disk == named | beside
        kept = {path for path in self.hashes() if ".monarr-recycle" in path and path.endswith(".mkv")}
        assert kept == {row.recycle_path for row in rows if row.deleted_at is not None}
        events = Counter(self._events())
        assert events["file.imported"] + events["file.upgraded"] == len(rows)

    def _subtitles(self, ids: list[int]) -> set[str]:
        query = select(StreamRow.external_path).where(StreamRow.file_id.in_(ids), StreamRow.external_path.is_not(None))
        return set(self.scene.house.db.read_now(lambda c: c.execute(query).scalars().all()))

    def _events(self) -> list[str]:
        query = select(EventRow.type).where(EventRow.title_id == self.title)
        return list(self.scene.house.db.read_now(lambda c: c.execute(query).scalars().all()))


async def _die_and_recover(scene: Scene, nursery: Nursery, case: Case, **when: Any) -> tuple[str, int]:
    """One death, and everything that must hold after it."""
    ask = await case.prepare()
    before = case.contents()
    told = nursery.run(url=scene.house.db.url, folder=str(scene.folder), **ask, **when)
    report = await recover(scene.house)
    assert report.left == 0
    assert before <= case.contents(), "a file was lost"
    case.check()
    again = await recover(scene.house)
    assert (again.finished, again.taken_back, again.left) == (0, 0, 0)
    if ask["act"] == "import":
        assert (await import_download(scene.house, ask["key"])).state == "imported"
        assert scene.row(Download, ask["key"]).state == "imported"
        case.check()
    return told


@pytest.fixture
def clients(scene: Scene) -> Scene:
    scene.client_ids = {mode: scene.client(name=mode, import_mode=mode) for mode in ("copy", "move")}
    return scene


@pytest.mark.parametrize("act", ACTS)
async def test_killed_at_every_point(clients: Scene, nursery: Nursery, act: str) -> None:
    told, points = await _die_and_recover(clients, nursery, Case(clients, act, 9999), count=True)
    assert told == "lived" and points >= 6
    for number in range(points):
        how = ("exit", "kill")[number % 2]
        told, _ = await _die_and_recover(clients, nursery, Case(clients, act, 1000 + number), at=number, how=how)
        assert told == "died", f"{act} passed its point {number} of {points} alive"


async def test_killed_at_every_point_of_imports_that_go_together(clients: Scene, nursery: Nursery) -> None:
    told, points = await _die_together(clients, nursery, 7999, count=True)
    assert told == "lived" and points >= 12
    for number in range(int(clients.house.db.is_sqlite), points, 2):  # every second one on each database
        how = ("exit", "kill")[number // 2 % 2]
        told, _ = await _die_together(clients, nursery, 7000 + number, at=number, how=how)
        assert told == "died", f"they passed their point {number} of {points} alive"


async def _die_together(scene: Scene, nursery: Nursery, number: int, **when: Any) -> tuple[str, int]:
    """As `_die_and_recover`, for three imports whose acts share their units."""
    kinds = (("import", number), ("import-move", number), ("import", 10_000 + number))
    cases = [Case(scene, act, each) for act, each in kinds]
    keys = [(await case.prepare())["key"] for case in cases]
    before = [case.contents() for case in cases]
    told = nursery.run(url=scene.house.db.url, folder=str(scene.folder), act="together", key=keys, **when)
    assert (await recover(scene.house)).left == 0
    for case, contents, key in zip(cases, before, keys, strict=True):
        assert contents <= case.contents(), "a file was lost"
        case.check()
        assert (await import_download(scene.house, key)).state == "imported"
        assert scene.row(Download, key).state == "imported"
        case.check()
    again = await recover(scene.house)
    assert (again.finished, again.taken_back, again.left) == (0, 0, 0)
    return told


async def test_killed_at_any_time(clients: Scene, nursery: Nursery) -> None:
    chance = random.Random(4711)
    for number in range(RANDOM_KILLS):
        case = Case(clients, chance.choice(ACTS), 5000 + number)
        await _die_and_recover(clients, nursery, case, after_seconds=chance.uniform(0.0, 0.45))
    print(f"killed {nursery.kills} times in this module so far")
