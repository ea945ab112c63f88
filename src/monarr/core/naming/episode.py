"""Tokens of an episode's title and date."""

from __future__ import annotations

import re
from collections.abc import Callable

from monarr.core.naming import titles
from monarr.core.naming._context import Context
from monarr.core.naming._pattern import Token
from monarr.core.naming._render import number_of
from monarr.core.naming.clean import ELLIPSIS, bytes_of, cut, truncated

_PART = re.compile(r"[:,]?\s?(?:\(\d+\)|\b(?:part|pt\.?)\s?\d+)$", re.IGNORECASE)
_NEEDLESS = " .?"  # at the end of a title


def titles_of(context: Context) -> list[str]:
    """The episodes' titles. A story in parts is named once, without its part numbers."""
    found = [one.title.rstrip(_NEEDLESS) for one in context.episodes]
    if len(found) > 1:
        bare = [_PART.sub("", title).strip() for title in found]
        found = bare if any(bare) else found
    return list(dict.fromkeys(title for title in found if title))


def joined(found: list[str], sign: str, most_bytes: int | None) -> str:
    """All titles; where they do not fit the first and the last, the first, or its beginning."""
    text = f" {sign} ".join(found)
    if most_bytes is None or bytes_of(text) <= most_bytes:
        return text
    first, last = found[0], found[-1]
    if len(found) > 1:
        for short in (first.rstrip(" .") + ELLIPSIS + last, first.rstrip(" .") + ELLIPSIS):
            if bytes_of(first) + bytes_of(short.partition(ELLIPSIS)[2]) + 3 <= most_bytes:
                return short
    elif bytes_of(first) <= most_bytes:
        return first
    return truncated(first, most_bytes - 3) + ELLIPSIS if most_bytes > 3 else ELLIPSIS if most_bytes > 0 else ""


def _title(name: str, sign: str, form: Callable[[str], str]) -> Token:
    token_key = name.replace(" ", "").lower()

    def value(context: Context, argument: str) -> str:
        found = [form(title) for title in titles_of(context)]
        wanted = number_of(argument)
        if wanted < 0:
            found = [cut(f" {sign} ".join(found), wanted)]
        rooms = [room for room in (context.limits.get(token_key), wanted if wanted > 0 else None) if room is not None]
        return joined(found, sign, min(rooms, default=None)) if found else ""

    return Token(name, value)


def _air_date(context: Context, argument: str) -> str:
    """`2018 01 22`; the token's own sign takes the place of the spaces. Unknown days say so."""
    day = context.episodes[0].air_date if context.episodes else None
    return day.isoformat().replace("-", " ") if day else "Unknown"


TOKENS = (
    _title("Episode Title", "+", lambda title: title),
    _title("Episode CleanTitle", "and", titles.cleaned),
    Token("Air Date", _air_date),
)
