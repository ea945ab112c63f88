"""While a file is missing from its disk nothing is fetched by itself: the disk may only be away."""

from __future__ import annotations

from monarr.core.decisions.better import concerned
from monarr.core.decisions.model import NOT_ASKED, Candidate, Cost, Facts, Rule, Verdict, verdict
from monarr.core.kinds import Origin


def check(candidate: Candidate, facts: Facts) -> Verdict:
    files = concerned(candidate, facts)
    if facts.origin is not Origin.RSS or not files:
        return NOT_ASKED
    lost = sum(file.is_lost for file in files)
    return verdict(lost == 0, lost_count=lost, existing_quality=files[0].quality)


RULE = Rule("file-lost", check, cost=Cost.DISK, temporary=True, fix="settings.root_folders")
