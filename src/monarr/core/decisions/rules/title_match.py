"""The release must name the wanted title, not one that a search found by resemblance."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict

_TOLD_ELSEWHERE = ("year-differs", "id-differs", "other-kind")  # by rules of their own


def check(candidate: Candidate, facts: Facts) -> Verdict:
    reasons = candidate.match_reasons
    if not candidate.is_readable or any(reason in _TOLD_ELSEWHERE for reason in reasons):
        return NOT_ASKED
    reason = "resembles" if "title-resembles" in reasons else None
    return verdict(
        candidate.is_match, found=candidate.parsed.title, wanted=facts.title, reasons=list(reasons), reason=reason
    )


RULE = Rule("title-match", check)
