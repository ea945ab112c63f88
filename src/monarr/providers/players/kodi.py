"""Kodi, by JSON-RPC over HTTP. Source: https://kodi.wiki/view/JSON-RPC_API/v12; tried with Kodi 20.1.

A folder to scan must end in a slash. A scan takes up what is new and leaves what it knows as it is, so a known title is
refreshed instead, which reads its NFO and pictures again. A scan of a season's folder would take it for a series: for an
episode the folder of its series is scanned. A clean-up of a folder does nothing unless the folder's content is named.
"""

from __future__ import annotations

from typing import Any

from monarr.core.errors import RateLimited, Refused, UnexpectedAnswer
from monarr.core.kinds import MediaKind
from monarr.core.text import text
from monarr.ports.player import ChangedTitle, Told
from monarr.ports.provider import (
    HttpUrl,
    Provider,
    ProviderContext,
    ProviderKind,
    ProviderSettings,
    Secret,
    setting,
)

_OLDEST_API = 6  # Kodi 14: the first with all methods used here
_NOTE_MILLISECONDS = 6000
_ASK_AGAIN_SECONDS = 120.0
# what lists a kind, the key of the list and of the id, what refreshes one
_LIBRARY = {
    MediaKind.MOVIE: ("VideoLibrary.GetMovies", "movies", "movieid", "VideoLibrary.RefreshMovie"),
    MediaKind.SERIES: ("VideoLibrary.GetTVShows", "tvshows", "tvshowid", "VideoLibrary.RefreshTVShow"),
    MediaKind.EPISODE: ("VideoLibrary.GetEpisodes", "episodes", "episodeid", "VideoLibrary.RefreshEpisode"),
}


class Settings(ProviderSettings):
    url: HttpUrl = setting(
        "Address",
        placeholder="http://192.168.1.20:8080",
        help="In Kodi: Settings, Services, Control, “Allow remote control via HTTP”.",
    )
    username: str = setting("User name", default="", help="Empty when Kodi asks for none.")
    password: Secret = setting("Password", default=Secret(""))
    wait_while_playing: bool = setting("Wait while something plays", default=False, help="Tells it afterwards.")
    show_note: bool = setting("Show a note on the screen", default=False)


