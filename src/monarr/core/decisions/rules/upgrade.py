"""The release must be better than what is here. A pack must improve as many episodes as the pack policy asks."""

from __future__ import annotations

from typing import Any

from monarr.core.decisions.better import Step, concerned, language_change, missing_count, step_from
from monarr.core.decisions.model import NOT_ASKED, Candidate, Existing, Facts, Rule, Verdict, verdict
from monarr.core.quality import PackPolicy


def check(candidate: Candidate, facts: Facts) -> Verdict:
    files = concerned(candidate, facts)
    if not files:
        return NOT_ASKED
    steps = [(step_from(candidate, file, facts), file) for file in files]
    gains = sum(step.is_gain for step, _ in steps) + missing_count(candidate, facts)
    total = len(files) + missing_count(candidate, facts)
    passed = _enough(gains, total, facts)
    step, file = _telling(steps, passed)
    figures = _figures(step, file, candidate, facts)
    if not passed and gains > 0:
        figures |= {"reason": "pack", "share_percent": facts.pack_share_percent}
    return verdict(passed, **figures, gain_count=gains, held_count=total)


def _enough(gains: int, total: int, facts: Facts) -> bool:
    if facts.pack_policy is PackPolicy.ANY:
        return gains > 0
    if facts.pack_policy is PackPolicy.SHARE:
        return gains > 0 and gains * 100 >= facts.pack_share_percent * total
    return gains == total


def _telling(steps: list[tuple[Step, Existing]], passed: bool) -> tuple[Step, Existing]:
    """The comparison that shows why: the first gain when it passed, the first that is none when it did not."""
    return next(((step, file) for step, file in steps if step.is_gain is passed), steps[0])


def _figures(step: Step, file: Existing, candidate: Candidate, facts: Facts) -> dict[str, Any]:
    return {
        "reason": step.value,
        "quality": candidate.quality,
        "existing_quality": file.quality,
        "revision": candidate.parsed.revision.version,
        "existing_revision": file.revision.version,
        "score": candidate.score,
        "existing_score": file.score,
        "increment": facts.profile.minimum_score_increment,
    } | _languages(step, file, candidate, facts)


def _languages(step: Step, file: Existing, candidate: Candidate, facts: Facts) -> dict[str, Any]:
    """The languages that decided."""
    gained, lost = language_change(candidate, file, facts)
    if step is Step.LANGUAGE:
        return {"gained_languages": list(gained)}
    return {"lost_languages": list(lost)} if step is Step.WORSE_LANGUAGE else {}


RULE = Rule("upgrade", check, fix="profile.upgrades")
