"""An act: what will be done to files, as a value that is written down before anything is done."""

from __future__ import annotations

from typing import Any

import msgspec


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One file operation. `size_bytes`, `modified_ns` and `inode` say which file is meant: the source as it was when
    the act was planned. `folders` are those that `mkdir` makes, outermost first. `file_id` is the library file it is
    about, where there is one."""

    kind: str  # mkdir, link, reflink, copy, move, recycle, restore, remove
    source: str | None = None
    target: str | None = None
    size_bytes: int = 0
    modified_ns: int = 0
    inode: int = 0
    folders: tuple[str, ...] = ()
    file_id: int | None = None


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """Steps, what the database will say once they are done (`record`), and what is cleared away after that."""

    id: str
    name: str  # import, upgrade, delete, rename, restore, undo
    steps: tuple[Step, ...]
    record: dict[str, Any]
    after: tuple[Step, ...] = ()
    title_id: int
    download_id: int | None = None
    user_id: int | None = None
