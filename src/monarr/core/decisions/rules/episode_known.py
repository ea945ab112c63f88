"""The numbers in the name must be episodes that this series has."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.kinds import MediaKind


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if facts.kind is MediaKind.MOVIE:
        return NOT_ASKED
    parsed = candidate.parsed
    return verdict(
        bool(candidate.episode_ids),
        season=parsed.season,
        episodes=list(parsed.episodes or parsed.absolute_episodes),
        air_date=parsed.air_date,
        held_count=len(candidate.episode_ids),
    )


RULE = Rule("episode-known", check)
