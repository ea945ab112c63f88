"""Mode and group of what Monarr makes in the libraries.

A file that has several names is never touched: a hardlink shares its mode and group with the download client's name of
it, so changing them here would change them there.
"""

from __future__ import annotations

import logging
import os
import re

import msgspec

from monarr.core.acts import Step
from monarr.core.text import Text, text

_LOG = logging.getLogger(__name__)
_OCTAL = re.compile(r"0?[0-7]{3,4}")
_FILE_STEPS = frozenset({"copy", "reflink", "move"})


class Rights(msgspec.Struct, frozen=True):
    """None: as the process makes them, by its umask and its own group."""

    folder_mode: int | None = None
    file_mode: int | None = None
    group_id: int | None = None

    @property
    def are_plain(self) -> bool:
        return self == _PLAIN


_PLAIN = Rights()


def read_mode(written: str) -> int | None:
    """A mode such as 775 or 2775; None for what is none."""
    return int(written, 8) if _OCTAL.fullmatch(written) else None


def find_group(name: str) -> int | None:
    """The id of a group of this machine, by its name or number; None when there is none."""
    import grp

    try:
        return int(name) if name.isdecimal() else grp.getgrnam(name).gr_gid
    except KeyError:
        return None


def may_give_to(group_id: int) -> bool:
    """Whether this process may give its files to the group: it is a member of it, or the administrator."""
    return os.geteuid() == 0 or group_id == os.getegid() or group_id in os.getgroups()


def apply_rights(rights: Rights, path: str, *, is_folder: bool) -> Text | None:
    """Sets mode and group; None when all went well, else why not, which spoils nothing."""
    mode = rights.folder_mode if is_folder else rights.file_mode
    try:
        if not is_folder and os.stat(path).st_nlink > 1:
            return None
        if rights.group_id is not None and os.stat(path).st_gid != rights.group_id:
            os.chown(path, -1, rights.group_id)
        if mode is not None:
            os.chmod(path, mode)
    except OSError as error:
        return text("The rights of {path} could not be set: {reason}", path=path, reason=error.strerror or str(error))
    return None


def settle(rights: Rights, steps: tuple[Step, ...]) -> None:
    """Sets what an act has made: its new folders, and the files that it copied or moved. What may not be set is logged;
    the act counts all the same, and the check of library folders tells of it."""
    if rights.are_plain:
        return
    for step in steps:
        made = [(folder, True) for folder in step.folders] if step.kind == "mkdir" else []
        if step.kind in _FILE_STEPS and step.target is not None and os.path.isfile(step.target):
            made.append((step.target, False))
        for path, is_folder in made:
            problem = apply_rights(rights, path, is_folder=is_folder)
            if problem is not None:
                _LOG.warning("rights_not_set", extra={"path": path, "problem": str(problem)})
