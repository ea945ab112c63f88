"""What renaming would do, file by file: the new path, or why it stays."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import msgspec
from sqlalchemy import Connection

from monarr.core.releases import Revision
from monarr.core.text import Text, text
from monarr.db.queries.title_files import find_paths
from monarr.db.repositories.files import FileFacts, TitleFacts
from monarr.services.import_facts import Wanted, read_wanted
from monarr.services.import_naming import file_target, media_of, naming_file

Outcome = Literal["rename", "same", "taken", "twice", "gone"]


class RenameLine(msgspec.Struct, frozen=True, kw_only=True):
    """A file and its path by the rules. Only `rename` can be done: `same` bears its name already, the path is `taken` by
    another file, would be that of two (`twice`), or the file is `gone` from the disk. `others` go along: old and new path."""

    file_id: int
    title_id: int
    title: str
    old_path: str
    new_path: str
    outcome: Outcome
    others: tuple[tuple[str, str], ...] = ()

    @property
    def problem(self) -> Text | None:
        """Why a file that should have another name keeps its own."""
        name = Path(self.new_path).name
        if self.outcome == "taken":
            return text("Another file is called “{name}” there.", name=name)
        if self.outcome == "twice":
            return text("“{name}” would be the name of two files.", name=name)
        if self.outcome == "gone":
            return text("The file is not there. Scan the library first.")
        return None


class Moves(msgspec.Struct, frozen=True):
    """A file with its own move, the first of `paths`, and those of its subtitles."""

    file: FileFacts
    paths: dict[str, str]

    @property
    def new_path(self) -> str:
        return self.paths[self.file.path]


def read_moves(connection: Connection, title_id: int) -> tuple[TitleFacts, list[Moves]]:
    """All files of a title; one that bears its name already moves to where it is. Raises NotFound."""
    wanted = read_wanted(connection, title_id, None)
    versions = {wanted.version.id: wanted}
    found: list[Moves] = []
    for file in wanted.files:
        if file.version_id not in versions:
            versions[file.version_id] = read_wanted(connection, title_id, file.version_id)
        found.append(Moves(file, _moves(file, versions[file.version_id])))
    return wanted.title, found


def _moves(file: FileFacts, wanted: Wanted) -> dict[str, str]:
    root = file.root or wanted.version.root
    if root is None:
        return {file.path: file.path}
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
        return {file.path: file.path}
    stem = Path(file.path).stem
    moves = {file.path: str(target)}
    for path in file.subtitles:
        rest = Path(path).name.removeprefix(stem)
        moves[path] = str(target.with_name(target.stem + rest))
    return moves


def read_lines(connection: Connection, title_id: int) -> list[RenameLine]:
    """The title's files in order of path; the disk is not asked (see `looked_up`)."""
    title, moves = read_moves(connection, title_id)
    news = [new for one in moves for new in one.paths.values()]
    elsewhere = find_paths(connection, [one.new_path for one in moves]) - {one.file.path for one in moves}
    lines = []
    for one in moves:
        outcome: Outcome = "rename"
        if one.new_path == one.file.path:
            outcome = "same"
        elif any(news.count(new) > 1 for new in one.paths.values()):
            outcome = "twice"
        elif one.new_path in elsewhere:
            outcome = "taken"
        others = tuple((old, new) for old, new in one.paths.items() if old != one.file.path)
        lines.append(
            RenameLine(
                file_id=one.file.id, title_id=title.id, title=title.title, old_path=one.file.path,
                new_path=one.new_path, outcome=outcome, others=others,
            )
        )  # fmt: skip
    return sorted(lines, key=lambda line: line.old_path)


def looked_up(lines: list[RenameLine]) -> list[RenameLine]:
    """The lines after a look at the disk: files that are not there, and names that are taken."""
    return [msgspec.structs.replace(line, outcome=_on_disk(line)) for line in lines]


def _on_disk(line: RenameLine) -> Outcome:
    if line.outcome != "rename":
        return line.outcome
    if not os.path.lexists(line.old_path):
        return "gone"
    pairs = ((line.old_path, line.new_path), *line.others)
    return "taken" if any(is_taken(new, (old,)) for old, new in pairs) else "rename"


def is_taken(new: str, leaving: tuple[str, ...] | set[str]) -> bool:
    """Whether another file has this path. A name that differs in case only is the same file on some disks."""
    if not os.path.lexists(new):
        return False
    return not any(os.path.lexists(old) and os.path.samefile(new, old) for old in leaving)  # noqa: PTH121
