"""Expressions as custom formats have them: written for .NET, run by the `regex` module, with a time limit.

A match that takes too long counts as none.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec
import regex

from monarr.core.formats._dotnet import NotDotNet, as_searched, has_disputed_letters, translate
from monarr.core.formats._literals import find_needs

TIME_LIMIT_SECONDS = 0.25
MAXIMUM_LENGTH = 20_000

_OPTIONAL_PARTS_AT_MOST = 8
_REPEATS = regex.compile(r"[*+{]|\\[1-9k]")
_LITERAL = regex.compile(r"\^\(?(?:\?:)?([\w \-|]+?)\)?\$")


class Searched(msgspec.Struct, frozen=True, gc=False):
    """A text as expressions see it; `lowered` is None where it is not ASCII alone. `disputed`: it has signs that are
    letters of a word for one engine only."""

    text: str
    lowered: str | None
    disputed: bool = False


def searched(text: str) -> Searched:
    if text.isascii():
        return Searched(text, text.lower())
    return Searched(as_searched(text), None, has_disputed_letters(text))


class Expression(msgspec.Struct, frozen=True):
    """A compiled expression, case-insensitive, searched anywhere. `literals` holds the only texts (lower case) that it
    can match, where it is as simple as that; of each of `needs` one stands in every match; `timed` is False for one that
    cannot take long."""

    source: str
    pattern: regex.Pattern[str]
    literals: frozenset[str] | None = None
    needs: tuple[tuple[str, ...], ...] = ()
    timed: bool = True

    def is_in(self, text: str) -> bool:
        """Whether it matches somewhere. False when it takes longer than the limit."""
        return self.finds(searched(text))

    def finds(self, given: Searched) -> bool:
        """The same, for a text that is asked often."""
        lowered = given.lowered
        if lowered is not None:
            if self.literals is not None:
                return lowered.removesuffix("\n") in self.literals
            for needed in self.needs:
                if not _has_one(needed, lowered):
                    return False
        pattern = _exact(self.source) if given.disputed else self.pattern
        if not self.timed:
            return pattern.search(given.text) is not None
        try:
            return pattern.search(given.text, timeout=TIME_LIMIT_SECONDS) is not None
        except TimeoutError:
            return False


def _has_one(needs: tuple[str, ...], lowered: str) -> bool:
    for needed in needs:  # noqa: SIM110 - the hottest loop of judging
        if needed in lowered:
            return True
    return False


class BadExpression(msgspec.Struct, frozen=True):
    """An expression that cannot be used. `reason` is `empty`, `too-long` or `syntax`; `detail` is the engine's word."""

    source: str
    reason: str
    detail: str = ""


@lru_cache(maxsize=8192)
def compile_expression(source: str) -> Expression | BadExpression:
    """The expression, or why it cannot be used. Never raises."""
    if not source.strip():
        return BadExpression(source, "empty")
    if len(source) > MAXIMUM_LENGTH:
        return BadExpression(source, "too-long")
    try:
        translated, flags = translate(source)
        pattern = regex.compile(translated, regex.IGNORECASE | flags)
    except (NotDotNet, regex.error, ValueError, OverflowError, RecursionError, IndexError) as error:
        return BadExpression(source, "syntax", str(error))
    needs = tuple(tuple(sorted(needed)) for needed in find_needs(source))
    return Expression(source, pattern, _literals(source), needs, _may_explode(source))


@lru_cache(maxsize=8192)
def _exact(source: str) -> regex.Pattern[str]:
    translated, flags = translate(source, exact=True)
    return regex.compile(translated, regex.IGNORECASE | flags)


def _may_explode(source: str) -> bool:
    """Whether it repeats anything, so that its time must be limited. Asking for the limit costs twice the match."""
    optional_parts = source.count("?") - source.count("(?")
    return optional_parts > _OPTIONAL_PARTS_AT_MOST or _REPEATS.search(source) is not None


def _literals(source: str) -> frozenset[str] | None:
    """`^(A|B)$` is a comparison with two names: thousands of group expressions are. `^A|B$` is not."""
    found = _LITERAL.fullmatch(source)
    if found is None or not source.isascii() or source.count("(") != source.count(")"):
        return None
    if "|" in found[1] and "(" not in source:
        return None
    return frozenset(found[1].lower().split("|"))
