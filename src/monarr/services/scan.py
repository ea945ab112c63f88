"""Scanning a library: what came is taken up where it lies, what changed is read anew, what vanished is noted.

Unchanged files cost a look at their size and time, no more: no probe, no write. A folder that nobody knows is identified
by its NFO or name and added; its files are taken up once it is described. A root folder that is away, or that is empty
all of a sudden, is taken for a disk that is not mounted: nothing is marked as vanished then.
"""

from __future__ import annotations

import asyncio
import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, select, update

from monarr.core.errors import Conflict, MonarrError, NotFound
from monarr.core.kinds import ContentType, MediaKind
from monarr.core.text import Text, text
from monarr.db.models import Library
from monarr.db.repositories.libraries import get_library, list_root_folders
from monarr.db.repositories.titles import FILE, ITEM
from monarr.files.library_walk import LibraryWalk, Seen, walk_library
from monarr.services.add import AddTitle, AlreadyThere, add_title
from monarr.services.context import House
from monarr.services.scan_identify import identify_folder
from monarr.services.scan_take_up import note_vanished, reread, take_up

_LIBRARY: Any = Library.__table__


class Passed(msgspec.Struct, frozen=True):
    """A path that was not taken up, and why."""

    path: str
    reason: Text


class ScanReport(msgspec.Struct, kw_only=True):
    """What a scan found. Counts are of videos; `added_titles` of titles."""

    seen: int = 0
    unchanged: int = 0
    taken_up: int = 0
    moved: int = 0
    changed: int = 0
    vanished: int = 0
    added_titles: int = 0
    passed: list[Passed] = []


class _Known(msgspec.Struct, frozen=True):
    """What the database knows below a folder."""

    files: dict[str, Any]
    folders: dict[str, int]  # folder -> title


async def scan_library(house: House, library_id: int) -> ScanReport:
    """Scans all folders of a library. Raises NotFound."""
    library = await house.db.read(get_library, library_id)
    report = ScanReport()
    for root in await house.db.read(list_root_folders, library_id):
        await _scan(house, library, root, Path(root.path), report)
    await house.db.write(_note_scanned, library_id, house.clock.now())
    return report


async def scan_path(house: House, path: str) -> ScanReport:
    """Scans one folder or file below a root folder. Raises NotFound when it is in no library."""
    wanted = Path(path)
    roots = await house.db.read(list_root_folders)
    root = next((row for row in roots if wanted.is_relative_to(row.path)), None)
    if root is None:
        raise NotFound(text("{path} is in no library.", path=path))
    report = ScanReport()
    await _scan(house, await house.db.read(get_library, root.library_id), root, wanted, report)
    return report


async def _scan(house: House, library: Any, root: Any, top: Path, report: ScanReport) -> None:
    if not await asyncio.to_thread(os.path.isdir, root.path):
        report.passed.append(Passed(root.path, text("The folder is not there; is its disk mounted?")))
        return
    walk = await asyncio.to_thread(walk_library, top)
    known = await house.db.read(_read_known, library.id, str(top))
    report.passed += [Passed(folder, text("The folder could not be read.")) for folder in walk.unreadable]
    report.seen += len(walk.videos)
    if not walk.videos and known.files and str(top) == root.path:
        report.passed.append(Passed(root.path, text("The folder is empty all of a sudden; is its disk mounted?")))
        return
    new = {path: seen for path, seen in walk.videos.items() if path not in known.files}
    changed = {
        path: seen for path, seen in walk.videos.items() if path in known.files and _differs(known.files[path], seen)
    }
    gone = _gone(known.files, walk)
    report.unchanged += len(walk.videos) - len(new) - len(changed)
    await _apply(house, library, root, known, new, changed, gone, report)


def _differs(row: Any, seen: Seen) -> bool:
    return bool(row.size_bytes != seen.size_bytes or row.modified_ns != seen.modified_ns)


def _gone(files: Mapping[str, Any], walk: LibraryWalk) -> dict[str, Any]:
    """Files that are known and were not seen, but for those in folders that could not be read."""
    return {
        path: row
        for path, row in files.items()
        if path not in walk.videos and not any(Path(path).is_relative_to(folder) for folder in walk.unreadable)
    }


