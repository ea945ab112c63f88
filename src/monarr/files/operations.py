"""File operations that can be cut off anywhere: each can be repeated, and tells from the disk alone whether it is done.

Bytes come under their name in one instant (link or rename) and never replace another file. What was renamed or linked
is followed by an fsync of the folders. Taking back never removes the last name of a file.
"""

from __future__ import annotations

import contextlib
import errno
import os
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from monarr.core.acts import Step
from monarr.core.errors import FileError
from monarr.core.text import text
from monarr.files.copying import copy_verified, reflink
from monarr.files.places import TEMPORARY
from monarr.files.stat import Identity, identify, told

_NO_LINK = (errno.EXDEV, errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL, errno.ENOTTY)


class CannotLink(FileError):
    """This disk, or these two disks, cannot do it this way: the next import mode is tried."""


def perform(step: Step, act_id: str, unsynced: dict[str, None] | None = None) -> None:
    """Does the step, or what is left of it. Raises FileError, CannotLink; then the step's own traces are gone.

    With `unsynced` the files and folders that are still to be written to the disk are added to it, for one `sync_all` at
    the end of the act, which costs one write of the file system's own journal; without, that is done at once."""
    pending: dict[str, None] = {} if unsynced is None else unsynced
    try:
        pending.update(dict.fromkeys(_PERFORM[step.kind](step, act_id)))
        if unsynced is None:
            sync_all(pending)
    except OSError as error:
        raise told(error, step.target or step.source or "") from error


def sync_all(paths: Iterable[str]) -> None:
    """Writes files and folders to the disk. What has gone meanwhile is passed over. Raises FileError."""
    for path in paths:
        try:
            _sync(path)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise told(error, path) from error


def arrived(step: Step) -> bool:
    """Whether the file that the step is about is at its target."""
    return step.target is not None and _is_it(step, identify(step.target))


def reverse(step: Step, act_id: str) -> bool:
    """Takes the step back as far as nothing is lost by it, also when it was never done or half done. False when its
    file had to stay at the target, because it is nowhere else."""
    try:
        return _reverse(step, act_id)
    except OSError as error:
        raise told(error, step.target or step.source or "") from error


def _is_it(step: Step, found: Identity | None) -> bool:
    if found is None:
        return False
    if step.kind in ("copy", "reflink"):
        return (found.size_bytes, found.modified_ns) == (step.size_bytes, step.modified_ns)
    same_inode = step.inode != 0 and found.inode == step.inode
    return same_inode or (found.size_bytes, found.modified_ns) == (step.size_bytes, step.modified_ns)


def _mkdir(step: Step, act_id: str) -> tuple[str, ...]:
    for folder in step.folders:
        with contextlib.suppress(FileExistsError):
            os.mkdir(folder)
        if not os.path.isdir(folder):
            raise FileError(text("“{name}” is in the way.", name=Path(folder).name), path=folder, reason="exists")
    return tuple(os.path.dirname(folder) for folder in step.folders)


def _begin(step: Step) -> tuple[str, str] | None:
    """Source and target of a step that is still to do; None when it is done. The source must be as it was planned."""
    assert step.source is not None and step.target is not None
    there = identify(step.target)
    if there is not None:
        if _is_it(step, there):
            return None
        raise told(FileExistsError(errno.EEXIST, "exists"), step.target)
    source = identify(step.source)
    if source is None:
        raise told(FileNotFoundError(errno.ENOENT, "gone"), step.source)
    if (source.size_bytes, source.modified_ns) != (step.size_bytes, step.modified_ns):
        raise FileError(
            text("“{name}” is still changing.", name=Path(step.source).name), path=step.source, reason="growing"
        )
    return step.source, step.target


def _link(step: Step, act_id: str) -> tuple[str, ...]:
    todo = _begin(step)
    assert step.target is not None
    if todo is not None:
        try:
            os.link(todo[0], todo[1], follow_symlinks=False)
        except OSError as error:
            if error.errno in _NO_LINK:
                raise CannotLink(text("This disk cannot hardlink the file."), path=todo[1]) from error
            raise
    return step.target, os.path.dirname(step.target)


