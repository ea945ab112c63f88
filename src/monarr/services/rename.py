"""Renaming files to the naming rules: a preview, then one act for the whole title."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from monarr.core.acts import Act, Step
from monarr.core.errors import Conflict
from monarr.core.text import text
from monarr.db.repositories.files import FileFacts, TitleFacts, files_of_title
from monarr.files import identify
from monarr.services.acts import Changed, new_act_id, person, run_act
from monarr.services.context import MONARR, Actor, House
from monarr.services.import_placing import folders_for
from monarr.services.recover import recover
from monarr.services.rename_plan import RenameLine, is_taken, looked_up, read_lines, read_moves


async def preview_rename(house: House, title_id: int) -> list[RenameLine]:
    """What renaming would do to each file of a title, in order of path. Raises NotFound."""
    return await asyncio.to_thread(looked_up, await house.db.read(read_lines, title_id))


async def rename_files(
    house: House, title_id: int, file_ids: list[int] | None = None, *, actor: Actor = MONARR
) -> str | None:
    """Renames the title's files, or those given, with their subtitles; returns the act's id, None when all bear their
    names already. Raises NotFound, Conflict for a name that is taken, Busy, FileError."""
    await recover(house, title_id)
    title, moves = await house.db.read(read_moves, title_id)
    chosen = [one for one in moves if one.new_path != one.file.path and (file_ids is None or one.file.id in file_ids)]
    if not chosen:
        return None
    pairs = [(one.file, one.paths) for one in chosen]
    act = await asyncio.to_thread(plan_moves, title, pairs, actor)
    await run_act(house, act, _guard(title_id, pairs))
    return act.id


FileMoves = tuple[FileFacts, dict[str, str]]


def plan_moves(
    title: TitleFacts, chosen: list[FileMoves], actor: Actor, *, act_id: str | None = None, name: str = "rename"
) -> Act:
    """The act that moves these files. Raises Conflict when a name is taken by a file that does not move."""
    act_id = act_id or new_act_id()
    leaving = {old for _, moves in chosen for old in moves}
    targets = [new for _, moves in chosen for new in moves.values()]
    for new in targets:
        if new in leaving or targets.count(new) > 1 or is_taken(new, leaving):
            raise Conflict(text("“{name}” would be the name of two files.", name=Path(new).name))
    steps: list[Step] = []
    for file, moves in chosen:
        steps += [step for old, new in moves.items() if (step := _move(file, old, new)) is not None]
    folders = {str(Path(old).parent) for old in leaving} - {str(Path(new).parent) for new in targets}
    roots = {file.root for file, _ in chosen if file.root}
    empty = tuple(sorted(folder for folder in folders if folder not in roots))
    record: dict[str, Any] = {
        "title_id": title.id, "publish": True,
        "rename": [
            {"file_id": file.id, "path": moves[file.path],
             "subtitles": [[old, new] for old, new in moves.items() if old != file.path]}
            for file, moves in chosen
        ],
        "tell": [
            told
            for file, moves in chosen
            for told in ({"path": file.path, "removed": True}, {"path": moves[file.path], "removed": False})
        ],
        "events": [_event(title, file, moves[file.path], act_id, actor) for file, moves in chosen],
    }  # fmt: skip
    root = next(iter(sorted(roots)), None)
    if root is not None and os.path.isdir(root):  # noqa: PTH112
        record |= {"root": root, "root_inode": os.stat(root).st_ino}  # noqa: PTH116
    after = (Step(kind="remove", folders=empty),) if empty else ()
    return Act(
        id=act_id, name=name, steps=tuple(folders_for(steps)), record=record, after=after, title_id=title.id,
        user_id=actor.user_id,
    )  # fmt: skip


def _move(file: FileFacts, old: str, new: str) -> Step | None:
    found = identify(old)
    if found is None:
        if old == file.path:
            raise Conflict(text("“{name}” is not there. Scan the library first.", name=Path(old).name))
        return None
    return Step(
        kind="move", source=old, target=new, size_bytes=found.size_bytes, modified_ns=found.modified_ns,
        inode=found.inode, file_id=file.id,
    )  # fmt: skip


def _event(title: TitleFacts, file: FileFacts, new: str, act_id: str, actor: Actor) -> dict[str, Any]:
    payload = {"old_file": Path(file.path).name, "file": Path(new).name, "act_id": act_id}
    return {
        "type": "file.renamed", "file_id": file.id, "version_id": file.version_id, "library_id": title.library_id,
        "title": title.title, "item_id": file.item_ids[0] if file.item_ids else title.id, "payload": payload,
        **person(actor.user_id, actor.name),
    }  # fmt: skip


def _guard(title_id: int, chosen: list[FileMoves]) -> Any:
    def guard(connection: Connection) -> None:
        here = {(file.id, file.path) for file in files_of_title(connection, title_id)}
        if not {(file.id, file.path) for file, _ in chosen} <= here:
            raise Changed(text("The files of this title changed meanwhile. Look again."))

    return guard
