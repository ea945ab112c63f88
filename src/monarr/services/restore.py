"""Bringing back from the trash: a title with its files, or one file."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from monarr.core.acts import Act, Step
from monarr.core.errors import Conflict, NotFound
from monarr.core.text import text
from monarr.db.models import ExternalId, MediaFile, MediaItem
from monarr.db.repositories.files import (
    FileFacts,
    TitleFacts,
    deleted_files_of,
    files_by_id,
    files_of_title,
    path_is_taken,
    title_facts,
)  # fmt: skip
from monarr.db.repositories.journal import acts_of_files
from monarr.files import identify
from monarr.services.acts import Changed, new_act_id, person, run_act
from monarr.services.context import MONARR, Actor, House
from monarr.services.import_placing import folders_for
from monarr.services.recover import recover

_WITH_TITLE = ("title-deleted", "title-deleted-files-kept")


class AddedAgain(Conflict):
    """The title was added again since it was deleted. `other_id` is the newer one, which the old one could join."""

    def __init__(self, title: str, other_id: int) -> None:
        super().__init__(
            text("“{title}” was added again since. Merge the two, or delete the newer one first.", title=title),
            subject=f"title:{other_id}",
        )
        self.other_id = other_id


async def restore_title(house: House, title_id: int, *, actor: Actor = MONARR) -> str:
    """Brings a deleted title back with the files that were deleted with it; returns the act's id. Raises NotFound,
    AddedAgain, Busy, FileError."""
    await recover(house, title_id)
    title, files, again = await house.db.read(_read_title, title_id)
    if not title.is_deleted:
        raise NotFound(text("“{title}” is not in the trash.", title=title.title), subject=f"title:{title_id}")
    if again is not None:
        raise AddedAgain(title.title, again)
    steps_of = await house.db.read(recycled_steps, files)
    act = await asyncio.to_thread(_plan_title, title, files, steps_of, actor)
    await run_act(house, act, _guard(title, files, (), is_deleted=True))
    return act.id


async def restore_file(house: House, file_id: int, *, actor: Actor = MONARR) -> str:
    """Brings one file back from the recycle store to where it was; returns the act's id. Raises NotFound, Conflict (a
    newer file has its place: undo the upgrade instead), Busy, FileError."""
    title, file, here = await house.db.read(_read_file, file_id)
    await recover(house, title.id)
    steps_of = await house.db.read(recycled_steps, (file,))
    _refuse_taken(file, here)
    act = await asyncio.to_thread(plan_restore, title, [file], [], steps_of, "restore", actor)
    await run_act(house, act, _guard(title, (file,), here, is_deleted=False))
    return act.id


def _read_title(connection: Connection, title_id: int) -> tuple[TitleFacts, tuple[FileFacts, ...], int | None]:
    return (
        title_facts(connection, title_id),
        files_deleted_with(connection, title_id),
        added_again(connection, title_id),
    )


def files_deleted_with(connection: Connection, title_id: int) -> tuple[FileFacts, ...]:
    """The files that went when the title was deleted: those in the store, the newest first, then those that stayed."""
    files = deleted_files_of(connection, title_id)
    table: Any = MediaFile.__table__
    kept = connection.execute(
        select(table.c.id).where(table.c.title_id == title_id, table.c.deleted_reason.in_(_WITH_TITLE))
    ).scalars()
    ids = set(kept)
    extra = [one for one in ids if one not in {file.id for file in files}]
    return tuple(file for file in files if file.id in ids) + files_by_id(connection, extra)


def added_again(connection: Connection, title_id: int) -> int | None:
    """Another living title of the same library with one of its provider ids."""
    own = select(ExternalId.provider, ExternalId.value, ExternalId.kind, ExternalId.library_id).where(
        ExternalId.item_id == title_id
    )
    for row in connection.execute(own).all():
        query = (
            select(ExternalId.item_id)
            .join(MediaItem, MediaItem.id == ExternalId.item_id)
            .where(
                ExternalId.provider == row.provider, ExternalId.value == row.value, ExternalId.kind == row.kind,
                ExternalId.library_id == row.library_id, ExternalId.item_id != title_id, MediaItem.deleted_at.is_(None),
            )
        )  # fmt: skip
        found = connection.execute(query).scalar()
        if found is not None:
            return int(found)
    path = select(MediaItem.path).where(MediaItem.id == title_id).scalar_subquery()
    same_folder = select(MediaItem.id).where(
        MediaItem.path == path, MediaItem.id != title_id, MediaItem.deleted_at.is_(None)
    )
    found = connection.execute(same_folder).scalar()
    return None if found is None else int(found)


def _read_file(connection: Connection, file_id: int) -> tuple[TitleFacts, FileFacts, tuple[FileFacts, ...]]:
    files = files_by_id(connection, [file_id])
    if not files or not files[0].is_deleted:
        raise NotFound(text("This file is not in the trash."), subject=f"file:{file_id}")
    title_id = connection.execute(select(MediaFile.title_id).where(MediaFile.id == file_id)).scalar_one()
    title = title_facts(connection, title_id)
    if title.is_deleted:
        raise Conflict(text("Its title is in the trash as well. Bring that back."), subject=f"title:{title_id}")
    return title, files[0], files_of_title(connection, title_id)


def _refuse_taken(file: FileFacts, here: tuple[FileFacts, ...]) -> None:
    for other in here:
        if other.version_id == file.version_id and set(other.item_ids) & set(file.item_ids):
            raise Conflict(
                text("“{name}” has its place now. Undo that upgrade, or delete it first.", name=Path(other.path).name),
                subject=f"file:{other.id}",
            )


def recycled_steps(connection: Connection, files: tuple[FileFacts, ...] | list[FileFacts]) -> dict[int, list[Step]]:
    """The steps that put each file, with its subtitles, into the store: the newest act of each."""
    found: dict[int, list[Step]] = {}
    newest: dict[int, str] = {}
    for row in acts_of_files(connection, [file.id for file in files], "recycle"):
        if newest.setdefault(row.file_id, row.act_id) == row.act_id:
            step = Step(
                kind="recycle", source=row.source_path, target=row.target_path, size_bytes=row.size_bytes,
                modified_ns=row.modified_ns, file_id=row.file_id,
            )  # fmt: skip
            found.setdefault(row.file_id, []).append(step)
    return found


def restore_steps(files: list[FileFacts], steps_of: dict[int, list[Step]]) -> list[Step]:
    """Back to where they were. Raises NotFound when the store no longer holds one of the videos."""
    steps = []
    for file in files:
        for old in steps_of.get(file.id, []):
            assert old.source is not None and old.target is not None
            found = identify(old.target)
            if found is None and old.source == file.path:
                raise NotFound(
                    text("“{name}” is no longer in the recycle store.", name=Path(file.path).name),
                    subject=f"file:{file.id}",
                )
            if found is not None:
                steps.append(
                    Step(
                        kind="restore", source=old.target, target=old.source, size_bytes=found.size_bytes,
                        modified_ns=found.modified_ns, inode=found.inode, file_id=file.id,
                    )
                )  # fmt: skip
    return steps


def plan_restore(
    title: TitleFacts,
    files: list[FileFacts],
    before: list[Step],
    steps_of: dict[int, list[Step]],
    name: str,
    actor: Actor,
    act_id: str | None = None,
) -> Act:
    """The act that brings these files back, after the steps of `before`."""
    act_id = act_id or new_act_id()
    steps = [*before, *restore_steps(files, steps_of)]
    record = restore_record(title, files, actor, act_id)
    return Act(
        id=act_id, name=name, steps=tuple(folders_for(steps)), record=record, title_id=title.id,
        user_id=actor.user_id,
    )  # fmt: skip


def restore_record(title: TitleFacts, files: list[FileFacts], actor: Actor, act_id: str) -> dict[str, Any]:
    record: dict[str, Any] = {"title_id": title.id, "publish": True}
    root = next((file.root for file in files if file.root and os.path.isdir(file.root)), None)  # noqa: PTH112
    if root is not None:
        record |= {"root": root, "root_inode": os.stat(root).st_ino}  # noqa: PTH116
    by = {"by": actor.name} if actor.user_id is not None else {}
    record["restore"] = [{"file_id": file.id, "path": file.path} for file in files]
    record["events"] = [
        {
            "type": "file.restored", "item_id": item, "file_id": file.id, "version_id": file.version_id,
            "library_id": title.library_id, "title": title.title, **person(actor.user_id, actor.name),
            "payload": {"file": Path(file.path).name, "quality": file.quality, "act_id": act_id, **by},
        }
        for file in files
        for item in file.item_ids or (title.id,)
    ]  # fmt: skip
    record["tell"] = [{"path": file.path, "removed": False} for file in files]
    return record


def _plan_title(title: TitleFacts, files: tuple[FileFacts, ...], steps_of: dict[int, list[Step]], actor: Actor) -> Act:
    there = [file for file in files if file.recycle_path is not None or identify(file.path) is not None]
    act = plan_restore(title, there, [], steps_of, "restore", actor)
    by = {"by": actor.name} if actor.user_id is not None else {}
    act.record["title_restored"] = True
    act.record["events"].insert(
        0,
        {
            "type": "item.restored", "title": title.title, "library_id": title.library_id,
            **person(actor.user_id, actor.name), "payload": {"act_id": act.id, "title": title.title, **by},
        },
    )  # fmt: skip
    return act


def _guard(title: TitleFacts, files: Any, here: tuple[FileFacts, ...], *, is_deleted: bool) -> Any:
    """The trash is as it was looked at, and nobody has taken the places."""

    def guard(connection: Connection) -> None:
        now = {file.id: file for file in files_by_id(connection, [file.id for file in files])}
        same = all(file.id in now and now[file.id].is_deleted for file in files)
        taken = any(path_is_taken(connection, file.path) for file in files)
        current = {file.id for file in files_of_title(connection, title.id)}
        if not same or taken or (here and current != {file.id for file in here}):
            raise Changed(text("The trash changed meanwhile. Look again."))
        if is_deleted is not title_facts(connection, title.id).is_deleted:
            raise Changed(text("The trash changed meanwhile. Look again."))

    return guard
