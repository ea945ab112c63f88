"""Brings a finished download into the library: only what was grabbed, and only what is what its release promised.

look      the download's files, its grab, what is here
judge     contents, then each video: episode, streams, running time, better than what is here?
place     one act for each video, journalled (`services.acts`)
conclude  imported, or the reason why not: wait, ask a person, leave it, or fail and search for the next
"""

from __future__ import annotations

import asyncio
import errno
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, update

from monarr.core.acts import Act
from monarr.core.decisions import Verdict
from monarr.core.errors import FileError, NotFound, ProviderError
from monarr.core.importing import Consequence, Contents, Found, consequence_of, read_marks, sort_contents
from monarr.core.text import Text
from monarr.db.models import Download
from monarr.db.repositories.files import places_of
from monarr.db.repositories.journal import Busy
from monarr.files import CannotLink, Walk, free_bytes, walk_download
from monarr.messages.imports import import_sentence
from monarr.ports.download_client import MarksImported
from monarr.services.act_lanes import run_quickly, run_slowly
from monarr.services.acts import Changed, Guard
from monarr.services.context import MONARR, Actor, House
from monarr.services.import_conclusion import Conclusion, conclude
from monarr.services.import_facts import Grabbed, Wanted, read_all_grabbed
from monarr.services.import_judging import Judged, assign, check_contents, judge_all, refused
from monarr.services.import_placing import Blocked, Source, modes_for, plan_import
from monarr.services.recover import recover
from monarr.services.together import Together

_ENDED = ("imported", "failed", "ignored", "removed")
_MOST_LOOKS = 4  # how often the library may change under an import before it waits
_QUICK_MODES = ("hardlink", "move")  # no byte is copied
_LEAST_FREE_BYTES = 100_000_000
_TABLE: Any = Download.__table__
_BEGIN = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("download_id"), *(_TABLE.c.state != state for state in _ENDED))
    .values(state="importing")
)


