"""The same or a better release is already arriving."""

from __future__ import annotations

from monarr.core.decisions.better import concerned_queue, step_from
from monarr.core.decisions.model import Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    arriving = concerned_queue(candidate, facts)
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
                increment=facts.profile.minimum_score_increment,
                reason=step.value,
            )
    return verdict(True, queued_count=len(arriving))


RULE = Rule("in-queue", check, fix="queue")
