"""Trying rules before they are saved: a custom format, and the words of a release profile, on the newest names that the
ledger has seen."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from monarr.core.decisions import word_problem
from monarr.core.decisions.words import present
from monarr.core.errors import InvalidInput
from monarr.core.formats import ConditionResult, FormatError, FormatResult, compile_formats, read_format
from monarr.core.formats.vocabulary import Numbering
from monarr.core.releases import parse_release
from monarr.core.text import Text, text
from monarr.db.queries.recent import RecentRelease, recent_releases
from monarr.messages.formats import format_problem
from monarr.ports.clock import Clock
from monarr.services.context import House

MOST_SHOWN = 20
MOST_SECONDS = 2.0  # of one trial: an expression may be slow on every name


class TriedRelease(msgspec.Struct, frozen=True):
    """A name, whether it has the format, and what each condition answered."""

    name: str
    matched: bool
    conditions: tuple[ConditionResult, ...]


class FormatTrial(msgspec.Struct, frozen=True, kw_only=True):
    """`problems` by the number of the condition, from 0; with any, nothing is tried. `own`: the name that was asked for.
    `matching` and `near` (only one condition says no) are some of the newest names of the ledger. Of those that are known
    `seen_count` were tried: fewer when the time of a trial was up."""

    problems: dict[int, Text] = {}
    own: TriedRelease | None = None
    seen_count: int = 0
    known_count: int = 0
    matching_count: int = 0
    matching: tuple[TriedRelease, ...] = ()
    near: tuple[TriedRelease, ...] = ()


class RefusedName(msgspec.Struct, frozen=True):
    """`missing`: it has none of the words that are asked for; else `words` are the forbidden ones in it."""

    name: str
    missing: bool
    words: tuple[str, ...] = ()


class WordTrial(msgspec.Struct, frozen=True, kw_only=True):
    """`problems` by field. What of the newest names of the ledger would be refused; `seen_count` of those known were
    tried, fewer when the time of a trial was up."""

    problems: dict[str, Text] = {}
    seen_count: int = 0
    known_count: int = 0
    refused_count: int = 0
    refused: tuple[RefusedName, ...] = ()
    kept: tuple[str, ...] = ()


async def try_format(house: House, spec: Any, *, name: str = "", kind: Numbering | None = None) -> FormatTrial:
    """What a format says of the ledger's newest names, and of a name that is given. Raises InvalidInput for what is no
    format at all."""
    custom = read_format(spec)
    if isinstance(custom, FormatError):
        raise InvalidInput(format_problem(custom), fields={"spec": format_problem(custom)})
    problems = {}
    for place, condition in enumerate(custom.conditions):
        errors = compile_formats([msgspec.structs.replace(custom, conditions=(condition,))], kind or "series").errors
        if errors:
            problems[place] = format_problem(errors[0])
    if problems or not custom.conditions:
        return FormatTrial(problems=problems)
    recent = await house.db.read(recent_releases)
    return await asyncio.to_thread(_try_format, custom, name.strip(), recent, kind, house.clock)


def _in_time(recent: Sequence[RecentRelease], clock: Clock) -> Iterator[RecentRelease]:
    """The names, newest first, until the time of a trial is up; at least one."""
    until = clock.monotonic() + MOST_SECONDS
    for one in recent:
        yield one
        if clock.monotonic() >= until:
            return


def _try_format(
    custom: Any, name: str, recent: Sequence[RecentRelease], kind: Numbering | None, clock: Clock
) -> FormatTrial:
    sets = {numbering: compile_formats([custom], numbering) for numbering in ("series", "movie")}

    def tried(title: str, parsed: Any, size_bytes: int | None, flags: frozenset[str]) -> TriedRelease:
        numbering = kind or ("movie" if parsed.type == "movie" else "series")
        result: FormatResult = sets[numbering].explain(title, parsed, size_bytes, flags)[0]
        return TriedRelease(title, result.matched, result.conditions)

    parsed = parse_release(name) if name else None
    own = tried(name, parsed, None, frozenset()) if parsed is not None else None
    read = [one for one in recent if one.parsed is not None]
    answers = [tried(one.title, one.parsed, one.size_bytes, one.flags) for one in _in_time(read, clock)]
    matching = [one for one in answers if one.matched]
    near = [one for one in answers if not one.matched and sum(not part.matched for part in one.conditions) == 1]
    return FormatTrial(
        own=own,
        seen_count=len(answers),
        known_count=len(read),
        matching_count=len(matching),
        matching=tuple(matching[:MOST_SHOWN]),
        near=tuple(near[: MOST_SHOWN // 2]) if len(custom.conditions) > 1 else (),
    )


async def try_words(house: House, required: Sequence[str], forbidden: Sequence[str]) -> WordTrial:
    """Which of the ledger's newest names these words would refuse."""
    wanted = {"required": _trimmed(required), "forbidden": _trimmed(forbidden)}
    problems: dict[str, Text] = {}
    for field, words in wanted.items():
        for word in words:
            broken = word_problem(word)
            if broken is not None:
                problems[field] = text("The expression “{word}” cannot be read: {detail}", word=word, detail=broken)
    if problems:
        return WordTrial(problems=problems)
    recent = await house.db.read(recent_releases)
    return await asyncio.to_thread(_try_words, wanted["required"], wanted["forbidden"], recent, house.clock)


def _trimmed(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.strip() for word in words if word.strip())


def _try_words(
    required: tuple[str, ...], forbidden: tuple[str, ...], recent: Sequence[RecentRelease], clock: Clock
) -> WordTrial:
    refused, kept = [], []
    for one in _in_time(recent, clock):
        bad = tuple(present(forbidden, one.title))
        missing = bool(required) and not present(required, one.title)
        if bad or missing:
            refused.append(RefusedName(one.title, missing, bad))
        else:
            kept.append(one.title)
    return WordTrial(
        seen_count=len(refused) + len(kept),
        known_count=len(recent),
        refused_count=len(refused),
        refused=tuple(refused[:MOST_SHOWN]),
        kept=tuple(kept[: MOST_SHOWN // 2]),
    )
