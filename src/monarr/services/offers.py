"""A release on offer as a candidate for one version of a title: what its name, its indexer and the ledger say."""

from __future__ import annotations

from datetime import datetime

import msgspec

from monarr.core.decisions import Candidate, Contribution, Facts, FormatMatch
from monarr.core.kinds import MediaKind
from monarr.core.languages import language_name
from monarr.core.matching import Match
from monarr.core.releases import ParsedRelease
from monarr.core.reputation import contribution, key_of
from monarr.db.repositories.profiles import IndexerFacts, JudgingRules
from monarr.db.repositories.releases import Key
from monarr.db.repositories.wanted import Wanted
from monarr.ports.indexer import IndexerRelease


class Offer(msgspec.Struct, frozen=True, gc=False):
    """A release as an indexer offers it. `indexer_id` None: it was pushed from outside."""

    release: IndexerRelease
    indexer_id: int | None
    indexer_name: str

    @property
    def key(self) -> Key:
        return self.indexer_id, self.release.guid


class Matched(msgspec.Struct, frozen=True, gc=False):
    """An offer, what its name says, and how surely it is of the title. `parsed` None: the name says nothing; `rivals` are
    other titles here that it fits as well."""

    offer: Offer
    parsed: ParsedRelease | None
    title_id: int
    match: Match
    episode_ids: tuple[int, ...] = ()
    rivals: tuple[str, ...] = ()


def candidate_of(
    found: Matched, format_names: tuple[str, ...], title: Wanted, rules: JudgingRules, facts: Facts, *,
    first_seen_at: datetime | None = None,
) -> Candidate:  # fmt: skip
    """The candidate; its score counts with the profile of the facts."""
    release = found.offer.release
    kind = "movie" if title.kind is MediaKind.MOVIE else "series"
    parsed = found.parsed or ParsedRelease(type=kind, title=release.title)  # type: ignore[arg-type]
    indexer = rules.indexers.get(found.offer.indexer_id or 0)
    peers = None if release.seeders is None and release.leechers is None else (
        (release.seeders or 0) + (release.leechers or 0)
    )  # fmt: skip
    age = (facts.now - release.published_at).total_seconds() / 60 if release.published_at else None
    scores = facts.profile.format_scores
    return Candidate(
        release_title=release.title,
        parsed=parsed,
        protocol=release.protocol,
        quality=parsed.quality,
        size_bytes=release.size_bytes,
        age_minutes=age if age is None else max(0.0, age),
        first_seen_at=first_seen_at,
        seeders=release.seeders,
        peers=peers,
        info_hash=release.info_hash.lower() if release.info_hash else None,
        indexer_id=found.offer.indexer_id,
        indexer_name=found.offer.indexer_name,
        indexer_priority=indexer.priority if indexer else 25,
        minimum_seeders=indexer.minimum_seeders if indexer else 1,
        flags=release.flags,
        formats=tuple(FormatMatch(name, scores.get(name, 0)) for name in format_names),
        contributions=_contributions(parsed, rules, facts),
        languages=languages_of(parsed, release, indexer),
        required_flags=indexer.required_flags if indexer else frozenset(),
        indexer_disabled_until=indexer.disabled_until if indexer else None,
        episode_ids=found.episode_ids,
        is_match=found.match.matched,
        match_reasons=found.match.reasons,
        is_readable=found.parsed is not None,
        rivals=found.rivals,
        indexer_misfit=_misfit(indexer, title) if indexer else None,
        single_episode_days=indexer.single_episode_days if indexer else None,
        subtitles=tuple(_named(language) for language in release.subtitles),
    )


def _contributions(parsed: ParsedRelease, rules: JudgingRules, facts: Facts) -> tuple[Contribution, ...]:
    """What counts in the order beside formats: the reputation of its group, as far as the profile says."""
    weight, name = facts.profile.reputation_weight, parsed.release_group
    standing = rules.standings.get(key_of(name)) if weight and name else None
    if standing is None:
        return ()
    given = contribution(standing.name, standing.score, standing.confidence, weight)
    return (given,) if given is not None else ()


def _misfit(indexer: IndexerFacts, title: Wanted) -> str | None:
    """Why the indexer is not for this title; None when it is."""
    if indexer.library_id not in (None, title.library_id):
        return "library"
    return "tags" if indexer.tag_ids and indexer.tag_ids.isdisjoint(title.tag_ids) else None


def languages_of(
    parsed: ParsedRelease, release: IndexerRelease, indexer: IndexerFacts | None = None
) -> tuple[str, ...]:
    """What the name says of the sound, with what MULTi means at its indexer; where both say nothing, what the indexer
    states."""
    meant = indexer.multi_languages if indexer is not None and parsed.is_multi else ()
    said = [language for language in parsed.languages if language != "Unknown"]
    said += [_named(language) for language in meant if language.strip()]
    said = said or [_named(language) for language in release.languages if language.strip()]
    return tuple(dict.fromkeys(said)) or ("Unknown",)


def _named(language: str) -> str:
    """English names as they are; codes of two letters by their names."""
    word = language.strip()
    return (language_name(word) if len(word) == 2 else None) or word.capitalize()
