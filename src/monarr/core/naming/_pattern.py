"""Patterns: text with `{Token}` in it, taken apart once.

Inside the braces stand punctuation, one or two words, `:` and an argument, punctuation: `{[Quality Full]}`, `{-Release Group}`,
`{Episode Title:30}`. The punctuation goes when the value is empty, and so does a mark around it: `({Release Year})`,
`[tmdbid-{TmdbId}]`, `{edition-{Edition Tags}}`. A token's case and the sign between its words choose those of the value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from monarr.core.naming._context import Context

_WORDS = r"(?P<token>[A-Za-z0-9]+(?:[- ._]+[A-Za-z0-9]+)?)(?::(?P<argument>[^{}]*?))?"
_BEFORE, _AFTER = r"[- ._\[(]*", r"[- ._)\]]*"
_TOKEN = re.compile(rf"\{{(?P<prefix>{_BEFORE}){_WORDS}(?P<suffix>{_AFTER})\}}")
_BRACED = re.compile(rf"\{{(?P<prefix>{_BEFORE}\{{{_BEFORE}){_WORDS}(?P<suffix>{_AFTER}\}}{_AFTER})\}}")
_MARK = re.compile(r"([\[({])(?:[A-Za-z]{2,}[-=])?$")
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_SIGNS = re.compile(r"[- ._]+")

Value = Callable[["Context", str], str]


class Token(msgspec.Struct, frozen=True):
    """A token and how its value is found. The function gets the argument behind the colon, "" without one, and gives
    "" for nothing to say. `limited`: a number as argument cuts the value (negative: from its beginning). `default`: said
    for an empty value when the braces hold nothing else. `example`: what it makes of an open film or series."""

    name: str
    value: Value
    limited: bool = False
    default: str = ""

    @property
    def key(self) -> str:
        return key_of(self.name)


class Piece(msgspec.Struct, frozen=True):
    """Plain text (`key` is ""), or a token with what stands around it: `prefix` and `suffix` in its braces, `mark` and
    `closing` outside of them."""

    text: str
    key: str = ""
    prefix: str = ""
    argument: str = ""
    suffix: str = ""
    mark: str = ""
    closing: str = ""


def key_of(name: str) -> str:
    return _SIGNS.sub("", name).lower()


@lru_cache(maxsize=512)
def pieces(pattern: str, *, escapes: bool) -> tuple[Piece, ...]:
    """The pieces of a pattern. With `escapes`, `{{` and `}}` are braces; without, they may stand around a token."""
    found: list[Piece] = []
    plain: list[str] = []
    place = marks_from = 0
    while place < len(pattern):
        if escapes and pattern[place : place + 2] in ("{{", "}}"):
            plain.append(pattern[place])
            marks_from = len(plain)  # an escaped brace opens no mark
            place += 2
            continue
        match = _match(pattern, place, escapes=escapes) if pattern[place] == "{" else None
        if match is None:
            plain.append(pattern[place])
            place += 1
            continue
        mark = _mark_before("".join(plain[marks_from:]))
        closing = _CLOSING.get(mark[:1], "")
        if not closing or pattern[match.end() : match.end() + 1] != closing:
            mark = closing = ""
        _add_plain(found, "".join(plain).removesuffix(mark) if mark else "".join(plain))
        plain.clear()
        marks_from = 0
        found.append(_piece(match, mark, closing))
        place = match.end() + len(closing)
    _add_plain(found, "".join(plain))
    return tuple(found)


def _match(pattern: str, place: int, *, escapes: bool) -> re.Match[str] | None:
    return (None if escapes else _BRACED.match(pattern, place)) or _TOKEN.match(pattern, place)


def _mark_before(text: str) -> str:
    """An opening bracket at the end of the text, with its label."""
    match = _MARK.search(text[-24:])
    return match[0] if match else ""


def _piece(match: re.Match[str], mark: str, closing: str) -> Piece:
    argument, suffix = match["argument"] or "", match["suffix"]
    while suffix and argument and _opened(argument, suffix[0]):  # `{Custom Format:HDR (10)}`: a bracket of the name
        argument, suffix = argument + suffix[0], suffix[1:]
    return Piece(match["token"], key_of(match["token"]), match["prefix"], argument, suffix, mark, closing)


def _opened(argument: str, bracket: str) -> bool:
    opening = {")": "(", "]": "["}.get(bracket, "")
    return bool(opening) and argument.count(opening) > argument.count(bracket)


def _add_plain(found: list[Piece], text: str) -> None:
    if text:
        found.append(Piece(text))


def in_manner_of(token: str, value: str) -> str:
    """The value in the case of the token, its spaces as the sign between the token's words."""
    if token.islower():
        value = value.lower()
    elif token.isupper():
        value = value.upper()
    sign = _SIGNS.search(token)
    return value.replace(" ", sign[0]) if sign and sign[0].strip() else value
