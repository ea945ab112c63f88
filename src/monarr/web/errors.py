"""Errors as answers: a page for browsers, `application/problem+json` for programs; never a stack or a secret.

Sentences come from the errors themselves. What nobody foresaw becomes a plain sentence with the correlation id, under
which the log and the database keep the rest.
"""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import quote

import msgspec
from litestar.background_tasks import BackgroundTask
from litestar.connection import Request
from litestar.exceptions import HTTPException, ValidationException
from litestar.response import Response

from monarr.core.errors import (
    Conflict,
    FileError,
    InvalidInput,
    MediaError,
    MonarrError,
    NotAllowed,
    NotFound,
    NotSignedIn,
    ProviderError,
    RateLimited,
    TooManyRequests,
)
from monarr.core.text import Text, text
from monarr.db import DatabaseUnavailable
from monarr.services.errors_log import keep_error
from monarr.web.auth import door_of, headers_of_connection, known_visitor

_LOG = logging.getLogger(__name__)
PROBLEM = "application/problem+json"
_STATUSES: tuple[tuple[type[MonarrError], int], ...] = (
    (NotFound, 404),
    (Conflict, 409),
    (InvalidInput, 422),
    (NotAllowed, 403),
    (NotSignedIn, 401),
    (TooManyRequests, 429),
    (DatabaseUnavailable, 503),
    (RateLimited, 503),
    (ProviderError, 502),
    (FileError, 409),
    (MediaError, 409),
)
_PLAIN = {
    400: text("Monarr does not understand this request."),
    404: text("There is nothing at this address."),
    405: text("This address does not take such requests."),
    413: text("The request is too big."),
    415: text("Monarr does not read this kind of content."),
}
_UNFORESEEN = text("Something went wrong that Monarr did not expect. The log knows more under the id below.")


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """RFC 9457, with the correlation id, and a sentence per field where fields were amiss. `subject` names what a
    conflict is with, such as `title:12`."""

    title: str
    status: int
    detail: str
    correlation_id: str
    type: str = "about:blank"
    code: str = ""
    instance: str = ""
    subject: str = ""
    fields: dict[str, str] = {}


def status_of(error: BaseException) -> int:
    """The HTTP status of an error."""
    for kind, status in _STATUSES:
        if isinstance(error, kind):
            return status
    if isinstance(error, HTTPException):
        return 422 if isinstance(error, ValidationException) else error.status_code
    return 500


def sentence_of(error: BaseException) -> Text:
    """What to tell a person. Words of frameworks and drivers are never shown."""
    if isinstance(error, MonarrError):
        return error.message
    if isinstance(error, ValidationException):
        return text("Some of what was sent does not fit.")
    if isinstance(error, HTTPException):
        return _PLAIN.get(error.status_code, _PLAIN[400] if error.status_code < 500 else _UNFORESEEN)
    return _UNFORESEEN


def fields_of(error: BaseException) -> dict[str, str]:
    """A sentence per field that was amiss."""
    if isinstance(error, InvalidInput):
        return {name: str(sentence) for name, sentence in error.fields.items()}
    if isinstance(error, ValidationException) and isinstance(error.extra, list):
        return {
            str(entry.get("key", "")): str(entry.get("message", "")) for entry in error.extra if isinstance(entry, dict)
        }
    return {}


def answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """The exception handler of the application."""
    status = status_of(error)
    headers = _headers(error)
    keeping = _keeping(request, error, status) if _is_unforeseen(error, status) else None
    if wants_page(request):
        answer = _page(request, error, status, headers)
        answer.background = keeping
        return answer
    problem = Problem(
        title=_title(status),
        status=status,
        detail=str(sentence_of(error)),
        correlation_id=correlation_of(request),
        code=type(error).__name__ if isinstance(error, MonarrError) else "",
        instance=request.scope["path"],
        subject=(error.subject or "") if isinstance(error, Conflict) else "",
        fields=fields_of(error),
    )
    return Response(
        msgspec.json.encode(problem), status_code=status, media_type=PROBLEM, headers=headers, background=keeping
    )


