"""Why is it not here, or not better? Answered from the ledger, without asking anybody anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from monarr.core.errors import NotFound
from monarr.core.kinds import MediaKind, Origin
from monarr.core.matching import match_episodes
from monarr.core.text import text
from monarr.db.models import MediaItem, Schedule
from monarr.db.queries.ledger import list_ledger, nearest_in_ledger
from monarr.db.queries.wanted import WantedRow
from monarr.db.repositories.profiles import JudgingRules, load_rules
from monarr.db.repositories.releases import ReleaseFacts, as_offered
from monarr.db.repositories.wanted import VersionFacts, Wanted, load_wanted
from monarr.messages import Why, why
from monarr.services._asking import indexers_for
from monarr.services._facts import FactsOf
from monarr.services.context import House
from monarr.services.ledger import read_judgement

_MOST_RELEASES = 500
_ITEM: Any = MediaItem.__table__


class Override(msgspec.Struct, frozen=True):
    """What `grab_release` needs to grab the nearest release all the same."""

    release_id: int
    version_id: int
    item_ids: tuple[int, ...]


class WhyReport(msgspec.Struct, frozen=True, kw_only=True):
    """`next_look_at` is when Monarr looks for it by itself; None when it does not. `profile_id` is whose rules decide."""

    why: Why
    title_id: int
    kind: MediaKind
    version_id: int
    profile_id: int
    episode_id: int | None = None
    searched_at: datetime | None = None
    next_look_at: datetime | None = None
    indexer_count: int = 0
    override: Override | None = None


class _Read(msgspec.Struct, frozen=True):
    wanted: Wanted
    rules: JudgingRules
    rows: list[Any]
    next_look_at: datetime | None


class _Asked(msgspec.Struct, frozen=True):
    """One thing of a title: an episode or, without one, the whole."""

    version: VersionFacts
    episode_id: int | None


async def explain_why(
    house: House, item_id: int, *, episode_id: int | None = None, version_id: int | None = None
) -> WhyReport:
    """The answer for a film, or for an episode: named by `episode_id`, or itself given as the item. For a series as a
    whole, over all its releases. Raises NotFound."""
    now = house.clock.now()
    read, episode_id = await house.db.read(_load, item_id, episode_id, version_id, now)
    asked = _Asked(_version(read.wanted, version_id), episode_id)
    return _explained(read, asked, now)


async def explain_wanted(house: House, rows: Sequence[WantedRow]) -> list[WhyReport]:
    """The answer for each row of a list of what is wanted, in its order; in a fixed number of statements."""
    now = house.clock.now()
    return await house.db.read(_explain_all, list(rows), now)


def _explain_all(connection: Connection, rows: list[WantedRow], now: datetime) -> list[WhyReport]:
    ids = sorted({row.title_id for row in rows})
    wanted = load_wanted(connection, ids, now)
    rules, looks = load_rules(connection), _next_look(connection)
    near: dict[tuple[int, int], list[Any]] = {}
    for found in nearest_in_ledger(connection, ids):
        near.setdefault((found.item_id, found.version_id), []).append(found)
    reports = []
    for row in rows:
        title = wanted[row.title_id]
        episode_id = row.item_id if row.item_id != row.title_id else None
        own = near.get((row.item_id, row.version_id), [])
        packs = near.get((row.title_id, row.version_id), []) if episode_id else []
        read = _Read(title, rules, [*own, *packs], looks)
        count = sum(found[0].release_count for found in (own, packs) if found)
        reports.append(_explained(read, _Asked(_version(title, row.version_id), episode_id), now, count))
    return reports


def _explained(read: _Read, asked: _Asked, now: datetime, release_count: int | None = None) -> WhyReport:
    wanted, version, episode_id = read.wanted, asked.version, asked.episode_id
    held = {episode_id} if episode_id else None
    facts_of = FactsOf(wanted, version, read.rules, now=now, origin=Origin.SEARCH, user_invoked=True,
                       wanted_episode_ids=(episode_id,) if episode_id else ())  # fmt: skip
    facts = facts_of((episode_id,) if episode_id else ())
    judged, met = [], set()
    for row in read.rows:
        if row.id in met:  # a release of two episodes has a row for each
            continue
        offer, stored = as_offered(row), msgspec.convert(row.facts, ReleaseFacts)
        episodes = _episodes_of(row, stored, wanted)
        if row.version_id == version.id and (held is None or not episodes or held & set(episodes)):
            judgement = read_judgement(row, offer, stored, kind=wanted.kind, now=now, episode_ids=episodes)
            judged.append((judgement, row, episodes))
            met.add(row.id)
    episode = next((found for found in wanted.episodes if found.id == episode_id), None)
    searched_at = episode.searched_at if episode else version.searched_at or wanted.searched_at
    indexers = indexers_for(wanted, list(read.rules.indexers.values()), Origin.SEARCH)
    answer = why(
        [judgement for judgement, _, _ in judged],
        facts,
        last_searched_at=searched_at,
        indexer_count=len(indexers),
        release_count=release_count if judged else None,
    )
    nearest = next(((row, episodes) for judgement, row, episodes in judged if judgement is answer.nearest), None)
    return WhyReport(
        why=answer,
        title_id=wanted.id,
        kind=wanted.kind,
        version_id=version.id,
        profile_id=version.quality_profile_id,
        episode_id=episode_id,
        searched_at=searched_at,
        next_look_at=read.next_look_at if facts.monitored and indexers else None,
        indexer_count=len(indexers),
        override=Override(nearest[0].id, version.id, nearest[1] or (wanted.id,))
        if nearest is not None and (answer.can_override or answer.code == "ready")
        else None,
    )


def _next_look(connection: Connection) -> datetime | None:
    looks = select(func.min(Schedule.next_run_at)).where(
        Schedule.enabled, Schedule.job_type.in_(("rss_sync", "missing_search"))
    )
    found: datetime | None = connection.execute(looks).scalar()
    return found


def _load(
    connection: Connection, item_id: int, episode_id: int | None, version_id: int | None, now: datetime
) -> tuple[_Read, int | None]:
    title_id = item_id
    item = connection.execute(select(_ITEM.c.kind, _ITEM.c.parent_id).where(_ITEM.c.id == item_id)).first()
    if item is not None and item.kind == MediaKind.EPISODE:
        episode_id = item_id
        title_id = connection.execute(select(_ITEM.c.parent_id).where(_ITEM.c.id == item.parent_id)).scalar_one()
    wanted = load_wanted(connection, [title_id], now).get(title_id)
    if wanted is None or not wanted.versions:
        raise NotFound(text("There is no such title."), subject=f"item:{item_id}")
    if episode_id is not None and all(episode.id != episode_id for episode in wanted.episodes):
        raise NotFound(text("There is no such episode."), subject=f"item:{episode_id}")
    rows: list[Any] = list_ledger(
        connection, title_id, version_id=version_id, episode_id=episode_id, limit=_MOST_RELEASES
    )
    return _Read(wanted, load_rules(connection), rows, _next_look(connection)), episode_id


def _version(wanted: Wanted, version_id: int | None) -> VersionFacts:
    for version in wanted.versions:
        if version_id is None or version.id == version_id:
            return version
    raise NotFound(text("This title has no such version."), subject=f"item:{wanted.id}")


def _episodes_of(row: Any, facts: ReleaseFacts, wanted: Wanted) -> tuple[int, ...]:
    """The episodes in a release; empty for a film, and where the name does not tell."""
    if wanted.kind is MediaKind.MOVIE or facts.parsed is None:
        return ()
    episodes = match_episodes(facts.parsed, [episode.numbers for episode in wanted.episodes])
    return episodes or ((row.item_id,) if row.item_id != wanted.id else ())
