"""The download client: Monarr's port on one side, the libtorrent session on the other."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monarr.core.errors import InvalidInput, Refused, Unavailable
from monarr.core.text import text
from monarr.core.torrents import info_hash_of, info_hash_of_magnet
from monarr.ports.download_client import AddDownload, ClientDownload, ClientFile
from monarr.ports.provider import ProviderContext
from monarr.providers.download_clients.builtin import _shared
from monarr.providers.download_clients.builtin._settings import Settings
from monarr.providers.download_clients.builtin._store import Note

if TYPE_CHECKING:
    from monarr.providers.download_clients.builtin._session import TorrentSession

_OWN_FOLDER_LETTERS = 12


class Builtin:
    """Fulfils `ports.DownloadClient`. The session starts with the first call and goes on seeding until `close`."""

    def __init__(self, settings: Settings, context: ProviderContext) -> None:
        self._settings = settings
        self._name = context.name
        self._clock = context.clock
        self._state_path = (context.data_path / "torrents").absolute()
        self._folder = Path(settings.download_folder or context.data_path / "downloads").absolute()
        self._taken: TorrentSession | None = None
        self._opening = asyncio.Lock()
        self._adding = asyncio.Lock()

    async def test(self) -> None:
        session = await self._session()
        try:
            await asyncio.to_thread(_try_writing, self._folder)
        except OSError as error:
            raise Unavailable(
                text("{folder} cannot be written: {reason}.", folder=self._folder, reason=error.strerror or error),
                provider=self._name,
            ) from error
        if not await session.is_listening():
            raise Unavailable(
                text(
                    "No port could be opened for peers from {port} on: {reason}. Choose another port or address.",
                    port=self._settings.listen_port,
                    reason=session.listen_failure or text("nothing answered"),
                ),
                provider=self._name,
            )

    async def add(self, download: AddDownload) -> str:
        session = await self._session()
        ref, name, params = self._params(download)
        async with self._adding:
            if ref not in session.torrents:
                await self._add(session, ref, name, params, download)
        return ref

    async def _add(
        self, session: TorrentSession, ref: str, name: str | None, params: Any, download: AddDownload
    ) -> None:
        params.save_path = str(self._place(session, ref, name))
        await asyncio.to_thread(_make_folder, Path(params.save_path), self._name)
        note = Note(
            name=download.name,
            category=download.category,
            seed_ratio=download.seed_ratio,
            seed_minutes=download.seed_minutes,
            wanted_files=download.wanted_files,
            added_at=self._clock.now(),
        )
        try:
            await session.add(ref, params, note)
        except RuntimeError as error:
            raise self._unreadable(download) from error

    async def list_downloads(self) -> list[ClientDownload]:
        """All torrents of the session: nobody else adds any."""
        return await (await self._session()).downloads()

    async def find(self, ref: str) -> ClientDownload | None:
        found = await (await self._session()).downloads(ref.lower())
        return found[0] if found else None

    async def files(self, ref: str) -> list[ClientFile]:
        """Empty while a magnet's file list is not known, and when the download has gone."""
        return await (await self._session()).files(ref.lower())

    async def remove(self, ref: str, *, delete_files: bool) -> None:
        await (await self._session()).remove(ref.lower(), delete_files=delete_files)

    async def pause(self, ref: str) -> None:
        session = await self._session()
        if (torrent := session.torrents.get(ref.lower())) is not None:
            session.stop(torrent)

    async def resume(self, ref: str) -> None:
        session = await self._session()
        if (torrent := session.torrents.get(ref.lower())) is not None:
            await session.restart(torrent)

    async def download_folder(self) -> Path | None:
        return self._folder

    async def close(self) -> None:
        taken, self._taken = self._taken, None
        if taken is not None:
            await _shared.give(self._state_path)

    async def _session(self) -> TorrentSession:
        async with self._opening:
            if self._taken is None:
                try:
                    self._taken = await _shared.take(self._state_path, self._settings)
                except Unavailable as error:
                    raise Unavailable(error.message, provider=self._name) from error
            return self._taken

    def _params(self, download: AddDownload) -> tuple[str, str | None, Any]:
        """Ref, the torrent's own name where it is known yet, and libtorrent's parameters."""
        import libtorrent as lt

        params: Any
        try:
            if download.content is not None:
                params = lt.load_torrent_buffer(download.content)
                ref, name = info_hash_of(download.content), params.ti.name()
            else:
                params = lt.parse_magnet_uri(download.magnet_url or "")
                ref, name = info_hash_of_magnet(download.magnet_url or ""), None
        except (RuntimeError, InvalidInput) as error:
            raise self._unreadable(download) from error
        params.flags |= lt.torrent_flags.auto_managed
        params.flags &= ~lt.torrent_flags.duplicate_is_error
        if self._settings.sequential:
            params.flags |= lt.torrent_flags.sequential_download
        return ref, name, params

    def _unreadable(self, download: AddDownload) -> Refused:
        return Refused(text("“{name}” is no torrent that can be read.", name=download.name), provider=self._name)

    def _place(self, session: TorrentSession, ref: str, name: str | None) -> Path:
        """Where to put it. A folder of its own unless its name is known and free: writing into a file that lies there
        already would change whatever is hardlinked to it."""
        if name is not None and not (self._folder / name).exists():
            taken = {torrent.target for torrent in session.torrents.values()}
            if self._folder / name not in taken:
                return self._folder
        return self._folder / ref[:_OWN_FOLDER_LETTERS]


def _make_folder(folder: Path, provider: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(
            text("{folder} cannot be made: {reason}.", folder=folder, reason=error.strerror or error),
            provider=provider,
        ) from error


def _try_writing(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        pass
