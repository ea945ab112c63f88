"""Where files may go: strictly inside a root folder, and into its recycle store."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from monarr.core.errors import FileError
from monarr.core.text import text
from monarr.files.stat import told

STORE = ".monarr-recycle"
TEMPORARY = ".monarr-"
_IGNORE_FILES = (".nomedia", ".ignore", ".plexignore")
_MOST_NAME_BYTES = 255
_MOST_PATH_BYTES = 4000
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10)))
)


def inside(path: Path | str, root: Path | str) -> bool:
    """Whether `path` lies below `root`, once every link on the way is resolved."""
    real, real_root = os.path.realpath(path), os.path.realpath(root)
    return real != real_root and real.startswith(real_root.rstrip("/") + "/")


def safe_target(root: Path, relative: str) -> Path:
    """`root` / `relative` with every part looked at. Raises FileError: `outside-root` for `..`, absolute paths, NUL and
    links that lead out; `name-too-long`; `other` for names that some systems cannot hold."""
    parts = PurePosixPath(relative).parts
    if not parts or relative.startswith("/") or "\0" in relative or any(part in ("..", ".") for part in parts):
        raise FileError(text("“{name}” would lie outside of the library.", name=relative[:80].replace("\0", "?")),
                        path=root, reason="outside-root")  # fmt: skip
    for part in parts:
        if len(os.fsencode(part)) > _MOST_NAME_BYTES:
            raise FileError(
                text("The name “{name}…” is too long for the disk.", name=part[:40]), path=root, reason="name-too-long"
            )
        if part.split(".")[0].strip().lower() in _RESERVED:
            raise FileError(text("“{name}” is a name that some systems reserve.", name=part), path=root)
    target = root / relative
    if len(os.fsencode(target)) > _MOST_PATH_BYTES:
        raise FileError(text("The path is too long for the disk."), path=root, reason="name-too-long")
    if not inside(target, root):
        raise FileError(
            text("“{name}” would lie outside of the library.", name=relative[:80]), path=target, reason="outside-root"
        )
    return target


def missing_folders(target: Path) -> tuple[str, ...]:
    """The parents of `target` that are not there yet, outermost first."""
    missing: list[str] = []
    folder = target.parent
    while not folder.exists() and folder != folder.parent:
        missing.append(str(folder))
        folder = folder.parent
    return tuple(reversed(missing))


def store_of(path: Path, root: Path) -> Path:
    """The recycle store for a file: the hidden folder of its root, or of the outermost folder on the way to it that is
    on the file's own disk, so that recycling always is a rename."""
    device = _device(path.parent)
    chosen = path.parent
    for folder in path.parents:
        if _device(folder) != device:
            break
        chosen = folder
        if folder == root:
            break
    return chosen / STORE


def _device(folder: Path) -> int | None:
    try:
        return os.stat(folder).st_dev
    except OSError:
        return None


def prepare_store(store: Path) -> None:
    """Makes the store, with the files that tell players to pass by. Safe to repeat."""
    try:
        store.mkdir(exist_ok=True)
        for name in _IGNORE_FILES:
            mark = store / name
            if not mark.exists():
                mark.write_bytes(b"*\n" if name == ".plexignore" else b"")
    except OSError as error:
        raise told(error, store) from error
