"""A release profile may forbid words in the name."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.decisions.words import present


def check(candidate: Candidate, facts: Facts) -> Verdict:
    asked = [one for one in facts.restrictions if one.forbidden and one.holds_for(candidate.indexer_id)]
    if not asked:
        return NOT_ASKED
    for one in asked:
        found = present(one.forbidden, candidate.release_title)
        if found:
            return verdict(False, found=found, words=list(one.forbidden), restriction=one.name)
    return verdict(True, words=[word for one in asked for word in one.forbidden])


RULE = Rule("forbidden-words", check, fix="settings.release_profiles")
