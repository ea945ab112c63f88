"""The release must carry one of the languages that the profile wants. One that names none is in the original language."""

from __future__ import annotations

from monarr.core.decisions.goals import UNSTATED, resolved, spoken
from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if not facts.profile.languages or "Any" in facts.profile.languages:
        return NOT_ASKED
    wanted = {resolved(name, facts) for name in facts.profile.languages}
    return verdict(
        not wanted.isdisjoint(spoken(candidate, facts)),
        languages=sorted(set(candidate.languages) or {UNSTATED}),
        wanted_languages=sorted(wanted),
        original_language=facts.original_language,
    )


RULE = Rule("language", check, fix="profile.languages")
