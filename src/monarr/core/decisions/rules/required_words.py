"""A release profile may ask that one of its words stands in the name."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.decisions.rules._words import present


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if not facts.required_words:
        return NOT_ASKED
    found = present(facts.required_words, candidate.release_title)
    return verdict(bool(found), found=found, words=list(facts.required_words))


RULE = Rule("required-words", check, fix="settings.release_profiles")
