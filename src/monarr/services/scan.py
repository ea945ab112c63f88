"""Scanning a library: what came is taken up where it lies, what changed is read anew, what vanished is noted.

Unchanged files cost a look at their size and time, no more: no probe, no write. A folder that nobody knows is identified
by its NFO or name and added; its files are taken up once it is described. One that nobody knows for sure waits for a
person to say whose it is; the sources are asked about it again when it has changed, when a source came or went, when a
week has passed, or when a person wants it. A root folder that is away, or that is empty
all of a sudden, is taken for a disk that is not mounted: nothing is marked as vanished then.
"""

from __future__ import annotations

import asyncio
import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, select, update

from monarr.core.errors import Conflict, MonarrError, NotFound
from monarr.core.kinds import ContentType, MediaKind
from monarr.core.text import Text, stored_text, text
from monarr.db.models import Library
from monarr.db.repositories.libraries import get_library, list_root_folders
from monarr.db.repositories.titles import FILE, ITEM
from monarr.db.repositories.unmatched import keep_unmatched, note_unmatched, settled_folders
from monarr.files.library_walk import LibraryWalk, Seen, walk_library
from monarr.services.add import AddTitle, AlreadyThere, add_title
from monarr.services.context import House
from monarr.services.lookup import list_metadata_providers
from monarr.services.scan_identify import Identified, fingerprint, identify_folder
from monarr.services.scan_take_up import note_vanished, reread, take_up

_LIBRARY: Any = Library.__table__
ASKED_AGAIN_AFTER = timedelta(days=7)


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
    left: frozenset[str]  # to be left alone
    asked: dict[str, Any]  # folder without a title -> what was asked about it, and when
    source_ids: tuple[int, ...]


async def scan_library(house: House, library_id: int, *, ask_again: bool = False) -> ScanReport:
    """Scans all folders of a library. `ask_again`: the sources are asked about every folder without a title. Raises
    NotFound."""
    library = await house.db.read(get_library, library_id)
    report = ScanReport()
    for root in await house.db.read(list_root_folders, library_id):
        await _scan(house, library, root, Path(root.path), report, ask_again=ask_again)
    await house.db.write(_note_scanned, library_id, house.clock.now())
    return report


async def scan_path(house: House, path: str) -> ScanReport:
    """Scans one folder or file below a root folder, and asks about it if it has no title. Raises NotFound when it is in
    no library."""
    wanted = Path(path)
    roots = await house.db.read(list_root_folders)
    root = next((row for row in roots if wanted.is_relative_to(row.path)), None)
    if root is None:
        raise NotFound(text("{path} is in no library.", path=path))
    report = ScanReport()
    whole = wanted == Path(root.path)
    await _scan(house, await house.db.read(get_library, root.library_id), root, wanted, report, ask_again=not whole)
    return report


async def _scan(house: House, library: Any, root: Any, top: Path, report: ScanReport, *, ask_again: bool) -> None:
    if not await asyncio.to_thread(os.path.isdir, root.path):
        report.passed.append(Passed(root.path, text("The folder is not there; is its disk mounted?")))
        return
    walk = await asyncio.to_thread(walk_library, top)
    known = await house.db.read(_read_known, library.id, str(top))
    if ask_again:
        known = msgspec.structs.replace(known, asked={})
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
    waiting = await _apply(house, library, root, known, new, changed, gone, report)
    if walk.videos or str(top) != root.path:
        await house.db.write(keep_unmatched, root.id, str(top), waiting, walk.unreadable)


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
) -> set[str]:  # fmt: skip
    """Takes up, notes and re-reads; gives the folders that belong to no title."""
    by_title: dict[int, dict[str, Seen]] = defaultdict(dict)
    strangers: dict[str, dict[str, Seen]] = defaultdict(dict)
    for path, seen in new.items():
        title_id = _title_of(path, root.path, known.folders)
        if title_id is not None:
            by_title[title_id][path] = seen
        else:
            strangers[_top_folder(path, root.path)][path] = seen
    waiting: set[str] = set()
    for folder, videos in sorted(strangers.items()):
        if folder in known.left:
            waiting.add(folder)
            continue
        found = await _meet(house, library, root, known, folder, videos, report, waiting)
        if found is not None:
            by_title[found].update(videos)
    lost: dict[int, list[Any]] = defaultdict(list)
    for row in gone.values():
        lost[row.title_id].append(row)
    for title_id in sorted({*by_title, *lost}):
        await _bring(house, title_id, root, by_title[title_id], lost[title_id], report)
    for path, seen in sorted(changed.items()):
        report.changed += await reread(house, known.files[path], seen)
    return waiting


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
    house: House, library: Any, root: Any, state: _Known, folder: str, videos: Mapping[str, Seen], report: ScanReport,
    waiting: set[str],
) -> int | None:  # fmt: skip
    """Identifies a folder that no title has. A new title is added, and its files wait for its description; the id of a
    title that is in the library already is given back. One that stays unknown is noted, and is `waiting` from now on."""
    if folder == root.path:
        reason = text("It lies in the root folder itself; give it a folder of its own.")
        report.passed += [Passed(path, reason) for path in sorted(videos)]
        return None
    kind = ContentType(library.content_type).title_kind
    if kind not in (MediaKind.MOVIE, MediaKind.SERIES):
        return None
    looks = await asyncio.to_thread(fingerprint, folder, videos, state.source_ids)
    asked = state.asked.get(folder)
    if asked and asked.fingerprint == looks and house.clock.now() - asked.asked_at < ASKED_AGAIN_AFTER:
        report.passed.append(Passed(folder, stored_text(asked.reason)))
        waiting.add(folder)
        return None
    known = Identified()
    try:
        known = await identify_folder(house, Path(folder), kind, sorted(videos))
        found = known.found
        if found is None:
            answered = None if known.silent or not state.source_ids else looks
            await _wait(house, library, root, folder, videos, known, _unknown(known), report, waiting, answered)
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
        await _wait(house, library, root, folder, videos, known, error.message, report, waiting)
    return None


def _unknown(known: Identified) -> Text:
    if known.silent and not known.offered:
        return text("{names} did not answer.", names=", ".join(known.silent))
    return text("Nobody knows this folder for sure. Choose its title.")


async def _wait(
    house: House, library: Any, root: Any, folder: str, videos: Mapping[str, Seen], known: Identified, reason: Text,
    report: ScanReport, waiting: set[str], answered: str | None = None,
) -> None:  # fmt: skip
    """Notes a folder of which a person must say whose it is. `answered`: how it looked when every source answered."""
    report.passed.append(Passed(folder, reason))
    waiting.add(folder)
    values = {
        "library_id": library.id, "root_folder_id": root.id, "path": folder, "file_count": len(videos),
        "size_bytes": sum(seen.size_bytes for seen in videos.values()), "words": known.words or Path(folder).name,
        "year": known.year, "reason": msgspec.to_builtins(reason), "guesses": known.guesses(),
        "found_at": house.clock.now(), "asked_at": house.clock.now() if answered else None, "fingerprint": answered,
    }  # fmt: skip
    await house.db.write(note_unmatched, values, keep_guesses=bool(known.silent) and not known.offered)


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
    settled = settled_folders(connection, library_id)
    sources = tuple(row.id for row in list_metadata_providers(connection))
    return _Known(
        files,
        {**folders, **settled.chosen, **{row.path: row.id for row in titles}},
        settled.left,
        settled.asked,
        sources,
    )


def _note_scanned(connection: Connection, library_id: int, now: datetime) -> None:
    connection.execute(update(_LIBRARY).where(_LIBRARY.c.id == library_id), {"last_scanned_at": now})
