"""Undo: an act taken back as a whole, by an act of its own, as long as nothing has been built upon it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from monarr.core.acts import Act, Step
from monarr.core.errors import Conflict, NotFound
from monarr.core.text import Text, text
from monarr.db.models import MediaFile
from monarr.db.repositories import journal
from monarr.db.repositories.files import FileFacts, TitleFacts, files_by_id, files_of_title, title_facts
from monarr.db.repositories.journal import Written
from monarr.services.acts import Changed, new_act_id, person, run_act
from monarr.services.context import MONARR, Actor, House
from monarr.services.import_placing import folders_for, recycle
from monarr.services.recover import recover
from monarr.services.rename import plan_moves
from monarr.services.restore import recycled_steps, restore_record, restore_steps, restore_title


class CannotUndo(Conflict):
    """The act can no longer be taken back; the message says why, and what to do instead."""


async def undo_act(house: House, act_id: str, actor: Actor = MONARR) -> str:
    """Takes an import, upgrade, deletion or rename back and returns the id of the act that does. What the import brought
    goes to the recycle store, so that an undo can be undone by restoring. Raises NotFound, CannotUndo, Busy,
    FileError."""
    written = await house.db.read(_find, act_id)
    act = written.act
    await recover(house, act.title_id)
    if act.record.get("title_deleted"):
        return await restore_title(house, act.title_id, actor=actor)
    looked = await house.db.read(_look, written)
    _refuse(written, looked)
    undo = await asyncio.to_thread(_plan, written, looked, actor)
    await run_act(house, undo, _guard(written, looked))
    return undo.id


async def can_undo(house: House, act_id: str) -> Text | None:
    """None when the act can be taken back, else why not."""
    try:
        written = await house.db.read(_find, act_id)
        if not written.act.record.get("title_deleted"):
            _refuse(written, await house.db.read(_look, written))
    except (CannotUndo, NotFound) as error:
        return error.message
    return None


class _Looked:
    """The files that an act touched, as they are now."""

    def __init__(self, title: TitleFacts, here: tuple[FileFacts, ...], added: tuple[FileFacts, ...],
                 recycled: tuple[FileFacts, ...], renamed: tuple[FileFacts, ...], steps_of: dict[int, list[Step]]) -> None:  # fmt: skip
        self.title, self.here, self.added, self.recycled = title, here, added, recycled
        self.renamed, self.steps_of = renamed, steps_of


def _find(connection: Connection, act_id: str) -> Written:
    written = journal.find_act(connection, act_id)
    if written is None or not written.is_recorded or written.act.name in ("undo",):
        raise NotFound(text("There is nothing to undo."), subject=f"act:{act_id}")
    return written


def _look(connection: Connection, written: Written) -> _Looked:
    record = written.act.record
    marks = [entry["row"]["public_id"] for entry in record.get("add", ())]
    table: Any = MediaFile.__table__
    ids = list(connection.execute(select(table.c.id).where(table.c.public_id.in_(marks))).scalars())
    recycled = files_by_id(connection, [entry["file_id"] for entry in record.get("recycle", ())])
    return _Looked(
        title_facts(connection, written.act.title_id),
        files_of_title(connection, written.act.title_id),
        files_by_id(connection, ids),
        recycled,
        files_by_id(connection, [entry["file_id"] for entry in record.get("rename", ())]),
        recycled_steps(connection, recycled),
    )


def _refuse(written: Written, looked: _Looked) -> None:
    """Says why the act cannot be taken back any more."""
    record = written.act.record
    state = written.states[written.record_position]
    subject = f"act:{written.act.id}"
    if state != "done":
        raise CannotUndo(text("This was taken back already."), subject=subject)
    if written.act.name not in ("import", "upgrade", "delete", "rename"):
        raise CannotUndo(text("This cannot be undone."), subject=subject)
    if looked.title.is_deleted:
        raise CannotUndo(text("The title is in the trash. Bring it back first."), subject=subject)
    added = {file.id for file in looked.added}
    if len(added) != len(record.get("add", ())) or any(file.is_deleted for file in looked.added):
        raise CannotUndo(text("The file was replaced or deleted since. Undo that first."), subject=subject)
    for file in looked.recycled:
        if not file.is_deleted:
            raise CannotUndo(text("“{name}” is back already.", name=Path(file.path).name), subject=subject)
        if file.recycle_path is None:
            raise CannotUndo(text("“{name}” is gone for good.", name=Path(file.path).name), subject=subject)
        for other in looked.here:
            same = other.version_id == file.version_id and set(other.item_ids) & set(file.item_ids)
            if same and other.id not in added:
                raise CannotUndo(
                    text("“{name}” has come in its place since. Delete that first.", name=Path(other.path).name),
                    subject=subject,
                )
    now = {file.id: file for file in looked.renamed}
    for entry in record.get("rename", ()):
        if entry["file_id"] not in now or now[entry["file_id"]].path != entry["path"]:
            raise CannotUndo(text("The file was renamed, replaced or deleted since."), subject=subject)


def _plan(written: Written, looked: _Looked, actor: Actor) -> Act:
    act_id = new_act_id()
    if written.act.name == "rename":
        act = plan_moves(looked.title, _back(written, looked), actor, act_id=act_id, name="undo")
        act.record["undoes"] = written.act.id
        return act
    recorded, steps = recycle(list(looked.added), None, act_id, "undone")
    files = list(looked.recycled)
    record = restore_record(looked.title, files, actor, act_id)
    record["recycle"] = recorded
    record["undoes"] = written.act.id
    record["events"] += [_gone(looked.title, file, actor, act_id) for file in looked.added if not files]
    record["tell"] += [{"path": file.path, "removed": True} for file in looked.added]
    steps += restore_steps(files, looked.steps_of)
    if "root" not in record and "root" in written.act.record:
        record |= {name: written.act.record[name] for name in ("root", "root_inode")}
    return Act(
        id=act_id, name="undo", steps=tuple(folders_for(steps)), record=record, title_id=looked.title.id,
        user_id=actor.user_id,
    )  # fmt: skip


def _back(written: Written, looked: _Looked) -> list[tuple[FileFacts, dict[str, str]]]:
    """Each renamed file with its moves turned round."""
    by_id = {file.id: file for file in looked.renamed}
    moves: dict[int, dict[str, str]] = {}
    for step in written.act.steps:
        if step.kind == "move" and step.file_id in by_id and step.source and step.target:
            moves.setdefault(step.file_id, {})[step.target] = step.source
    return [(by_id[file_id], pairs) for file_id, pairs in moves.items()]


def _gone(title: TitleFacts, file: FileFacts, actor: Actor, act_id: str) -> dict[str, Any]:
    return {
        "type": "file.deleted", "file_id": file.id, "version_id": file.version_id, "library_id": title.library_id,
        "title": title.title, "item_id": file.item_ids[0] if file.item_ids else title.id,
        "payload": {
            "file": Path(file.path).name, "size_bytes": file.size_bytes, "quality": file.quality, "act_id": act_id,
            **({"by": actor.name} if actor.user_id is not None else {}),
        },
        **person(actor.user_id, actor.name),
    }  # fmt: skip


def _guard(written: Written, looked: _Looked) -> Any:
    def guard(connection: Connection) -> None:
        fresh = _look(connection, _find(connection, written.act.id))
        if [file.id for file in fresh.here] != [file.id for file in looked.here]:
            raise Changed(text("The files of this title changed meanwhile. Look again."))
        _refuse(_find(connection, written.act.id), fresh)

    return guard
