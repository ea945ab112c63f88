"""What comes by itself (RSS, scheduled search, push) is only fetched for what is monitored; people may ask for anything."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.kinds import Origin


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if facts.origin is Origin.INTERACTIVE or facts.user_invoked:
        return NOT_ASKED
    held = set(candidate.episode_ids)
    monitored = held if facts.monitored_episode_ids is None else held & set(facts.monitored_episode_ids)
    reason = "title" if not facts.monitored else "episodes" if monitored else "none"
    return verdict(
        facts.monitored and monitored == held,
        reason=reason,
        title=facts.title,
        monitored_count=len(monitored),
        held_count=len(held),
    )


RULE = Rule("monitored", check, fix="title.monitored")
