"""Which formats of a set can match a release at all, told by the texts that stand in it.

Most formats ask for words or groups that most releases do not have. The texts that their expressions need are looked for
once for the whole set, each of them once; what is left is asked. A set of formats is a number with a bit for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from monarr.core.formats.expressions import Expression, Searched
from monarr.core.formats.model import Subject, TextSearch

Asked = Sequence[Sequence[TextSearch]]  # one of the first must hold, and one of the second, and so on


class _Words(msgspec.Struct, frozen=True):
    """What of one text rules formats out: those of `held` can match only where one of their texts stands in it."""

    held: int
    texts: tuple[tuple[str, int], ...]  # with the formats that ask for it
    whole: dict[str, int]  # texts that must be all of it

    def possible(self, text: Searched | None) -> int:
        if text is None:
            return ~self.held
        lowered = text.lowered
        if lowered is None:
            return -1
        found = ~self.held
        if self.whole:
            found |= self.whole.get(lowered.removesuffix("\n"), 0)
        for needed, formats in self.texts:
            if needed in lowered:
                found |= formats
        return found


class Possible:
    """Formats by what they ask; the first has bit 0."""

    def __init__(self, formats: Iterable[Asked]) -> None:
        asked = list(formats)
        self._all = (1 << len(asked)) - 1
        self._titles = _words("title", asked)
        self._groups = _words("group", asked)

    def of(self, subject: Subject) -> int:
        """The formats that may match; the others do not."""
        found = self._all
        for words in self._groups:
            found &= words.possible(subject.group)
        for words in self._titles:
            found &= words.possible(subject.title)
        return found


def places_of(formats: int) -> list[int]:
    """The numbers of the bits that are set."""
    found = []
    while formats:
        lowest = formats & -formats
        found.append(lowest.bit_length() - 1)
        formats ^= lowest
    return found


def _words(part: str, formats: Sequence[Asked]) -> tuple[_Words, ...]:
    """What the formats need of one text: the most telling first, then what else they need."""
    levels: list[dict[tuple[str, bool], int]] = []
    for place, asked in enumerate(formats):
        needs = [found for searches in asked for found in _needs(part, searches)]
        for level, texts in enumerate(needs):
            if level == len(levels):
                levels.append({})
            for text in texts:
                levels[level][text] = levels[level].get(text, 0) | 1 << place
    return tuple(_level(texts) for texts in levels)


def _level(texts: dict[tuple[str, bool], int]) -> _Words:
    held = 0
    for formats in texts.values():
        held |= formats
    inside = tuple((text, formats) for (text, is_whole), formats in texts.items() if not is_whole)
    return _Words(held, inside, {text: formats for (text, is_whole), formats in texts.items() if is_whole})


def _needs(part: str, searches: Sequence[TextSearch]) -> list[set[tuple[str, bool]]]:
    """Sets of texts (and whether they are the whole of it) of which one must be there if one of the searches holds. Several
    for a single search; one at most for several."""
    if not searches or any(search.part != part for search in searches):
        return []
    each = [_texts(search.expression) for search in searches]
    if not all(each):
        return []
    return each[0] if len(each) == 1 else [set().union(*(texts[0] for texts in each))]


def _texts(expression: Expression) -> list[set[tuple[str, bool]]]:
    if expression.literals is not None:
        return [{(text, True) for text in expression.literals}]
    return [{(text, False) for text in needed} for needed in expression.needs]
