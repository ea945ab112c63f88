"""Cursors of lists that go back in time: where the last page ended, as one opaque text."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime
from typing import Generic, TypeVar

import msgspec

from monarr.core.errors import InvalidInput
from monarr.core.text import text

T = TypeVar("T")


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """The last row of a page: its moment, and its id, since many rows may share a moment."""

    at: datetime
    id: int

    def encode(self) -> str:
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")


class Page(msgspec.Struct, Generic[T], frozen=True):
    """Some rows, and the cursor of what follows; None when that was all."""

    rows: tuple[T, ...]
    next: str | None = None


def decode_cursor(value: str | None) -> Cursor | None:
    """Raises InvalidInput for a text that no page gave."""
    if not value:
        return None
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)), type=Cursor)
    except (ValueError, binascii.Error, msgspec.MsgspecError) as error:
        raise InvalidInput(text("This list has no such page. Begin at its first page.")) from error


def page_of(rows: Sequence[T], limit: int, at: str = "occurred_at") -> Page[T]:
    """A page from up to `limit + 1` rows; the one too many only tells that there is more."""
    kept = tuple(rows[:limit])
    last = kept[-1] if len(rows) > limit else None
    return Page(kept, Cursor(getattr(last, at), last.id).encode() if last is not None else None)  # type: ignore[attr-defined]
