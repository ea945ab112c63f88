"""The release must name the wanted title, not one that a search found by resemblance."""

from __future__ import annotations

from monarr.core.decisions.model import Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    return verdict(
        candidate.is_match, found=candidate.parsed.title, wanted=facts.title, reasons=list(candidate.match_reasons)
    )


RULE = Rule("title-match", check)