class Kodi:
    """Fulfils `ports.player.Player`."""

    def __init__(self, settings: Settings, context: ProviderContext) -> None:
        self._settings = settings
        self._name = context.name
        self._http = context.http

    async def test(self) -> None:
        """Asks for the version of its interface. Raises ProviderError saying what to change."""
        answer = await self._call("JSONRPC.Version")
        try:
            major = int(answer["version"]["major"])
        except (KeyError, TypeError, ValueError) as error:
            raise UnexpectedAnswer(text("This does not answer like Kodi."), provider=self._name) from error
        if major < _OLDEST_API:
            raise Refused(text("This Kodi is too old: version 14 is the oldest that works."), provider=self._name)

    async def tell(self, change: ChangedTitle) -> Told:
        """Scans for what is new, refreshes what is known, cleans up after what is gone. Raises RateLimited while
        something plays and the settings say to wait."""
        if self._settings.wait_while_playing and await self.is_playing():
            raise RateLimited(
                text("{player} is playing, and is told afterwards.", player=self._name),
                provider=self._name,
                retry_after_seconds=_ASK_AGAIN_SECONDS,
            )
        told = await self._clean(change) if change.removed else await self._take_up(change)
        if self._settings.show_note:
            await self._note(change)
        return told

    async def is_playing(self) -> bool:
        """Whether a video is open, playing or paused."""
        players = await self._call("Player.GetActivePlayers")
        return any(player.get("type") == "video" for player in players)

    async def close(self) -> None:
        """Nothing is held open."""

    async def _take_up(self, change: ChangedTitle) -> Told:
        _, _, id_key, refresh = _LIBRARY[change.kind]
        known = await self._find(change)
        if known is None:
            directory = await self._folder_to_scan(change)
            answer = await self._call("VideoLibrary.Scan", directory=directory, showdialogs=False)
            return Told("scan", f"{directory}: {answer}")
        answer = await self._call(refresh, **{id_key: known, "ignorenfo": False})
        return Told("refresh", f"{id_key} {known}: {answer}")

    async def _clean(self, change: ChangedTitle) -> Told:
        directory = _as_folder(change.folder)
        content = "movies" if change.kind is MediaKind.MOVIE else "tvshows"
        answer = await self._call("VideoLibrary.Clean", showdialogs=False, content=content, directory=directory)
        return Told("clean", f"{directory}: {answer}")

    async def _note(self, change: ChangedTitle) -> None:
        year = f" ({change.year})" if change.year else ""
        words = text("Removed from the library") if change.removed else text("New in the library")
        await self._call(
            "GUI.ShowNotification",
            title=f"{change.title}{year}",
            message=str(words),
            displaytime=_NOTE_MILLISECONDS,
        )

    async def _find(self, change: ChangedTitle) -> int | None:
        """The id under which Kodi knows the file, or the folder of a series."""
        method, list_key, id_key, _ = _LIBRARY[change.kind]
        if change.kind is MediaKind.SERIES:
            rule: dict[str, Any] = {"field": "path", "operator": "is", "value": _as_folder(change.folder)}
            wanted = _as_folder(change.folder)
        else:
            rule = {"field": "filename", "operator": "is", "value": _file_name(change.path)}
            wanted = change.path
        answer = await self._call(method, properties=["file"], filter=rule)
        return next((item[id_key] for item in answer.get(list_key, ()) if item.get("file") == wanted), None)

    async def _folder_to_scan(self, change: ChangedTitle) -> str:
        """The title's folder; for an episode that of the series around it, when Kodi knows that series."""
        if change.kind is not MediaKind.EPISODE:
            return _as_folder(change.folder)
        answer = await self._call("VideoLibrary.GetTVShows", properties=["file"])
        folders = [show.get("file", "") for show in answer.get("tvshows", ())]
        around = [folder for folder in folders if folder and change.path.startswith(_as_folder(folder))]
        return _as_folder(max(around, key=len, default=change.folder))

    async def _call(self, method: str, **params: Any) -> Any:
        """The result of a method. Raises Refused with Kodi's own words when it declines."""
        settings = self._settings
        answer = await self._http.request(
            "POST",
            f"{settings.url}/jsonrpc",
            json={"jsonrpc": "2.0", "id": 1, "method": method, "params": params},
            auth=(settings.username, settings.password) if settings.username else None,
            configured=True,
        )
        reply = answer.json()
        if not isinstance(reply, dict) or not ({"result", "error"} & reply.keys()):
            raise UnexpectedAnswer(text("This does not answer like Kodi."), provider=self._name)
        if "error" in reply:
            error = reply["error"] if isinstance(reply["error"], dict) else {}
            words = text("Kodi declines {method}: {reason}", method=method, reason=error.get("message", "no reason"))
            raise Refused(words, provider=self._name)
        return reply["result"]


def _separator(path: str) -> str:
    """Kodi on Windows speaks of `D:\\Films`; everywhere else, and in addresses such as smb://, it is a slash."""
    return "\\" if "\\" in path and "/" not in path else "/"


def _as_folder(path: str) -> str:
    separator = _separator(path)
    return path if path.endswith(separator) else path + separator


def _file_name(path: str) -> str:
    return path.rsplit(_separator(path), 1)[-1]


PROVIDER = Provider(
    implementation="kodi",
    label="Kodi",
    adapter=Kodi,
    settings=Settings,
    kind=ProviderKind.PLAYER,
    docs_url="https://kodi.wiki/view/Webserver",
    help="Takes up new films and episodes at once, with their NFO files and pictures.",
)
