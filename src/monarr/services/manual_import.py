"""Import by hand, second half: exactly what a person chooses comes into the library."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, select, update

from monarr.core.decisions import Verdict
from monarr.core.errors import Conflict, FileError, InvalidInput, MediaError
from monarr.core.importing import Contents, Found, sort_contents
from monarr.core.kinds import JobPriority
from monarr.core.quality import QUALITIES
from monarr.core.releases import ParsedRelease, parse_path
from monarr.core.text import text
from monarr.db.engine import notice
from monarr.db.job_queue import enqueue
from monarr.db.models import Download, Episode
from monarr.db.repositories.journal import Busy
from monarr.files import walk_download
from monarr.messages.imports import import_sentence
from monarr.services.acts import Changed
from monarr.services.context import Actor, House
from monarr.services.import_download import Bring, FileReport, ImportReport, bring_in, source_of, subtitles_for
from monarr.services.import_facts import Grabbed, Wanted, read_wanted
from monarr.services.import_judging import Judged, refused, with_upgrade
from monarr.services.import_placing import Source
from monarr.services.manual_guess import Choice, find_place, list_files
from monarr.services.recover import recover

Mode = Literal["move", "keep"]  # take the file away, or hardlink it, else copy it
_EPISODE: Any = Episode.__table__


async def queue_import(
    house: House,
    choices: Sequence[Choice],
    *,
    download_id: int | None = None,
    folder: str | None = None,
    mode: Mode | None = None,
    actor: Actor,
) -> int:
    """Queues the import of what is chosen and returns the job's id. Raises InvalidInput when nothing is."""
    if not choices:
        raise InvalidInput(text("Choose at least one file."))
    await find_place(house, download_id, folder)
    payload = {"choices": msgspec.to_builtins(choices), "download_id": download_id, "folder": folder, "mode": mode}
    titles = {choice.title_id for choice in choices}
    return await house.db.write(_queue, payload, titles.pop() if len(titles) == 1 else None, actor, house.clock.now())


def _queue(connection: Connection, payload: dict[str, Any], title_id: int | None, actor: Actor, now: datetime) -> int:
    return enqueue(
        connection, "import_chosen", payload, now=now, priority=JobPriority.USER, title_id=title_id,
        user_id=actor.user_id,
    )  # fmt: skip


async def keep_anyway(house: House, download_id: int, actor: Actor) -> int:
    """Imports a download that was refused as what Monarr takes it for, by a person's word; returns the job's id. Raises
    Conflict when Monarr does not know what it is."""
    guesses = await list_files(house, download_id=download_id)
    choices = [
        Choice(path=one.path, title_id=one.title_id, item_ids=one.item_ids, version_id=one.version_id)
        for one in guesses
        if one.title_id is not None and one.item_ids
    ]
    if not choices:
        raise Conflict(
            text("Nobody knows what these files are. Choose their match."), subject=f"download:{download_id}"
        )
    return await queue_import(house, choices, download_id=download_id, actor=actor)


def find_episode_ids(
    connection: Connection, series_id: int, numbers: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], int]:
    """The episodes of a series with these seasons and numbers; those it does not have are missing."""
    statement = select(_EPISODE.c.season_number, _EPISODE.c.episode_number, _EPISODE.c.item_id).where(
        _EPISODE.c.series_id == series_id, _EPISODE.c.season_number.in_({season for season, _number in numbers})
    )
    there = {(row[0], row[1]): int(row[2]) for row in connection.execute(statement)}
    return {one: there[one] for one in numbers if one in there}


async def import_chosen(
    house: House,
    choices: Sequence[Choice],
    *,
    download_id: int | None = None,
    folder: str | None = None,
    mode: Mode | None = None,
    actor: Actor,
) -> ImportReport:
    """Imports exactly what is chosen. Whether it is an upgrade or long enough is the person's word; a file that is no
    video, or whose place is taken, is refused all the same. `mode` None: from a download as its client asks, from a
    folder by moving. Raises NotFound, InvalidInput, FileError."""
    place = await find_place(house, download_id, folder)
    grabbed = place.grabbed
    walk = await asyncio.to_thread(walk_download, place.folder)
    contents = sort_contents(walk.files)
    known = {found.path: found for found in walk.files}
    if unknown := [choice.path for choice in choices if choice.path not in known]:
        raise InvalidInput(text("“{name}” is not among the files.", name=unknown[0][:80]))
    reports = []
    for choice in choices:
        look = _Look(contents, grabbed, walk.root, mode)
        reports.append(await _import_one(house, known[choice.path], choice, look, actor))
    brought = [report for report in reports if report.problem is None]
    if grabbed is not None and brought:
        await house.db.write(_end_download, grabbed.row.id, house.clock.now())
    first = next((report for report in reports if report.problem is not None), None)
    state = "imported" if brought else "blocked"
    return ImportReport(
        state=state, files=tuple(reports), code=first.code if first else None, problem=first.problem if first else None
    )


