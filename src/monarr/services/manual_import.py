"""Import by hand: the files of a folder or download with a guess for each, and the import of what a person confirms."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, select, update

from monarr.core.decisions import Verdict
from monarr.core.errors import FileError, InvalidInput, MediaError, NotFound
from monarr.core.importing import Contents, Found, check_file, sort_contents
from monarr.core.kinds import MediaKind
from monarr.core.matching import match_episodes
from monarr.core.quality import QUALITIES
from monarr.core.releases import ParsedRelease, clean_title, parse_path
from monarr.core.text import Text, text
from monarr.db.engine import notice
from monarr.db.models import Download, MediaItem, RootFolder
from monarr.db.repositories.journal import Busy
from monarr.files import inside, walk_download
from monarr.messages.imports import import_sentence
from monarr.services.acts import Changed
from monarr.services.context import Actor, House
from monarr.services.import_download import Bring, FileReport, ImportReport, bring_in, source_of, subtitles_for
from monarr.services.import_facts import Grabbed, Wanted, read_grabbed, read_wanted
from monarr.services.import_judging import Judged, promise_of, refused, with_upgrade
from monarr.services.import_placing import Source
from monarr.services.recover import recover

_MOST_FILES = 500


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """A video with what Monarr takes it for. `title_id` None: no idea. `problems` are what speaks against it."""

    path: str  # relative to the folder
    size_bytes: int
    title_id: int | None = None
    title: str | None = None
    item_ids: tuple[int, ...] = ()
    quality: str = "Unknown"
    languages: tuple[str, ...] = ()
    release_group: str | None = None
    problems: tuple[Text, ...] = ()


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What a person says of a file. `item_ids` are episodes; empty for a film. `quality` None: as the name says."""

    path: str
    title_id: int
    item_ids: tuple[int, ...] = ()
    quality: str | None = None
    version_id: int | None = None


async def list_files(house: House, *, download_id: int | None = None, folder: str | None = None) -> list[Guess]:
    """The videos of a download, or of a folder of this machine, in order of path. Raises NotFound, InvalidInput,
    FileError."""
    grabbed, path = await _place(house, download_id, folder)
    walk = await asyncio.to_thread(walk_download, path)
    contents = sort_contents(walk.files)
    videos = (*contents.videos, *contents.samples, *contents.extras)[:_MOST_FILES]
    return [await _guess(house, found, contents, grabbed, walk.root) for found in sorted(videos, key=lambda v: v.path)]


async def import_chosen(
    house: House, choices: list[Choice], *, download_id: int | None = None, folder: str | None = None, actor: Actor
) -> ImportReport:
    """Imports exactly what is chosen. Whether it is an upgrade or long enough is the person's word; a file that is no
    video, or whose place is taken, is refused all the same. From a download it is hardlinked or copied as its client
    asks; from a folder it is moved. Raises NotFound, InvalidInput, FileError."""
    grabbed, path = await _place(house, download_id, folder)
    walk = await asyncio.to_thread(walk_download, path)
    contents = sort_contents(walk.files)
    known = {found.path: found for found in walk.files}
    if unknown := [choice.path for choice in choices if choice.path not in known]:
        raise InvalidInput(text("“{name}” is not among the files.", name=unknown[0][:80]))
    reports = []
    for choice in choices:
        reports.append(await _import_one(house, known[choice.path], choice, contents, grabbed, walk.root, actor))
    brought = [report for report in reports if report.problem is None]
    if grabbed is not None and brought:
        await house.db.write(_end_download, grabbed.row.id, house.clock.now())
    first = next((report for report in reports if report.problem is not None), None)
    state = "imported" if brought else "blocked"
    return ImportReport(
        state=state, files=tuple(reports), code=first.code if first else None, problem=first.problem if first else None
    )


async def _place(house: House, download_id: int | None, folder: str | None) -> tuple[Grabbed | None, Path]:
    """The download with its folder, or the folder alone, which must not be a library folder itself."""
    if download_id is not None:
        grabbed = await house.db.read(read_grabbed, download_id)
        if grabbed.local_path is None:
            raise NotFound(text("The client does not say where this download lies."), subject=f"download:{download_id}")
        return grabbed, Path(grabbed.local_path)
    if not folder or not Path(folder).is_absolute() or "\0" in folder:
        raise InvalidInput(
            text("Give the whole path of a folder."), fields={"folder": text("A whole path, from / on.")}
        )
    roots = await house.db.read(lambda c: list(c.execute(select(RootFolder.path)).scalars()))
    for root in roots:
        if Path(folder) == Path(root) or inside(folder, root):
            raise InvalidInput(text("This folder belongs to the library already. Scan it instead."))
        if inside(root, folder):
            raise InvalidInput(text("The library lies in this folder. Choose one beside it."))
    return None, Path(folder)


async def _guess(house: House, found: Found, contents: Contents, grabbed: Grabbed | None, folder: Path) -> Guess:
    parsed = parse_path(found.path) or parse_path(f"{folder.name}/{found.path}")
    wanted = grabbed.wanted if grabbed else await _find_wanted(house, parsed)
    quality = parsed.quality if parsed else "Unknown"
    if grabbed is not None and quality == "Unknown":
        quality = grabbed.row.quality
    items: tuple[int, ...] = ()
    if wanted is not None:
        items = (wanted.title.id,) if wanted.is_film else _episodes(parsed, wanted, grabbed)
    problems = await _problems(house, found, contents, folder, wanted, items, quality)
    return Guess(
        path=found.path,
        size_bytes=found.size_bytes,
        title_id=wanted.title.id if wanted else None,
        title=wanted.title.title if wanted else None,
        item_ids=items,
        quality=quality,
        languages=tuple(parsed.languages) if parsed else (),
        release_group=parsed.release_group if parsed else None,
        problems=tuple(import_sentence(problem) for problem in problems),
    )


