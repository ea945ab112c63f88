"""Texts of which one must stand in whatever an expression matches: asking for them first is cheaper than the search.

It reads the expression as it was written, and gives up at everything that it does not know.
"""

from __future__ import annotations

import regex

MOST = 8
_QUANTIFIER = regex.compile(r"(?:([*?])|(\+)|\{(\d+)(?:,\d*)?\})\??")
_OPENING = regex.compile(r"\((?:\?(?::|=|<=|>|<[^\W\d]\w*>|'[^\W\d]\w*'))?(?!\?)")
_NEGATIVE = regex.compile(r"\(\?<?!")
_NOTHING = regex.compile(r"\\[bBAzZdDwWsSGnrt]|\[(?:[^\[\]\\]|\\.)(?:[^\[\]\\]|\\.)*\]|[.^$]|\(\?i\)")
_LETTER = regex.compile(r"\\([^\w\s])|([^\\\[\](){}.^$|*+?])")

Needs = frozenset[str]


class _GivenUp(Exception):
    pass


def find_needs(source: str) -> Needs | None:
    """Lower-case ASCII texts, one of which stands in every match; None when there are none, or too many."""
    if not source.isascii():
        return None
    try:
        needs, place = _alternatives(source, 0)
    except (_GivenUp, RecursionError):
        return None
    return needs if needs and len(needs) <= MOST and place == len(source) else None


def _alternatives(source: str, place: int) -> tuple[Needs | None, int]:
    """Up to the end, or the bracket that closes the group. One alternative without a need: none at all."""
    found: list[Needs | None] = []
    while True:
        needs, place = _sequence(source, place)
        found.append(needs)
        if not source.startswith("|", place):
            break
        place += 1
    if any(needs is None for needs in found):
        return None, place
    return frozenset[str]().union(*(needs for needs in found if needs is not None)), place


def _sequence(source: str, place: int) -> tuple[Needs | None, int]:
    """The best of what the pieces need."""
    best: Needs | None = None
    run = ""
    while place < len(source) and source[place] not in "|)":
        letter = _LETTER.match(source, place)
        if letter:
            place = letter.end()
            least, place = _least(source, place)
            if least is None:
                run += letter[1] or letter[2]
            else:
                best = _better(best, run + (letter[1] or letter[2]) if least else run)
                run = ""
            continue
        best, run = _better(best, run), ""
        inner, place = _piece(source, place)
        least, place = _least(source, place)
        if least != 0 and inner is not None:
            best = _choose(best, inner)
    return _better(best, run), place


def _piece(source: str, place: int) -> tuple[Needs | None, int]:
    nothing = _NOTHING.match(source, place)
    if nothing:
        return None, nothing.end()
    negative = _NEGATIVE.match(source, place)
    opening = negative or _OPENING.match(source, place)
    if opening is None:
        raise _GivenUp
    needs, end = _alternatives(source, opening.end())
    if not source.startswith(")", end):
        raise _GivenUp
    return (None if negative else needs), end + 1


def _least(source: str, place: int) -> tuple[int | None, int]:
    """How often a piece must come, by the quantifier that follows it; None without one."""
    found = _QUANTIFIER.match(source, place)
    if found is None:
        return None, place
    return (0 if found[1] else 1 if found[2] else int(found[3])), found.end()


def _better(best: Needs | None, run: str) -> Needs | None:
    return best if len(run) < 2 else _choose(best, frozenset([run.lower()]))


def _choose(best: Needs | None, other: Needs) -> Needs:
    """Few texts before many, then the longer."""
    if best is None:
        return other
    return min(best, other, key=lambda needs: (len(needs), -min(map(len, needs))))
