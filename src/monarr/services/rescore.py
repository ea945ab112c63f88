"""Stored scores follow formats, points and profiles: which formats a file has is worked out anew from what is stored of
it, some hundred files at a time, and its title's states with it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from monarr.core.errors import NotFound
from monarr.core.formats import FormatSet
from monarr.core.kinds import JobPriority, MediaKind
from monarr.core.quality import QualityProfile
from monarr.core.text import Text, text
from monarr.db.models import MediaItem
from monarr.db.repositories.libraries import get_profile
from monarr.db.repositories.profiles import StoredFormat, load_formats, load_profiles
from monarr.db.repositories.scores import (
    Scope,
    Scored,
    count_files,
    downloads_to_score,
    files_to_score,
    write_download_scores,
    write_file_scores,
)
from monarr.services._facts import formats_among
from monarr.services._file_formats import Known, OfTitle, formats_of, known_download, known_file
from monarr.services._rescoring import queue_rescoring
from monarr.services.context import Actor, House

AT_ONCE = 200
_LOOKS = 3  # at files that become others while they are scored
_ITEM: Any = MediaItem.__table__
Tell = Callable[[float, Text | None], Awaitable[None]]


class Rescored(msgspec.Struct, kw_only=True):
    """What was done: how many files were looked at, and how many got another score or other formats."""

    file_count: int = 0
    changed_count: int = 0
    download_count: int = 0  # on their way, that changed


class _Rules(msgspec.Struct, frozen=True):
    formats: tuple[StoredFormat, ...]
    profiles: dict[int, QualityProfile]


async def start_rescoring(
    house: House, actor: Actor, *, profile_id: int | None = None, title_id: int | None = None
) -> int:
    """Queues it for all files, or for those of a profile or title; returns the id of the job. Raises NotFound."""
    return await house.db.write(_start, profile_id, title_id, actor, house.clock.now())


def _start(
    connection: Connection, profile_id: int | None, title_id: int | None, actor: Actor, now: datetime
) -> int:  # fmt: skip
    if profile_id is not None:
        get_profile(connection, profile_id)
    if title_id is not None and connection.execute(select(_ITEM.c.id).where(_ITEM.c.id == title_id)).first() is None:
        raise NotFound(text("There is no title {id}.", id=title_id), subject=f"item:{title_id}")
    return queue_rescoring(
        connection, now, profile_id=profile_id, title_id=title_id, priority=JobPriority.USER, user_id=actor.user_id
    )


async def rescore_files(
    house: House, *, profile_id: int | None = None, title_id: int | None = None, tell: Tell | None = None
) -> Rescored:
    """Works out the scores of all files, or of those of a profile or title; of what is on its way too. Safe to run twice
    and to be cut off: each batch is whole, and what is right already is not written."""
    scope = Scope(profile_id=profile_id, title_id=title_id)
    done = Rescored(download_count=await _downloads(house, scope))
    total = await house.db.read(count_files, scope)
    missed = await _files(house, scope, done, total, tell)
    for _ in range(_LOOKS):
        if not missed:
            break
        missed = await _files(house, Scope(file_ids=missed), Rescored(), 0, None)
    return done


async def _downloads(house: House, scope: Scope) -> int:
    """First, so that what is imported meanwhile brings a score that is right."""
    after, changed = 0, 0
    while True:
        rows, rules = await house.db.read(_read, downloads_to_score, scope, after)
        if not rows:
            return changed
        scored = await asyncio.to_thread(_score_all, rows, rules, known_download)
        changed += (await house.db.write(write_download_scores, scored, house.clock.now())).changed_count
        after = rows[-1].id


async def _files(house: House, scope: Scope, done: Rescored, total: int, tell: Tell | None) -> tuple[int, ...]:
    """Ids of the files that became others meanwhile."""
    after = 0
    passed: list[int] = []
    while True:
        rows, rules = await house.db.read(_read, files_to_score, scope, after)
        if not rows:
            return tuple(passed)
        scored = await asyncio.to_thread(_score_all, rows, rules, _known_file)
        written = await house.db.write(write_file_scores, scored, house.clock.now())
        done.file_count += len(rows)
        done.changed_count += written.changed_count
        passed += written.passed_ids
        after = rows[-1].id
        if tell is not None:
            words = text("{done} of {total} files", done=done.file_count, total=max(total, done.file_count))
            await tell(done.file_count / max(1, total), words)


def _read(connection: Connection, find: Any, scope: Scope, after: int) -> tuple[list[Row[Any]], _Rules]:
    """The next rows, with the rules of this moment: one that changes under the work holds from the next batch on."""
    rows = find(connection, scope, after, AT_ONCE)
    return rows, _Rules(load_formats(connection), load_profiles(connection) if rows else {})


def _score_all(rows: Sequence[Row[Any]], rules: _Rules, known: Callable[[Row[Any]], Known]) -> list[Scored]:
    sets: dict[tuple[int | None, str], FormatSet] = {}
    scored = []
    for row in rows:
        kind, place = MediaKind(row.kind), (row.library_id, row.kind)
        if place not in sets:
            sets[place] = formats_among(row.library_id, kind, rules.formats)
        names = formats_of(known(row), OfTitle(kind, row.original_language, row.year), sets[place])
        profile = rules.profiles.get(row.profile_id)
        scored.append(Scored(row, names, profile.format_scores if profile else {}))
    return scored


def _known_file(row: Row[Any]) -> Known:
    return known_file(row, row.facts)
