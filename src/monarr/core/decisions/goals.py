"""The languages that a profile wants, against those that a release has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from monarr.core.decisions.model import Candidate, Facts
from monarr.core.quality import LanguageGoal, Strength

ORIGINAL = "Original"
UNSTATED = "Unknown"


def resolved(name: str, facts: Facts) -> str:
    """A language by its own name where "Original" or nothing is said and the original language is known."""
    return (facts.original_language or ORIGINAL) if name in (ORIGINAL, UNSTATED) else name


def spoken(candidate: Candidate, facts: Facts) -> frozenset[str]:
    """What is heard in the release, as far as its name tells; a name that tells nothing speaks the original."""
    return frozenset(resolved(name, facts) for name in candidate.languages or (UNSTATED,))


def lapses_at(goal: LanguageGoal, facts: Facts) -> datetime | None:
    """When a must becomes nice; None: never, or nobody knows when the title came out."""
    if goal.wait_days is None or facts.available_at is None:
        return None
    return facts.available_at + timedelta(days=goal.wait_days)


def musts(goals: Iterable[LanguageGoal], facts: Facts) -> tuple[LanguageGoal, ...]:
    """The goals that must be met now."""
    found = []
    for goal in goals:
        lapse = lapses_at(goal, facts)
        if goal.strength is Strength.MUST and (lapse is None or lapse > facts.now):
            found.append(goal)
    return tuple(found)


def met(goals: Iterable[LanguageGoal], languages: frozenset[str], facts: Facts) -> tuple[int, ...]:
    """1 for each wanted language that is there, 0 for each that is not, in the order of the goals."""
    return tuple(
        int(resolved(goal.language, facts) in languages) for goal in goals if goal.strength is not Strength.REFUSE
    )
