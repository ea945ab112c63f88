"""Delay profiles are tried on the past: the releases of some titles come again, under today's delay and under the
proposed one, and what was grabbed since the first of them is left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Row

from monarr.core.decisions import Facts
from monarr.core.kinds import MediaKind
from monarr.core.what_if import Seen, WhatIfBuilder, run_through, timed_differences
from monarr.db.repositories.profiles import JudgingRules
from monarr.db.repositories.wanted import VersionFacts, Wanted
from monarr.services._facts import FactsOf, formats_for
from monarr.services._what_if_replay import Rows, facts_as_of_search, matched_row, with_releases
from monarr.services.judging import format_names_of
from monarr.services.offers import Matched, candidate_of


def replay_delays(
    rows: Rows,
    today: JudgingRules,
    proposed: JudgingRules,
    now: datetime,
    into: WhatIfBuilder,
) -> None:
    """Puts what differs into `into`."""
    for title, versions in with_releases(rows):
        for version, releases in versions:
            _replay_version(title, version, releases, (today, proposed), now, into)


def _replay_version(
    title: Wanted, version: VersionFacts, releases: Sequence[Row[Any]], rules: tuple[JudgingRules, JudgingRules],
    now: datetime, into: WhatIfBuilder,
) -> None:  # fmt: skip
    began_at = min(row.first_seen_at for row in releases)
    into.version(version.id, len(releases), began_at)
    facts = [facts_as_of_search(title, version, known, now) for known in rules]
    if _delay(facts[0].base) == _delay(facts[1].base):
        return
    for one in facts:
        one.base = _before(one.base, began_at)
    formats = formats_for(title, rules[0])
    found = [matched_row(row, title) for row in releases]
    names = [format_names_of(one, title, formats, rules[0]) for one in found]
    seen = [
        [_seen(one, row, named, title, known, side) for one, row, named in zip(found, releases, names, strict=True)]
        for known, side in zip(rules, facts, strict=True)
    ]
    taken = [run_through(given, side.base) for given, side in zip(seen, facts, strict=True)]
    for difference in timed_differences(taken[0], taken[1], seen[1]):
        into.add(
            difference, title_id=title.id, title=title.title, year=title.year, version_id=version.id,
            version=version.name, is_film=title.kind is MediaKind.MOVIE, existing=facts[0].base.existing,
            root_path=version.root_path, free_bytes=version.free_bytes,
        )  # fmt: skip


def _delay(facts: Facts) -> Any:
    return replace(facts.delay, name=""), facts.allowed_protocols


def _before(facts: Facts, moment: datetime) -> Facts:
    """The version as it was before the first of its releases was seen."""
    return replace(
        facts,
        existing=tuple(file for file in facts.existing if file.added_at is not None and file.added_at < moment),
        queued=(),
        history=tuple(grab for grab in facts.history if grab.grabbed_at < moment),
    )


def _seen(
    found: Matched, row: Row[Any], names: tuple[str, ...], title: Wanted, rules: JudgingRules, facts_of: FactsOf
) -> Seen:  # fmt: skip
    facts = facts_of(found.episode_ids)
    candidate = candidate_of(found, names, title, rules, facts, first_seen_at=row.first_seen_at)
    return Seen(
        release_id=row.id, item_ids=found.episode_ids or (title.id,), candidate=candidate, facts=facts,
        seen_at=row.first_seen_at, published_at=found.offer.release.published_at,
    )  # fmt: skip
