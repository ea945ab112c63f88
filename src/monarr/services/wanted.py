"""What is wanted: missing, or here but under the profile's goal; and when it is looked for again.

Cooldowns follow how young a thing is: what has just come out is looked for often, what is old seldom. A person who
presses Search waits for none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection

from monarr.core.decisions import is_content
from monarr.core.kinds import JobPriority, MediaKind, Origin, SeriesType
from monarr.core.quality import QualityProfile
from monarr.db.job_queue import enqueue, unique_key_of
from monarr.db.queries.wanted import list_monitored_titles
from monarr.db.repositories.profiles import load_rules
from monarr.db.repositories.wanted import EpisodeFacts, VersionFacts, Wanted, load_wanted
from monarr.services._facts import FactsOf, has_aired
from monarr.services.context import House

_BATCH = 200
_SEARCH = Origin.SEARCH


class WantedThing(msgspec.Struct, frozen=True, kw_only=True):
    """A film or an episode that is wanted in a version. `is_missing` False: a file is here, and a better one wanted."""

    item_id: int
    version_id: int
    is_missing: bool
    season: int | None = None
    searched_at: datetime | None = None
    out_at: datetime | None = None


def wanted_things(
    wanted: Wanted, version: VersionFacts, profile: QualityProfile, now: datetime, facts: FactsOf
) -> list[WantedThing]:
    """What of this title is monitored, out, and not good enough yet, in order."""
    if not (wanted.monitored and version.monitored):
        return []
    held = {found.existing.item_id: found.existing for found in wanted.files if found.version_id == version.id}

    def standing(item_id: int) -> bool | None:
        """True: missing; False: better wanted; None: content."""
        file = held.get(item_id)
        if file is None:
            return True
        original = facts.base.original_language
        good = is_content(profile, quality=file.quality, score=file.score, heard=file.languages, original=original)
        return None if good else False

    if wanted.kind is MediaKind.MOVIE:
        missing = standing(wanted.id)
        if missing is None or not facts.base.available:
            return []
        return [WantedThing(item_id=wanted.id, version_id=version.id, is_missing=missing,
                            searched_at=version.searched_at, out_at=facts.base.available_at)]  # fmt: skip
    things = []
    for episode in wanted.episodes:
        aired, missing = has_aired(episode, now), standing(episode.id)
        if episode.monitored and aired.available and missing is not None:
            things.append(
                WantedThing(
                    item_id=episode.id,
                    version_id=version.id,
                    is_missing=missing,
                    season=episode.numbers.season,
                    searched_at=episode.searched_at,
                    out_at=aired.at,
                )
            )
    return things


def is_due(thing: WantedThing, series_type: SeriesType, now: datetime) -> bool:
    """Whether it may be looked for again."""
    if thing.searched_at is None:
        return True
    return now - thing.searched_at >= _cooldown(thing, series_type, now) or thing.searched_at > now


def _cooldown(thing: WantedThing, series_type: SeriesType, now: datetime) -> timedelta:
    age = now - thing.out_at if thing.out_at is not None else timedelta(days=365)
    if thing.season is None:
        if age < timedelta(days=30):
            return timedelta(hours=12)
        return timedelta(days=1) if age < timedelta(days=90) else timedelta(days=7)
    if age < timedelta(days=1):
        return timedelta(hours=4)
    if age < timedelta(days=7):
        return timedelta(hours=6 if series_type is SeriesType.ANIME else 12)
    return timedelta(days=1) if age < timedelta(days=90) else timedelta(days=7)


async def search_wanted(house: House, *, missing: bool) -> int:
    """Queues searches for all that is missing (or, with `missing` False, for what is under its profile's goal) and due.
    Returns how many were queued."""
    now = house.clock.now()
    ids = await house.db.read(list_monitored_titles)
    queued = 0
    for start in range(0, len(ids), _BATCH):
        queued += await house.db.write(_queue_due, ids[start : start + _BATCH], missing, now)
    return queued


def _queue_due(connection: Connection, title_ids: list[int], missing: bool, now: datetime) -> int:
    rules = load_rules(connection)
    queued = 0
    for wanted in load_wanted(connection, title_ids, now).values():
        arriving = {item for found in wanted.arriving for item in found.queued.item_ids}
        for version in wanted.versions:
            profile = rules.profiles.get(version.quality_profile_id)
            if profile is None:
                continue
            facts = FactsOf(wanted, version, rules, now=now, origin=_SEARCH)
            things = [
                thing
                for thing in wanted_things(wanted, version, profile, now, facts)
                if thing.is_missing is missing and thing.item_id not in arriving
                and is_due(thing, wanted.series_type, now)
            ]  # fmt: skip
            if things:
                _queue(connection, wanted, version.id, things, now)
                queued += 1
    return queued


def _queue(connection: Connection, wanted: Wanted, version_id: int, things: list[WantedThing], now: datetime) -> None:
    payload: dict[str, object] = {"title_id": wanted.id, "version_id": version_id}
    if wanted.kind is MediaKind.SERIES:
        payload["episode_ids"] = [thing.item_id for thing in things]
    enqueue(
        connection,
        "search_title",
        payload,
        now=now,
        priority=JobPriority.BACKGROUND,
        unique_key=unique_key_of("search_title", payload),
        title_id=wanted.id,
    )


def episodes_of(wanted: Wanted, episode_ids: Iterable[int]) -> list[EpisodeFacts]:
    """These episodes in the order of the series; unknown ids are passed over."""
    ids = set(episode_ids)
    return [episode for episode in wanted.episodes if episode.id in ids]


def search_again(connection: Connection, row: Any, item_ids: Sequence[int], now: datetime) -> None:
    """Asks for the next best in place of a download that came to nothing."""
    if row.title_id is None:
        return
    payload: dict[str, Any] = {"title_id": row.title_id, "version_id": row.version_id}
    episodes = [item_id for item_id in item_ids if item_id != row.title_id]
    if episodes:
        payload["episode_ids"] = episodes
    key = unique_key_of("search_title", payload)
    enqueue(connection, "search_title", payload, now=now, unique_key=key, title_id=row.title_id)
