"""A film's release is a film, a series' release an episode."""

from __future__ import annotations

from monarr.core.decisions.model import Candidate, Facts, Rule, Verdict, verdict
from monarr.core.kinds import MediaKind


def check(candidate: Candidate, facts: Facts) -> Verdict:
    wanted = "movie" if facts.kind is MediaKind.MOVIE else "series"
    return verdict(candidate.parsed.type == wanted, reason=candidate.parsed.type, wanted=wanted)


RULE = Rule("media-type", check)
