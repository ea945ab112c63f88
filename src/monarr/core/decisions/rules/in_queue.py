"""The same or a better release is already arriving."""

from __future__ import annotations

from monarr.core.decisions.better import step_from
from monarr.core.decisions.model import Candidate, Facts, QueuedRelease, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    arriving = [queued for queued in facts.queued if _concerns(queued, candidate, facts)]
    for queued in arriving:
        step = step_from(candidate, queued, facts)
        if not step.is_gain:
            return verdict(
                False,
                quality=candidate.quality,
                queued_quality=queued.quality,
                score=candidate.score,
                queued_score=queued.score,
                queued=queued.title,
                reason=step.value,
            )
    return verdict(True, queued_count=len(arriving))


def _concerns(queued: QueuedRelease, candidate: Candidate, facts: Facts) -> bool:
    wanted = candidate.episode_ids or (facts.item_id,)
    return not set(wanted).isdisjoint(queued.item_ids)


RULE = Rule("in-queue", check, fix="queue")
