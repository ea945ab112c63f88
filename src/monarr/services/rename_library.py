"""Renaming many titles: a preview a stretch at a time, and the work of a job, one act for each title."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection

from monarr.core.errors import Conflict, MonarrError, NotFound
from monarr.core.kinds import JobPriority
from monarr.core.text import Text
from monarr.db.job_queue import enqueue
from monarr.db.queries.title_files import titles_with_files
from monarr.db.repositories.libraries import get_library
from monarr.services.context import MONARR, Actor, House
from monarr.services.rename import preview_rename, rename_files
from monarr.services.rename_plan import RenameLine, looked_up, read_lines
from monarr.services.undo import undo_act

_LOG = logging.getLogger(__name__)
STRETCH = 100  # titles that are looked through at a time
Tell = Callable[[float, Text | None], Awaitable[None]]


class LibraryPreview(msgspec.Struct, frozen=True):
    """Files of a stretch of a library's titles that would not stay as they are. `same_count` files would."""

    lines: tuple[RenameLine, ...]
    same_count: int
    first: int  # number of the stretch's first title, from 0
    title_count: int  # with files, in the library

    @property
    def next_first(self) -> int | None:
        after = self.first + STRETCH
        return after if after < self.title_count else None


class Left(msgspec.Struct, frozen=True):
    """A file that kept its name, and why."""

    title: str
    path: str
    why: str


class RenameReport(msgspec.Struct, kw_only=True):
    renamed_count: int = 0
    act_ids: list[str] = []
    left: list[Left] = []

    @classmethod
    def of(cls, result: dict[str, Any] | None) -> RenameReport:
        """From the result of a job; empty while there is none."""
        return msgspec.convert(result or {}, cls)


async def preview_library(house: House, library_id: int, first: int = 0) -> LibraryPreview:
    """What renaming would do, from the title of that number on, in order of title."""
    lines, count = await house.db.read(_read, library_id, first)
    found = await asyncio.to_thread(looked_up, lines)
    others = tuple(line for line in found if line.outcome != "same")
    return LibraryPreview(others, len(found) - len(others), first, count)


def _read(connection: Connection, library_id: int, first: int) -> tuple[list[RenameLine], int]:
    title_ids, count = titles_with_files(connection, library_id, first, STRETCH)
    return [line for title_id in title_ids for line in read_lines(connection, title_id)], count


async def start_rename(house: House, library_id: int, file_ids: Sequence[int] | None, actor: Actor) -> int:
    """Queues the renaming of a library's files, or of those given; gives the job's id, or that of one like it that waits.
    Raises NotFound."""
    return await house.db.write(_start, library_id, file_ids, actor, house.clock.now())


def _start(connection: Connection, library_id: int, file_ids: Sequence[int] | None, actor: Actor, now: datetime) -> int:
    get_library(connection, library_id)
    ids = None if file_ids is None else sorted(set(file_ids))
    which = "" if ids is None else hashlib.sha256(repr(ids).encode()).hexdigest()[:16]
    return enqueue(
        connection, "rename_library", {"library_id": library_id, "file_ids": ids}, now=now, priority=JobPriority.USER,
        unique_key=f"rename_library:{library_id}:{which}", user_id=actor.user_id,
    )  # fmt: skip


async def rename_library(
    house: House, library_id: int, *, file_ids: Sequence[int] | None = None, actor: Actor = MONARR, tell: Tell | None = None
) -> RenameReport:  # fmt: skip
    """Renames the library's files, or those given; each title in an act of its own, which can be undone. What cannot be
    renamed is reported and stops nothing."""
    report, chosen, first = RenameReport(), None if file_ids is None else set(file_ids), 0
    while True:
        title_ids, count = await house.db.read(titles_with_files, library_id, first, STRETCH)
        for place, title_id in enumerate(title_ids, first):
            await _rename_title(house, title_id, chosen, actor, report)
            if tell is not None:
                await tell((place + 1) / count, None)
        first += STRETCH
        if first >= count:
            return report


async def _rename_title(
    house: House, title_id: int, chosen: set[int] | None, actor: Actor, report: RenameReport
) -> None:
    try:
        lines = [one for one in await preview_rename(house, title_id) if chosen is None or one.file_id in chosen]
    except NotFound:  # let go meanwhile
        return
    report.left += [Left(one.title, one.old_path, str(one.problem)) for one in lines if one.problem is not None]
    doable = [one for one in lines if one.outcome == "rename"]
    if not doable:
        return
    try:
        act_id = await rename_files(house, title_id, [one.file_id for one in doable], actor=actor)
    except MonarrError as error:
        _LOG.warning("title_not_renamed", extra={"title_id": title_id, "why": str(error.message)})
        report.left += [Left(one.title, one.old_path, str(error.message)) for one in doable]
        return
    if act_id is not None:
        report.renamed_count += len(doable)
        report.act_ids.append(act_id)


async def undo_renames(house: House, act_ids: Sequence[str], actor: Actor) -> int:
    """Takes acts of renaming back, the last first; gives how many. One that can no longer be taken back stays."""
    done = 0
    for act_id in reversed(act_ids):
        try:
            await undo_act(house, act_id, actor)
            done += 1
        except (Conflict, NotFound):
            _LOG.warning("rename_not_undone", extra={"act_id": act_id})
    return done
