"""A film on two discs, one of them, is half a film."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.decisions.parts import film_part
from monarr.core.kinds import MediaKind


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if facts.kind is not MediaKind.MOVIE:
        return NOT_ASKED
    part = film_part(candidate.release_title)
    return verdict(part is None, part=part)


RULE = Rule("film-part", check)
