"""A release profile may ask that one of its words stands in the name; each profile must be satisfied."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.decisions.words import present


def check(candidate: Candidate, facts: Facts) -> Verdict:
    asked = [one for one in facts.restrictions if one.required and one.holds_for(candidate.indexer_id)]
    if not asked:
        return NOT_ASKED
    all_found: list[str] = []
    for one in asked:
        found = present(one.required, candidate.release_title)
        if not found:
            return verdict(False, words=list(one.required), restriction=one.name)
        all_found += found
    return verdict(True, found=all_found, words=[word for one in asked for word in one.required])


RULE = Rule("required-words", check, fix="settings.release_profiles")
