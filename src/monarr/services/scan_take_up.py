"""Taking up files where they lie, without touching them: matched with the film or episodes, read, recorded."""

from __future__ import annotations

import asyncio
import os
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from monarr.core.errors import FileError, MediaError
from monarr.core.formats import FormatSet, compile_formats, of_known_title
from monarr.core.formats.vocabulary import Numbering
from monarr.core.importing import Found, main_videos, sort_contents
from monarr.core.languages import language_name
from monarr.core.matching import match_episodes
from monarr.core.media import READER_VERSION, MediaFacts
from monarr.core.releases import ParsedRelease, parse_path, parse_release
from monarr.core.text import Text, text
from monarr.db.models import CustomFormatRow, FileOperation, StreamRow
from monarr.db.repositories.file_records import queue_publishing, write_record
from monarr.db.repositories.titles import FILE, ITEM, list_versions
from monarr.files.library_walk import Seen
from monarr.files.stat import quick_hash
from monarr.services.context import House
from monarr.services.import_facts import Wanted, read_wanted
from monarr.services.import_judging import Judged
from monarr.services.import_placing import stream_rows
from monarr.services.indexing import recount

_STREAM: Any = StreamRow.__table__
_FORMAT: Any = CustomFormatRow.__table__
_STEP: Any = FileOperation.__table__
_ALIVE = FILE.c.deleted_at.is_(None)


class Outcome(msgspec.Struct, kw_only=True):
    """What became of a title's new files; `moved` are ids of known files that were found at another place."""

    taken_up: int = 0
    moved: set[int] = set()
    passed: list[tuple[str, Text]] = []


class _Match(msgspec.Struct, frozen=True):
    path: str
    seen: Seen
    item_ids: tuple[int, ...]
    parsed: ParsedRelease | None


async def take_up(house: House, title_id: int, root: Any, videos: Mapping[str, Seen], lost: Sequence[Any]) -> Outcome:
    """Records new files of a title. `lost` are its files that are gone from where they were: one of the same size and
    time elsewhere has been moved by somebody."""
    outcome = Outcome()
    if not videos:
        return outcome
    left = dict(videos)
    moves = _moves(left, lost)
    for path, row in moves.items():
        del left[path]
        outcome.moved.add(row.id)
    if moves:
        await house.db.write(_record_moves, title_id, moves, house.clock.now())
    version_id = await house.db.read(_version_for, title_id, root.id)
    wanted = await house.db.read(read_wanted, title_id, version_id)
    formats = await house.db.read(_read_formats, wanted)
    gone = {row.id for row in lost}
    taken = {item for file in wanted.own_files if file.id not in gone for item in file.item_ids}
    entries = []
    for match in _matches(wanted, left, outcome):
        if taken.intersection(match.item_ids):
            outcome.passed.append((match.path, text("There is a file for it already; this one is a second.")))
            continue
        media = await _read_media(house, match.path, outcome)
        if media is not None:
            taken.update(match.item_ids)
            entries.append(await asyncio.to_thread(_entry, wanted, formats, root.id, match, media))
    if entries:
        outcome.taken_up = await house.db.write(_record_entries, wanted, entries, house.clock.now())
    return outcome


def _moves(videos: Mapping[str, Seen], lost: Sequence[Any]) -> dict[str, Any]:
    by_figures = {(row.size_bytes, row.modified_ns): row for row in lost if row.modified_ns}
    found: dict[str, Any] = {}
    for path, seen in videos.items():
        row = by_figures.pop((seen.size_bytes, seen.modified_ns), None)
        if row is not None:
            found[path] = row
    return found


def _record_moves(connection: Connection, title_id: int, moves: Mapping[str, Any], now: datetime) -> None:
    record = {
        "title_id": title_id,
        "rename": [{"file_id": row.id, "path": path} for path, row in moves.items()],
        "events": [
            {"type": "file.renamed", "file_id": row.id,
             "payload": {"file": Path(path).name, "old_file": Path(row.path).name}}
            for path, row in moves.items()
        ],
        "publish": True,
        "tell": [{"path": str(Path(path).parent), "removed": False} for path in moves],
    }  # fmt: skip
    write_record(connection, record, now)


def _version_for(connection: Connection, title_id: int, root_id: int) -> int | None:
    """The version whose files live in the root folder, the default first."""
    versions = list_versions(connection, title_id)
    return next((row.id for row in versions if row.root_folder_id == root_id), versions[0].id if versions else None)


