"""What the routes of the API share: who asks, answers, and paging by cursor."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import msgspec
from litestar.connection import Request
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from sqlalchemy import Row

from monarr.core.errors import InvalidInput, NotFound, NotSignedIn
from monarr.core.text import Text, stored_text, text
from monarr.db.queries.titles import find_title_row
from monarr.messages.locale import translator
from monarr.services.context import Actor, House
from monarr.services.sessions import Visitor
from monarr.web.auth import door_of, known_visitor, may_in_library

LONGEST_PAGE = 500
# Addresses of releases may hold the passkey of an indexer; hashes and ciphertexts are nobody's business.
_NEVER = frozenset(
    {"download_url", "magnet_url", "guid", "info_url", "secrets", "password_hash", "token_hash", "key_hash"}
)
# Members and guests never see indexers, scores or paths.
_FOR_STAFF = frozenset(
    {"path", "root_path", "root_folder_id", "origin_path", "release_title", "release_group", "group", "score",
     "format_score", "formats", "indexer_name", "recycle_path", "external_path", "folders", "files", "profile_id"}
)  # fmt: skip
_SENTENCE = frozenset({"template", "plural", "count", "params"})
_AS_IT_IS = frozenset({str, int, float, bool, type(None), datetime, date})  # most of every answer: looked at first
Limit = Annotated[int, QueryParameter(ge=1, le=LONGEST_PAGE, description="How many at most.")]
Cursor = Annotated[
    str | None, QueryParameter(description="`next_cursor` of the last answer; without it the list begins anew.")
]


class ApiContext:
    """One request of somebody who is signed in or has a key."""

    def __init__(self, request: Request[Any, Any, Any]) -> None:
        visitor = known_visitor(request)
        if visitor is None:
            raise NotSignedIn(text("Sign in first."))
        self.request = request
        self.visitor: Visitor = visitor
        self.house: House = door_of(request).house

    @property
    def actor(self) -> Actor:
        return self.visitor.actor

    def may(self, permission: str, library_id: int | None = None) -> bool:
        return self.visitor.may(permission, self.house.clock.now(), library_id)

    def insist(self, permission: str, library_id: int | None) -> None:
        """Raises NotAllowed unless the visitor may do it in that library."""
        may_in_library(self.visitor, permission, self.house.clock.now(), library_id)

    def shown(self, value: Any) -> Any:
        """A result as JSON-able data, sentences in the visitor's language; without indexers, scores and paths for
        those who may not see them."""
        hidden = _NEVER if self.may("files.read") else _NEVER | _FOR_STAFF
        return shown(value, self.visitor.preferences.get("language"), hidden)

    async def insist_for(self, permission: str, *item_ids: int) -> None:
        """Raises NotFound, or NotAllowed, unless the visitor may do it in the libraries of these items."""
        for item_id in item_ids if self.visitor.is_bound else ():
            row = await self.house.db.read(find_title_row, item_id)
            if row is None:
                raise NotFound(text("There is no such title."), subject=f"item:{item_id}")
            self.insist(permission, row.library_id)

    def libraries_to_read(self, library_ids: Sequence[int]) -> list[int]:
        """Those of these libraries that the visitor may read."""
        return [library_id for library_id in library_ids if self.may("titles.read", library_id)]


async def api_context(request: Request[Any, Any, Any]) -> ApiContext:
    """The dependency `api` of every route."""
    return ApiContext(request)


Api = NamedDependency[ApiContext]


class Items(msgspec.Struct, frozen=True):
    """One page of a list. `next_cursor` is null on the last."""

    items: list[Any]
    next_cursor: str | None = None


class Made(msgspec.Struct, frozen=True):
    """The id of what was made."""

    id: int


class JobStarted(msgspec.Struct, frozen=True):
    """The work is in the queue; `/jobs/{job_id}` follows it."""

    job_id: int


def page_of(rows: Sequence[Any], limit: int, items: list[Any], key: Callable[[Any], Any]) -> Items:
    """A page of at most `limit` out of `rows`, which were asked for with one more, to see whether there are more."""
    more = len(rows) > limit
    return Items(items[:limit], write_cursor(key(rows[limit - 1])) if more else None)


def write_cursor(key: Any) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def read_cursor(cursor: str | None) -> Any:
    """What `write_cursor` wrote; None for no cursor. Raises InvalidInput for anything else."""
    if not cursor:
        return None
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, msgspec.DecodeError, ValueError) as error:
        problem = text("This cursor was not made by Monarr. Begin the list anew.")
        raise InvalidInput(problem, fields={"cursor": problem}) from error


def read_id_cursor(cursor: str | None) -> int | None:
    """A cursor that holds an id."""
    key = read_cursor(cursor)
    if key is not None and not isinstance(key, int):
        problem = text("This cursor belongs to another list.")
        raise InvalidInput(problem, fields={"cursor": problem})
    return key


def shown(value: Any, language: str | None = None, hidden: frozenset[str] = _NEVER) -> Any:
    """Structs, rows and sentences as plain data, without the fields that are hidden."""
    said = translator(language)

    def plain(one: Any) -> Any:
        if type(one) in _AS_IT_IS:
            return one
        if isinstance(one, Text):
            return one.render(said.gettext, said.ngettext)
        if isinstance(one, msgspec.Struct):
            return {name: plain(getattr(one, name)) for name in one.__struct_fields__ if name not in hidden}
        if isinstance(one, Row):
            return {name: plain(part) for name, part in zip(one._fields, one, strict=True) if name not in hidden}
        if isinstance(one, Mapping):
            if "template" in one and set(one) <= _SENTENCE:
                return plain(stored_text(one))
            return {_key(name): plain(part) for name, part in one.items() if name not in hidden}
        if isinstance(one, Enum):
            return one.value
        if isinstance(one, Path):
            return str(one)
        if isinstance(one, datetime | date | str | int | float | bool | None):
            return one
        if isinstance(one, list | tuple | set | frozenset):
            return [plain(part) for part in one]
        return str(one)

    return plain(value)


def _key(name: Any) -> str:
    return str(name.value if isinstance(name, Enum) else name)