def wants_page(request: Request[Any, Any, Any]) -> bool:
    """Whether the one who asks is a person with a browser: not the API, and HTML is welcome."""
    accepts = headers_of_connection(request).get("accept", "")
    return not request.scope["path"].startswith(("/api/", "/ping")) and "text/html" in accepts


def correlation_of(request: Request[Any, Any, Any]) -> str:
    return str(request.scope["monarr.correlation"])  # type: ignore[typeddict-item]


def _headers(error: Exception) -> dict[str, str]:
    if isinstance(error, TooManyRequests):
        return {"Retry-After": str(round(error.retry_after_seconds))}
    if isinstance(error, NotSignedIn):
        return {"WWW-Authenticate": "Bearer"}
    if isinstance(error, HTTPException) and error.status_code == 405 and error.headers:
        return {name: value for name, value in error.headers.items() if name.lower() == "allow"}
    return {}


def _is_unforeseen(error: Exception, status: int) -> bool:
    return status >= 500 and not isinstance(error, ProviderError)


def _keeping(request: Request[Any, Any, Any], error: Exception, status: int) -> BackgroundTask | None:
    """Logs the error now, and keeps it in the database once the answer is on its way."""
    path, visitor = request.scope["path"], known_visitor(request)
    _LOG.error("request_failed", exc_info=error, extra={"path": path, "status": status})
    if isinstance(error, DatabaseUnavailable):
        return None
    user_id = visitor.user_id if visitor else None
    house = door_of(request).house
    return BackgroundTask(keep_error, house, error, method=request.method, path=path, status=status, user_id=user_id)


def _page(request: Request[Any, Any, Any], error: Exception, status: int, headers: dict[str, str]) -> Response[Any]:
    from monarr.web.templating import door_context, render_page  # it needs this module's neighbours

    if status == 401:
        door = door_of(request)
        target = "/auth/sign-in" + _next(request) if door.has_owner else "/setup/owner"
        if headers_of_connection(request).get("hx-request"):
            return Response(b"", status_code=401, headers={"HX-Redirect": door.settings.base_path + target})
        return Response(b"", status_code=303, headers={"Location": door.settings.base_path + target})
    context = door_context(request)
    context |= {
        "status": status,
        "sentence": sentence_of(error),
        "paragraph": None,
        "correlation_id": correlation_of(request),
        "raw": type(error).__name__ if isinstance(error, MonarrError) else None,
        "again": status >= 500,
        "kept_path": _kept_path(request, error, status),
    }
    body = render_page(request, "errors/error.html", context)
    return Response(body, status_code=status, media_type="text/html; charset=utf-8", headers=headers)


def _kept_path(request: Request[Any, Any, Any], error: Exception, status: int) -> str | None:
    """Where those who may see it find what was kept of the error."""
    visitor = known_visitor(request)
    if visitor is None or not _is_unforeseen(error, status) or isinstance(error, DatabaseUnavailable):
        return None
    may = visitor.may_everywhere("settings.read", door_of(request).house.clock.now())
    return f"/settings/errors?q={correlation_of(request)}" if may else None


def _next(request: Request[Any, Any, Any]) -> str:
    if request.method != "GET" or request.scope["path"] == "/":
        return ""
    query = request.scope["query_string"].decode("latin-1")
    return "?next=" + quote(request.scope["path"] + (f"?{query}" if query else ""), safe="/")


def _title(status: int) -> str:
    return {
        400: "Not understood", 401: "Not signed in", 403: "Not allowed", 404: "Not found", 405: "Not allowed here",
        409: "Conflict", 413: "Too big", 415: "Unknown content", 421: "Unknown host", 422: "Does not fit",
        429: "Too many requests", 502: "A service failed", 503: "Not available",
    }.get(status, "Error")  # fmt: skip
