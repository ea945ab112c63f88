"""Scripts, links and rare archives in a file list are bait. Programs have a rule of their own."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Cost, Facts, Rule, Verdict, verdict
from monarr.core.file_endings import BAIT_ARCHIVES, SCRIPTS, ending


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if facts.file_names is None:
        return NOT_ASKED
    bad = [name for name in facts.file_names if ending(name) in SCRIPTS | BAIT_ARCHIVES]
    if not bad:
        return verdict(True, file_count=len(facts.file_names))
    reason = "archive" if ending(bad[0]) in BAIT_ARCHIVES else "script"
    return verdict(False, file_count=len(facts.file_names), bad_count=len(bad), ending=ending(bad[0]), files=bad[:5],
                   reason=reason)  # fmt: skip


RULE = Rule("dangerous-files", check, cost=Cost.NETWORK)
