"""A file that holds more episodes than the release does not give way to it: some of them would be lost."""

from __future__ import annotations

from monarr.core.decisions.better import concerned
from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if not candidate.episode_ids:
        return NOT_ASKED
    replaced = {file.file_id for file in concerned(candidate, facts)}
    if not replaced:
        return NOT_ASKED
    held = set(candidate.episode_ids)
    lost = {file.item_id for file in facts.existing if file.file_id in replaced} - held
    return verdict(not lost, lost_count=len(lost), held_count=len(held))


RULE = Rule("same-episodes", check)
