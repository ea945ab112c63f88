"""Patterns: text with `{Token}` in it, taken apart once.

Inside the braces stand punctuation, the token, `:` and its argument, punctuation: `{[Quality Full]}`, `{-Release Group}`,
`{Episode Title:30}`. The punctuation goes when the value is empty. A token's case and the sign between its words choose
those of the value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from monarr.core.naming._context import Context

_TOKEN = re.compile(r"\{([- ._\[({]*)([A-Za-z0-9]+(?:[- ._][A-Za-z0-9]+)*)(?::([^{}]+?))?([- ._)\]]*)\}")
_PLAIN = re.compile(r"[- ._]+")
_GAP = re.compile(r"\s+")

Value = Callable[["Context", str], str]


class Token(msgspec.Struct, frozen=True):
    """A token and how its value is found. The function gets the argument behind the colon, "" without one, and gives
    "" for nothing to say. `limited`: a number as argument cuts the value (negative: from its beginning). `default`: said
    for an empty value when the braces hold nothing else."""

    name: str
    value: Value
    limited: bool = False
    default: str = ""

    @property
    def key(self) -> str:
        return key_of(self.name)


class Piece(msgspec.Struct, frozen=True):
    """Plain text (`key` is ""), or a token with what stands around it in the braces."""

    text: str
    key: str = ""
    prefix: str = ""
    argument: str = ""
    suffix: str = ""


def key_of(name: str) -> str:
    return _PLAIN.sub("", name).lower()


@lru_cache(maxsize=256)
def pieces(pattern: str, *, escapes: bool) -> tuple[Piece, ...]:
    """The pieces of a pattern. With `escapes`, `{{` and `}}` are braces."""
    found: list[Piece] = []
    place = 0
    for match in _TOKEN.finditer(pattern):
        _add_plain(found, pattern[place : match.start()], escapes=escapes)
        found.append(Piece(match[2], key_of(match[2]), match[1], match[3] or "", match[4]))
        place = match.end()
    _add_plain(found, pattern[place:], escapes=escapes)
    return tuple(found)


def _add_plain(found: list[Piece], text: str, *, escapes: bool) -> None:
    if escapes:
        text = text.replace("{{", "{").replace("}}", "}")
    if text:
        found.append(Piece(text))


def in_manner_of(token: str, value: str) -> str:
    """The value in the case of the token, its spaces as the sign between the token's words."""
    if token.islower():
        value = value.lower()
    elif token.isupper():
        value = value.upper()
    sign = _PLAIN.search(token)
    return _GAP.sub(sign[0], value.strip()) if sign and sign[0] != " " else value


def render(parts: tuple[Piece, ...], tokens: Mapping[str, Token], context: Context) -> str:
    """The pattern with its values. A token that nobody declared stands as it is written, without its braces."""
    written: list[str] = []
    for part in parts:
        if not part.key:
            written.append(part.text)
            continue
        token = tokens.get(part.key)
        value = token.value(context, part.argument) if token else part.text
        if token:
            if not value and not part.prefix and not part.suffix:
                value = token.default
            value = context.fitted(token, value, part.argument)
            value = in_manner_of(part.text, value)
        if value:
            written.append(f"{part.prefix}{value}{part.suffix}")
    return "".join(written)
