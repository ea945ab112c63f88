"""Deleting titles and files. Files go to the recycle store of their root folder, by rename; everything can come back."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from monarr.core.acts import Act, Step
from monarr.core.errors import NotFound
from monarr.core.text import Text, text
from monarr.db.models import LibraryFile, MediaFile
from monarr.db.repositories.files import FileFacts, TitleFacts, files_by_id, files_of_title, title_facts
from monarr.files import identify, inside
from monarr.services.acts import Changed, new_act_id, person, run_act
from monarr.services.context import MONARR, Actor, House
from monarr.services.import_placing import folders_for, recycle
from monarr.services.recover import recover


async def delete_title(
    house: House, title_id: int, *, delete_files: bool, unpublish: bool = False, actor: Actor = MONARR
) -> str:
    """Marks the title with its parts deleted and returns the act's id. With `delete_files` its files go to the recycle
    store; without, they stay where they are, known as deleted. `unpublish`: what Monarr wrote beside them goes. Raises NotFound, Busy, FileError."""
    await recover(house, title_id)
    title, files, published = await house.db.read(_read_title, title_id)
    if title.is_deleted:
        raise NotFound(text("“{title}” is in the trash already.", title=title.title), subject=f"title:{title_id}")
    act = await asyncio.to_thread(_plan_title, title, files, published, delete_files, unpublish, actor)
    await run_act(house, act, _still(title_id, files))
    return act.id


async def give_up_files(
    house: House, title_id: int, files: tuple[FileFacts, ...], actor: Actor, reason: Text
) -> None:  # fmt: skip
    """Takes files from a title: they stay where they are, and are its own no more. Raises Busy."""
    await recover(house, title_id)
    if not files:
        return
    title = await house.db.read(title_facts, title_id)
    act = await asyncio.to_thread(_plan_giving_up, title, files, actor, reason)
    await run_act(house, act, _still(title_id, files))


async def delete_file(house: House, file_id: int, *, actor: Actor = MONARR, reason: str = "user") -> str:
    """Puts one library file, with its subtitles, into the recycle store; returns the act's id. Raises NotFound, Busy,
    FileError."""
    file, title = await house.db.read(_read_file, file_id)
    await recover(house, title.id)
    act = await asyncio.to_thread(_plan_file, title, file, reason, actor)
    await run_act(house, act, _still(title.id, (file,)))
    return act.id


def _read_title(connection: Connection, title_id: int) -> tuple[TitleFacts, tuple[FileFacts, ...], list[Any]]:
    published = connection.execute(select(LibraryFile.path).where(LibraryFile.item_id == title_id)).scalars().all()
    return title_facts(connection, title_id), files_of_title(connection, title_id), list(published)


def _read_file(connection: Connection, file_id: int) -> tuple[FileFacts, TitleFacts]:
    files = files_by_id(connection, [file_id])
    title_id = connection.execute(select(MediaFile.title_id).where(MediaFile.id == file_id)).scalar()
    if not files or title_id is None or files[0].is_deleted:
        raise NotFound(text("This file is not in the library any more."), subject=f"file:{file_id}")
    return files[0], title_facts(connection, title_id)


def _still(title_id: int, files: tuple[FileFacts, ...]) -> Any:
    """The files are those that were looked at."""

    def guard(connection: Connection) -> None:
        here = {(file.id, file.path) for file in files_of_title(connection, title_id)}
        if not {(file.id, file.path) for file in files} <= here:
            raise Changed(text("The files of this title changed meanwhile. Look again."))

    return guard


def _plan_title(
    title: TitleFacts, files: tuple[FileFacts, ...], published: list[str], delete_files: bool, unpublish: bool,
    actor: Actor,
) -> Act:  # fmt: skip
    act_id = new_act_id()
    root = Path(title.root) if title.root else None
    record = _record(title, root, actor)
    record["title_deleted"] = "user" if actor.user_id else "system"
    record["events"] = [_event(title, "item.deleted", act_id, actor, {"files": len(files) if delete_files else 0})]
    steps: list[Step] = []
    after: list[Step] = []
    if delete_files:
        record["recycle"], steps = recycle(list(files), None, act_id, "title-deleted")
        record["tell"] = [{"path": file.path, "removed": True} for file in files]
    else:
        record["recycle"] = [
            {"file_id": file.id, "recycle_path": None, "reason": "title-deleted-files-kept"} for file in files
        ]
    if delete_files or unpublish:
        record["unpublish"] = published
        after = _clearing(published, title, files)
    return Act(
        id=act_id, name="delete", steps=tuple(folders_for(steps)), record=record, after=tuple(after),
        title_id=title.id, user_id=actor.user_id,
    )  # fmt: skip


def _plan_file(title: TitleFacts, file: FileFacts, reason: str, actor: Actor) -> Act:
    act_id = new_act_id()
    record = _record(title, Path(file.root) if file.root else None, actor)
    record["recycle"], steps = recycle([file], None, act_id, reason)
    payload = {"file": Path(file.path).name, "size_bytes": file.size_bytes, "quality": file.quality}
    record["events"] = [
        {**_event(title, "file.deleted", act_id, actor, payload), "item_id": item, "file_id": file.id,
         "version_id": file.version_id}
        for item in file.item_ids or (title.id,)
    ]  # fmt: skip
    record["publish"] = True
    record["tell"] = [{"path": file.path, "removed": True}]
    return Act(
        id=act_id, name="delete", steps=tuple(folders_for(steps)), record=record, title_id=title.id,
        user_id=actor.user_id,
    )  # fmt: skip


def _plan_giving_up(title: TitleFacts, files: tuple[FileFacts, ...], actor: Actor, reason: Text) -> Act:
    act_id = new_act_id()
    record = _record(title, Path(files[0].root) if files[0].root else None, actor)
    record["recycle"] = [{"file_id": file.id, "recycle_path": None, "reason": "given-up"} for file in files]
    record["events"] = [
        {**_event(title, "file.deleted", act_id, actor, {"file": Path(file.path).name, "reason": str(reason)}),
         "item_id": item, "file_id": file.id, "version_id": file.version_id}
        for file in files
        for item in file.item_ids or (title.id,)
    ]  # fmt: skip
    record["publish"] = True
    record["tell"] = [{"path": file.path, "removed": True} for file in files]
    return Act(id=act_id, name="delete", steps=(), record=record, title_id=title.id, user_id=actor.user_id)


def _record(title: TitleFacts, root: Path | None, actor: Actor) -> dict[str, Any]:
    record: dict[str, Any] = {"title_id": title.id}
    if root is not None and root.is_dir():
        record |= {"root": str(root), "root_inode": root.stat().st_ino}
    return record


def _event(title: TitleFacts, kind: str, act_id: str, actor: Actor, payload: dict[str, Any]) -> dict[str, Any]:
    told = {**payload, "act_id": act_id, "title": title.title}
    if actor.user_id is not None:
        told["by"] = actor.name
    return {
        "type": kind, "title": title.title, "library_id": title.library_id, "payload": told,
        **person(actor.user_id, actor.name),
    }  # fmt: skip


def _clearing(published: list[str], title: TitleFacts, files: tuple[FileFacts, ...]) -> list[Step]:
    """What Monarr itself wrote beside the files is made anew when it is needed; then the empty folders go."""
    steps = []
    for path in published:
        found = identify(path)
        if found is not None:
            steps.append(
                Step(kind="remove", source=path, size_bytes=found.size_bytes, modified_ns=found.modified_ns)
            )  # fmt: skip
    folders = {Path(file.path).parent for file in files}
    roots = {file.root for file in files if file.root}
    tops = {str(folder) for folder in folders} | ({title.path} if title.path else set())
    below = sorted(path for path in tops if any(inside(path, root) for root in roots))
    steps.append(Step(kind="remove", folders=tuple(below)))
    return steps