async def _apply(
    house: House, library: Any, root: Any, known: _Known, new: dict[str, Seen], changed: dict[str, Seen],
    gone: dict[str, Any], report: ScanReport,
) -> None:  # fmt: skip
    by_title: dict[int, dict[str, Seen]] = defaultdict(dict)
    strangers: dict[str, dict[str, Seen]] = defaultdict(dict)
    for path, seen in new.items():
        title_id = _title_of(path, root.path, known.folders)
        if title_id is not None:
            by_title[title_id][path] = seen
        else:
            strangers[_top_folder(path, root.path)][path] = seen
    for folder, videos in sorted(strangers.items()):
        found = await _meet(house, library, folder, sorted(videos), root.path, report)
        if found is not None:
            by_title[found].update(videos)
    lost: dict[int, list[Any]] = defaultdict(list)
    for row in gone.values():
        lost[row.title_id].append(row)
    for title_id in sorted({*by_title, *lost}):
        await _bring(house, title_id, root, by_title[title_id], lost[title_id], report)
    for path, seen in sorted(changed.items()):
        report.changed += await reread(house, known.files[path], seen)


async def _bring(
    house: House, title_id: int, root: Any, videos: dict[str, Seen], lost: Sequence[Any], report: ScanReport
) -> None:
    try:
        outcome = await take_up(house, title_id, root, videos, lost)
        still_lost = [row for row in lost if row.id not in outcome.moved]
        report.vanished += await note_vanished(house, title_id, still_lost)
    except MonarrError as error:
        report.passed.append(Passed(str(next(iter(videos), root.path)), error.message))
        return
    report.taken_up += outcome.taken_up
    report.moved += len(outcome.moved)
    report.passed += [Passed(path, reason) for path, reason in outcome.passed]


def _title_of(path: str, root: str, folders: Mapping[str, int]) -> int | None:
    """The title whose folder the file is in, the innermost one."""
    folder = os.path.dirname(path)  # noqa: PTH120 - a hundred thousand times, and quicker
    while len(folder) > len(root):
        if folder in folders:
            return folders[folder]
        folder = os.path.dirname(folder)  # noqa: PTH120
    return None


def _top_folder(path: str, root: str) -> str:
    """The folder right below the root folder; the root folder itself for a file that lies there."""
    inner = Path(path).relative_to(root).parts
    return root if len(inner) == 1 else str(Path(root) / inner[0])


async def _meet(
    house: House, library: Any, folder: str, videos: Sequence[str], root: str, report: ScanReport
) -> int | None:
    """Identifies a folder that no title has. A new title is added, and its files wait for its description; the id of a
    title that is in the library already is given back."""
    if folder == root:
        reason = text("It lies in the root folder itself; give it a folder of its own.")
        report.passed += [Passed(path, reason) for path in videos]
        return None
    kind = ContentType(library.content_type).title_kind
    if kind not in (MediaKind.MOVIE, MediaKind.SERIES):
        return None
    try:
        found = await identify_folder(house, Path(folder), kind, videos)
        if found is None:
            report.passed.append(Passed(folder, text("Nobody knows this folder for sure. Choose its title.")))
            return None
        here = next((one for one in found.there if one.library_id == library.id and not one.in_trash), None)
        if here is not None:
            return here.item_id
        wanted = AddTitle(
            kind=kind, title=found.title, ids=found.ids, year=found.year, original_title=found.original_title,
            overview=found.overview, library_id=library.id, path=folder,
        )  # fmt: skip
        await add_title(house, wanted)
        report.added_titles += 1
    except (AlreadyThere, Conflict, MonarrError) as error:
        report.passed.append(Passed(folder, error.message))
    return None


def _read_known(connection: Connection, library_id: int, top: str) -> _Known:
    below = FILE.c.path.startswith(top.rstrip("/") + "/", autoescape=True) | (FILE.c.path == top)
    rows = connection.execute(
        select(FILE.c.id, FILE.c.path, FILE.c.size_bytes, FILE.c.modified_ns, FILE.c.title_id, FILE.c.version_id,
               FILE.c.quick_hash)
        .where(below, FILE.c.deleted_at.is_(None))
    )  # fmt: skip
    titles = connection.execute(
        select(ITEM.c.path, ITEM.c.id).where(
            ITEM.c.library_id == library_id, ITEM.c.path.is_not(None), ITEM.c.deleted_at.is_(None)
        )
    )
    files = {row.path: row for row in rows}
    folders = {str(Path(path).parent): row.title_id for path, row in files.items()}
    return _Known(files, {**folders, **{row.path: row.id for row in titles}})


def _note_scanned(connection: Connection, library_id: int, now: datetime) -> None:
    connection.execute(update(_LIBRARY).where(_LIBRARY.c.id == library_id), {"last_scanned_at": now})
