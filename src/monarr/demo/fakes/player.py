"""A player that speaks Kodi's JSON-RPC over HTTP, records what it is told, and does it: a scan reads the NFO files and
pictures from the disk into a library, which can be listed.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import msgspec

from monarr.demo.fakes._player_library import PlayerLibrary
from monarr.demo.fakes._serving import LocalServer, Request, Response

_LISTS = {
    "VideoLibrary.GetMovies": ("movies", "movieid"),
    "VideoLibrary.GetTVShows": ("tvshows", "tvshowid"),
    "VideoLibrary.GetEpisodes": ("episodes", "episodeid"),
}
_REFRESHES = {
    "VideoLibrary.RefreshMovie": ("movies", "movieid"),
    "VideoLibrary.RefreshTVShow": ("tvshows", "tvshowid"),
    "VideoLibrary.RefreshEpisode": ("episodes", "episodeid"),
}


class Call(msgspec.Struct, frozen=True):
    """A method that it was called by, with the parameters."""

    method: str
    params: dict[str, Any]


class FakePlayer:
    """`calls` is everything it was asked, `told` the part that changes something. `library` is what it shows. Each of
    `next_answers` is given in place of a proper answer, in turn."""

    def __init__(self, *, username: str = "", password: str = "", port: int = 0) -> None:
        self.library = PlayerLibrary()
        self.calls: list[Call] = []
        self.next_answers: list[Response] = []
        self.playing = False
        self._credentials = base64.b64encode(f"{username}:{password}".encode()).decode() if username else None
        self._server = LocalServer(self._answer, port=port)

    @property
    def url(self) -> str:
        return self._server.url

    @property
    def told(self) -> list[Call]:
        return [call for call in self.calls if not call.method.split(".")[1].startswith(("Get", "Version", "Ping"))]

    async def start(self) -> None:
        await self._server.start()

    async def stop(self) -> None:
        await self._server.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def _answer(self, request: Request) -> Response:
        if self._credentials and request.headers.get("authorization") != f"Basic {self._credentials}":
            return Response(401, headers={"WWW-Authenticate": 'Basic realm="Kodi"'})
        if self.next_answers:
            return self.next_answers.pop(0)
        if request.path != "/jsonrpc" or request.method != "POST":
            return Response(404, b"nothing here")
        asked = msgspec.json.decode(request.body)
        call = Call(asked["method"], asked.get("params") or {})
        self.calls.append(call)
        try:
            outcome = {"result": self._do(call)}
        except LookupError as error:
            code, words = (-32601, "Method not found.") if error.args == ("method",) else (-32602, "Invalid params.")
            outcome = {"error": {"code": code, "message": words}}
        body = msgspec.json.encode({"id": asked.get("id"), "jsonrpc": "2.0", **outcome})
        return Response(body=body, content_type="application/json")

    def _do(self, call: Call) -> Any:
        if call.method in _LISTS:
            key, id_key = _LISTS[call.method]
            return self._list(key, id_key, call.params)
        if call.method in _REFRESHES:
            key, id_key = _REFRESHES[call.method]
            self.library.refresh(key, call.params[id_key])
            return "OK"
        methods: dict[str, Callable[[dict[str, Any]], Any]] = {
            "JSONRPC.Version": lambda _: {"version": {"major": 12, "minor": 12, "patch": 0}},
            "JSONRPC.Ping": lambda _: "pong",
            "Player.GetActivePlayers": lambda _: self._players(),
            "VideoLibrary.Scan": self._scan,
            "VideoLibrary.Clean": self._clean,
            "GUI.ShowNotification": lambda params: (params["title"], "OK")[1],
        }
        if call.method not in methods:
            raise LookupError("method")
        return methods[call.method](call.params)

    def _list(self, key: str, id_key: str, params: dict[str, Any]) -> dict[str, Any]:
        found = self.library.list(key, params.get("filter"))
        wanted = {id_key, "label", *params.get("properties", ())}
        shown = [{name: value for name, value in item.items() if name in wanted} for item in found]
        limits = {"start": 0, "end": len(shown), "total": len(shown)}
        return {key: shown, "limits": limits} if shown else {"limits": limits}

    def _players(self) -> list[dict[str, Any]]:
        return [{"playerid": 1, "playertype": "internal", "type": "video"}] if self.playing else []

    def _scan(self, params: dict[str, Any]) -> str:
        directory = params.get("directory", "")
        if directory.endswith("/"):  # as the real one: without the slash nothing happens
            self.library.scan(Path(directory))
        return "OK"

    def _clean(self, params: dict[str, Any]) -> str:
        if params.get("directory") and params.get("content") in ("movies", "tvshows"):  # else nothing, as the real one
            self.library.clean(params["directory"])
        return "OK"
