"""A release profile may forbid words in the name."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.decisions.rules._words import present


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if not facts.forbidden_words:
        return NOT_ASKED
    found = present(facts.forbidden_words, candidate.release_title)
    return verdict(not found, found=found, words=list(facts.forbidden_words))


RULE = Rule("forbidden-words", check, fix="settings.release_profiles")
