"""The download client: Monarr's port on one side, qBittorrent's Web API on the other."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from monarr.core.errors import InvalidInput, Refused
from monarr.core.text import text
from monarr.core.torrents import parse_magnet, parse_torrent
from monarr.ports.download_client import AddDownload, ClientDownload, ClientFile
from monarr.ports.provider import ProviderContext
from monarr.providers.download_clients.qbittorrent._api import STOPPED_WORDS, Api
from monarr.providers.download_clients.qbittorrent._settings import Settings
from monarr.providers.download_clients.qbittorrent._torrent import GlobalGoal, described

_LOOKS = 50  # for a torrent just added, over ten seconds
_LOOK_SECONDS = 0.2
_FILE_NOT_WANTED = 0
_USE_GLOBAL = -2
_REMOVING_ACTIONS = (1, 3)  # of max_ratio_act: remove, remove with files


class QBittorrent:
    """Fulfils `ports.DownloadClient` and `ports.MarksImported`. Of a magnet it fetches all files: `wanted_files` needs
    the file list, which a torrent file brings along."""

    def __init__(self, settings: Settings, context: ProviderContext) -> None:
        self._settings = settings
        self._name = context.name
        self._clock = context.clock
        self._api = Api(settings, context.http, context.name)

    async def test(self) -> None:
        await self._api.version()
        preferences = await self._api.get_object("app/preferences")
        if preferences.get("max_ratio_act") in _REMOVING_ACTIONS and _has_limit(preferences):
            raise Refused(
                text(
                    "qBittorrent removes torrents at its share limit, perhaps before they are imported. "
                    "Let it stop them there: Options, BitTorrent, Seeding limits."
                ),
                provider=self._name,
            )
        for category in filter(None, (self._settings.category, self._settings.imported_category)):
            await self._ensure_category(category)

    async def add(self, download: AddDownload) -> str:
        hashes = self._hashes(download)
        if (known := await self._listed(hashes)) is not None:
            return str(known["hash"]).lower()
        waits = self._settings.initial_state == "paused"
        picks = download.wanted_files is not None
        form = await self._form(download, stopped=waits or (picks and download.content is not None))
        files = None
        if download.content is not None:
            files = {"torrents": ("release.torrent", download.content, "application/x-bittorrent")}
        answer = await self._api.post("torrents/add", form, files=files, accept=409)
        if answer.status != 409 and answer.text().strip() == "Fails.":
            raise Refused(text("qBittorrent does not take “{name}”.", name=download.name), provider=self._name)
        ref = str((await self._wait_until_listed(hashes, download.name))["hash"]).lower()
        await self._limit_seeding(ref, download)
        if picks and download.content is not None:
            await self._leave_out(ref, download.wanted_files or ())
            if not waits:
                await self.resume(ref)
        return ref

    async def list_downloads(self) -> list[ClientDownload]:
        return await self._described({"category": self._settings.category})

    async def find(self, ref: str) -> ClientDownload | None:
        found = await self._described({"hashes": ref.lower()})
        return found[0] if found else None

    async def files(self, ref: str) -> list[ClientFile]:
        """Empty while a magnet's file list is not known, and when the download has gone."""
        return [
            ClientFile(_inner_path(file["name"]), file["size"], float(file.get("progress") or 0))
            for file in await self._files(ref)
        ]

    async def remove(self, ref: str, *, delete_files: bool) -> None:
        form = {"hashes": ref.lower(), "deleteFiles": str(delete_files).lower()}
        await self._api.post("torrents/delete", form, accept=404)

    async def pause(self, ref: str) -> None:
        verb = "stop" if await self._says_stopped() else "pause"
        await self._api.post(f"torrents/{verb}", {"hashes": ref.lower()}, accept=404)

    async def resume(self, ref: str) -> None:
        verb = "start" if await self._says_stopped() else "resume"
        await self._api.post(f"torrents/{verb}", {"hashes": ref.lower()}, accept=404)

    async def download_folder(self) -> Path | None:
        preferences = await self._api.get_object("app/preferences")
        base = Path(preferences["save_path"]) if preferences.get("save_path") else None
        known = (await self._api.get_object("torrents/categories")).get(self._settings.category) or {}
        own = known.get("savePath") or known.get("save_path")
        if own:
            return base / own if base is not None else Path(own)
        if base is not None and preferences.get("auto_tmm_enabled"):
            return base / self._settings.category
        return base

    async def mark_imported(self, ref: str) -> None:
        if self._settings.imported_category:
            await self._ensure_category(self._settings.imported_category)
            form = {"hashes": ref.lower(), "category": self._settings.imported_category}
            await self._api.post("torrents/setCategory", form, accept=404)

    async def close(self) -> None:
        """Nothing is held: the HTTP client is shared, and qBittorrent forgets idle sessions."""

    async def _described(self, params: dict[str, str]) -> list[ClientDownload]:
        said = await self._api.get_list("torrents/info", params)
        if not said:
            return []
        goal = GlobalGoal.of(await self._api.get_object("app/preferences"))
        now = self._clock.now()
        return [described(torrent, goal, now) for torrent in said]

    async def _files(self, ref: str) -> list[dict[str, Any]]:
        return await self._api.get_list("torrents/files", {"hash": ref.lower()})

    def _hashes(self, download: AddDownload) -> tuple[str, ...]:
        """A hybrid torrent has two, and which of them qBittorrent uses depends on its build."""
        try:
            promised: Any = (
                parse_torrent(download.content)
                if download.content is not None
                else parse_magnet(download.magnet_url or "")
            )
        except InvalidInput as error:
            raise Refused(
                text("“{name}” is no torrent that can be read.", name=download.name), provider=self._name
            ) from error
        return tuple(filter(None, (promised.hash_v1, promised.hash_v2)))

    async def _form(self, download: AddDownload, *, stopped: bool) -> dict[str, str]:
        form = {"category": download.category or self._settings.category}
        if download.content is None and download.magnet_url:
            form["urls"] = download.magnet_url
        if stopped:
            form["stopped" if await self._says_stopped() else "paused"] = "true"
        if self._settings.sequential:
            form["sequentialDownload"] = "true"
        if self._settings.first_last:
            form["firstLastPiecePrio"] = "true"
        return form

    async def _listed(self, hashes: tuple[str, ...]) -> dict[str, Any] | None:
        said = await self._api.get_list("torrents/info", {"hashes": "|".join(hashes)})
        return dict(said[0]) if said else None

    async def _wait_until_listed(self, hashes: tuple[str, ...], name: str) -> dict[str, Any]:
        for _ in range(_LOOKS):
            if (known := await self._listed(hashes)) is not None:
                return known
            await asyncio.sleep(_LOOK_SECONDS)
        raise Refused(text("qBittorrent took “{name}”, but does not list it.", name=name), provider=self._name)

    async def _limit_seeding(self, ref: str, download: AddDownload) -> None:
        if download.seed_ratio is None and download.seed_minutes is None:
            return
        form = {
            "hashes": ref,
            "ratioLimit": _USE_GLOBAL if download.seed_ratio is None else download.seed_ratio,
            "seedingTimeLimit": _USE_GLOBAL if download.seed_minutes is None else download.seed_minutes,
            "inactiveSeedingTimeLimit": _USE_GLOBAL,  # must be there from 4.6 on
        }
        await self._api.post("torrents/setShareLimits", form)

    async def _leave_out(self, ref: str, wanted: tuple[int, ...]) -> None:
        unwanted = [
            str(file.get("index", position))
            for position, file in enumerate(await self._files(ref))
            if position not in wanted
        ]
        if unwanted:
            form = {"hash": ref, "id": "|".join(unwanted), "priority": _FILE_NOT_WANTED}
            await self._api.post("torrents/filePrio", form, accept=409)

    async def _ensure_category(self, category: str) -> None:
        if category not in await self._api.get_object("torrents/categories"):
            await self._api.post("torrents/createCategory", {"category": category, "savePath": ""}, accept=409)

    async def _says_stopped(self) -> bool:
        return await self._api.version() >= STOPPED_WORDS


def _has_limit(preferences: dict[str, Any]) -> bool:
    names = ("max_ratio_enabled", "max_seeding_time_enabled", "max_inactive_seeding_time_enabled")
    return any(preferences.get(name) for name in names)


def _inner_path(name: str) -> str:
    """qBittorrent's file names begin with the torrent's own folder, if it has one."""
    folder, _, inner = name.replace("\\", "/").partition("/")
    return inner or folder
