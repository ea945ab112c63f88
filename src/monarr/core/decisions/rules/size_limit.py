"""The house's own limit: no single release may be bigger, whatever its quality."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if not facts.maximum_size_bytes or candidate.size_bytes is None:
        return NOT_ASKED
    limit_bytes = facts.maximum_size_bytes
    return verdict(candidate.size_bytes <= limit_bytes, size_bytes=candidate.size_bytes, limit_bytes=limit_bytes)


RULE = Rule("size-limit", check, fix="settings.indexers.maximum_size")