def _duplicate(step: Step, act_id: str) -> tuple[str, ...]:
    todo = _begin(step)
    assert step.target is not None
    temporary = _temporary(step, act_id)
    with contextlib.suppress(FileNotFoundError):
        os.unlink(temporary)
    if todo is not None:
        try:
            if step.kind == "reflink":
                _reflink(todo[0], temporary)
            else:
                copy_verified(todo[0], temporary, step.size_bytes, step.modified_ns)
            os.utime(temporary, ns=(step.modified_ns, step.modified_ns))
            _sync(temporary)  # the bytes before the name
            _name_it(temporary, todo[1])
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise
    return (os.path.dirname(step.target),)


def _name_it(temporary: str, target: str) -> None:
    """Gives the finished bytes their name without replacing anything."""
    try:
        os.link(temporary, target)
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
        os.rename(temporary, target)  # a file system without links; nothing stood there a moment ago
    else:
        os.unlink(temporary)


def _reflink(source: str, temporary: str) -> None:
    try:
        reflink(source, temporary)
    except OSError as error:
        if error.errno in _NO_LINK:
            raise CannotLink(text("This disk cannot share the file's bytes."), path=temporary) from error
        raise


def _temporary(step: Step, act_id: str) -> str:
    """A name of its own beside the target, which scans and players pass over."""
    assert step.target is not None
    folder, name = os.path.split(step.target)
    return os.path.join(folder, f"{TEMPORARY}{act_id[:12]}-{zlib.crc32(os.fsencode(name)):x}.part")


def _rename(step: Step, act_id: str) -> tuple[str, ...]:
    assert step.source is not None and step.target is not None
    if _begin_rename(step):
        os.rename(step.source, step.target)
    return os.path.dirname(step.target), os.path.dirname(step.source)


def _begin_rename(step: Step) -> bool:
    """A file that is renamed may have changed since it was planned, as long as it is the same file."""
    assert step.source is not None and step.target is not None
    if arrived(step):
        return False
    source = identify(step.source)
    if source is None:
        raise told(FileNotFoundError(errno.ENOENT, "gone"), step.source)
    if os.path.lexists(step.target):
        raise told(FileExistsError(errno.EEXIST, "exists"), step.target)
    return True


def _remove(step: Step, act_id: str) -> tuple[str, ...]:
    """Removes the very file that was meant; a folder (no size, `folders`) only when it is empty."""
    for folder in reversed(step.folders):
        with contextlib.suppress(OSError):
            os.rmdir(folder)
    if step.source is None:
        return ()
    found = identify(step.source)
    if found is not None and (found.size_bytes, found.modified_ns) == (step.size_bytes, step.modified_ns):
        os.unlink(step.source)
    return (os.path.dirname(step.source),)


def _reverse(step: Step, act_id: str) -> bool:
    if step.kind == "mkdir":
        for folder in reversed(step.folders):
            with contextlib.suppress(OSError):
                os.rmdir(folder)
        return True
    if step.kind == "remove":
        return True
    assert step.source is not None and step.target is not None
    if step.kind in ("copy", "reflink"):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(_temporary(step, act_id))
    if not arrived(step):
        return True
    at_source = identify(step.source)
    if step.kind in ("link", "copy", "reflink"):
        if not _is_it(step, at_source):
            return False
        os.unlink(step.target)
        sync_all([os.path.dirname(step.target)])
        return True
    if at_source is not None:
        return False
    os.makedirs(os.path.dirname(step.source), exist_ok=True)
    os.rename(step.target, step.source)
    sync_all([os.path.dirname(step.source), os.path.dirname(step.target)])
    return True


def _sync(path: str) -> None:
    """The bytes of a file, or the names in a folder, are on the disk. A file that may not be opened (another owner's) was
    written by somebody else; some file systems cannot sync a folder."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


_PERFORM: dict[str, Callable[[Step, str], tuple[str, ...]]] = {
    "mkdir": _mkdir, "link": _link, "copy": _duplicate, "reflink": _duplicate, "move": _rename, "recycle": _rename,
    "restore": _rename, "remove": _remove,
}  # fmt: skip
