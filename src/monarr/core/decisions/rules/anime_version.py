"""A second version of an anime episode repairs its own group's, whose signs and timings it shares."""

from __future__ import annotations

from monarr.core.decisions.better import concerned
from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict
from monarr.core.decisions.rules.same_group import is_repair_of, of_one_group
from monarr.core.kinds import SeriesType


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if facts.series_type is not SeriesType.ANIME or candidate.parsed.revision.is_repack:
        return NOT_ASKED
    files = [file for file in concerned(candidate, facts) if is_repair_of(candidate, file, facts)]
    return NOT_ASKED if not files else of_one_group(candidate, files)


RULE = Rule("anime-version", check)
