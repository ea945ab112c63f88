"""Who asks, and whether they may: every route declares a permission with `requires`, or that it is `public`.

    @get("/titles", guards=[requires("titles.read")])

The guard finds the visitor by session cookie or API key, checks the origin of changing requests, the permission and the
limits, and leaves the visitor for the route.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from time import monotonic
from typing import Any

from litestar.connection import ASGIConnection, Request
from litestar.datastructures import Cookie
from litestar.handlers import BaseRouteHandler

from monarr.core.access import PERMISSIONS
from monarr.core.errors import NotAllowed, NotSignedIn
from monarr.core.text import text
from monarr.services.context import House
from monarr.services.sessions import ACCESS, NewSession, Visitor, find_by_key, find_by_session
from monarr.services.setup import needs_owner
from monarr.services.tokens import hashed
from monarr.settings import StartupSettings
from monarr.web import csrf
from monarr.web.limits import Limiter, Limits, Window
from monarr.web.urls import Asked

KEPT_SECONDS = 5.0
Connection = ASGIConnection[Any, Any, Any, Any]
Guard = Callable[[Connection, BaseRouteHandler], Awaitable[None]]


class Door:
    """Knows visitors by their cookie or key. A found one is remembered for a few seconds, and forgotten at once when
    this process changes who may do what."""

    def __init__(self, house: House, settings: StartupSettings, limits: Limits) -> None:
        self.house, self.settings, self.limits = house, settings, limits
        self.limiter = Limiter()
        self.has_owner = False  # once true it stays so
        self._kept: dict[str, tuple[float, Visitor]] = {}
        self._uses: dict[str, int] = {}
        self.close = house.db.listen(self._forget)

    def _forget(self, topics: frozenset[str]) -> None:
        if ACCESS in topics:
            self._kept.clear()

    @property
    def cookie_name(self) -> str:
        """`__Host-` binds the cookie to this very host; browsers take it only over TLS and for the path `/`."""
        return "__Host-monarr" if self._secure and not self.settings.base_path else "monarr_session"

    @property
    def _secure(self) -> bool:
        return self.settings.external_url.startswith("https:")

    def cookie(self, session: NewSession | None, asked: Asked) -> Cookie:
        """The cookie for a session; None takes it away."""
        lasts = (session.expires_at - self.house.clock.now()).total_seconds() if session else 0
        return Cookie(
            key=self.cookie_name,
            value=session.token if session else "",
            max_age=int(lasts),
            path=self.settings.base_path or "/",
            secure=self._secure or asked.secure,
            httponly=True,
            samesite="lax",
        )

    async def look_for_owner(self) -> bool:
        """Whether the house has an owner; first run is over for good once it has."""
        if not self.has_owner:
            self.has_owner = not await needs_owner(self.house)
        return self.has_owner

    async def find(self, connection: Connection) -> Visitor | None:
        """Who asks; None when nobody is signed in. Raises NotSignedIn for a key that is none."""
        key = key_of(connection)
        if key is not None:
            return await self._by_key(key, asked_of(connection))
        token = connection.cookies.get(self.cookie_name)
        if not token or len(token) > 100:
            return None
        return await self._remembered("s" + hashed(token), lambda: find_by_session(self.house, token))

    async def _by_key(self, key: str, asked: Asked) -> Visitor:
        """Address by address, ten unknown keys are followed by a pause."""
        limited = f"key:{asked.address}"
        self.limiter.check(limited, self.limits.wrong_key)
        mark = "k" + hashed(key)
        self._uses[mark] = self._uses.get(mark, 0) + 1
        found = await self._remembered(mark, lambda: find_by_key(self.house, key, self._uses.pop(mark, 1)))
        if found is None:
            self._uses.pop(mark, None)
            self.limiter.count(limited, self.limits.wrong_key)
            raise NotSignedIn(text("This API key is unknown or has expired."))
        return found

    async def _remembered(self, mark: str, find: Callable[[], Awaitable[Visitor | None]]) -> Visitor | None:
        kept = self._kept.get(mark)
        if kept is not None and kept[0] > monotonic():
            return kept[1]
        visitor = await find()
        if visitor is None:
            self._kept.pop(mark, None)
            return None
        if len(self._kept) > 5000:
            self._kept.clear()
        self._kept[mark] = (monotonic() + KEPT_SECONDS, visitor)
        return visitor


def key_of(connection: Connection) -> str | None:
    """The API key of `X-Api-Key` or `Authorization: Bearer`."""
    headers = headers_of_connection(connection)
    key = headers.get("x-api-key")
    if key is None:
        scheme, _, rest = headers.get("authorization", "").partition(" ")
        key = rest.strip() if scheme.lower() == "bearer" and rest.strip() else None
    return key[:100] if key else None


def headers_of_connection(connection: Connection) -> dict[str, str]:
    found: dict[str, str] = connection.scope["monarr.headers"]  # type: ignore[typeddict-item]
    return found


def asked_of(connection: Connection) -> Asked:
    asked: Asked = connection.scope["monarr.asked"]  # type: ignore[typeddict-item]
    return asked


def _method(connection: Connection) -> str:
    return str(connection.scope.get("method", "GET"))


def door_of(connection: Connection) -> Door:
    door: Door = connection.app.state.door
    return door


async def visitor_of(connection: Connection) -> Visitor | None:
    """Who asks, looked up once per request; for public routes that greet whoever is signed in."""
    if "monarr.visitor" not in connection.scope:
        try:
            visitor = await door_of(connection).find(connection)
        except NotSignedIn:
            connection.scope["monarr.visitor"] = None  # type: ignore[typeddict-unknown-key]
            raise
        connection.scope["monarr.visitor"] = visitor  # type: ignore[typeddict-unknown-key]
    found: Visitor | None = connection.scope["monarr.visitor"]  # type: ignore[typeddict-item]
    return found


def known_visitor(connection: Connection) -> Visitor | None:
    """The visitor as the guard found it, without asking again."""
    found: Visitor | None = connection.scope.get("monarr.visitor")  # type: ignore[assignment]
    return found


def requires(permission: str, *, kind: str = "", by_library: bool = False) -> Guard:
    """A guard: somebody is signed in who has this permission. `kind` names a narrower limit, `search` or `grab`.
    `by_library`: the route itself looks in which library; otherwise a permission for some library is not enough."""
    if permission not in PERMISSIONS:
        raise ValueError(f"there is no permission {permission!r}")

    async def guard(connection: Connection, _handler: BaseRouteHandler) -> None:
        door = door_of(connection)
        visitor = await visitor_of(connection)
        if visitor is None:
            door.limiter.take(f"any:{asked_of(connection).address}", door.limits.anonymous)
            await door.look_for_owner()
            raise NotSignedIn(text("Sign in first."))
        may = visitor.may if by_library else visitor.may_everywhere
        if not may(permission, door.house.clock.now()):
            raise NotAllowed(text("Your account may not do this. Ask the owner of this house."))
        await _check_sender(connection, visitor, door)
        _take(door, visitor, _method(connection), kind)

    guard.permission = permission  # type: ignore[attr-defined]
    return guard


async def public(connection: Connection, _handler: BaseRouteHandler) -> None:
    """A guard: anybody may ask, within limits. What changes something must still come from our own pages."""
    door = door_of(connection)
    asked = asked_of(connection)
    if _method(connection) not in csrf.SAFE_METHODS:
        csrf.refuse_foreign(headers_of_connection(connection), asked, door.settings.external_url)
    door.limiter.take(f"any:{asked.address}", door.limits.anonymous)


public.permission = "public"  # type: ignore[attr-defined]


async def static_file(_connection: Connection, _handler: BaseRouteHandler) -> None:
    """A guard for files that are the same for all: anybody, as often as they like."""


static_file.permission = "public"  # type: ignore[attr-defined]


async def _check_sender(connection: Connection, visitor: Visitor, door: Door) -> None:
    if _method(connection) in csrf.SAFE_METHODS or visitor.session_id is None:
        return
    headers, asked = headers_of_connection(connection), asked_of(connection)
    csrf.refuse_foreign(headers, asked, door.settings.external_url)
    vouched = csrf.origin_says(headers, asked, door.settings.external_url)
    given = headers.get(csrf.HEADER)
    if given is None and isinstance(connection, Request):
        kind = headers.get("content-type", "")
        if kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
            given = (await connection.form()).get(csrf.FIELD)
    if given is not None or not vouched:
        csrf.check_token(given, visitor.csrf_token)


def _take(door: Door, visitor: Visitor, method: str, kind: str) -> None:
    limits = door.limits
    window: Window = limits.read if method in csrf.SAFE_METHODS else limits.write
    if kind:
        window = limits.search if kind == "search" else limits.grab
    door.limiter.take(f"{kind or ('r' if window is limits.read else 'w')}:{visitor.user_id}", window)


def permission_of(handler: BaseRouteHandler) -> str | None:
    """What a route declares: a permission, `public`, or None when it declares nothing."""
    for guard in handler.resolve_guards():
        declared: str | None = getattr(guard, "permission", None)
        if declared is not None:
            return declared
    return None


def may_in_library(visitor: Visitor, permission: str, now: datetime, library_id: int | None) -> None:
    """Raises NotAllowed when the visitor may do it somewhere, but not in this library."""
    if not visitor.may(permission, now, library_id):
        raise NotAllowed(text("Your account may not do this in this library."))
