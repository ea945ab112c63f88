"""Merging: a title that was added again while its older self lay in the trash takes over what that one had."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, select

from monarr.core.errors import Conflict, InvalidInput, NotFound
from monarr.core.kinds import JobPriority
from monarr.core.text import text
from monarr.db.events import record_event
from monarr.db.job_queue import enqueue
from monarr.db.models import EventRow, Job, MediaFile
from monarr.db.queries.titles import find_title_row
from monarr.db.repositories.files import FileFacts, files_by_id, title_facts
from monarr.db.repositories.merging import join_parts, merge_titles
from monarr.db.repositories.titles import find_ids, get_title, write_ids
from monarr.services._rescoring import queue_rescoring
from monarr.services.audit import write_audit
from monarr.services.carry_over import carry_over, count_carried
from monarr.services.context import Actor, House
from monarr.services.indexing import recount
from monarr.services.recover import recover
from monarr.services.refresh import queue_publishing
from monarr.services.restore import added_again, files_deleted_with, restore_file

_EVENT: Any = EventRow.__table__
_FILE: Any = MediaFile.__table__
_JOB: Any = Job.__table__
_RESUMED_AFTER = timedelta(minutes=1)  # the merge itself is quicker, unless its process has died


class Half(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two, as the question shows it. `at` is when it was deleted, or added."""

    title_id: int
    title: str
    year: int | None
    path: str | None
    at: datetime
    file_count: int
    size_bytes: int
    event_count: int


class MergePreview(msgspec.Struct, frozen=True):
    """The one in the trash, and the one that takes over."""

    old: Half
    new: Half


class MergeReport(msgspec.Struct, frozen=True):
    """`restored_count` files are back at their places; `left_count` stay in the trash, as their places are taken."""

    title_id: int
    restored_count: int
    left_count: int


async def preview_merge(house: House, old_id: int) -> MergePreview:
    """Both halves of a title that was added again. Raises NotFound when there is nothing to merge."""
    return await house.db.read(_preview, old_id)


async def merge_title(house: House, old_id: int, into_id: int, actor: Actor) -> MergeReport:
    """Gives all that the title in the trash had to the one that was added since: versions, files, history, downloads,
    judgements, tags, and what a person has edited or chosen; what both say stays as the newer one has it. Files come
    back where their place is free; should the process die over them, a job goes on. It cannot be undone. Raises NotFound, InvalidInput for two that are not the same title, Busy, FileError."""
    await recover(house, old_id)
    await recover(house, into_id)
    files = await house.db.write(_merge, old_id, into_id, actor, house.clock.now())
    restored = await _bring_back(house, files, actor)
    await house.db.write(_forget_job, into_id)
    return MergeReport(into_id, restored, len(files) - restored)


async def restore_merged(
    house: House, title_id: int, file_ids: Sequence[int], user_id: int | None = None, name: str = "monarr"
) -> int:
    """What a merge that was cut off has left to do: brings back those of these files that are still in the trash;
    returns how many. Safe to repeat."""
    await recover(house, title_id)
    files = await house.db.read(files_by_id, list(file_ids))
    place = {file_id: number for number, file_id in enumerate(file_ids)}
    waiting = sorted((file for file in files if file.is_deleted), key=lambda file: place[file.id])
    return await _bring_back(house, waiting, Actor(user_id, name))


async def _bring_back(house: House, files: Sequence[FileFacts], actor: Actor) -> int:
    restored = 0
    for file in files:
        if file.recycle_path is None and not await asyncio.to_thread(Path(file.path).is_file):
            continue  # it stayed at its place then, and somebody has removed it since
        try:
            await restore_file(house, file.id, actor=actor)
            restored += 1
        except (Conflict, NotFound):
            continue  # a newer file has the place, or the store no longer holds it: it stays in the trash
    return restored


def _key(title_id: int) -> str:
    return f"restore_merged:{title_id}"


def _forget_job(connection: Connection, title_id: int) -> None:
    connection.execute(delete(_JOB).where(_JOB.c.unique_key == _key(title_id), _JOB.c.state == "pending"))


def _preview(connection: Connection, old_id: int) -> MergePreview:
    into_id = added_again(connection, old_id) if title_facts(connection, old_id).is_deleted else None
    if into_id is None:
        raise NotFound(text("There is nothing to merge."), subject=f"title:{old_id}")
    return MergePreview(_half(connection, old_id), _half(connection, into_id))


def _half(connection: Connection, title_id: int) -> Half:
    row = find_title_row(connection, title_id)
    assert row is not None
    files = select(func.count(), func.coalesce(func.sum(_FILE.c.size_bytes), 0)).where(_FILE.c.title_id == title_id)
    if row.deleted_at is None:
        files = files.where(_FILE.c.deleted_at.is_(None))
    else:
        files = files.where(_FILE.c.id.in_([file.id for file in files_deleted_with(connection, title_id)]))
    count, size_bytes = connection.execute(files).one()
    events = connection.execute(select(func.count()).where(_EVENT.c.title_id == title_id)).scalar_one()
    return Half(
        title_id=title_id, title=row.title, year=row.year, path=row.path, at=row.deleted_at or row.added_at,
        file_count=count, size_bytes=int(size_bytes), event_count=events,
    )  # fmt: skip


def _merge(connection: Connection, old_id: int, into_id: int, actor: Actor, now: datetime) -> tuple[FileFacts, ...]:
    """The files that were deleted with the old one, the newest first."""
    old, new = title_facts(connection, old_id), get_title(connection, into_id)
    if not old.is_deleted:
        raise NotFound(text("“{title}” is not in the trash.", title=old.title), subject=f"title:{old_id}")
    if added_again(connection, old_id) != into_id:
        raise InvalidInput(text("These two are not the same title."), subject=f"title:{old_id}")
    files = files_deleted_with(connection, old_id)
    ids = find_ids(connection, old_id)
    parts = join_parts(connection, old_id, into_id)
    carried = carry_over(connection, {old_id: into_id, **parts}, actor, now)
    merge_titles(connection, old_id, into_id, parts)
    count_carried(connection, carried)
    held = find_ids(connection, into_id)
    write_ids(connection, into_id, new.kind, new.library_id, {k: v for k, v in ids.items() if k not in held})
    recount(connection, into_id, now)
    queue_rescoring(connection, now, title_id=into_id)  # its versions may have other profiles
    payload: dict[str, Any] = {"title": new.title, "files": len(files)}
    if actor.user_id is not None:
        payload["by"] = actor.name
    record_event(
        connection, "item.restored", now=now, title_id=into_id, library_id=new.library_id, user_id=actor.user_id,
        title=new.title, actor=actor.name, payload=payload,
    )  # fmt: skip
    changes = {"from": old_id, "files": len(files)}
    write_audit(connection, actor, f"{new.kind}.merged", now, subject=f"{new.kind}:{into_id}", changes=changes)
    if files:
        enqueue(
            connection, "restore_merged",
            {"title_id": into_id, "file_ids": [file.id for file in files], "user_id": actor.user_id, "name": actor.name},
            now=now, run_at=now + _RESUMED_AFTER, priority=JobPriority.USER, unique_key=_key(into_id),
            title_id=into_id,
        )  # fmt: skip
    if carried and new.file_count and new.path:
        queue_publishing(connection, into_id, new.path, now)
    return files
