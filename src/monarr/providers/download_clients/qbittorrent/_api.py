"""Calls of the Web API: signing in when asked to, and telling apart what went wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from monarr.core.errors import AuthenticationFailed, Refused, UnexpectedAnswer
from monarr.core.text import Text, text
from monarr.ports.http import HttpAnswer, HttpClient
from monarr.providers.download_clients.qbittorrent._settings import Settings

STOPPED_WORDS = (2, 11)  # from qBittorrent 5.0: stop and start, where it was pause and resume
_OLDEST = (2, 0)
_JUDGED_HERE = (401, 403, 404, 409, 415)
_MAX_LIST_BYTES = 100_000_000  # ten thousand torrents are about 15 MB


class Api:
    """One signed-in user. Errors carry `name`."""

    def __init__(self, settings: Settings, http: HttpClient, name: str) -> None:
        self._settings = settings
        self._http = http
        self._name = name
        self._cookies: dict[str, str] = {}
        self._signing_in = asyncio.Lock()
        self._version: tuple[int, ...] | None = None

    async def version(self) -> tuple[int, ...]:
        """Version of the API, such as (2, 8, 19). Raises Refused when it is older than qBittorrent 4.1."""
        if self._version is None:
            said = (await self.get("app/webapiVersion", missing=True)).text().strip()
            parts = said.split(".")
            if not all(part.isdigit() for part in parts):
                raise self._too_old()
            version = tuple(int(part) for part in parts)
            if version < _OLDEST:
                raise self._too_old()
            self._version = version
        return self._version

    async def get(self, path: str, params: Mapping[str, Any] | None = None, *, missing: bool = False) -> HttpAnswer:
        """`missing` returns an answer 404 instead of raising."""
        return self._judged(await self._send("GET", path, params=params), 404 if missing else None)

    async def get_object(self, path: str) -> dict[str, Any]:
        return dict(self._decoded(await self.get(path), dict))

    async def get_list(self, path: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Empty also for a download that it does not know."""
        answer = await self.get(path, params, missing=True)
        return [] if answer.status == 404 else list(self._decoded(answer, list))

    async def post(
        self,
        path: str,
        form: Mapping[str, Any],
        *,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        accept: int | None = None,
    ) -> HttpAnswer:
        """`accept` is a status that is returned instead of raised."""
        return self._judged(await self._send("POST", path, form=form, files=files), accept)

    async def _send(self, method: str, path: str, **options: Any) -> HttpAnswer:
        """Sends, and once more after signing in when the session is missing or over."""
        used = dict(self._cookies)
        answer = await self._request(method, path, **options)
        if answer.status in (401, 403) and self._settings.username:
            await self._sign_in(used)
            answer = await self._request(method, path, **options)
        return answer

    async def _request(self, method: str, path: str, **options: Any) -> HttpAnswer:
        return await self._http.request(
            method,
            f"{self._settings.url}/api/v2/{path}",
            headers={"Referer": self._settings.url},  # its guard against forged requests compares this with the host
            cookies=self._cookies,
            configured=True,
            allow_status=_JUDGED_HERE,
            max_bytes=_MAX_LIST_BYTES,
            **options,
        )

    async def _sign_in(self, used: dict[str, str]) -> None:
        """`used` is the session that was refused: somebody else may have signed in since. Five wrong passwords ban the
        address, so they are sent once each."""
        async with self._signing_in:
            if self._cookies != used:
                return
            self._cookies = {}
            form = {"username": self._settings.username or "", "password": self._settings.password or ""}
            answer = await self._request("POST", "auth/login", form=form)
            if answer.status == 403:
                said = answer.text()[:200]
                raise self._forbidden(
                    text("qBittorrent lets nobody sign in from here for a while; it says: {answer}", answer=said),
                    answer,
                )
            if answer.status == 401 or answer.text().strip() == "Fails.":
                raise self._forbidden(text("qBittorrent does not take this user name and password."), answer)
            self._judged(answer, None)
            self._cookies = dict(answer.cookies)

    def _decoded(self, answer: HttpAnswer, shape: type) -> Any:
        try:
            value = answer.json()
        except UnexpectedAnswer as error:
            error.provider = error.subject = self._name
            raise
        if isinstance(value, shape):
            return value
        raise UnexpectedAnswer(
            text("qBittorrent's answer is not of the shape its API has."),
            provider=self._name,
            sample=answer.text()[:200],
        )

    def _judged(self, answer: HttpAnswer, accept: int | None) -> HttpAnswer:
        if answer.status == 403:
            raise self._forbidden(text("qBittorrent wants a user name and password."), answer)
        if answer.status == 401:
            raise self._forbidden(
                text("qBittorrent does not answer under this address: its Web UI settings name other domains."), answer
            )
        if _is_page(answer):
            raise UnexpectedAnswer(
                text("A web page answers at this address, not qBittorrent's API. Check the port and the path."),
                provider=self._name,
                sample=answer.text()[:200],
            )
        if answer.status == accept:
            return answer
        if answer.status == 404:
            raise Refused(text("qBittorrent does not know this download."), provider=self._name)
        if answer.status >= 400:
            raise Refused(
                text("qBittorrent declined: {answer}", answer=answer.text()[:200] or answer.status), provider=self._name
            )
        return answer

    def _forbidden(self, message: Text, answer: HttpAnswer) -> AuthenticationFailed:
        return AuthenticationFailed(message, provider=self._name, sample=answer.text()[:200])

    def _too_old(self) -> Refused:
        return Refused(text("This qBittorrent is older than 4.1, which Monarr needs."), provider=self._name)


def _is_page(answer: HttpAnswer) -> bool:
    return "text/html" in answer.headers.get("content-type", "") or answer.content[:200].lstrip()[:1] == b"<"
