"""Long after a season has ended an indexer may be asked for packs only: single episodes would cost it twenty grabs."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    limit_days = candidate.single_episode_days
    if limit_days is None or not facts.is_season_search or facts.season_ended_at is None:
        return NOT_ASKED
    ended_days = (facts.now - facts.season_ended_at).total_seconds() / 86_400
    passed = candidate.parsed.full_season or ended_days <= limit_days
    return verdict(passed, ended_days=ended_days, limit_days=limit_days, indexer=candidate.indexer_name)


RULE = Rule("season-pack-only", check, fix="indexer.single_episode_days")
