"""What would a change of the rules do? The ledger is judged again, by today's rules and by the proposed ones, as a job;
nothing is saved and nothing is grabbed. The change stays with the job, so that it can be saved from the answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from monarr.core.errors import InvalidInput, NotFound
from monarr.core.kinds import JobPriority
from monarr.core.text import Text, text
from monarr.core.what_if import Change, DelayChange, DelayOrderChange, WhatIf, WhatIfBuilder
from monarr.db.job_queue import enqueue
from monarr.db.models import Job
from monarr.db.queries.what_if import Concerned, titles_in_ledger
from monarr.db.repositories.profiles import JudgingRules, load_rules
from monarr.services._what_if_delays import replay_delays
from monarr.services._what_if_replay import read_rows, replay
from monarr.services._what_if_rules import changed_rules, concerned_library, concerned_profiles, without_waiting
from monarr.services.context import Actor, House
from monarr.services.delays import find_delay
from monarr.services.release_profiles import find_words

JOB = "what_if"
OF_DELAYS = (DelayChange, DelayOrderChange)  # replayed in time, as releases came
MOST_RELEASES = 40_000  # judged in one dry run; the titles judged last come first
_AT_ONCE = 4_000  # releases in memory
_TABLE: Any = Job.__table__
_FIND = select(_TABLE.c.state, _TABLE.c.progress, _TABLE.c.payload, _TABLE.c.result, _TABLE.c.error)

Progress = Callable[[float, Text | None], Awaitable[None]]


class DryRun(msgspec.Struct, frozen=True, kw_only=True):
    """A dry run with its change. `state` is that of its job; `answer` is None until it is completed."""

    id: int
    state: str
    progress: float
    change: Change
    answer: WhatIf | None = None
    error: str | None = None


class _Scope(msgspec.Struct, frozen=True):
    today: JudgingRules
    proposed: JudgingRules
    profile_ids: set[int] | None
    titles: list[Concerned]


async def start_what_if(house: House, change: Change, actor: Actor) -> int:
    """Queues a dry run and returns the id of its job. Raises InvalidInput for a change that could not be saved either,
    NotFound for one of what is no longer there."""
    return await house.db.write(_start, change, actor.user_id, house.clock.now())


async def given_change(house: House, given: Mapping[str, Any]) -> Change:
    """A change as somebody wrote it; of a profile, a delay or words only what differs from the stored one need be there.
    Raises InvalidInput for what is no change, NotFound."""
    return await house.db.read(_given, given)


def _given(connection: Connection, given: Mapping[str, Any]) -> Change:
    whole = dict(given)
    match given:
        case {"kind": "profile", "profile_id": int(key), "profile": dict(fields)}:
            stored: Any = load_rules(connection).profiles.get(key)
            whole["profile"] = (msgspec.to_builtins(stored) if stored is not None else {}) | fields
        case {"kind": "delay", "delay_id": int(key), "delay": dict(fields)}:
            whole["delay"] = msgspec.to_builtins(find_delay(connection, key)) | fields
        case {"kind": "words", "profile_id": int(key), "profile": dict(fields)}:
            whole["profile"] = msgspec.to_builtins(find_words(connection, key)) | fields
    try:
        return read_change(whole)
    except msgspec.ValidationError as error:
        raise InvalidInput(text("This is no change: {problem}", problem=str(error))) from error


async def work_out(house: House, change: Change, tell: Progress | None = None) -> WhatIf:
    """The answer, at once. Bounded: beyond `MOST_RELEASES` the answer says that it was cut."""
    now = house.clock.now()
    scope = await house.db.read(_load, change)
    play = replay_delays if isinstance(change, OF_DELAYS) else partial(replay, profile_ids=scope.profile_ids)
    builder, done = WhatIfBuilder(), 0
    kept, cut = _bounded(scope.titles)
    total = sum(one.releases for one in kept)
    for batch in _batches(kept):
        rows = await house.db.read(read_rows, [one.title_id for one in batch], now)
        await asyncio.to_thread(play, rows, scope.today, scope.proposed, now, builder)
        done += sum(one.releases for one in batch)
        if tell is not None:
            await tell(done / max(1, total), text("{done} of {total} releases", done=done, total=total))
    return msgspec.structs.replace(builder.build(cut=cut, at=now), concerns_profiles=scope.profile_ids != set())


async def read_what_if(house: House, job_id: int) -> DryRun:
    """A dry run, or how far it is. Raises NotFound once it was tidied away."""
    return await house.db.read(find_what_if, job_id)


def find_what_if(connection: Connection, job_id: int) -> DryRun:
    row = connection.execute(_FIND.where(_TABLE.c.id == job_id, _TABLE.c.type == JOB)).first()
    if row is None:
        raise NotFound(text("This dry run is no longer kept. Begin it anew from the change."), subject=f"job:{job_id}")
    done = row.state == "completed" and row.result is not None
    return DryRun(
        id=job_id,
        state=row.state,
        progress=row.progress,
        change=read_change(row.payload["change"]),
        answer=msgspec.convert(row.result, WhatIf, strict=False) if done else None,
        error=row.error,
    )


def read_change(stored: Any) -> Change:
    """A change as it stands in the payload of a job."""
    change: Change = msgspec.json.decode(msgspec.json.encode(stored), type=Change)
    return change


def _start(connection: Connection, change: Change, user_id: int | None, now: datetime) -> int:
    changed_rules(connection, load_rules(connection), change)
    payload = {"change": msgspec.to_builtins(change, str_keys=True)}
    return enqueue(connection, JOB, payload, now=now, priority=JobPriority.USER, user_id=user_id, max_retries=0)


def _load(connection: Connection, change: Change) -> _Scope:
    rules = load_rules(connection, with_standings=True)
    changed = changed_rules(connection, rules, change)
    profile_ids = concerned_profiles(rules, changed, change)
    library_id = concerned_library(rules, changed, change)
    titles = titles_in_ledger(connection, profile_ids, library_id) if profile_ids != set() else []
    if not isinstance(change, OF_DELAYS):
        rules, changed = without_waiting(rules), without_waiting(changed)
    return _Scope(rules, changed, profile_ids, titles)


def _bounded(titles: Sequence[Concerned]) -> tuple[list[Concerned], bool]:
    kept: list[Concerned] = []
    releases = 0
    for one in titles:
        if kept and releases + one.releases > MOST_RELEASES:
            return kept, True
        kept.append(one)
        releases += one.releases
    return kept, False


def _batches(titles: Sequence[Concerned]) -> Iterator[list[Concerned]]:
    batch: list[Concerned] = []
    size = 0
    for one in titles:
        if batch and size + one.releases > _AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(one)
        size += one.releases
    if batch:
        yield batch
