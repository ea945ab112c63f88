"""Texts that must stand in whatever an expression matches: asking for them first is cheaper than the search.

It reads the expression as it was written, and gives up at everything that it does not know.
"""

from __future__ import annotations

import regex

MOST_TEXTS, MOST_NEEDS = 8, 3
_QUANTIFIER = regex.compile(r"(?:([*?])|(\+)|\{(\d+)(?:,\d*)?\})\??")
_OPENING = regex.compile(r"\((?:\?(?::|=|<=|>|<[^\W\d]\w*>|'[^\W\d]\w*'))?(?!\?)")
_NEGATIVE = regex.compile(r"\(\?<?!")
_NOTHING = regex.compile(r"\\[bBAzZdDwWsSGnrt]|\[(?:[^\[\]\\]|\\.)(?:[^\[\]\\]|\\.)*\]|[.^$]|\(\?i\)")
_LETTER = regex.compile(r"\\([^\w\s])|([^\\\[\](){}.^$|*+?])")

Needs = frozenset[str]


class _GivenUp(Exception):
    pass


def find_needs(source: str) -> tuple[Needs, ...]:
    """Sets of lower-case ASCII texts; of each set one text stands in every match. The most telling first; empty when
    there are none."""
    if not source.isascii():
        return ()
    try:
        needs, place = _alternatives(source, 0)
    except (_GivenUp, RecursionError):
        return ()
    short = sorted((one for one in set(needs) if len(one) <= MOST_TEXTS), key=_telling)
    return tuple(short[:MOST_NEEDS]) if place == len(source) else ()


def _alternatives(source: str, place: int) -> tuple[list[Needs], int]:
    """Up to the end, or the bracket that closes the group. One alternative without a need: none at all."""
    found: list[list[Needs]] = []
    while True:
        needs, place = _sequence(source, place)
        found.append(needs)
        if not source.startswith("|", place):
            break
        place += 1
    if len(found) == 1:
        return found[0], place
    if not all(found):
        return [], place
    return [frozenset[str]().union(*(min(needs, key=_telling) for needs in found))], place


def _sequence(source: str, place: int) -> tuple[list[Needs], int]:
    """What each of the pieces needs."""
    found: list[Needs] = []
    run = ""
    while place < len(source) and source[place] not in "|)":
        letter = _LETTER.match(source, place)
        if letter:
            place = letter.end()
            least, place = _least(source, place)
            if least is None:
                run += letter[1] or letter[2]
            else:
                _note(found, run + (letter[1] or letter[2]) if least else run)
                run = ""
            continue
        _note(found, run)
        run = ""
        inner, place = _piece(source, place)
        least, place = _least(source, place)
        if least != 0:
            found += inner
    _note(found, run)
    return found, place


def _piece(source: str, place: int) -> tuple[list[Needs], int]:
    nothing = _NOTHING.match(source, place)
    if nothing:
        return [], nothing.end()
    negative = _NEGATIVE.match(source, place)
    opening = negative or _OPENING.match(source, place)
    if opening is None:
        raise _GivenUp
    needs, end = _alternatives(source, opening.end())
    if not source.startswith(")", end):
        raise _GivenUp
    return ([] if negative else needs), end + 1


def _least(source: str, place: int) -> tuple[int | None, int]:
    """How often a piece must come, by the quantifier that follows it; None without one."""
    found = _QUANTIFIER.match(source, place)
    if found is None:
        return None, place
    return (0 if found[1] else 1 if found[2] else int(found[3])), found.end()


def _note(found: list[Needs], run: str) -> None:
    if len(run) > 1:
        found.append(frozenset([run.lower()]))


def _telling(needs: Needs) -> tuple[int, int, list[str]]:
    """Few texts before many, then the longer."""
    return len(needs), -min(map(len, needs)), sorted(needs)
