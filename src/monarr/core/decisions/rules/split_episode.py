"""Half an episode is no episode."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.decisions.parts import episode_part
from monarr.core.kinds import MediaKind


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if facts.kind is MediaKind.MOVIE:
        return NOT_ASKED
    half = episode_part(candidate.release_title)
    return verdict(half is None, found=half)


RULE = Rule("split-episode", check)
