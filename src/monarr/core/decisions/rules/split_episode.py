"""Half an episode is no episode."""

from __future__ import annotations

import re

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.kinds import MediaKind

_HALF = re.compile(r"(?<![^\W_])s\d{1,4}[ ._-]?e\d{1,4}([a-d]|[ ._-]{1,3}\(?\d ?of ?\d\)?)(?![^\W_])", re.IGNORECASE)


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if facts.kind is MediaKind.MOVIE:
        return NOT_ASKED
    half = _HALF.search(candidate.release_title)
    return verdict(half is None, found=half[0] if half else None)


RULE = Rule("split-episode", check)
