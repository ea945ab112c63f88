"""Judging: what indexers offer, against what is wanted, into the ledger.

Facts are loaded once, in a fixed number of statements, however many releases there are. Every matched release meets
every rule; what a search brought that names another title is kept too, with that as its refusal.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime

import msgspec
from sqlalchemy import Connection

from monarr.core.decisions import Candidate, Facts, Judgement, judge, sort_candidates
from monarr.core.errors import NotFound
from monarr.core.formats import FormatSet, of_known_title
from monarr.core.kinds import MediaKind, Origin
from monarr.core.languages import language_name
from monarr.core.matching import Match, match_episodes, match_title
from monarr.core.releases import ParsedRelease, parse_release
from monarr.core.text import text
from monarr.db.repositories.profiles import JudgingRules, load_rules
from monarr.db.repositories.releases import Key, first_seen, release_row, save_pending, save_releases, save_verdicts
from monarr.db.repositories.wanted import VersionFacts, Wanted, load_wanted
from monarr.services._facts import FactsOf, formats_for, with_losses
from monarr.services.context import House
from monarr.services.ledger import outcome_of, pending_rows, verdict_rows
from monarr.services.offers import Matched, Offer, candidate_of, languages_of


class Judged(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An offer judged for one version. `item_ids` are the film or episodes in it; `outcome` is accepted, waiting or
    refused; `release_id` is its row in the ledger."""

    release_id: int
    offer: Offer
    title_id: int
    version_id: int
    item_ids: tuple[int, ...]
    outcome: str
    judgement: Judgement
    facts: Facts
    first_seen_at: datetime

    @property
    def candidate(self) -> Candidate:
        return self.judgement.candidate


class Judging(msgspec.Struct, frozen=True, kw_only=True):
    """The judgements, best first within each version, and what they were made from."""

    judged: tuple[Judged, ...]
    wanted: dict[int, Wanted]
    rules: JudgingRules
    now: datetime

    def of_version(self, version_id: int) -> tuple[Judged, ...]:
        return tuple(one for one in self.judged if one.version_id == version_id)


async def judge_offers(
    house: House,
    offers: Sequence[Offer],
    title_id: int,
    *,
    origin: Origin,
    version_id: int | None = None,
    wanted_episode_ids: Sequence[int] = (),
    user_invoked: bool = False,
    is_season_search: bool = False,
    delay_is_over: bool = False,
) -> Judging:
    """Judges what a search brought for one title: for its monitored versions, or for the one given. Raises NotFound
    when the title has gone."""
    wanted = (await house.db.read(load_wanted, [title_id], house.clock.now())).get(title_id)
    if wanted is None:
        raise NotFound(text("There is no such title."), subject=f"item:{title_id}")
    matched = await asyncio.to_thread(_match_all, offers, wanted)
    return await judge_matched(
        house,
        matched,
        origin=origin,
        version_id=version_id,
        wanted_episode_ids=wanted_episode_ids,
        user_invoked=user_invoked,
        is_season_search=is_season_search,
        delay_is_over=delay_is_over,
        loaded={title_id: wanted},
    )


async def judge_matched(
    house: House,
    matched: Sequence[Matched],
    *,
    origin: Origin,
    version_id: int | None = None,
    wanted_episode_ids: Sequence[int] = (),
    user_invoked: bool = False,
    is_season_search: bool = False,
    delay_is_over: bool = False,
    loaded: dict[int, Wanted] | None = None,
) -> Judging:
    """Judges offers whose titles are known already, and writes the ledger."""
    now = house.clock.now()
    rules, wanted, seen = await house.db.read(_load, matched, loaded, now)
    versions = [
        (title, version)
        for title in wanted.values()
        for version in title.versions
        if (version.id == version_id if version_id is not None else version.monitored or origin is Origin.INTERACTIVE)
    ]
    free = await asyncio.to_thread(_free_bytes, [version for _, version in versions])
    facts = {
        version.id: FactsOf(
            title,
            version,
            rules,
            now=now,
            origin=origin,
            user_invoked=user_invoked,
            wanted_episode_ids=wanted_episode_ids,
            free_bytes=free.get(version.id),
            is_season_search=is_season_search,
            delay_is_over=delay_is_over,
        )
        for title, version in versions
        if version.quality_profile_id in rules.profiles
    }
    judged = await asyncio.to_thread(_judge_all, matched, wanted, rules, facts, seen, now)
    recorded = await house.db.write(_record, judged, matched, origin, now)
    return Judging(judged=tuple(recorded), wanted=wanted, rules=rules, now=now)


def match_offer(offer: Offer, wanted: Wanted) -> Matched:
    """What an offer's name says, and whether it is of this title."""
    kind = "movie" if wanted.kind is MediaKind.MOVIE else "series"
    parsed = parse_release(offer.release.title, kind)
    return match_parsed(offer, parsed, wanted)


def match_parsed(offer: Offer, parsed: ParsedRelease | None, wanted: Wanted) -> Matched:
    if parsed is None:
        return Matched(offer, None, wanted.id, Match(False, 0, ()))
    match = match_title(parsed, wanted.names)
    episodes: tuple[int, ...] = ()
    if match.matched and wanted.kind is MediaKind.SERIES:
        episodes = match_episodes(parsed, [episode.numbers for episode in wanted.episodes])
    return Matched(offer, parsed, wanted.id, match, episodes)


