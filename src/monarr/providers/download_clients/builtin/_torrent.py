"""One torrent in the session, and how it is kept: libtorrent's resume data with Monarr's note inside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import libtorrent as lt
import msgspec

from monarr.providers.download_clients.builtin._status import wanted_order
from monarr.providers.download_clients.builtin._store import Note

_NOTE_KEY = b"monarr"
_FETCH = 4  # libtorrent's ordinary priority
_LEAVE = 0


class Torrent:
    """`target` is the file or folder it writes; `failure` is what its files last failed with, `failed_at` when
    (in the event loop's time); `is_written` says that a complete torrent has left libtorrent's memory, so that others
    may read its files (`is_writing_out`: that was asked)."""

    def __init__(self, ref: str, handle: Any, note: Note, target: Path) -> None:
        self.ref = ref
        self.handle = handle
        self.note = note
        self.target = target
        self.failure: str | None = None
        self.failed_at = 0.0
        self.is_writing_out = False
        self.is_written = False


def ref_of(hashes: Any) -> str:
    """The hash a torrent goes by: v1 where there is one, as `core.torrents` has it."""
    return str(hashes.v1 if hashes.has_v1() else hashes.get_best())


def target_of(ref: str, params: Any) -> Path:
    """The file or folder that will be written; a magnet has a folder of its own, so any name will do for it."""
    return Path(params.save_path) / (params.ti.name() if params.ti is not None else ref)


def status_of(handle: Any) -> Any:
    """libtorrent's status; None when the torrent has been removed meanwhile."""
    try:
        return handle.status()
    except RuntimeError:
        return None


def priorities(info: Any, wanted: tuple[int, ...]) -> list[int]:
    """libtorrent's priority of each file. `wanted` counts files without padding."""
    found = [_FETCH] * info.num_files()
    for position, index in enumerate(wanted_order(info)):
        if position not in wanted:
            found[index] = _LEAVE
    return found


def with_note(entry: Any, note: Note) -> bytes:
    """Resume data as libtorrent writes them, with the note inside."""
    entry[_NOTE_KEY] = msgspec.json.encode(note)
    return bytes(lt.bencode(entry))


def note_in(data: bytes) -> Note:
    """The note in resume data. Raises ValueError when there is none."""
    entry: Any = lt.bdecode(data)
    if not isinstance(entry, dict) or not isinstance(entry.get(_NOTE_KEY), bytes):
        raise ValueError("no note")
    return msgspec.json.decode(entry[_NOTE_KEY], type=Note)
