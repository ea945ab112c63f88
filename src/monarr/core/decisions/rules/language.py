"""The release must carry one of the languages that the profile wants. One that names none is in the original language."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict

_ORIGINAL = "Original"
_UNSTATED = "Unknown"


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if not facts.profile.languages or "Any" in facts.profile.languages:
        return NOT_ASKED
    wanted = {_resolved(name, facts) for name in facts.profile.languages}
    spoken = {_resolved(name, facts) for name in candidate.languages or (_UNSTATED,)}
    return verdict(
        not wanted.isdisjoint(spoken),
        languages=sorted(set(candidate.languages) or {_UNSTATED}),
        wanted_languages=sorted(wanted),
        original_language=facts.original_language,
    )


def _resolved(name: str, facts: Facts) -> str:
    """A language by its own name where "Original" or nothing is said and the original language is known."""
    return (facts.original_language or _ORIGINAL) if name in (_ORIGINAL, _UNSTATED) else name


RULE = Rule("language", check, fix="profile.languages")