def _match_all(offers: Iterable[Offer], wanted: Wanted) -> list[Matched]:
    return [match_offer(offer, wanted) for offer in offers]


def _load(
    connection: Connection, matched: Sequence[Matched], loaded: dict[int, Wanted] | None, now: datetime
) -> tuple[JudgingRules, dict[int, Wanted], dict[Key, datetime]]:
    wanted = loaded
    if wanted is None:
        wanted = load_wanted(connection, sorted({found.title_id for found in matched}), now)
    return load_rules(connection), wanted, first_seen(connection, (found.offer.key for found in matched))


def _free_bytes(versions: Iterable[VersionFacts]) -> dict[int, int]:
    """What is free where each version's files go; as last noted where the folder cannot be asked."""
    found: dict[int, int] = {}
    asked: dict[str, int | None] = {}
    for version in versions:
        path = version.root_path
        if path is not None and path not in asked:
            asked[path] = None
            with suppress(OSError):
                asked[path] = shutil.disk_usage(path).free
        free = (asked[path] if path is not None else None) or version.free_bytes
        if free is not None:
            found[version.id] = free
    return found


def _judge_all(
    matched: Sequence[Matched],
    wanted: dict[int, Wanted],
    rules: JudgingRules,
    facts: dict[int, FactsOf],
    seen: dict[Key, datetime],
    now: datetime,
) -> list[Judged]:
    by_title: dict[int, list[Matched]] = {}
    for found in matched:
        by_title.setdefault(found.title_id, []).append(found)
    judged: list[Judged] = []
    sets: dict[tuple[int | None, MediaKind], FormatSet] = {}
    for title_id, entries in by_title.items():
        title = wanted.get(title_id)
        if title is None:
            continue
        place = (title.library_id, title.kind)
        formats = sets.get(place) or sets.setdefault(place, formats_for(title, rules))
        named = [(found, format_names_of(found, title, formats, rules)) for found in entries]
        for version in title.versions:
            if version.id in facts:
                ours = [judge_one(found, names, title, version, rules, facts[version.id], seen, now)
                        for found, names in named]  # fmt: skip
                judged.extend(best_first(ours, facts[version.id].base))
    return judged


def format_names_of(found: Matched, title: Wanted, formats: FormatSet, rules: JudgingRules) -> tuple[str, ...]:
    """The custom formats that an offer for a title has."""
    if found.parsed is None:
        return ()
    release = found.offer.release
    indexer = rules.indexers.get(found.offer.indexer_id or 0)
    spoken = msgspec.structs.replace(found.parsed, languages=list(languages_of(found.parsed, release, indexer)))
    original = language_name(title.original_language)
    known = of_known_title(spoken, original, title.year)
    return formats.match(release.title, known, release.size_bytes, release.flags, original_language=original)


def judge_one(
    found: Matched,
    format_names: tuple[str, ...],
    title: Wanted,
    version: VersionFacts,
    rules: JudgingRules,
    facts_of: FactsOf,
    seen: dict[Key, datetime],
    now: datetime,
) -> Judged:
    first = seen.get(found.offer.key, now)
    facts = facts_of(found.episode_ids)
    candidate = candidate_of(found, format_names, title, rules, facts, first_seen_at=first)
    judgement = judge(candidate, facts)
    if judgement.accepted and facts.origin is Origin.RSS and facts.existing:
        facts = with_losses(facts, title)
        judgement = judge(candidate, facts)
    return Judged(
        release_id=0,
        offer=found.offer,
        title_id=title.id,
        version_id=version.id,
        item_ids=found.episode_ids or (title.id,),
        outcome=outcome_of(judgement),
        judgement=judgement,
        facts=facts,
        first_seen_at=first,
    )


def best_first(judged: list[Judged], facts: Facts) -> list[Judged]:
    if len(judged) < 2:
        return judged
    order = {id(judgement): place for place, judgement in enumerate(sort_candidates((one.judgement for one in judged),
                                                                                    facts))}  # fmt: skip
    return sorted(judged, key=lambda one: order[id(one.judgement)])


def _record(
    connection: Connection, judged: list[Judged], matched: Sequence[Matched], origin: Origin, now: datetime
) -> list[Judged]:
    """Writes the ledger: each release once, its verdict for each version, and what waits."""
    rows = {
        found.offer.key: release_row(
            found.offer.release, found.parsed, found.offer.indexer_id, found.offer.indexer_name, now
        )
        for found in matched
    }
    ids = save_releases(connection, list(rows.values()))
    recorded = [msgspec.structs.replace(one, release_id=ids[one.offer.key]) for one in judged]
    save_verdicts(
        connection, [row for place, one in enumerate(recorded) for row in verdict_rows(one, place, origin, now)]
    )
    if origin in (Origin.RSS, Origin.SEARCH, Origin.PUSH):
        save_pending(connection, pending_rows(recorded, now))
    return recorded
