"""One's own account: signing in and out, password, preferences, sessions, API keys."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from litestar import delete, get, patch, post
from litestar.connection import Request
from litestar.params import FromPath, JSONBody
from litestar.response import Response

from monarr.services.accounts import change_password, save_preferences
from monarr.services.api_keys import KeyLine, NewKey, create_key, delete_key, list_keys
from monarr.services.sessions import SessionLine, end_other_sessions, end_session, list_sessions
from monarr.web.api.v1._base import Api
from monarr.web.auth import asked_of, door_of, public, requires
from monarr.web.signing import sign_in_here, sign_out_here


class SignIn(msgspec.Struct):
    username: str
    password: str


class SignedIn(msgspec.Struct, frozen=True):
    """The session is in the cookie; changing requests that the browser does not vouch for carry `csrf_token` in the
    header `X-CSRF-Token`."""

    csrf_token: str
    expires_at: datetime


class Me(msgspec.Struct, frozen=True):
    """Who asks, and what they may."""

    id: int
    username: str
    name: str
    roles: list[str]
    permissions: list[str]
    preferences: dict[str, Any]


class PasswordChange(msgspec.Struct):
    old_password: str
    new_password: str


class KeyRequest(msgspec.Struct):
    """`permissions` null: all that the account may."""

    name: str
    permissions: list[str] | None = None
    library_id: int | None = None
    expires_at: datetime | None = None


class Preferences(msgspec.Struct, omit_defaults=True):
    """Only what is named changes."""

    theme: str | msgspec.UnsetType = msgspec.UNSET
    density: str | msgspec.UnsetType = msgspec.UNSET
    posters: str | msgspec.UnsetType = msgspec.UNSET
    language: str | msgspec.UnsetType | None = msgspec.UNSET
    zone: str | msgspec.UnsetType | None = msgspec.UNSET
    hours: str | msgspec.UnsetType = msgspec.UNSET
    keys: bool | msgspec.UnsetType = msgspec.UNSET


@post("/session", guards=[public], status_code=201, tags=["Account"])
async def sign_in(request: Request[Any, Any, Any], data: JSONBody[SignIn]) -> Response[SignedIn]:
    """Signs in; the session comes as a cookie."""
    session = await sign_in_here(request, data.username, data.password)
    answer = Response(SignedIn(session.csrf_token, session.expires_at), status_code=201)
    answer.set_cookie(door_of(request).cookie(session, asked_of(request)))
    return answer


@delete("/session", guards=[requires("account.read")], status_code=204, tags=["Account"])
async def sign_out(api: Api) -> Response[None]:
    """Ends this session."""
    await sign_out_here(api.request)
    answer: Response[None] = Response(None, status_code=204)
    answer.set_cookie(door_of(api.request).cookie(None, asked_of(api.request)))
    return answer


@get("/account", guards=[requires("account.read")], tags=["Account"])
async def me(api: Api) -> Me:
    """Who asks, and what they may."""
    visitor = api.visitor
    may = sorted({name for role in visitor.roles for name in role.permissions if api.may(name)})
    more = sorted({one.permission for one in visitor.overrides if api.may(one.permission)} - set(may))
    roles = [role.name for role in visitor.roles]
    return Me(visitor.user_id, visitor.username, visitor.name, roles, [*may, *more], visitor.preferences)


@post("/account/password", guards=[requires("account.edit")], status_code=204, tags=["Account"])
async def password(api: Api, data: JSONBody[PasswordChange]) -> None:
    """Changes the password and ends all other sessions."""
    await change_password(api.house, api.visitor, data.old_password, data.new_password)


@patch("/account/preferences", guards=[requires("account.edit")], tags=["Account"])
async def preferences(api: Api, data: JSONBody[Preferences]) -> dict[str, Any]:
    """Changes preferences and returns all."""
    changed = {
        name: getattr(data, name)
        for name in data.__struct_fields__
        if not isinstance(getattr(data, name), msgspec.UnsetType)
    }
    await save_preferences(api.house, api.visitor, changed)
    return {**api.visitor.preferences, **changed}


@get("/account/sessions", guards=[requires("account.read")], tags=["Account"])
async def sessions(api: Api) -> list[SessionLine]:
    """One's own sessions in force."""
    return await list_sessions(api.house, api.visitor)


@delete("/account/sessions/{session_id:int}", guards=[requires("account.edit")], status_code=204, tags=["Account"])
async def end_one(api: Api, session_id: FromPath[int]) -> None:
    """Ends one of one's own sessions."""
    await end_session(api.house, api.visitor, session_id)


@delete("/account/sessions", guards=[requires("account.edit")], status_code=200, tags=["Account"])
async def end_others(api: Api) -> dict[str, int]:
    """Ends all of one's sessions but this one."""
    return {"ended": await end_other_sessions(api.house, api.visitor)}


@get("/account/keys", guards=[requires("account.keys")], tags=["API keys"])
async def keys(api: Api) -> list[KeyLine]:
    """One's own API keys; never the keys themselves."""
    return await list_keys(api.house, api.visitor.user_id)


@get("/keys", guards=[requires("users.read")], tags=["API keys"])
async def all_keys(api: Api) -> list[KeyLine]:
    """Everybody's API keys."""
    return await list_keys(api.house)


@post("/account/keys", guards=[requires("account.keys")], status_code=201, tags=["API keys"])
async def make_key(api: Api, data: JSONBody[KeyRequest]) -> NewKey:
    """Makes a key. It is shown this one time."""
    return await create_key(
        api.house,
        api.visitor,
        data.name,
        permissions=data.permissions,
        library_id=data.library_id,
        expires_at=data.expires_at,
    )


@delete("/keys/{key_id:int}", guards=[requires("account.keys")], status_code=204, tags=["API keys"])
async def remove_key(api: Api, key_id: FromPath[int]) -> None:
    """Ends a key of one's own; administrators end anybody's."""
    await delete_key(api.house, api.visitor, key_id)


ROUTES = [
    sign_in, sign_out, me, password, preferences, sessions, end_one, end_others, keys, all_keys, make_key, remove_key,
]  # fmt: skip