def _read_formats(connection: Connection, wanted: Wanted) -> FormatSet:
    """The custom formats of the title's library; its own stand before shared ones of the same name."""
    numbering: Numbering = "movie" if wanted.is_film else "series"
    mine = _FORMAT.c.library_id.is_(None) | (_FORMAT.c.library_id == wanted.title.library_id)
    ours = _FORMAT.c.kind.is_(None) | (_FORMAT.c.kind == numbering)
    order = _FORMAT.c.library_id.is_not(None), _FORMAT.c.kind.is_not(None)
    rows = connection.execute(select(_FORMAT).where(mine, ours).order_by(*order))
    by_name = {row.name: {"name": row.name, "specifications": row.conditions} for row in rows}
    return compile_formats(list(by_name.values()), numbering)


def _matches(wanted: Wanted, videos: Mapping[str, Seen], outcome: Outcome) -> list[_Match]:
    """Videos with what they hold. Samples, extras and what matches nothing are passed over."""
    base = Path(wanted.title.path) if wanted.title.path else None
    found: dict[str, Found] = {}
    for path, seen in sorted(videos.items()):
        inner = Path(path).relative_to(base.parent) if base and Path(path).is_relative_to(base.parent) else Path(path)
        found[inner.as_posix()] = Found(path=inner.as_posix(), size_bytes=seen.size_bytes, modified_ns=seen.modified_ns)
    whole = dict(zip(found, sorted(videos), strict=True))
    contents = sort_contents(found.values())
    chosen = main_videos(contents.videos)[:1] if wanted.is_film else contents.videos
    for file in contents.videos:
        if file not in chosen:
            outcome.passed.append((whole[file.path], text("A film has one file; this is the smaller one.")))
    matches = []
    for file in chosen:
        parsed = _parsed(file.path, "movie" if wanted.is_film else "series")
        items = (wanted.title.id,) if wanted.is_film else _episodes(wanted, parsed)
        if items:
            matches.append(_Match(whole[file.path], videos[whole[file.path]], items, parsed))
        else:
            outcome.passed.append((whole[file.path], text("Its name does not say which episode it is.")))
    return matches


def _parsed(path: str, kind: str) -> ParsedRelease | None:
    return parse_path(path, kind) or parse_release(PurePosixPath(path).stem, kind)


def _episodes(wanted: Wanted, parsed: ParsedRelease | None) -> tuple[int, ...]:
    if parsed is None or parsed.full_season:
        return ()
    return match_episodes(parsed, wanted.wanted_episodes())


async def _read_media(house: House, path: str, outcome: Outcome) -> MediaFacts | None:
    try:
        return await house.prober.probe(path)
    except (MediaError, FileError) as error:
        outcome.passed.append((path, error.message))
        return None


def _format_names(wanted: Wanted, formats: FormatSet, match: _Match) -> tuple[str, ...]:
    if match.parsed is None:
        return ()
    original = language_name(wanted.title.original_language)
    known = of_known_title(match.parsed, original, wanted.title.year)
    return formats.match(Path(match.path).name, known, match.seen.size_bytes, original_language=original)


def _entry(wanted: Wanted, formats: FormatSet, root_id: int, match: _Match, media: MediaFacts) -> dict[str, Any]:
    parsed = match.parsed
    quality = parsed.quality if parsed is not None else "Unknown"
    revision = parsed.revision if parsed is not None else None
    names = _format_names(wanted, formats, match) if parsed else ()
    scores = wanted.version.profile.format_scores if wanted.version.profile is not None else {}
    row = {
        "public_id": str(uuid.uuid4()), "version_id": wanted.version.id, "title_id": wanted.title.id,
        "root_folder_id": root_id, "path": match.path, "size_bytes": match.seen.size_bytes,
        "modified_ns": match.seen.modified_ns, "quick_hash": quick_hash(match.path, match.seen.size_bytes),
        "quality": quality, "revision_version": revision.version if revision else 1,
        "revision_real": revision.real if revision else 0, "is_repack": revision.is_repack if revision else False,
        "edition": parsed.edition if parsed else None, "release_group": parsed.release_group if parsed else None,
        "languages": list(parsed.languages) if parsed and parsed.languages != ["Unknown"] else [],
        "formats": list(names), "format_score": sum(scores.get(name, 0) for name in names),
        "duration_seconds": media.duration_seconds, "media": msgspec.to_builtins(media),
        "reader_version": READER_VERSION,
    }  # fmt: skip
    return {"row": row, "items": list(match.item_ids), "streams": _streams(match.path, match.seen, media)}


def _streams(path: str, seen: Seen, media: MediaFacts) -> list[dict[str, Any]]:
    return stream_rows(Judged(file=Found(path=path, size_bytes=seen.size_bytes), media=media))


