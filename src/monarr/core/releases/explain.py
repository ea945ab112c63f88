"""Every token of a name, with what it was taken for."""

from __future__ import annotations

import unicodedata
from typing import Any

import msgspec

from monarr.core.releases._read import LONGEST, read
from monarr.core.releases._reading import Reading
from monarr.core.releases._scan import Find, split
from monarr.core.releases.episodes import Numbering
from monarr.core.releases.numbers import Bare
from monarr.core.releases.parse import CHECKSUM


class Token(msgspec.Struct, frozen=True):
    """A piece of the name. `start` and `end` are characters of the name in normal form C, as far as it could be placed;
    `property` is "" for what means nothing."""

    text: str
    start: int
    end: int
    property: str
    value: Any = None


def explain_release(name: str) -> list[Token]:
    """The tokens of a name in order of place, none overlapping. Empty when the name is empty, too long or a hash."""
    if not name or len(name) > LONGEST:
        return []
    text = unicodedata.normalize("NFC", name)
    reading = read(text, None)
    if reading is None:
        return []
    stem = reading.name.text
    shift = max(text.find(stem), 0)
    tokens = sorted(_known(reading), key=lambda token: token.start)
    tokens = _without_overlaps(tokens)
    tokens += _unknown(reading, tokens)
    if reading.extension:
        place = text.rfind("." + reading.extension) if text.islower() else len(text) - len(reading.extension) - 1
        tokens.append(Token(text[place + 1 :], place + 1 - shift, len(text) - shift, "extension", reading.extension))
    tokens.sort(key=lambda token: token.start)
    return [msgspec.structs.replace(token, start=token.start + shift, end=token.end + shift) for token in tokens]


def _known(reading: Reading) -> list[Token]:
    text = reading.name.text
    tokens: list[Token] = []
    piece = text[reading.title_start : reading.title_end]
    inner = piece.strip(" ._-([{")
    if inner:
        start = reading.title_start + piece.index(inner)
        tokens.append(Token(inner, start, start + len(inner), "title", inner))
    chosen = [find for find in (reading.numbering, reading.absolute, reading.aired, reading.year) if find is not None]
    tokens += [_token(text, find) for find in chosen + reading.kept]
    checksum = CHECKSUM.search(text, reading.title_end)
    if checksum is not None:
        tokens.append(Token(checksum[1], checksum.start(1), checksum.end(1), "crc", checksum[1]))
    group = reading.group
    if group is not None:
        tokens.append(Token(text[group.start : group.end], group.start, group.end, "release_group", group.name))
    return tokens


def _token(text: str, find: Find) -> Token:
    value = find.value
    label = find.property
    if isinstance(value, Bare):
        label, value = "absolute_episodes", value.digits
    elif isinstance(value, Numbering):
        label = "season" if not value.episodes else "episodes"
        value = {"season": value.season, "episodes": value.episodes}
    return Token(text[find.start : find.end], find.start, find.end, label, value)


def _without_overlaps(tokens: list[Token]) -> list[Token]:
    kept: list[Token] = []
    for token in tokens:
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return kept


def _unknown(reading: Reading, known: list[Token]) -> list[Token]:
    """The words that nothing claimed."""
    text = reading.name.text
    name = split(text)
    found: list[Token] = []
    place = 0
    for start, end in zip(name.starts, name.ends, strict=True):
        while place < len(known) and known[place].end <= start:
            place += 1
        if place == len(known) or known[place].start >= end:
            found.append(Token(text[start:end], start, end, ""))
    return found
