"""`monarr demo --check`: the whole story, unattended, with a time limit for each step and a proof for each that does not
rest on Monarr's own word: bytes on the disk and their hash, inode and link count, the client's own answer, what the
player was told, what a fresh process reads from the database.
"""

from __future__ import annotations

import asyncio
import hashlib
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from time import monotonic
from typing import Any
from xml.etree import ElementTree

import msgspec

from monarr.bootstrap import open_house, start_up
from monarr.core.errors import MonarrError
from monarr.demo.furnish import Furnished, add, furnish
from monarr.demo.offers import better_sintel, sintel_offers
from monarr.demo.run import demo_folder, demo_settings
from monarr.demo.world import World
from monarr.ports.provider import ProviderKind
from monarr.services.context import House
from monarr.services.jobs import queue_job
from monarr.services.provider_settings import list_providers
from monarr.services.remove import delete_title
from monarr.services.restore import restore_title
from monarr.services.undo import undo_act
from monarr.serving import working

FIRST, BETTER = "Sintel.2010.1080p.WEB-DL.x264.AAC-ORANGE", "Sintel.2010.1080p.BluRay.x264.AAC-DURIAN"


class Unproved(Exception):
    """A step did not come to its proof within its time."""


class Step(msgspec.Struct, frozen=True):
    """A line of the report."""

    step: str
    ok: bool
    seconds: float
    proof: str


def run_check(options: Mapping[str, Any]) -> int:
    """Walks the story. Returns 0 only when every step is proved."""
    steps: list[Step] = []
    with demo_folder(options) as folder:
        asyncio.run(_check(options, folder, steps))
    good = bool(steps) and all(step.ok for step in steps)
    if options.get("json"):
        sys.stdout.write(msgspec.json.encode({"steps": steps}).decode() + "\n")
    else:
        for step in steps:
            print(f"{'ok    ' if step.ok else 'FAILED'} {step.step:12} {step.seconds:6.2f} s  {step.proof}")
        print("The whole story holds." if good else "The story does not hold.")
    return 0 if good else 1


async def _check(options: Mapping[str, Any], folder: Path, steps: list[Step]) -> None:
    settings = demo_settings(options, folder, 0)
    async with World(folder) as world:
        await world.offer(sintel_offers(world.title("sintel")))
        async with open_house(settings) as house:
            await start_up(house)
            furnished = await furnish(house, world, folder / "media")
            async with working(house):
                story = Story(house, world, furnished, settings.database_url)
                for name, seconds, act in story.acts():
                    if not await _run(name, seconds, act, steps):
                        return


async def _run(name: str, seconds: float, act: Callable[[], Awaitable[str]], steps: list[Step]) -> bool:
    begun = monotonic()
    try:
        proof, ok = await asyncio.wait_for(act(), seconds), True
    except TimeoutError:
        proof, ok = f"Not within {seconds:.0f} s.", False
    except (Unproved, MonarrError, OSError) as error:
        proof, ok = str(error), False
    steps.append(Step(name, ok, round(monotonic() - begun, 3), proof))
    return ok


