"""Every token of a name: what it was taken for, and what it was thought of and dropped, with the reason as a code.

Codes of refusal (`Explanation.refused`): `empty`, `too-long`, `obfuscated`, `no-evidence`, `no-day`, `no-title`, `other-kind`.
Codes of dropped thoughts (`Considered.reason`): `in-title`, `in-front`, `in-episode-title`, `in-group`, `surer-number`,
`other-year`, `not-counting`, `of-subtitles`, `other-said`. Their sentences stand in `messages/parsing.py`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import msgspec

from monarr.core.releases._read import LONGEST, read, without_wrapping
from monarr.core.releases._reading import Reading
from monarr.core.releases._scan import Find, split
from monarr.core.releases.model import ParsedRelease
from monarr.core.releases.numbering import Numbering
from monarr.core.releases.numbers import Bare
from monarr.core.releases.parse import CHECKSUM, parse_release
from monarr.core.releases.paths import parse_path


class Considered(msgspec.Struct, frozen=True):
    """What a piece of a token could have been, and the code of the reason why it is not."""

    text: str
    start: int
    end: int
    property: str
    value: Any
    reason: str


class Token(msgspec.Struct, frozen=True):
    """A piece of the name. `start` and `end` are characters of the name in normal form C, as far as it could be placed;
    `property` is "" for what means nothing, `value` what it says, `considered` what it was thought of besides."""

    text: str
    start: int
    end: int
    property: str
    value: Any = None
    considered: list[Considered] = []


class Explanation(msgspec.Struct, frozen=True):
    """What a name says, why it says nothing (a code, else None), and its tokens in order of place, none overlapping."""

    parsed: ParsedRelease | None
    refused: str | None
    tokens: list[Token]


def explain_release(name: str, kind: str | None = None) -> Explanation:
    """How a name or a path (which begins with `/`) is read. Of a path the tokens are those of the file's name."""
    if not name.strip() or len(name) > LONGEST:
        return Explanation(None, "too-long" if name.strip() else "empty", [])
    text = unicodedata.normalize("NFC", name)
    begin = text.replace("\\", "/").rfind("/") + 1 if name.startswith("/") else 0
    parsed = parse_path(text, kind) if name.startswith("/") else parse_release(text, kind)
    own = text[begin:]
    reading = read(own, kind if kind in ("series", "movie") else None)
    tokens = [] if reading is None else _tokens(own, reading, parsed)
    tokens = [_moved(token, begin) for token in tokens]
    return Explanation(parsed, None if parsed else _refusal(own, kind, reading), tokens)


def _refusal(name: str, kind: str | None, reading: Reading | None) -> str:
    if reading is None:
        return "obfuscated" if without_wrapping(name) is None else "empty"
    if reading.refused:
        return "no-day"
    if kind is not None and parse_release(name) is not None:
        return "other-kind"
    return "no-title" if reading.kept or reading.is_series else "no-evidence"


def _tokens(text: str, reading: Reading, parsed: ParsedRelease | None) -> list[Token]:
    stem = reading.name.text
    shift = max(text.find(stem), 0)
    tokens = _without_overlaps(sorted(_known(reading), key=lambda token: token.start))
    tokens += _unknown(reading, tokens)
    tokens.sort(key=lambda token: token.start)
    dropped = _dropped(reading, parsed)
    tokens = list(_with_thoughts(tokens, dropped))
    if reading.extension and text.lower().rstrip().endswith("." + reading.extension):
        end = len(text.rstrip())
        place = end - len(reading.extension)
        tokens.append(Token(text[place:end], place - shift, end - shift, "extension", reading.extension))
    return [_moved(token, shift) for token in tokens]


def _moved(token: Token, by: int) -> Token:
    thoughts = [msgspec.structs.replace(one, start=one.start + by, end=one.end + by) for one in token.considered]
    return msgspec.structs.replace(token, start=token.start + by, end=token.end + by, considered=thoughts)


def _with_thoughts(tokens: list[Token], dropped: list[Considered]) -> Iterator[Token]:
    """Each token with what was thought of within it; both lists are in order of place."""
    place = 0
    for token in tokens:
        mine: list[Considered] = []
        while place < len(dropped) and dropped[place].start < token.end:
            if dropped[place].start >= token.start:
                mine.append(dropped[place])
            place += 1
        yield msgspec.structs.replace(token, considered=mine) if mine else token


def _chosen(reading: Reading) -> list[Find]:
    places = (reading.numbering, reading.absolute, reading.aired, reading.year)
    return [find for find in places if find is not None]


def _known(reading: Reading) -> list[Token]:
    text = reading.name.text
    tokens: list[Token] = []
    piece = text[reading.title_start : reading.title_end]
    inner = piece.strip(" ._-([{")
    if inner:
        start = reading.title_start + piece.index(inner)
        tokens.append(Token(inner, start, start + len(inner), "title", inner))
    tokens += [_token(text, find) for find in _chosen(reading) + reading.kept]
    checksum = CHECKSUM.search(text, reading.title_end)
    if checksum is not None:
        tokens.append(Token(checksum[1], checksum.start(1), checksum.end(1), "crc", checksum[1]))
    group = reading.group
    if group is not None:
        tokens.append(Token(text[group.start : group.end], group.start, group.end, "release_group", group.name))
    return tokens


def _token(text: str, find: Find) -> Token:
    label, value = _said(find)
    return Token(text[find.start : find.end], find.start, find.end, label, value)


def _said(find: Find) -> tuple[str, Any]:
    """A find's name and value, as they are shown."""
    value = find.value
    if isinstance(value, Bare):
        return "absolute_episodes", value.digits
    if isinstance(value, Numbering):
        label = "season" if not value.episodes else "episodes"
        return label, {"season": value.season, "episodes": value.episodes}
    return find.property, value


def _dropped(reading: Reading, parsed: ParsedRelease | None) -> list[Considered]:
    """Every find that does not count, with the reason."""
    chosen = {id(find) for find in _chosen(reading)}
    kept = {id(find) for find in reading.kept}
    found: list[Considered] = []
    for find in reading.finds:
        if id(find) in chosen:
            continue
        reason = _reason(reading, find) if id(find) not in kept else _unheard(find, parsed)
        if reason:
            label, value = _said(find)
            found.append(
                Considered(reading.name.text[find.start : find.end], find.start, find.end, label, value, reason)
            )
    return found


def _reason(reading: Reading, find: Find) -> str:
    group = reading.group
    if group is not None and group.start <= find.start < group.end:
        return "in-group"
    if find.start < reading.title_start:
        return "in-front"
    if find.start < reading.title_end:
        return "in-title"
    if find.property in ("numbering", "air_date", "part"):
        return "surer-number"
    if find.property == "number":
        return "not-counting"
    return "other-year" if find.property == "year" else "in-episode-title"


def _unheard(find: Find, parsed: ParsedRelease | None) -> str:
    """Of what counts: why the release does not say it; "" when it does."""
    if parsed is None:
        return ""
    if find.property == "language":
        return "" if find.value in parsed.languages else "of-subtitles"
    if find.property in ("resolution", "video_codec", "bit_depth", "streaming_service", "imdb_id", "tmdb_id"):
        return "" if getattr(parsed, find.property) == find.value else "other-said"
    return ""


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
