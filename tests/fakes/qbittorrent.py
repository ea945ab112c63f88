"""qBittorrent's Web API as far as Monarr speaks it, over real HTTP: for what the real program at hand cannot show, such
as the words of 5.x, an expired session, and answers that go wrong.

The fields of a torrent and the answers are those that 4.5.2 gave, with the differences its changelog and API pages name
for 5.x.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from monarr.core.torrents import info_hash_of, info_hash_of_magnet
from monarr.demo.fakes._serving import LocalServer, Request, Response

API_4_1, API_4_5, API_5_0 = "2.0.2", "2.8.19", "2.11.2"


@dataclass
class FakeQBittorrent:
    """Change its fields to make it another version, or to let it go wrong. `asked` holds the paths in order."""

    version: str = API_4_5
    user: str | None = None  # None: no login needed
    password: str = "secret"
    preferences: dict[str, Any] = field(default_factory=lambda: {"save_path": "/downloads", "max_ratio_act": 0})
    categories: dict[str, Any] = field(default_factory=dict)
    torrents: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    says: dict[str, Response] = field(default_factory=dict)  # path -> this, whatever is asked
    banned: bool = False
    sessions: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    forms: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def server(self) -> LocalServer:
        return LocalServer(self.answer)

    @property
    def has_stopped_words(self) -> bool:
        return tuple(map(int, self.version.split("."))) >= (2, 11)

    def add(self, ref: str, **said: Any) -> None:
        """Puts a torrent there, in the fields of `torrents/info`."""
        self.torrents[ref] = {
            "hash": ref,
            "name": "A Film",
            "state": "downloading",
            "size": 100,
            "total_size": 100,
            "amount_left": 40,
            "dlspeed": 10,
            "eta": 4,
            "ratio": 0.0,
            "category": "monarr",
            "save_path": "/downloads/",
            "content_path": "/downloads/A Film",
            "added_on": 1_700_000_000,
            "completion_on": -1,
            "seeding_time": 0,
            "ratio_limit": -2,
            "seeding_time_limit": -2,
            **said,
        }

    async def answer(self, request: Request) -> Response:
        path = request.path.removeprefix("/api/v2/")
        self.asked.append(path)
        form = _form(request)
        self.forms.append((path, form))
        if path in self.says:
            return self.says[path]
        if path == "auth/login":
            return self._login(form)
        if self.user is not None and not any(
            f"SID={sid}" in request.headers.get("cookie", "") for sid in self.sessions
        ):
            return Response(403, b"Forbidden")
        handler = getattr(self, "_" + path.replace("/", "_"), None)
        return Response(404, b"Not Found") if handler is None else handler(request, form)

    def _login(self, form: dict[str, str]) -> Response:
        if self.banned:
            return Response(403, b"User's IP is banned.")
        if (form.get("username"), form.get("password")) != (self.user, self.password):
            return Response(200, b"Fails.")
        sid = f"s{len(self.asked)}"
        self.sessions.add(sid)
        return Response(200, b"Ok.", headers={"Set-Cookie": f"SID={sid}; HttpOnly; path=/"})

    def _app_webapiVersion(self, request: Request, form: dict[str, str]) -> Response:
        return Response(200, self.version.encode())

    def _app_preferences(self, request: Request, form: dict[str, str]) -> Response:
        return _json(self.preferences)

    def _torrents_categories(self, request: Request, form: dict[str, str]) -> Response:
        return _json(self.categories)

    def _torrents_createCategory(self, request: Request, form: dict[str, str]) -> Response:
        self.categories[form["category"]] = {"name": form["category"], "savePath": form["savePath"]}
        return Response()

    def _torrents_info(self, request: Request, form: dict[str, str]) -> Response:
        found = list(self.torrents.values())
        if "hashes" in request.query:
            found = [one for one in found if one["hash"] in request.query["hashes"].split("|")]
        if "category" in request.query:
            found = [one for one in found if one["category"] == request.query["category"]]
        return _json(found)

    def _torrents_add(self, request: Request, form: dict[str, str]) -> Response:
        ref = (
            info_hash_of(form["torrents"].encode("latin-1"))
            if "torrents" in form
            else info_hash_of_magnet(form["urls"])
        )
        stops = form.get("stopped" if self.has_stopped_words else "paused") == "true"
        word = "stoppedDL" if self.has_stopped_words else "pausedDL"
        self.add(ref, category=form["category"], state=word if stops else "downloading")
        return Response(200, b"Ok.")

    def _torrents_files(self, request: Request, form: dict[str, str]) -> Response:
        ref = request.query["hash"]
        return _json(self.files.get(ref, [])) if ref in self.torrents else Response(404, b"")

    def _torrents_filePrio(self, request: Request, form: dict[str, str]) -> Response:
        return Response()

    def _torrents_setShareLimits(self, request: Request, form: dict[str, str]) -> Response:
        if "inactiveSeedingTimeLimit" not in form:
            return Response(400, b"Missing parameter")
        return Response()

    def _torrents_pause(self, request: Request, form: dict[str, str]) -> Response:
        return Response(404, b"") if self.has_stopped_words else self._turn(form, "pausedDL")

    def _torrents_resume(self, request: Request, form: dict[str, str]) -> Response:
        return Response(404, b"") if self.has_stopped_words else self._turn(form, "downloading")

    def _torrents_stop(self, request: Request, form: dict[str, str]) -> Response:
        return self._turn(form, "stoppedDL") if self.has_stopped_words else Response(404, b"")

    def _torrents_start(self, request: Request, form: dict[str, str]) -> Response:
        return self._turn(form, "downloading") if self.has_stopped_words else Response(404, b"")

    def _turn(self, form: dict[str, str], state: str) -> Response:
        for ref in form["hashes"].split("|"):
            if ref in self.torrents:
                self.torrents[ref]["state"] = state
        return Response()


def _json(value: Any) -> Response:
    return Response(200, msgspec.json.encode(value), content_type="application/json")


def _form(request: Request) -> dict[str, str]:
    """Fields of an URL-encoded or multipart body; a file's bytes as latin-1."""
    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/"):
        return dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
    message = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + request.body, policy=HTTP)
    return {
        str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True).decode("latin-1")
        for part in message.iter_parts()
    }
