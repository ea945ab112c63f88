"""First run: is there an owner, and making one."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post
from litestar.connection import Request
from litestar.params import JSONBody
from litestar.response import Response

from monarr.web.api.v1.account import SignedIn
from monarr.web.auth import asked_of, door_of, public
from monarr.web.signing import create_owner_here, needs_token


class SetupState(msgspec.Struct, frozen=True):
    """`needs_token`: the owner's account takes the token from the log, as the request came from another machine."""

    needs_owner: bool
    needs_token: bool


class NewOwner(msgspec.Struct):
    name: str
    username: str
    password: str
    email: str | None = None
    token: str | None = None


@get("/setup", guards=[public], tags=["First run"])
async def setup_state(request: Request[Any, Any, Any]) -> SetupState:
    """Whether the house still waits for its owner."""
    return SetupState(not await door_of(request).look_for_owner(), needs_token(request))


@post("/setup/owner", guards=[public], status_code=201, tags=["First run"])
async def make_owner(request: Request[Any, Any, Any], data: JSONBody[NewOwner]) -> Response[SignedIn]:
    """Makes the owner and signs them in; works once."""
    session = await create_owner_here(
        request,
        name=data.name,
        username=data.username,
        password=data.password,
        email=data.email,
        token=data.token,
    )
    answer = Response(SignedIn(session.csrf_token, session.expires_at), status_code=201)
    answer.set_cookie(door_of(request).cookie(session, asked_of(request)))
    return answer


ROUTES = [setup_state, make_owner]
