"""A release that was grabbed and imported before brings nothing new."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, PastGrab, Rule, Verdict, verdict
from monarr.core.kinds import Origin


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if facts.origin is Origin.INTERACTIVE or not facts.existing:
        return NOT_ASKED
    past = next((grab for grab in facts.history if grab.imported_at and _is_same(grab, candidate)), None)
    imported_at = past.imported_at if past else None
    age_days = (facts.now - imported_at).total_seconds() / 86_400 if imported_at else None
    return verdict(past is None, imported_at=imported_at, age_days=age_days, history_count=len(facts.history))


def _is_same(grab: PastGrab, candidate: Candidate) -> bool:
    if grab.info_hash and candidate.info_hash:
        return grab.info_hash.lower() == candidate.info_hash.lower()
    return grab.title.casefold() == candidate.release_title.casefold()


RULE = Rule("already-imported", check)
