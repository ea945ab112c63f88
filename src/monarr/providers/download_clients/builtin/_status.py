"""libtorrent's status of a torrent, told in the port's words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import libtorrent as lt

from monarr.core.seeding import SeedGoal
from monarr.core.text import text
from monarr.ports.download_client import ClientDownload, ClientFile, ClientState
from monarr.providers.download_clients.builtin._store import Note

_STALLED_AFTER_SECONDS = 10
_CHECKING = (lt.torrent_status.checking_files, lt.torrent_status.checking_resume_data)
_COMPLETE = (lt.torrent_status.finished, lt.torrent_status.seeding)


def described(
    ref: str, status: Any, note: Note, goal: SeedGoal, failure: str | None, *, is_written: bool
) -> ClientDownload:
    """One download. `goal` holds where the note has none; `failure` is what its files last failed with. It is complete
    only when it `is_written`: all pieces are in the files, not only in memory."""
    state, message = _state(status, failure, is_written)
    is_done = is_complete(status) and is_written
    left = max(0, status.total_wanted - status.total_wanted_done)
    rate = status.download_payload_rate if state is ClientState.DOWNLOADING else 0
    known = status.has_metadata
    return ClientDownload(
        ref=ref,
        name=status.name or note.name,
        state=state,
        size_bytes=status.total_wanted if known else None,
        left_bytes=left if known else None,
        rate_bytes=rate,
        eta_seconds=left // rate if known and left and rate else None,
        seeders=max(status.num_seeds, status.num_complete, 0),
        peers=max(status.num_peers, status.num_incomplete, 0),
        ratio=ratio_of(status),
        category=note.category,
        output_path=str(Path(status.save_path) / status.name) if known else None,
        message=message,
        added_at=note.added_at,
        completed_at=note.completed_at if is_done else None,
        may_remove=is_done and goal_is_reached(status, note, goal),
    )


def files_of(handle: Any) -> list[ClientFile]:
    """The files, padding left out; empty while the file list is not known. Paths are within the torrent's folder."""
    info = handle.torrent_file()
    if info is None:
        return []
    layout, done = info.layout(), handle.file_progress()
    files = []
    for index in wanted_order(info):
        path = Path(layout.file_path(index))
        inner = Path(*path.parts[1:]) if len(path.parts) > 1 else path
        size = layout.file_size(index)
        files.append(ClientFile(inner.as_posix(), size, done[index] / size if size else 1.0))
    return files


def wanted_order(info: Any) -> list[int]:
    """libtorrent's index of each file that is no padding, in order."""
    layout = info.layout()
    return [index for index in range(layout.num_files()) if not layout.file_flags(index) & layout.flag_pad_file]


def is_complete(status: Any) -> bool:
    """All wanted bytes have come and have the right hash; they may not be in the files yet."""
    return status.has_metadata and status.state in _COMPLETE


def goal_is_reached(status: Any, note: Note, goal: SeedGoal) -> bool:
    own = SeedGoal(note.seed_ratio, note.seed_minutes)
    holding = own if own != SeedGoal() else goal
    return holding.is_reached(ratio_of(status), status.seeding_duration.total_seconds())


def ratio_of(status: Any) -> float | None:
    """Uploaded to downloaded; to the size when all was found on the disk. None before the first byte."""
    taken = status.all_time_download or status.total_wanted_done
    return status.all_time_upload / taken if taken else None


def _state(status: Any, failure: str | None, is_written: bool) -> tuple[ClientState, str | None]:
    if failure is not None or status.errc.value() != 0:
        return ClientState.FAILED, failure or status.errc.message()
    if status.state in _CHECKING:
        return ClientState.CHECKING, None
    is_paused = bool(status.flags & lt.torrent_flags.paused)
    if is_complete(status):
        if not is_written:
            return ClientState.CHECKING, None
        return (ClientState.COMPLETED if is_paused else ClientState.SEEDING), None
    if is_paused:
        waits = status.flags & lt.torrent_flags.auto_managed
        return (ClientState.QUEUED if waits else ClientState.PAUSED), None
    if not status.has_metadata:
        return ClientState.METADATA, None if status.num_peers else str(text("No peer has sent the file list yet."))
    if _is_stalled(status):
        return ClientState.STALLED, str(text("No peer sends anything."))
    return ClientState.DOWNLOADING, None


def _is_stalled(status: Any) -> bool:
    if status.download_payload_rate or status.active_duration.total_seconds() < _STALLED_AFTER_SECONDS:
        return False
    last: datetime | None = status.last_download
    if last is None:
        return True
    return (datetime.now(UTC) - last.astimezone(UTC)).total_seconds() > _STALLED_AFTER_SECONDS
