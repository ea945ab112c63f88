"""Signing in and out, as page and API both do it: limits by name and address, a fresh session each time."""

from __future__ import annotations

from typing import Any

from litestar.connection import Request

from monarr.core.errors import NotSignedIn
from monarr.services.accounts import sign_in
from monarr.services.sessions import NewSession, sign_out
from monarr.services.setup import create_owner
from monarr.web.auth import asked_of, door_of, headers_of_connection

Asking = Request[Any, Any, Any]


async def sign_in_here(request: Asking, username: str, password: str) -> NewSession:
    """Opens a session and ends the one the browser had. Raises NotSignedIn, and TooManyRequests after five failures
    within 15 minutes from one address for one name. The caller sets `door.cookie(session, asked)`."""
    door, asked = door_of(request), asked_of(request)
    key = f"in:{asked.address}:{username.strip().lower()[:100]}"
    door.limiter.check(key, door.limits.sign_in)
    agent = headers_of_connection(request).get("user-agent")
    try:
        session = await sign_in(door.house, username[:200], password, address=asked.address, agent=agent)
    except NotSignedIn:
        door.limiter.count(key, door.limits.sign_in)
        raise
    door.limiter.clear(key)
    await sign_out_here(request)
    return session


async def sign_out_here(request: Asking) -> None:
    """Ends the session of the request's cookie, if there is one."""
    door = door_of(request)
    token = request.cookies.get(door.cookie_name)
    if token:
        await sign_out(door.house, token)


def needs_token(request: Asking) -> bool:
    """Whether first run asks for the token from the log: not when it is opened on this very machine."""
    return not asked_of(request).local


async def create_owner_here(
    request: Asking, *, name: str, username: str, password: str, email: str | None, token: str | None
) -> NewSession:
    """First run: makes the owner and signs them in. Raises Conflict, NotAllowed, InvalidInput, TooManyRequests."""
    door, asked = door_of(request), asked_of(request)
    door.limiter.take(f"first:{asked.address}", door.limits.wrong_key)
    return await create_owner(
        door.house,
        name=name,
        username=username,
        password=password,
        email=email,
        token=token,
        trusted=asked.local,
        address=asked.address,
        agent=headers_of_connection(request).get("user-agent"),
    )
