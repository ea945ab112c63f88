"""Download clients: who fetches a release."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol, runtime_checkable

import msgspec

from monarr.core.kinds import Protocol as ReleaseProtocol


class ClientState(StrEnum):
    """What a client says of a download."""

    QUEUED = "queued"
    METADATA = "metadata"  # a magnet still looks for its file list
    CHECKING = "checking"
    DOWNLOADING = "downloading"
    STALLED = "stalled"  # no peer gives anything
    PAUSED = "paused"
    COMPLETED = "completed"  # all bytes here, nothing is uploaded any more
    SEEDING = "seeding"  # all bytes here, still uploading
    FAILED = "failed"


class AddDownload(msgspec.Struct, frozen=True, kw_only=True):
    """What to fetch. One of `content` (torrent or NZB file) and `magnet_url` is set."""

    name: str
    protocol: ReleaseProtocol
    content: bytes | None = None
    magnet_url: str | None = None
    info_hash: str | None = None
    category: str | None = None  # None: the client's configured one
    seed_ratio: float | None = None  # stop seeding from here; None: the client's own rule
    seed_minutes: int | None = None
    wanted_files: tuple[int, ...] | None = None  # indexes to fetch; None: all


class ClientDownload(msgspec.Struct, frozen=True, kw_only=True):
    """A download as its client states it. `ref` is the client's own id (lower-case info hash for torrents)."""

    ref: str
    name: str
    state: ClientState
    size_bytes: int | None = None
    left_bytes: int | None = None
    rate_bytes: int = 0  # per second
    eta_seconds: int | None = None
    seeders: int | None = None
    peers: int | None = None
    ratio: float | None = None
    category: str | None = None
    output_path: str | None = None  # file or folder, in the client's own view of paths
    message: str | None = None  # the client's words on a failure
    added_at: datetime | None = None
    completed_at: datetime | None = None
    may_remove: bool = False  # seeding goal reached: nobody needs its files any more


class ClientFile(msgspec.Struct, frozen=True):
    """A file of a download; `path` is relative to the download's folder."""

    path: str
    size_bytes: int
    progress: float = 0.0  # 0 to 1


class DownloadClient(Protocol):
    async def test(self) -> None:
        """Signs in, and checks that the version is known and the category usable. Raises ProviderError."""
        ...

    async def add(self, download: AddDownload) -> str:
        """Hands it over and returns the client's ref. Adding what is already there returns the same ref."""
        ...

    async def list_downloads(self) -> list[ClientDownload]:
        """All downloads of Monarr's category, in no particular order."""
        ...

    async def find(self, ref: str) -> ClientDownload | None:
        """One download, whatever its category; None when the client no longer has it."""
        ...

    async def files(self, ref: str) -> list[ClientFile]: ...

    async def remove(self, ref: str, *, delete_files: bool) -> None:
        """Forgets a download; quiet when it has gone already."""
        ...

    async def pause(self, ref: str) -> None: ...

    async def resume(self, ref: str) -> None: ...

    async def download_folder(self) -> Path | None:
        """Where the client puts finished downloads, in its own view of paths; None when it does not say."""
        ...

    async def close(self) -> None:
        """Gives back connections and sessions. Safe to call twice."""
        ...


@runtime_checkable
class MarksImported(Protocol):
    """A client that can set apart what Monarr has imported, such as in a category of its own."""

    async def mark_imported(self, ref: str) -> None:
        """Told once after the import; quiet when the download has gone, or when nothing is configured."""
        ...