def _record_entries(connection: Connection, wanted: Wanted, entries: Sequence[dict[str, Any]], now: datetime) -> int:
    """Records what is still nobody's: an import may be at work on the same files."""
    paths = [entry["row"]["path"] for entry in entries]
    busy = set(
        connection.execute(
            select(_STEP.c.target_path).where(_STEP.c.state == "planned", _STEP.c.target_path.in_(paths))
        ).scalars()
    )
    busy |= set(connection.execute(select(FILE.c.path).where(FILE.c.path.in_(paths), _ALIVE)).scalars())
    free = [entry for entry in entries if entry["row"]["path"] not in busy]
    if free:
        write_record(connection, _record(wanted, free), now)
    return len(free)


def _record(wanted: Wanted, entries: Sequence[dict[str, Any]]) -> dict[str, Any]:
    shared = {
        "version_id": wanted.version.id, "library_id": wanted.title.library_id, "title": wanted.title.title,
        "actor": "monarr",
    }  # fmt: skip
    return {
        "title_id": wanted.title.id,
        "add": list(entries),
        "events": [
            {**shared, "type": "file.imported", "file": entry["row"]["public_id"], "item_id": entry["items"][0],
             "payload": {"title": wanted.title.title, "quality": entry["row"]["quality"],
                         "size_bytes": entry["row"]["size_bytes"], "file": Path(entry["row"]["path"]).name}}
            for entry in entries
        ],
        "publish": True,
        "tell": [
            {"path": folder, "removed": False} for folder in sorted({str(Path(e["row"]["path"]).parent) for e in entries})
        ],
    }  # fmt: skip


async def note_vanished(house: House, title_id: int, rows: Sequence[Any]) -> int:
    """Marks files as deleted that nobody finds any more; returns how many. What came back or was moved meanwhile stays."""
    lost = [row for row in rows if not await asyncio.to_thread(os.path.lexists, row.path)]
    return await house.db.write(_record_vanished, title_id, lost, house.clock.now()) if lost else 0


def _record_vanished(connection: Connection, title_id: int, rows: Sequence[Any], now: datetime) -> int:
    title = connection.execute(select(ITEM.c.title, ITEM.c.library_id).where(ITEM.c.id == title_id)).one()
    ids = [row.id for row in rows]
    same = {
        (row.id, row.path)
        for row in connection.execute(select(FILE.c.id, FILE.c.path).where(FILE.c.id.in_(ids), _ALIVE))
    }
    gone = [row for row in rows if (row.id, row.path) in same]
    reason = str(text("It is no longer in its folder."))
    shared = {"type": "file.deleted", "title": title.title, "library_id": title.library_id}
    record = {
        "title_id": title_id,
        "recycle": [{"file_id": row.id, "recycle_path": None, "reason": "missing"} for row in gone],
        "events": [
            {**shared, "file_id": row.id, "version_id": row.version_id,
             "payload": {"title": title.title, "file": Path(row.path).name, "reason": reason}}
            for row in gone
        ],
        "publish": True,
        "tell": [{"path": folder, "removed": True} for folder in sorted({str(Path(row.path).parent) for row in gone})],
    }  # fmt: skip
    if gone:
        write_record(connection, record, now)
    return len(gone)


async def reread(house: House, row: Any, seen: Seen) -> int:
    """Reads the streams of a file anew, as of one that was changed in its place; 1 when it could be read. What stands
    beside it is written anew when the facts are others."""
    try:
        media = await house.prober.probe(row.path)
    except (MediaError, FileError):
        return 0
    hashed = await asyncio.to_thread(quick_hash, row.path, seen.size_bytes)
    await house.db.write(_write_changed, row, seen, media, hashed, house.clock.now())
    return 1


def _write_changed(connection: Connection, row: Any, seen: Seen, media: MediaFacts, hashed: str, now: datetime) -> None:
    values = {
        "size_bytes": seen.size_bytes, "modified_ns": seen.modified_ns, "quick_hash": hashed,
        "duration_seconds": media.duration_seconds, "media": msgspec.to_builtins(media), "updated_at": now,
        "reader_version": READER_VERSION,
    }  # fmt: skip
    before = connection.execute(select(FILE.c.media).where(FILE.c.id == row.id)).scalar()
    connection.execute(update(FILE).where(FILE.c.id == row.id), values)
    connection.execute(delete(_STREAM).where(_STREAM.c.file_id == row.id, _STREAM.c.external_path.is_(None)))
    streams = _streams(row.path, seen, media)
    if streams:
        connection.execute(insert(_STREAM), [{"file_id": row.id, **stream} for stream in streams])
    recount(connection, row.title_id, now)
    if before != values["media"]:
        queue_publishing(connection, [{"title_id": row.title_id, "publish": True}], now)
