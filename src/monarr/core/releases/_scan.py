"""One walk over a name that finds every property with its place.

A name is cut into words. Each word is looked up in one dictionary that all property modules fill with their phrases
(`Phrases`), and, when it holds a digit, offered to the readers that the modules declare for its first character. No
expression ever runs over the whole name, so the time is linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

import msgspec

MODULES = (
    "resolution", "source", "codec", "hdr", "audio", "streaming", "languages", "revision", "edition", "flags", "ids",
    "eastern", "season_words", "parts", "packs", "dates", "episodes", "years", "numbers",
)  # fmt: skip

_SEPARATORS = re.compile(r"((?:[^\w+]|_)+)")


class Find(msgspec.Struct, gc=False):
    """A property at its place. `first` and `last` are word numbers, both included; `start` and `end` characters.

    A strong find ends the title wherever it stands; a weak one counts only behind the title.
    """

    property: str
    value: Any
    start: int
    end: int
    first: int
    last: int
    strong: bool = False


class Name(msgspec.Struct, gc=False):
    """A name and its words. `words` are lower case; `starts` and `ends` are their places in `text`."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    def raw(self, first: int, last: int | None = None) -> str:
        """The words from `first` to `last`, as they are written."""
        return self.text[self.starts[first] : self.ends[first if last is None else last]]

    def divide(self, place: int, cut: int) -> None:
        """Make two words of one, the first of `cut` characters."""
        word, start, end = self.words[place], self.starts[place], self.ends[place]
        self.words[place : place + 1] = [word[:cut], word[cut:]]
        self.starts[place : place + 1] = [start, start + cut]
        self.ends[place : place + 1] = [start + cut, end]

    def word_at(self, end: int, first: int) -> int:
        """Number of the last word that begins before character `end`, at least `first`."""
        starts, last = self.starts, first
        while last + 1 < len(starts) and starts[last + 1] < end:
            last += 1
        return last

    def find(self, name: str, value: Any, first: int, last: int | None = None, *, strong: bool = False) -> Find:
        """A find over whole words."""
        last = first if last is None else last
        return Find(name, value, self.starts[first], self.ends[last], first, last, strong)

    def found(self, name: str, value: Any, first: int, end: int, *, strong: bool = False) -> Find:
        """A find from a word's beginning to a character."""
        return Find(name, value, self.starts[first], end, first, self.word_at(end, first), strong)


Reader = Callable[[Name, int], Find | None]


class Phrases(msgspec.Struct, frozen=True):
    """Words with one meaning, for the dictionary. Keys are lower case, words parted by single spaces.

    `cased`: only when written in capitals. `read`: asked for the find, with the number of the first word, instead of
    taking the value.
    """

    property: str
    words: Mapping[str, Any]
    strong: bool = False
    cased: bool = False
    read: Reader | None = None


class _Entry(NamedTuple):
    rest: tuple[str, ...]
    phrases: Phrases
    value: Any


class Lexicon(msgspec.Struct, frozen=True):
    entries: dict[str, list[_Entry]]
    readers: dict[str, tuple[Reader, ...]]  # by the first character of a word that holds a digit


@cache
def lexicon() -> Lexicon:
    """The dictionary of all property modules, built at the first name."""
    entries: dict[str, list[_Entry]] = {}
    readers: dict[str, list[Reader]] = {}
    for module_name in MODULES:
        module = import_module(f"monarr.core.releases.{module_name}")
        for phrases in getattr(module, "PHRASES", ()):
            for phrase, value in phrases.words.items():
                first, *rest = phrase.split(" ")
                entries.setdefault(first, []).append(_Entry(tuple(rest), phrases, value))
        for characters, reader in getattr(module, "READERS", ()):
            for character in characters:
                readers.setdefault(character, []).append(reader)
    for listed in entries.values():
        listed.sort(key=lambda entry: -len(entry.rest))
    return Lexicon(entries, {character: tuple(listed) for character, listed in readers.items()})


def split(text: str) -> Name:
    """The words of a text. A plus sign belongs to its word (`HDR10+`), every other sign parts words."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    place = 0
    is_word = True
    for piece in _SEPARATORS.split(text):
        end = place + len(piece)
        if is_word and piece and piece != "+":
            words.append(piece.lower())
            starts.append(place)
            ends.append(end)
        place = end
        is_word = not is_word
    return Name(text, words, starts, ends)


def in_capitals(text: str) -> bool:
    """`ITA`, and as scene groups write it, `iTA`, `LiMiTED`."""
    return text.replace("i", "I").isupper()


def _match(name: Name, first: int, entries: list[_Entry]) -> Find | None:
    """The longest phrase of the dictionary that begins with this word."""
    words, starts, ends = name.words, name.starts, name.ends
    for rest, phrases, value in entries:
        last = first + len(rest)
        if rest:
            if last >= len(words) or tuple(words[first + 1 : last + 1]) != rest:
                continue
            if any(starts[place + 1] - ends[place] > 1 for place in range(first, last)):
                continue
        if phrases.cased and not in_capitals(name.text[starts[first] : ends[last]]):
            continue
        if phrases.read is not None:
            find = phrases.read(name, first)
            if find is None:
                continue
            return find
        return Find(phrases.property, value, starts[first], ends[last], first, last, phrases.strong)
    return None


def scan(name: Name) -> list[Find]:
    """Every property, in order of place, none overlapping another."""
    known = lexicon()
    entries, readers = known.entries, known.readers
    finds: list[Find] = []
    words = name.words
    place = 0
    while place < len(words):  # a reader may divide a word
        word = words[place]
        find = None
        listed = entries.get(word)
        if listed is not None:
            find = _match(name, place, listed)
        if find is None and not word.isalpha():
            for read in readers.get(word[0], ()):
                find = read(name, place)
                if find is not None:
                    break
        if find is None:
            place += 1
        else:
            finds.append(find)
            place = find.last + 1
    return finds
