"""The files of a guide, out of a folder, an archive or the bytes that an address gave.

Nothing is unpacked to disk, and only JSON of a guide's size is read, so that neither a path in an archive nor an archive
that swells can do harm. Where a guide keeps its two applications apart in folders (`sonarr`, `radarr`), those of the
other one are left out.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
import regex

from monarr.core.errors import InvalidInput, NotFound
from monarr.core.formats.vocabulary import Numbering
from monarr.core.guides import GuideFile
from monarr.core.text import text

MOST_FILES = 5_000
LARGEST_FILE_BYTES = 2_000_000
LARGEST_ARCHIVE_BYTES = 150_000_000
_MOST_MEMBERS = 100_000
_MOST_UNPACKED_BYTES = 1_000_000_000
_COMMIT = regex.compile(r"[0-9a-f]{40}")
_APPS: dict[str, str] = {"series": "sonarr", "movie": "radarr"}


class GuideFiles(msgspec.Struct, frozen=True):
    """What a place holds. `version` is the commit that an archive of a repository names, "" without one; `dated_at` the
    newest date among its files."""

    files: tuple[GuideFile, ...]
    version: str = ""
    dated_at: datetime | None = None


def files_at(path: Path, kind: Numbering) -> GuideFiles:
    """The files of a folder, of an archive, or a single one, with their paths on this machine. A path that is not there
    gives one file without content."""
    if path.is_dir():
        found = folder_files(path, kind)
        named = tuple(msgspec.structs.replace(file, path=str(path / file.path)) for file in found.files)
        return msgspec.structs.replace(found, files=named)
    if path.suffix.lower() in (".zip", ".gz", ".tgz", ".tar"):
        try:
            return archive_files(path.read_bytes(), kind)
        except (OSError, InvalidInput) as error:
            return GuideFiles((GuideFile(str(path), None, _reason(error)),))
    return GuideFiles((_file(path, str(path)),), dated_at=_dated(path))


def folder_files(folder: Path, kind: Numbering) -> GuideFiles:
    """The JSON files of a folder and those below it, in the order of their paths. Raises NotFound."""
    if not folder.is_dir():
        raise NotFound(text("There is no folder {folder}.", folder=str(folder)))
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*.json")]
    names = _of_kind(sorted(name for name in names if not _is_hidden(name)), kind)
    if len(names) > MOST_FILES:
        raise InvalidInput(text("{folder} has more files than a guide has.", folder=str(folder)))
    dates = [moment for moment in (_dated(folder / name) for name in names) if moment is not None]
    return GuideFiles(tuple(_file(folder / name, name) for name in names), dated_at=max(dates, default=None))


def archive_files(content: bytes, kind: Numbering, name: str = "guide.json") -> GuideFiles:
    """The JSON files of a zip or tar archive; bytes that are none are one file called `name`. Raises InvalidInput for
    an archive that is damaged, or larger than a guide is."""
    if len(content) > LARGEST_ARCHIVE_BYTES:
        raise InvalidInput(text("The archive is larger than a guide is."))
    try:
        if content.startswith(b"PK"):
            return _chosen(*_zipped(content), kind)
        if content.startswith(b"\x1f\x8b") or content[257:262] == b"ustar":
            return _chosen(*_tarred(content), kind)
    except (
        zipfile.BadZipFile,
        tarfile.TarError,
        OSError,
        EOFError,
        RuntimeError,
        NotImplementedError,
        ValueError,
    ) as e:
        raise InvalidInput(text("The archive cannot be read: {reason}", reason=str(e))) from e
    return GuideFiles((_checked(name, content),))


def _chosen(members: list[tuple[GuideFile, datetime | None]], version: str, kind: Numbering) -> GuideFiles:
    wanted = set(_of_kind([file.path for file, _ in members], kind))
    chosen = sorted((pair for pair in members if pair[0].path in wanted), key=lambda pair: pair[0].path)
    dates = [moment for _, moment in chosen if moment is not None]
    return GuideFiles(tuple(file for file, _ in chosen), version, max(dates, default=None))


def _zipped(content: bytes) -> tuple[list[tuple[GuideFile, datetime | None]], str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        listed = [one for one in archive.infolist() if _is_wanted(one.filename)]
        _check_count(len(archive.infolist()), len(listed))
        found: list[tuple[GuideFile, datetime | None]] = []
        for member in listed:
            with archive.open(member) as stream:
                taken = _checked(member.filename, stream.read(LARGEST_FILE_BYTES + 1))
            found.append((taken, datetime(*member.date_time, tzinfo=UTC)))
        return found, _commit(archive.comment.decode("ascii", "replace"))


def _tarred(content: bytes) -> tuple[list[tuple[GuideFile, datetime | None]], str]:
    plain: Any = io.BytesIO(content)
    if content.startswith(b"\x1f\x8b"):
        plain = gzip.GzipFile(fileobj=plain)
    found: list[tuple[GuideFile, datetime | None]] = []
    with tarfile.open(fileobj=_Limited(plain), mode="r|") as archive:
        for count, member in enumerate(archive, 1):
            _check_count(count, len(found))
            stream = archive.extractfile(member) if member.isfile() and _is_wanted(member.name) else None
            if stream is not None:
                moment = datetime.fromtimestamp(member.mtime, UTC)
                found.append((_checked(member.name, stream.read(LARGEST_FILE_BYTES + 1)), moment))
        return found, _commit(archive.pax_headers.get("comment", ""))


class _Limited(io.RawIOBase):
    """A stream that ends with an error when it gives more than a guide has."""

    def __init__(self, inner: Any) -> None:
        self._inner, self._given = inner, 0

    def read(self, size: int = -1) -> bytes:
        piece: bytes = self._inner.read(size)
        self._given += len(piece)
        if self._given > _MOST_UNPACKED_BYTES:
            raise ValueError("it unpacks to more than a guide has")
        return piece


def _check_count(members: int, wanted: int) -> None:
    if members > _MOST_MEMBERS or wanted > MOST_FILES:
        raise ValueError("it has more files than a guide has")


def _is_wanted(name: str) -> bool:
    return name.lower().endswith(".json") and ".." not in PurePosixPath(name).parts and not _is_hidden(name)


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in PurePosixPath(name).parts)


def _of_kind(names: list[str], kind: Numbering) -> list[str]:
    """Those of the kind's application, where the guide keeps the two apart."""
    mine = _APPS[kind]
    other = next(app for app in _APPS.values() if app != mine)
    folders = {name: [part.lower() for part in PurePosixPath(name).parts[:-1]] for name in names}
    if any(mine in parts for parts in folders.values()):
        return [name for name in names if mine in folders[name]]
    return [name for name in names if other not in folders[name]]


def _commit(comment: str) -> str:
    found = _COMMIT.fullmatch(comment.strip())
    return found[0] if found else ""


def _checked(name: str, content: bytes) -> GuideFile:
    return GuideFile(name, None, "too-large") if len(content) > LARGEST_FILE_BYTES else GuideFile(name, content)


def _file(path: Path, name: str) -> GuideFile:
    try:
        with path.open("rb") as stream:
            return _checked(name, stream.read(LARGEST_FILE_BYTES + 1))
    except OSError as error:
        return GuideFile(name, None, _reason(error))


def _reason(error: Exception) -> str:
    return "unreadable" if isinstance(error, OSError) else "damaged"


def _dated(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None
