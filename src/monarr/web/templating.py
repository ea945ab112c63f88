"""What a page route gets: the house, who looks at it, their language and theme, and how to answer.

    @get("/wanted", guards=[requires("wanted.read")])
    async def wanted(page: Page) -> Response[str]:
        rows = await page.house.db.read(...)
        return await page.show("wanted/wanted.html", current="/wanted", rows=rows)

An htmx request gets the block that it wants to replace; a plain one the whole page.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
from litestar.connection import Request
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.response import Response

from monarr.core.errors import NotSignedIn
from monarr.core.text import Text, text
from monarr.messages.locale import available_languages, translator
from monarr.services.context import Actor, House
from monarr.services.sessions import Visitor
from monarr.web.auth import asked_of, door_of, headers_of_connection, known_visitor
from monarr.web.figures import Viewer
from monarr.web.parts import fragment_for, render

HTML = "text/html; charset=utf-8"
TOASTS = "monarr_toasts"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
Asking = Request[Any, Any, Any]
ShellFacts = Callable[["PageContext"], Awaitable[dict[str, Any]]]


class Toast(msgspec.Struct, frozen=True):
    """A note at the edge of the next page: `kind` is good, info or bad; `undo_path` offers to take it back."""

    words: str
    kind: str = "good"
    undo_path: str | None = None


class PageContext:
    """One request for a page, by somebody who is signed in."""

    def __init__(self, request: Asking) -> None:
        visitor = known_visitor(request)
        if visitor is None:
            raise NotSignedIn(text("Sign in first."))
        self.request = request
        self.visitor: Visitor = visitor
        self.house: House = door_of(request).house
        self.headers = headers_of_connection(request)

    @property
    def actor(self) -> Actor:
        return self.visitor.actor

    @property
    def is_htmx(self) -> bool:
        return self.headers.get("hx-request") == "true"

    @property
    def preferences(self) -> dict[str, Any]:
        return self.visitor.preferences

    @property
    def language(self) -> str:
        return language_for(self.preferences.get("language"), self.headers.get("accept-language", ""))

    @property
    def viewer(self) -> Viewer:
        return viewer_for(self.house, self.language, self.preferences)

    def may(self, permission: str, library_id: int | None = None) -> bool:
        return self.visitor.may(permission, self.house.clock.now(), library_id)

    def say(self, sentence: Text | str) -> str:
        return self.viewer.say(sentence) if isinstance(sentence, Text) else sentence

    async def show(
        self, name: str, /, *, current: str, status: int = 200, toasts: tuple[Toast, ...] = (), **context: Any
    ) -> Response[str]:
        """The page, or for htmx the block named by the target. `current` is the menu entry that is lit."""
        environment = self.request.app.state.environment
        fragment = fragment_for(environment, name, self.headers.get("hx-target")) if self.is_htmx else None
        waiting = read_toasts(self.request) if fragment is None else ()
        context |= {"viewer": self.viewer, "csrf_token": self.visitor.csrf_token}
        context["shell"] = await self.shell(current, (*waiting, *toasts))
        answer = Response(
            render(environment, name, context, fragment),
            status_code=status,
            media_type=HTML,
            headers={"Vary": "HX-Request"},
        )
        if waiting:
            answer.set_cookie(_toast_cookie(self.request, ()))
        return answer

    async def shell(self, current: str, toasts: tuple[Toast, ...] = ()) -> dict[str, Any]:
        """The context of the frame, see layout.html."""
        prefs = self.preferences
        facts: ShellFacts | None = self.request.app.state.shell_facts
        return {
            "user": {"name": self.visitor.name, "hue": self.visitor.user_id % 8},
            "language": self.language,
            "direction": direction_of(self.language),
            "theme": prefs.get("theme", "dark"),
            "density": prefs.get("density", "comfortable"),
            "posters": prefs.get("posters", ""),
            "current": current,
            "may": self._menu(),
            "keys": prefs.get("keys", True),
            "live_path": "/events",
            "toasts": toasts,
            "libraries": [],
            "decisions": 0,
            "running": 0,
            "wanted": 0,
            "issues": 0,
            "pulse": {"arriving": 0, "bytes_per_second": None},
            **(await facts(self) if facts is not None else {}),
        }

    def _menu(self) -> tuple[str, ...]:
        entries = {
            "add": "titles.add",
            "edit": "titles.edit",
            "activity": "queue.read",
            "settings": "settings.read",
            "status": "status.read",
        }
        return tuple(name for name, permission in entries.items() if self.may(permission))

    def go(self, path: str, *toasts: Toast) -> Response[bytes]:
        """Sends the browser to a path of ours after a change, with notes to show there."""
        target = self.request.app.state.base_path + path
        if self.is_htmx:
            answer = Response(b"", status_code=200, media_type=HTML, headers={"HX-Redirect": target})
        else:
            answer = Response(b"", status_code=303, headers={"Location": target})
        if toasts:
            answer.set_cookie(_toast_cookie(self.request, toasts))
        return answer

    def toast(self, words: Text | str, kind: str = "good", undo_path: str | None = None) -> Toast:
        return Toast(self.say(words), kind, undo_path)


async def page_context(request: Asking) -> PageContext:
    """The dependency `page` of every page route."""
    return PageContext(request)


Page = NamedDependency[PageContext]


def language_for(chosen: Any, accepts: str) -> str:
    """The language that was chosen, else the first that the browser wants and Monarr has, else English."""
    known = available_languages()
    wanted = [str(chosen)] if chosen else [part.partition(";")[0].strip() for part in accepts.split(",")]
    for tag in wanted:
        for candidate in (tag, tag.partition("-")[0]):
            if candidate in known:
                return candidate
    return "en"


def direction_of(language: str) -> str:
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def viewer_for(house: House, language: str, preferences: Mapping[str, Any]) -> Viewer:
    said = translator(language)
    return Viewer(
        zone=str(preferences.get("zone") or house.time_zone),
        now=house.clock.now(),
        hours_24=preferences.get("hours", "24") != "12",
        gettext=said.gettext,
        ngettext=said.ngettext,
    )


def door_context(request: Asking) -> dict[str, Any]:
    """What the frame of pages without an account needs: first run, sign-in, errors."""
    visitor = known_visitor(request)
    preferences = visitor.preferences if visitor else {}
    language = language_for(preferences.get("language"), headers_of_connection(request).get("accept-language", ""))
    return {
        "viewer": viewer_for(door_of(request).house, language, preferences),
        "csrf_token": visitor.csrf_token if visitor else "",
        "door": {
            "language": language,
            "direction": direction_of(language),
            "theme": preferences.get("theme", "dark"),
        },
    }


def render_page(request: Asking, name: str, context: Mapping[str, Any]) -> str:
    return render(request.app.state.environment, name, context)


def read_toasts(request: Asking) -> tuple[Toast, ...]:
    """Notes that the last answer left for this page."""
    raw = request.cookies.get(TOASTS)
    if not raw or len(raw) > 3000:
        return ()
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(raw), type=tuple[Toast, ...])
    except (msgspec.DecodeError, binascii.Error, ValueError):
        return ()


def _toast_cookie(request: Asking, toasts: tuple[Toast, ...]) -> Cookie:
    value = base64.urlsafe_b64encode(msgspec.json.encode(toasts)).decode() if toasts else ""
    return Cookie(
        key=TOASTS,
        value=value,
        max_age=60 if toasts else 0,
        path=request.app.state.base_path or "/",
        secure=asked_of(request).secure,
        httponly=True,
        samesite="lax",
    )
