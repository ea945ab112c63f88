"""Errors that nobody expected: as troubles, each by itself, one with its trace, and let go."""

from __future__ import annotations

from typing import Any, Literal

from litestar import delete, get
from litestar.params import FromPath, FromQuery

from monarr.db.queries.errors import ErrorsWanted, list_error_groups, list_errors
from monarr.services.errors_log import forget_errors, get_error
from monarr.web.api.v1._base import Api, Cursor, Items, Limit, page_of, read_id_cursor
from monarr.web.auth import requires

_READ, _EDIT = [requires("settings.read")], [requires("settings.edit")]
_TAGS = ["This server"]
Source = Literal["", "request", "job"]


@get("/errors", guards=_READ, tags=_TAGS)
async def errors(
    api: Api,
    cursor: Cursor = None,
    limit: Limit = 50,
    source: FromQuery[Source] = "",
    code: FromQuery[str] = "",
    place: FromQuery[str] = "",
    words: FromQuery[str] = "",
    correlation_id: FromQuery[str] = "",
) -> Items:
    """Errors that nobody expected, newest first, with the id that stands in the refusal and in the log.

    `source` is request or job; `words` are looked for in kind, message, place and path."""
    wanted = ErrorsWanted(source, code, place, words, correlation_id)
    before = read_id_cursor(cursor)
    found = await api.house.db.read(list_errors, wanted, before_id=before, limit=limit + 1)
    return page_of(found, limit, api.shown(found), lambda line: line.id)


@get("/errors/groups", guards=_READ, tags=_TAGS)
async def error_groups(
    api: Api,
    cursor: Cursor = None,
    limit: Limit = 50,
    source: FromQuery[Source] = "",
    code: FromQuery[str] = "",
    words: FromQuery[str] = "",
    correlation_id: FromQuery[str] = "",
) -> Items:
    """Errors of one kind and place as one, with how often they came up; the one that came up last first."""
    wanted = ErrorsWanted(source, code, "", words, correlation_id)
    before = read_id_cursor(cursor)
    found = await api.house.db.read(list_error_groups, wanted, before_id=before, limit=limit + 1)
    return page_of(found, limit, api.shown(found), lambda group: group.id)


@get("/errors/{error_id:int}", guards=_READ, tags=_TAGS)
async def error(api: Api, error_id: FromPath[int]) -> dict[str, Any]:
    """One error with its trace, and how often its like has come up."""
    return dict(api.shown(await get_error(api.house, error_id)))


@delete("/errors/{error_id:int}", guards=_EDIT, status_code=204, tags=_TAGS)
async def forget_error(api: Api, error_id: FromPath[int]) -> None:
    """Lets an error go, with all of its kind and place. Should it come up again it is listed again."""
    await forget_errors(api.house, error_id, api.actor)


ROUTES = [errors, error_groups, error, forget_error]
