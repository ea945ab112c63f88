"""Renaming files to the naming rules: a preview, then one act for the whole title."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection

from monarr.core.acts import Act, Step
from monarr.core.errors import Conflict
from monarr.core.releases import Revision
from monarr.core.text import text
from monarr.db.repositories.files import FileFacts, TitleFacts, files_of_title
from monarr.files import identify
from monarr.services.acts import Changed, new_act_id, person, run_act
from monarr.services.context import MONARR, Actor, House
from monarr.services.import_facts import Wanted, read_wanted
from monarr.services.import_naming import file_target, media_of, naming_file
from monarr.services.import_placing import folders_for
from monarr.services.recover import recover


class RenameProposal(msgspec.Struct, frozen=True, kw_only=True):
    """A file whose name differs from what the rules give."""

    file_id: int
    old_path: str
    new_path: str


async def preview_rename(house: House, title_id: int) -> list[RenameProposal]:
    """What renaming would change, in order of path. Raises NotFound."""
    found = await house.db.read(_read, title_id)
    return sorted(
        (RenameProposal(file_id=file.id, old_path=file.path, new_path=moves[file.path]) for file, moves in found[1]),
        key=lambda one: one.old_path,
    )


async def rename_files(
    house: House, title_id: int, file_ids: list[int] | None = None, *, actor: Actor = MONARR
) -> str | None:
    """Renames the title's files, or those given, with their subtitles; returns the act's id, None when all bear their
    names already. Raises NotFound, Conflict for a name that is taken, Busy, FileError."""
    await recover(house, title_id)
    title, proposals = await house.db.read(_read, title_id)
    chosen = [pair for pair in proposals if file_ids is None or pair[0].id in file_ids]
    if not chosen:
        return None
    act = await asyncio.to_thread(plan_moves, title, chosen, actor)
    await run_act(house, act, _guard(title_id, chosen))
    return act.id


Moves = tuple[FileFacts, dict[str, str]]


def _read(connection: Connection, title_id: int) -> tuple[TitleFacts, list[Moves]]:
    """Each file whose name differs, with its own move and those of its subtitles."""
    wanted = read_wanted(connection, title_id, None)
    found: list[Moves] = []
    for file in wanted.files:
        version = wanted
        if file.version_id != wanted.version.id:
            version = read_wanted(connection, title_id, file.version_id)
        moves = _moves(file, version)
        if moves:
            found.append((file, moves))
    return wanted.title, found


def _moves(file: FileFacts, wanted: Wanted) -> dict[str, str]:
    root = file.root or wanted.version.root
    if root is None:
        return {}
    named = naming_file(
        quality=file.quality,
        revision=Revision(*file.revision),
        release_group=file.release_group,
        scene_name=file.release_title,
        path=file.path,
        edition=file.edition,
        formats=tuple(str(one) for one in file.formats),
        media=media_of(file.media),
        in_library=True,
        formats_in_names=wanted.title.formats_in_names,
    )
    target = file_target(wanted, Path(root), file.item_ids, named)
    if str(target) == file.path:
        return {}
    stem = Path(file.path).stem
    moves = {file.path: str(target)}
    for path in file.subtitles:
        rest = Path(path).name.removeprefix(stem)
        moves[path] = str(target.with_name(target.stem + rest))
    return moves


def plan_moves(
    title: TitleFacts, chosen: list[Moves], actor: Actor, *, act_id: str | None = None, name: str = "rename"
) -> Act:
    """The act that moves these files. Raises Conflict when a name is taken by a file that does not move."""
    act_id = act_id or new_act_id()
    leaving = {old for _, moves in chosen for old in moves}
    targets = [new for _, moves in chosen for new in moves.values()]
    for new in targets:
        if new in leaving or targets.count(new) > 1 or (os.path.lexists(new) and not _same_file(new, leaving)):
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


def _same_file(new: str, leaving: set[str]) -> bool:
    """A name that differs in case only is the same file on some disks."""
    return any(os.path.lexists(old) and os.path.samefile(new, old) for old in leaving)  # noqa: PTH121


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


def _guard(title_id: int, chosen: list[Moves]) -> Any:
    def guard(connection: Connection) -> None:
        here = {(file.id, file.path) for file in files_of_title(connection, title_id)}
        if not {(file.id, file.path) for file, _ in chosen} <= here:
            raise Changed(text("The files of this title changed meanwhile. Look again."))

    return guard
