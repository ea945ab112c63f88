"""Signing in and out."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.connection import Request
from litestar.response import Response

from monarr.core.errors import NotSignedIn, TooManyRequests
from monarr.core.text import Text
from monarr.services.accounts import sign_in
from monarr.services.sessions import sign_out
from monarr.web.auth import asked_of, door_of, headers_of_connection, public, visitor_of
from monarr.web.pages._forms import read_form
from monarr.web.templating import HTML, TOASTS, door_context, render_page

Asking = Request[Any, Any, Any]


@get("/auth/sign-in", guards=[public], include_in_schema=False)
async def sign_in_page(request: Asking) -> Response[Any]:
    """The form; first run while there is no owner; home for those who are signed in."""
    door = door_of(request)
    if not await door.look_for_owner():
        return _to(request, "/setup/owner")
    if await visitor_of(request) is not None:
        return _to(request, _safe(request.query_params.get("next", "/")))
    return _page(request, {"username": "", "next": _safe(request.query_params.get("next", "/"))})


@post("/auth/sign-in", guards=[public], include_in_schema=False, status_code=200)
async def try_sign_in(request: Asking) -> Response[Any]:
    """Opens a session and goes on to where the person was bound."""
    form = await read_form(request)
    door, asked = door_of(request), asked_of(request)
    wanted = {"username": form.get("username"), "next": _safe(form.get("next", "/"))}
    limited = f"sign-in:{asked.address}:{wanted['username'].lower()}"
    try:
        door.limiter.check(limited, door.limits.sign_in)
        session = await sign_in(
            door.house,
            wanted["username"],
            form.raw("password"),
            address=asked.address,
            agent=headers_of_connection(request).get("user-agent"),
        )
    except NotSignedIn as error:
        door.limiter.count(limited, door.limits.sign_in)
        return _page(request, wanted, error.message, 422)
    except TooManyRequests as error:
        return _page(request, wanted, error.message, 429)
    answer = _to(request, wanted["next"])
    answer.set_cookie(door.cookie(session, asked))
    return answer


@post("/auth/sign-out", guards=[public], include_in_schema=False, status_code=200)
async def leave(request: Asking) -> Response[Any]:
    """Ends this session."""
    door = door_of(request)
    token = request.cookies.get(door.cookie_name)
    if token:
        await sign_out(door.house, token)
    answer = _to(request, "/auth/sign-in")
    answer.set_cookie(door.cookie(None, asked_of(request)))
    answer.delete_cookie(TOASTS, path=door.settings.base_path or "/")
    return answer


def _page(request: Asking, form: dict[str, str], error: Text | None = None, status: int = 200) -> Response[Any]:
    context = door_context(request) | {"form": form, "error": error, "house": None, "art": []}
    return Response(render_page(request, "auth/sign_in.html", context), status_code=status, media_type=HTML)


def _safe(path: str) -> str:
    """A path of ours; an address elsewhere becomes home."""
    fits = path.startswith("/") and not path.startswith(("//", "/\\")) and "\\" not in path
    return path if fits and all(ord(letter) >= 32 for letter in path) else "/"


def _to(request: Asking, path: str) -> Response[Any]:
    base_path = door_of(request).settings.base_path
    return Response(b"", status_code=303, headers={"Location": base_path + path})


ROUTES = [sign_in_page, try_sign_in, leave]
