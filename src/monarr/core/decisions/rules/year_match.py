"""Two films may share a name; the year tells them apart."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if candidate.parsed.year is None or facts.year is None or "id-differs" in candidate.match_reasons:
        return NOT_ASKED
    differs = "year-differs" in candidate.match_reasons
    return verdict(not differs, found_year=candidate.parsed.year, wanted_year=facts.year, wanted=facts.title)


RULE = Rule("year-match", check)
