"""A film on two discs, one of them, is half a film."""

from __future__ import annotations

import re

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.kinds import MediaKind

_PART = re.compile(r"(?<![^\W_])(?:cd|dvd|disc|disk)[ ._-]?([1-9])(?![^\W_])", re.IGNORECASE)


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if facts.kind is not MediaKind.MOVIE:
        return NOT_ASKED
    part = _PART.search(candidate.release_title)
    return verdict(part is None, part=int(part[1]) if part else None)


RULE = Rule("film-part", check)