class _Look(msgspec.Struct, frozen=True):
    contents: Contents
    grabbed: Grabbed | None
    folder: Path
    mode: Mode | None

    @property
    def way(self) -> tuple[str, bool]:
        """The import mode, and whether the source keeps its file."""
        if self.mode is not None:
            return ("move", False) if self.mode == "move" else ("automatic", True)
        return (self.grabbed.import_mode, not self.grabbed.row.may_remove) if self.grabbed else ("move", False)


async def _import_one(house: House, found: Found, choice: Choice, look: _Look, actor: Actor) -> FileReport:
    await recover(house, choice.title_id)
    wanted = await house.db.read(read_wanted, choice.title_id, choice.version_id)
    judged = _chosen(found, choice, wanted, look.folder)
    report = FileReport(file=found.path, item_ids=judged.item_ids)
    try:
        media = await house.prober.probe(look.folder / found.path)
    except (MediaError, FileError):
        return _told(report, refused("not-media", file=found.name))
    judged = msgspec.structs.replace(judged, media=media)
    upgrade = with_upgrade(judged, wanted, 0, house.clock.now())
    if upgrade.refusal is not None and upgrade.refusal.code == "covers-more":
        return _told(report, upgrade.refusal)
    judged = msgspec.structs.replace(judged, replaces=upgrade.replaces)
    alone = len(look.contents.videos) == 1
    subtitles = subtitles_for(judged, look.contents, alone=alone)
    bring = Bring(wanted, _source(judged, choice, look), *look.way, subtitles)
    try:
        verdict, report = await bring_in(house, judged, bring, report, actor)
    except (Busy, Changed):
        verdict = refused("busy")
    return report if verdict is None else _told(report, verdict)


def _source(judged: Judged, choice: Choice, look: _Look) -> Source:
    """Where it comes from, with what the person says in place of what the grab said."""
    source = (
        source_of(look.grabbed, look.folder)
        if look.grabbed
        else Source(folder=look.folder, release_title=None, parsed=None)
    )
    said = {"languages": tuple(judged.parsed.languages) if judged.parsed else ()} if not source.languages else {}
    if choice.languages is not None:
        said["languages"] = choice.languages
    if choice.release_group is not None:
        base = source.parsed or judged.parsed
        named = {"parsed": msgspec.structs.replace(base, release_group=choice.release_group or None)} if base else {}
        return msgspec.structs.replace(source, **said, **named)
    return msgspec.structs.replace(source, **said)


def _chosen(found: Found, choice: Choice, wanted: Wanted, folder: Path) -> Judged:
    """The choice, looked at: the episodes are of the series, the quality is one. Raises InvalidInput."""
    if wanted.title.is_deleted:
        raise InvalidInput(text("“{title}” is in the trash.", title=wanted.title.title))
    kind: Literal["movie", "series"] = "movie" if wanted.is_film else "series"
    parsed = parse_path(f"{folder.name}/{found.path}", kind)
    quality = choice.quality or (parsed.quality if parsed else "Unknown")
    if quality not in QUALITIES:
        raise InvalidInput(text("There is no quality “{quality}”.", quality=quality[:40]))
    own = {one.id for one in wanted.episodes}
    items = (wanted.title.id,) if wanted.is_film else choice.item_ids
    if not wanted.is_film and (not items or not set(items) <= own):
        raise InvalidInput(text("Choose episodes of “{title}”.", title=wanted.title.title))
    if choice.release_group is not None:
        blank = ParsedRelease(type=kind, title=wanted.title.title, quality=quality)
        parsed = msgspec.structs.replace(parsed or blank, release_group=choice.release_group or None)
    return Judged(file=found, item_ids=tuple(items), parsed=parsed, quality=quality)


def _told(report: FileReport, verdict: Verdict) -> FileReport:
    return msgspec.structs.replace(report, code=verdict.code, problem=import_sentence(verdict))


def _end_download(connection: Connection, download_id: int, now: datetime) -> None:
    table: Any = Download.__table__
    values = {"state": "imported", "imported_at": now, "updated_at": now, "problem": None, "problem_code": None}
    connection.execute(update(table).where(table.c.id == download_id).values(values))
    notice(connection, "downloads")