def _episodes(parsed: ParsedRelease | None, wanted: Wanted, grabbed: Grabbed | None) -> tuple[int, ...]:
    found = match_episodes(parsed, wanted.wanted_episodes()) if parsed is not None and not parsed.full_season else ()
    alone = grabbed is not None and len(grabbed.item_ids) == 1
    return found or (grabbed.item_ids if grabbed is not None and alone else ())


async def _problems(
    house: House, found: Found, contents: Contents, folder: Path, wanted: Wanted | None, items: tuple[int, ...],
    quality: str,
) -> list[Verdict]:  # fmt: skip
    if wanted is None:
        return []
    judged = Judged(file=found, item_ids=items, quality=quality)
    problems = [] if items else [refused("episodes", file=found.name)]
    try:
        media = await house.prober.probe(folder / found.path)
    except (MediaError, FileError):
        return [*problems, refused("not-media", file=found.name)]
    answers = list(check_file(media, promise_of(judged, wanted)))
    answers += with_upgrade(judged, wanted, 0, house.clock.now()).verdicts
    return [*problems, *(one for one in answers if one.outcome == "refused")]


async def _find_wanted(house: House, parsed: ParsedRelease | None) -> Wanted | None:
    """The title of the house that bears the name, when there is but one."""
    if parsed is None or not parsed.title:
        return None
    title_id = await house.db.read(_find_title, parsed)
    return None if title_id is None else await house.db.read(read_wanted, title_id, None)


def _find_title(connection: Connection, parsed: ParsedRelease) -> int | None:
    kind = MediaKind.MOVIE if parsed.type == "movie" else MediaKind.SERIES
    table: Any = MediaItem.__table__
    query = select(table.c.id).where(
        table.c.clean_title == clean_title(parsed.title), table.c.kind == kind, table.c.deleted_at.is_(None),
        table.c.library_id.is_not(None),
    )  # fmt: skip
    if parsed.type == "movie" and parsed.year is not None:
        query = query.where(table.c.year == parsed.year)
    ids = connection.execute(query.limit(2)).scalars().all()
    return int(ids[0]) if len(ids) == 1 else None


async def _import_one(
    house: House, found: Found, choice: Choice, contents: Contents, grabbed: Grabbed | None, folder: Path, actor: Actor
) -> FileReport:
    await recover(house, choice.title_id)
    wanted = await house.db.read(read_wanted, choice.title_id, choice.version_id)
    judged = _chosen(found, choice, wanted, folder)
    report = FileReport(file=found.path, item_ids=judged.item_ids)
    try:
        media = await house.prober.probe(folder / found.path)
    except (MediaError, FileError):
        return _told(report, refused("not-media", file=found.name))
    judged = msgspec.structs.replace(judged, media=media)
    upgrade = with_upgrade(judged, wanted, 0, house.clock.now())
    if upgrade.refusal is not None and upgrade.refusal.code == "covers-more":
        return _told(report, upgrade.refusal)
    judged = msgspec.structs.replace(judged, replaces=upgrade.replaces)
    alone = len(contents.videos) == 1
    source = source_of(grabbed, folder) if grabbed else Source(folder=folder, release_title=None, parsed=None)
    mode, keeps = (grabbed.import_mode, not grabbed.row.may_remove) if grabbed else ("move", False)
    bring = Bring(wanted, source, mode, keeps, subtitles_for(judged, contents, alone=alone))
    try:
        verdict, report = await bring_in(house, judged, bring, report, actor)
    except (Busy, Changed):
        verdict = refused("busy")
    return report if verdict is None else _told(report, verdict)


def _chosen(found: Found, choice: Choice, wanted: Wanted, folder: Path) -> Judged:
    """The choice, looked at: the episodes are of the series, the quality is one. Raises InvalidInput."""
    if wanted.title.is_deleted:
        raise InvalidInput(text("“{title}” is in the trash.", title=wanted.title.title))
    parsed = parse_path(f"{folder.name}/{found.path}", "movie" if wanted.is_film else "series")
    quality = choice.quality or (parsed.quality if parsed else "Unknown")
    if quality not in QUALITIES:
        raise InvalidInput(text("There is no quality “{quality}”.", quality=quality[:40]))
    own = {one.id for one in wanted.episodes}
    items = (wanted.title.id,) if wanted.is_film else choice.item_ids
    if not wanted.is_film and (not items or not set(items) <= own):
        raise InvalidInput(text("Choose episodes of “{title}”.", title=wanted.title.title))
    return Judged(file=found, item_ids=tuple(items), parsed=parsed, quality=quality)


def _told(report: FileReport, verdict: Verdict) -> FileReport:
    return msgspec.structs.replace(report, code=verdict.code, problem=import_sentence(verdict))


def _end_download(connection: Connection, download_id: int, now: datetime) -> None:
    table: Any = Download.__table__
    values = {"state": "imported", "imported_at": now, "updated_at": now, "problem": None, "problem_code": None}
    connection.execute(update(table).where(table.c.id == download_id).values(values))
    notice(connection, "downloads")