class FileReport(msgspec.Struct, frozen=True, kw_only=True):
    """One video of the download. `problem` None: it is in the library."""

    file: str
    item_ids: tuple[int, ...] = ()
    act_id: str | None = None
    mode: str | None = None
    code: str | None = None
    problem: Text | None = None


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the download: `imported`, `waiting`, `blocked`, `failed` or `ignored`."""

    state: str
    files: tuple[FileReport, ...] = ()
    code: str | None = None
    problem: Text | None = None


async def import_download(house: House, download_id: int, *, actor: Actor = MONARR) -> ImportReport:
    """Imports the download. Safe to run twice: what is in the library already is left as it is. Raises NotFound when the
    download, its title or version has gone."""
    looked = await _look(house, download_id)
    if looked.grabbed.row.is_busy and looked.state not in _ENDED:
        if (await recover(house, looked.grabbed.wanted.title.id)).left:
            return await _ended(house, looked.grabbed, refused("busy"), (), actor)
        looked = await _look(house, download_id)
    for _ in range(_MOST_LOOKS):
        if looked.state in _ENDED:
            return ImportReport(state=looked.state)
        try:
            return await _attempt(house, looked, actor)
        except Changed:
            looked = await _look(house, download_id)
        except Busy:
            await asyncio.sleep(0.2)
    return await _ended(house, looked.grabbed, refused("busy"), (), actor)


class _Looked(msgspec.Struct, frozen=True, kw_only=True):
    """A download and its files, or what stands in the way before any of them is looked at."""

    grabbed: Grabbed
    walk: Walk | None = None
    refusal: Verdict | None = None

    @property
    def state(self) -> str:
        return str(self.grabbed.row.state)


async def _look(house: House, download_id: int) -> _Looked:
    """Raises NotFound."""
    grabbed = await _READS.ask(house, download_id)
    return await asyncio.get_running_loop().run_in_executor(_WALKS, _look_into, grabbed)


def _read_all(house: House, download_ids: Sequence[int]) -> list[Grabbed | Exception]:
    found = house.db.read_now(read_all_grabbed, sorted(set(download_ids)))
    return [found[download_id] for download_id in download_ids]


_WALKS = ThreadPoolExecutor(4, thread_name_prefix="walk")  # a disk that hangs takes no thread from anybody else
_READS = Together(_read_all, ThreadPoolExecutor(2, thread_name_prefix="look"), most=16)


def _look_into(grabbed: Grabbed) -> _Looked:
    refusal = _house_trouble(grabbed)
    if refusal is not None or grabbed.row.state in _ENDED:
        return _Looked(grabbed=grabbed, refusal=refusal)
    try:
        return _Looked(grabbed=grabbed, walk=walk_download(Path(grabbed.local_path or "")))
    except FileError as error:
        return _Looked(grabbed=grabbed, refusal=_not_there(grabbed, error))


async def _attempt(house: House, looked: _Looked, actor: Actor) -> ImportReport:
    grabbed, walk = looked.grabbed, looked.walk
    if walk is None:
        return await _ended(house, grabbed, looked.refusal or refused("not-there"), (), actor)
    contents = sort_contents(walk.files)
    refusal = check_contents(contents)
    assigned = assign(contents, grabbed) if refusal is None else refusal
    if isinstance(assigned, Verdict):
        return await _ended(house, grabbed, assigned, (), actor)
    spoken = (read_marks(file.path).language for file in contents.subtitles)
    judged = await judge_all(
        house, assigned, grabbed, walk.root, beside=frozenset(code for code in spoken if code is not None)
    )
    return await _bring_all(house, grabbed, judged, contents, walk.root, actor)


def _house_trouble(grabbed: Grabbed) -> Verdict | None:
    """What stands in the way before any file is looked at."""
    title, root = grabbed.wanted.title, grabbed.wanted.version.root
    if title.is_deleted:
        return refused("title-deleted", title=title.title)
    if root is None:
        return refused("no-folder")
    if not os.path.isdir(root):  # noqa: PTH112
        return refused("root-missing", folder=root)
    return refused("not-there") if grabbed.local_path is None else None


def _not_there(grabbed: Grabbed, error: FileError) -> Verdict:
    if error.reason == "vanished":
        return refused("not-there", client=grabbed.client_name, folder=grabbed.local_path, reason="client")
    return refused("disk", problem=str(error.message), reason=error.reason)


def source_of(grabbed: Grabbed, folder: Path) -> Source:
    """The grab, as the place that files come from."""
    row = grabbed.row
    formats = [one[0] if isinstance(one, list) else one for one in row.facts.get("formats", ())]
    return Source(
        folder=folder,
        release_title=row.release_title,
        parsed=grabbed.parsed,
        download_id=row.id,
        info_hash=row.info_hash,
        score=row.score,
        formats=tuple(str(one) for one in formats),
        languages=tuple(row.facts.get("languages", ())) or tuple(grabbed.parsed.languages if grabbed.parsed else ()),
        indexer=row.indexer_name or None,
    )


async def _bring_all(
    house: House, grabbed: Grabbed, judged: list[Judged], contents: Contents, folder: Path, actor: Actor
) -> ImportReport:
    """Each video by an act of its own: a bad one, or a full disk, takes nothing from the others."""
    source = source_of(grabbed, folder)
    keeps = not grabbed.row.may_remove and grabbed.row.protocol == "torrent"
    reports: list[FileReport] = []
    verdicts: list[tuple[Judged, Verdict]] = []
    for one in judged:
        verdict = one.refusal
        report = FileReport(file=one.file.path, item_ids=one.item_ids)
        if verdict is None and one.already_id is None:
            subtitles = subtitles_for(one, contents, alone=len(contents.videos) == 1)
            ends = one is judged[-1] and not verdicts
            bring = Bring(grabbed.wanted, source, grabbed.import_mode, keeps, subtitles, grabbed.client_name, ends)
            verdict, report = await bring_in(house, one, bring, report, actor)
        if verdict is not None:
            report = msgspec.structs.replace(report, code=verdict.code, problem=import_sentence(verdict))
            verdicts.append((one, verdict))
        reports.append(report)
    return await _conclude(house, grabbed, tuple(reports), verdicts, actor)


class Bring(msgspec.Struct, frozen=True):
    """What is common to all files of one source."""

    wanted: Wanted
    source: Source
    import_mode: str
    keeps: bool
    subtitles: tuple[Found, ...]
    client_name: str = ""
    ends_download: bool = False  # with this file all of it is here: recorded in the same unit


async def bring_in(
    house: House, judged: Judged, bring: Bring, report: FileReport, actor: Actor
) -> tuple[Verdict | None, FileReport]:
    """One file into the library, in the best way that the disks allow. Raises Changed and Busy: look again."""
    path, root = bring.source.folder / judged.file.path, Path(bring.wanted.version.root or "")
    try:
        modes = modes_for(bring.import_mode, bring.keeps, path, root)
        for mode in modes:
            short = _no_room(judged, root) if mode.startswith("copy") else None
            if short is not None:
                return short, report
            try:
                plan = partial(_plan, judged, bring, mode, actor)
                quick = mode in _QUICK_MODES
                act = await (run_quickly(house, str(root), plan) if quick else run_slowly(house, plan))
            except CannotLink:
                continue
            return None, msgspec.structs.replace(report, act_id=act.id, mode=mode)
    except Blocked as blocked:
        return blocked.verdict, report
    except FileError as error:
        return _file_trouble(error, judged), report
    except OSError as error:
        gone = error.errno in (errno.ENOENT, errno.ENOTDIR)
        return refused("vanished" if gone else "disk", file=judged.file.name, problem=str(error)), report
    return refused("cannot-link", client=bring.client_name), report


def _plan(judged: Judged, bring: Bring, mode: str, actor: Actor) -> tuple[Act, Guard]:
    act = plan_import(judged, bring.wanted, bring.source, mode, bring.subtitles, actor)
    if bring.ends_download:
        act.record["download"] = {"id": bring.source.download_id, "state": "imported"}
    return act, _guard(bring, judged, str(act.record["add"][0]["row"]["path"]))


def _file_trouble(error: FileError, judged: Judged) -> Verdict:
    if error.reason in ("growing", "vanished"):
        return refused(error.reason, file=judged.file.name)
    return refused("disk", problem=str(error.message), file=judged.file.name, reason=error.reason)


def _no_room(judged: Judged, root: Path) -> Verdict | None:
    free = free_bytes(root)
    if free is None or free >= judged.file.size_bytes + _LEAST_FREE_BYTES:
        return None
    return refused("free-space", size_bytes=judged.file.size_bytes, free_bytes=free)


def _guard(bring: Bring, judged: Judged, target: str) -> Guard:
    """What must still hold when the plan is written: the title, its files, the download, the file itself."""
    wanted, download_id = bring.wanted, bring.source.download_id
    here = {(file.id, file.path) for file in wanted.files if set(file.item_ids) & set(judged.item_ids)}

    def guard(connection: Connection) -> None:
        places = places_of(connection, wanted.title.id)
        if places is None:
            raise Changed("")
        now_here = {(place.file_id, place.path) for place in places if place.item_ids & set(judged.item_ids)}
        taken = any(place.path == target and place.file_id not in judged.replaces for place in places)
        if now_here != here or taken:
            raise Changed("")
        if download_id is not None and connection.execute(_BEGIN, {"download_id": download_id}).rowcount != 1:
            raise Changed("")

    return guard


def subtitles_for(judged: Judged, contents: Contents, *, alone: bool) -> tuple[Found, ...]:
    """Subtitle files that belong to the video: all for a single one, else those of its name or in a folder of it."""
    if alone:
        return contents.subtitles
    stem = Path(judged.file.path).stem.lower()
    return tuple(
        one
        for one in contents.subtitles
        if one.name.lower().startswith(stem) or Path(one.path).parent.name.lower() == stem
    )


async def _conclude(
    house: House,
    grabbed: Grabbed,
    reports: tuple[FileReport, ...],
    verdicts: list[tuple[Judged, Verdict]],
    actor: Actor,
) -> ImportReport:
    brought = [report for report in reports if report.problem is None]
    telling = [pair for pair in verdicts if pair[1].code != "not-grabbed"]
    if not brought:
        pair = max(telling or verdicts, key=lambda each: consequence_of(each[1].code), default=None)
        return await _ended(house, grabbed, pair[1] if pair else refused("no-video"), reports, actor)
    waits = [pair for pair in telling if consequence_of(pair[1].code) is Consequence.WAIT]
    if waits:
        return await _ended(house, grabbed, waits[0][1], reports, actor)
    graver = [pair for pair in telling if consequence_of(pair[1].code) > Consequence.LEAVE]
    conclusion = Conclusion(state="imported", reports_count=len(brought), refused=tuple(graver))
    if reports[-1].act_id is None or verdicts:  # else the last act has recorded it
        await house.db.write(conclude, grabbed, conclusion, actor, house.clock.now())
    await _mark_imported(house, grabbed)
    problem = conclusion.problem
    return ImportReport(state="imported", files=reports, problem=problem, code=graver[0][1].code if graver else None)


async def _ended(
    house: House, grabbed: Grabbed, verdict: Verdict, reports: tuple[FileReport, ...], actor: Actor
) -> ImportReport:
    """Nothing, or not all, was imported: what follows is in the verdict's consequence."""
    conclusion = Conclusion.of(verdict, grabbed, house.clock.now())
    await house.db.write(conclude, grabbed, conclusion, actor, house.clock.now())
    return ImportReport(state=conclusion.state, files=reports, code=verdict.code, problem=import_sentence(verdict))


async def _mark_imported(house: House, grabbed: Grabbed) -> None:
    """Tells the client, where it can take note; it is no failure of the import when it does not answer."""
    row = grabbed.row
    if row.client_id is None or not row.client_ref:
        return
    try:
        async with house.sources.using("download_client", row.client_id) as client:
            if isinstance(client, MarksImported):
                await client.mark_imported(row.client_ref)
    except (ProviderError, NotFound):
        return  # its health says so; the next look at the client finds the download as it is