class Story:
    """The acts in their order, and what they leave for one another."""

    def __init__(self, house: House, world: World, furnished: Furnished, database_url: str) -> None:
        self.house, self.world, self.furnished, self.url = house, world, furnished, database_url
        self.title_id = 0
        self.folder = Path()
        self.video = Path()

    def acts(self) -> list[tuple[str, float, Callable[[], Awaitable[str]]]]:
        """Name, seconds it may take, and what to do."""
        return [
            ("asked", 10, self.asked), ("searched", 30, self.searched), ("judged", 20, self.judged),
            ("grabbed", 20, self.grabbed), ("downloaded", 60, self.downloaded), ("imported", 60, self.imported),
            ("described", 30, self.described), ("published", 30, self.published),
            ("player told", 30, self.player_told), ("upgraded", 90, self.upgraded), ("undone", 30, self.undone),
            ("restored", 30, self.restored),
        ]  # fmt: skip

    async def asked(self) -> str:
        self.title_id = await add(self.house, self.world, self.furnished, "sintel", search=True)
        (row,) = await self._read("item")
        _prove(row[0] == "Sintel", "The database does not know the title.")
        self.folder = Path(row[4])
        return f"A fresh process reads title {self.title_id}, “{row[0]}”, from the database."

    async def searched(self) -> str:
        asked = await _wait(lambda: _value([one for one in self.world.indexer.searches if one.function == "movie"]))
        words = " ".join(f"{name}={value}" for name, value in sorted(asked[0].parameters.items()) if name != "apikey")
        return f"The indexer was asked {len(asked)} time(s): {words}"

    async def judged(self) -> str:
        rows = await _wait(lambda: self._read("verdicts"), lambda rows: len(rows) >= 3)
        by_name = {row["release"]: row for row in rows}
        _prove(by_name[FIRST]["outcome"] == "accepted", f"{FIRST} was not accepted: {by_name[FIRST]['refusal']}")
        refused = [row for row in rows if row["outcome"] == "refused"]
        _prove(len(refused) >= 2, "Nothing was refused.")
        rules = min(row["rules"] for row in rows)
        words = ", ".join(f"{row['release'].rsplit('-', 1)[1]} for {row['refusal']}" for row in refused)
        return f"The ledger holds {len(rows)} releases with {rules} verdicts each; refused: {words}."

    async def grabbed(self) -> str:
        wanted = self.world.offered[FIRST].info_hash
        found = await _wait(lambda: self._client_has(wanted))
        return f"The client itself has {found.name} ({found.ref}), {found.size_bytes} bytes, {found.state}."

    async def downloaded(self) -> str:
        offered = self.world.offered[FIRST]

        def done(found: Any) -> bool:
            return found is not None and found.left_bytes == 0 and found.output_path is not None

        found = await _wait(lambda: self._client_has(offered.info_hash), done)
        path = _only_video(Path(found.output_path))
        _prove(_sha256(path) == offered.sha256, "The bytes that arrived are not those that were seeded.")
        return f"{path.stat().st_size} bytes with SHA-256 {offered.sha256[:16]}…, those of the seeder."

    async def imported(self) -> str:
        self.video = await self._video_of(FIRST)
        state = self.video.stat()
        found = await self._client_has(self.world.offered[FIRST].info_hash)
        source = _only_video(Path(found.output_path)).stat()
        _prove(state.st_ino == source.st_ino and state.st_nlink >= 2, "The library's file is not a hardlink.")
        return f"{self.video.name}: inode {state.st_ino}, {state.st_nlink} links, shared with the download."

    async def described(self) -> str:
        (row,) = await _wait(lambda: self._read("item"), lambda rows: bool(rows and rows[0][2]))
        wanted = self.world.title("sintel").overview
        _prove(row[2] == wanted, "The description is not the source's.")
        return f"A fresh process reads “{row[2][:60]}…”, word for word what TMDB was made to say."

    async def published(self) -> str:
        nfo = self.video.with_suffix(".nfo")
        await _wait(lambda: _value(nfo.exists() and _pictures(self.folder)))
        root = ElementTree.fromstring(nfo.read_bytes())  # our own file, just written
        tmdb = {one.get("type"): one.text for one in root.iter("uniqueid")}.get("tmdb")
        _prove(root.findtext("title") == "Sintel" and tmdb == "45745", "The NFO does not say what it should.")
        names = ", ".join(sorted(path.name for path in _pictures(self.folder)))
        return f"{nfo.name} says {root.findtext('title')}, tmdb {tmdb}; pictures: {names}."

    async def player_told(self) -> str:
        told = await _wait(lambda: _value(list(self.world.player.told)))
        return f"The player heard {told[-1].method} {msgspec.json.encode(told[-1].params).decode()[:160]}"

    async def upgraded(self) -> str:
        before, inode = self.video, self.video.stat().st_ino
        await self.world.offer([better_sintel(self.world.title("sintel"))])
        await queue_job(self.house, "search_title", {"title_id": self.title_id}, actor=self.furnished.owner)
        self.video = await self._video_of(BETTER)
        files = await self._read("files")
        old = next(row for row in files if row["deleted_at"])
        kept = Path(old["recycle_path"])
        _prove(kept.exists() and kept.stat().st_ino == inode, "The old file is not in the recycle store.")
        _prove(not before.exists() or before == self.video, "The old file still lies in the library.")
        return f"{self.video.name} is here with the seeder's bytes; the old inode {inode} lies in {kept.parent.parent.name}."

    async def undone(self) -> str:
        files = await self._read("files")
        old = next(row for row in files if row["deleted_at"])
        inode = Path(old["recycle_path"]).stat().st_ino
        act = await self.house.db.read(_last_act, "upgrade", self.title_id)
        await undo_act(self.house, act, self.furnished.owner)
        self.video = Path(old["path"])
        _prove(self.video.exists() and self.video.stat().st_ino == inode, "The old file did not come back.")
        _prove(_sha256(self.video) == self.world.offered[FIRST].sha256, "The old file came back changed.")
        return f"{self.video.name} is back: inode {inode}, the same bytes."

    async def restored(self) -> str:
        inode = self.video.stat().st_ino
        await delete_title(self.house, self.title_id, delete_files=True, actor=self.furnished.owner)
        _prove(not self.video.exists(), "The file still lies in the library after the deletion.")
        await restore_title(self.house, self.title_id, actor=self.furnished.owner)
        (row,) = await self._read("item")
        _prove(row[3] is None, "The title is still marked deleted.")
        _prove(self.video.exists() and self.video.stat().st_ino == inode, "The file did not come back.")
        return f"Deleted with its file and brought back: inode {inode} at {self.video.name}."

    async def _video_of(self, release: str) -> Path:
        """The library's file of a release, once it is there with the seeder's bytes."""
        offered = self.world.offered[release]

        async def found() -> Path | None:
            for path in _videos(self.folder):
                if path.stat().st_size == offered.size_bytes and _sha256(path) == offered.sha256:
                    rows = await self._read("files")
                    if any(row["path"] == str(path) and not row["deleted_at"] for row in rows):
                        return path
            return None

        video: Path = await _wait(found)
        return video

    async def _client_has(self, info_hash: str) -> Any:
        for row in await list_providers(self.house, ProviderKind.DOWNLOAD_CLIENT):
            async with self.house.sources.using(ProviderKind.DOWNLOAD_CLIENT, row.id) as client:
                found = await client.find(info_hash)
                if found is not None:
                    return found
        return None

    async def _read(self, question: str) -> Any:
        """What a fresh process reads."""
        command = [sys.executable, "-m", "monarr.demo.reading", self.url, question, str(self.title_id)]
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        answer, _ = await process.communicate()
        _prove(process.returncode == 0, f"The fresh process failed with {process.returncode}.")
        return msgspec.json.decode(answer)


def _last_act(connection: Any, act: str, title_id: int) -> str:
    from sqlalchemy import select

    from monarr.db.models import FileOperation

    found = select(FileOperation.act_id).where(FileOperation.act == act, FileOperation.item_id == title_id)
    return str(connection.execute(found.order_by(FileOperation.id.desc())).scalars().first())


def _prove(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Unproved(otherwise)


async def _value(value: Any) -> Any:
    return value


async def _wait(ask: Callable[[], Awaitable[Any]], enough: Callable[[Any], bool] = bool) -> Any:
    """Asks four times a second until the answer is enough; the step's time limit ends it."""
    while not enough(answer := await ask()):
        await asyncio.sleep(0.25)
    return answer


def _videos(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.mkv")) if folder.is_dir() else []


def _pictures(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*") if path.suffix in (".jpg", ".png", ".webp")]


def _only_video(path: Path) -> Path:
    return path if path.is_file() else next(iter(sorted(path.rglob("*.mkv"))))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
