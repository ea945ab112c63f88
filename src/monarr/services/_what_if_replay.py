"""Judging what the ledger holds of some titles by two sets of rules. Nothing is asked, nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Row

from monarr.core.decisions import QueuedRelease
from monarr.core.formats import FormatSet
from monarr.core.kinds import MediaKind, Origin
from monarr.core.what_if import Option, WhatIfBuilder, differences
from monarr.db.queries.what_if import releases_of_titles
from monarr.db.repositories.profiles import JudgingRules
from monarr.db.repositories.releases import ReleaseFacts, as_offered
from monarr.db.repositories.wanted import Arriving, HeldFile, VersionFacts, Wanted, load_wanted
from monarr.services._facts import FactsOf, formats_for
from monarr.services._file_formats import Known, OfTitle, formats_of
from monarr.services.judging import Judged, best_first, format_names_of, judge_one, match_parsed
from monarr.services.offers import Matched, Offer


class Rows(msgspec.Struct, frozen=True):
    """What one batch of titles needs: thirteen statements, however many titles."""

    wanted: dict[int, Wanted]
    releases: list[Row[Any]]


def read_rows(connection: Connection, title_ids: Sequence[int], now: datetime) -> Rows:
    return Rows(load_wanted(connection, title_ids, now), releases_of_titles(connection, title_ids))


def replay(
    rows: Rows,
    today: JudgingRules,
    proposed: JudgingRules,
    now: datetime,
    into: WhatIfBuilder,
    *,
    profile_ids: set[int] | None,
) -> None:
    """Puts what differs into `into`; versions of other profiles are passed over."""
    for title, versions in with_releases(rows):
        sets = formats_for(title, today), formats_for(title, proposed)
        for version, releases in versions:
            if profile_ids is None or version.quality_profile_id in profile_ids:
                _replay_version(title, version, releases, (today, proposed), sets, now, into)


def with_releases(rows: Rows) -> Iterator[tuple[Wanted, list[tuple[VersionFacts, list[Row[Any]]]]]]:
    """Each title with those of its versions that are monitored and were offered something."""
    by_version: dict[int, list[Row[Any]]] = {}
    for row in rows.releases:
        by_version.setdefault(row.version_id, []).append(row)
    for title in rows.wanted.values():
        offered = [version for version in title.versions if version.monitored and version.id in by_version]
        yield title, [(version, by_version[version.id]) for version in offered]


def _replay_version(
    title: Wanted,
    version: VersionFacts,
    releases: Sequence[Row[Any]],
    rules: tuple[JudgingRules, JudgingRules],
    sets: tuple[FormatSet, FormatSet],
    now: datetime,
    into: WhatIfBuilder,
) -> None:
    found = [matched_row(row, title) for row in releases]
    seen = {one.offer.key: row.first_seen_at for one, row in zip(found, releases, strict=True)}
    ids = {one.offer.key: row.id for one, row in zip(found, releases, strict=True)}
    names = [format_names_of(one, title, sets[0], rules[0]) for one in found]
    others = names if sets[0] is sets[1] else [format_names_of(one, title, sets[1], rules[1]) for one in found]
    facts = [facts_as_of_search(title, version, one, now) for one in rules]
    if _scores_anew(rules, sets, version):
        _rescore(facts[1], title, version, rules[1], sets[1])
    judged = [
        best_first([judge_one(one, name, title, version, known, fact, seen, now)
                    for one, name in zip(found, matched, strict=True)], fact.base)
        for known, fact, matched in zip(rules, facts, (names, others), strict=True)
    ]  # fmt: skip
    today, proposed = ([_option(one, ids) for one in side] for side in judged)
    into.version(version.id, len(found), min(seen.values(), default=None))
    into.count_goals(facts[0].base, facts[1].base)
    for difference in differences(today, proposed, facts[0].base.existing):
        into.add(
            difference, title_id=title.id, title=title.title, year=title.year, version_id=version.id,
            version=version.name, is_film=title.kind is MediaKind.MOVIE, existing=facts[0].base.existing,
            root_path=version.root_path, free_bytes=version.free_bytes,
        )  # fmt: skip


def matched_row(row: Row[Any], title: Wanted) -> Matched:
    facts = msgspec.convert(row.facts, ReleaseFacts)
    return match_parsed(Offer(as_offered(row), row.indexer_id, row.indexer_name), facts.parsed, title)


def facts_as_of_search(title: Wanted, version: VersionFacts, rules: JudgingRules, now: datetime) -> FactsOf:
    return FactsOf(title, version, rules, now=now, origin=Origin.SEARCH, free_bytes=version.free_bytes)


def _scores_anew(
    rules: tuple[JudgingRules, JudgingRules], sets: tuple[FormatSet, FormatSet], version: VersionFacts
) -> bool:
    """Whether the change would work out the scores of the version's files anew once it is saved."""
    before, after = (known.profiles[version.quality_profile_id].format_scores for known in rules)
    return before != after or sets[0] is not sets[1]


def _rescore(facts_of: FactsOf, title: Wanted, version: VersionFacts, rules: JudgingRules, formats: FormatSet) -> None:
    """Gives what is here, and what is on its way, the scores that the rules would give it."""
    points = rules.profiles[version.quality_profile_id].format_scores
    about = OfTitle(title.kind, title.original_language, title.year)

    def score(known: Known) -> int:
        return sum(points.get(name, 0) for name in formats_of(known, about, formats))

    here = {one.existing.file_id: score(_known(one)) for one in title.files if one.version_id == version.id}
    coming = {one.queued.download_id: score(_known_arriving(one)) for one in title.arriving}
    facts_of.base = replace(
        facts_of.base,
        existing=tuple(replace(one, score=here[one.file_id]) for one in facts_of.base.existing),
        queued=tuple(replace(one, score=coming[one.download_id]) for one in facts_of.base.queued),
    )


def _known(held: HeldFile) -> Known:
    file = held.existing
    return Known(
        release_title=file.release_title, path=held.origin_path or held.path, size_bytes=file.size_bytes,
        quality=file.quality, release_group=file.release_group, edition=held.edition, languages=held.languages,
        flags=held.flags,
    )  # fmt: skip


def _known_arriving(arriving: Arriving) -> Known:
    queued: QueuedRelease = arriving.queued
    return Known(
        release_title=queued.title, size_bytes=arriving.size_bytes, quality=queued.quality,
        languages=arriving.languages, flags=arriving.flags,
    )  # fmt: skip


def _option(judged: Judged, ids: dict[Any, int]) -> Option:
    return Option(release_id=ids[judged.offer.key], item_ids=judged.item_ids, judgement=judged.judgement)
