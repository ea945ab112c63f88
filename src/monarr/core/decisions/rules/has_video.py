"""Among the files must be a video, or an archive that may hold one."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Cost, Facts, Rule, Verdict, verdict
from monarr.core.file_endings import ARCHIVES, VIDEOS, ending


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if not facts.file_names:
        return NOT_ASKED
    video_count = sum(ending(name) in VIDEOS | ARCHIVES for name in facts.file_names)
    return verdict(video_count > 0, video_count=video_count, file_count=len(facts.file_names))


RULE = Rule("has-video", check, cost=Cost.NETWORK)
