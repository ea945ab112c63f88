"""Subtitles burnt into the picture cannot be switched off; they are taken only where the house allows them."""

from __future__ import annotations

from monarr.core.decisions.model import Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    burnt_in = candidate.parsed.hardcoded_subs
    allowed = facts.allow_hardcoded_subs or (burnt_in or "").casefold() in {
        language.casefold() for language in facts.hardcoded_subs_languages
    }
    return verdict(burnt_in is None or allowed, subtitles=burnt_in, allowed=allowed)


RULE = Rule("hardcoded-subs", check, fix="settings.indexers.hardcoded_subs")
