"""No film needs a program."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Cost, Facts, Rule, Verdict, verdict
from monarr.core.file_endings import PROGRAMS, ending


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if facts.file_names is None:
        return NOT_ASKED
    bad = [name for name in facts.file_names if ending(name) in PROGRAMS]
    if not bad:
        return verdict(True, file_count=len(facts.file_names))
    return verdict(False, file_count=len(facts.file_names), bad_count=len(bad), ending=ending(bad[0]), files=bad[:5])


RULE = Rule("dangerous-programs", check, cost=Cost.NETWORK)
