"""An indexer that failed is left in peace for a while; its releases wait."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    until = candidate.indexer_disabled_until
    if until is None:
        return NOT_ASKED
    wait_minutes = max(0.0, (until - facts.now).total_seconds() / 60)
    return verdict(wait_minutes == 0, until=until, wait_minutes=wait_minutes, indexer=candidate.indexer_name)


RULE = Rule("indexer-available", check, temporary=True, fix="indexer")
