"""RSS does not grab again within half a day what is no better than the last grab: the client may still be at it."""

from __future__ import annotations

from datetime import timedelta

from monarr.core.decisions.better import rank
from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, PastGrab, Rule, Verdict, verdict
from monarr.core.kinds import Origin

LIMIT_MINUTES = 12 * 60


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if facts.origin is not Origin.RSS:
        return NOT_ASKED
    recent = [grab for grab in recent_grabs(candidate, facts) if is_no_better(candidate, grab, facts)]
    if not recent:
        return verdict(True, limit_minutes=LIMIT_MINUTES, history_count=len(facts.history))
    last = max(recent, key=lambda grab: grab.grabbed_at)
    until = last.grabbed_at + timedelta(minutes=LIMIT_MINUTES)
    return verdict(
        False,
        until=until,
        quality=last.quality,
        limit_minutes=LIMIT_MINUTES,
        age_minutes=(facts.now - last.grabbed_at).total_seconds() / 60,
        wait_minutes=(until - facts.now).total_seconds() / 60,
        reason=_reason(candidate, last, facts),
    )


def recent_grabs(candidate: Candidate, facts: Facts) -> list[PastGrab]:
    """What was grabbed for these very things within the half day."""
    held = set(candidate.episode_ids or (facts.item_id,))
    limit = timedelta(minutes=LIMIT_MINUTES)
    return [
        grab
        for grab in facts.history
        if facts.now - grab.grabbed_at < limit and (not grab.item_ids or not held.isdisjoint(grab.item_ids))
    ]


def is_no_better(candidate: Candidate, grab: PastGrab, facts: Facts) -> bool:
    """By quality, then revision, then score."""
    return _standing(candidate, facts) <= _standing_of(grab, facts)


def _standing(candidate: Candidate, facts: Facts) -> tuple[int, int, int]:
    revision = candidate.parsed.revision
    return rank(candidate.quality, facts), revision.version + revision.real, candidate.score


def _standing_of(grab: PastGrab, facts: Facts) -> tuple[int, int, int]:
    return rank(grab.quality, facts), grab.revision.version + grab.revision.real, grab.score


def _reason(candidate: Candidate, grab: PastGrab, facts: Facts) -> str:
    names = ("worse-quality", "older-revision", "worse-score")
    pairs = zip(_standing(candidate, facts), _standing_of(grab, facts), names, strict=True)
    return next((name for new, old, name in pairs if new != old), "same")


RULE = Rule("recently-grabbed", check, temporary=True)
