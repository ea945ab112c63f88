"""A download client in memory that fulfils the port: tests say what becomes of its downloads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec.structs import replace

from monarr.core.errors import ProviderError, Refused
from monarr.core.text import text
from monarr.core.torrents import info_hash_of, info_hash_of_magnet, torrent_files
from monarr.ports.download_client import AddDownload, ClientDownload, ClientFile, ClientState


class MemoryClient:
    """`fail_with` is raised by every call while it is set; `refuse_names` are releases it declines;
    `forget_answer` takes the next download and then fails, as when the connection breaks."""

    def __init__(self) -> None:
        self.downloads: dict[str, ClientDownload] = {}
        self.contents: dict[str, AddDownload] = {}
        self.fail_with: ProviderError | None = None
        self.fail_after_adding: ProviderError | None = None
        self.refuse_names: set[str] = set()
        self.removed: list[tuple[str, bool]] = []
        self.listed_category = "monarr"

    async def test(self) -> None:
        self._answer()

    async def add(self, download: AddDownload) -> str:
        self._answer()
        if download.name in self.refuse_names:
            raise Refused(text("This client does not want it."), provider="Memory")
        ref = self._ref(download)
        if ref not in self.downloads:
            size = sum(file.size_bytes for file in torrent_files(download.content)) if download.content else None
            self.contents[ref] = download
            self.downloads[ref] = ClientDownload(
                ref=ref, name=download.name, state=ClientState.QUEUED, size_bytes=size, left_bytes=size,
                category=download.category or self.listed_category,
            )  # fmt: skip
        if self.fail_after_adding is not None:
            failure, self.fail_after_adding = self.fail_after_adding, None
            raise failure
        return ref

    async def list_downloads(self) -> list[ClientDownload]:
        self._answer()
        return [found for found in self.downloads.values() if found.category == self.listed_category]

    async def find(self, ref: str) -> ClientDownload | None:
        self._answer()
        return self.downloads.get(ref)

    async def files(self, ref: str) -> list[ClientFile]:
        self._answer()
        content = self.contents[ref].content if ref in self.contents else None
        return [ClientFile(file.path, file.size_bytes) for file in torrent_files(content)] if content else []

    async def remove(self, ref: str, *, delete_files: bool) -> None:
        self._answer()
        if self.downloads.pop(ref, None) is not None:
            self.removed.append((ref, delete_files))

    async def pause(self, ref: str) -> None:
        self._answer()
        self.becomes(ref, state=ClientState.PAUSED)

    async def resume(self, ref: str) -> None:
        self._answer()
        self.becomes(ref, state=ClientState.DOWNLOADING)

    async def download_folder(self) -> Path | None:
        return Path("/downloads")

    async def close(self) -> None:
        pass

    def becomes(self, ref: str, **changes: Any) -> None:
        """What the client says of a download from now on."""
        if ref in self.downloads:
            self.downloads[ref] = replace(self.downloads[ref], **changes)

    def _answer(self) -> None:
        if self.fail_with is not None:
            raise self.fail_with

    @staticmethod
    def _ref(download: AddDownload) -> str:
        if download.content is not None:
            return info_hash_of(download.content)
        return info_hash_of_magnet(download.magnet_url or "")
