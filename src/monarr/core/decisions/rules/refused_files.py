"""Files with endings that this house does not want."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Cost, Facts, Rule, Verdict, verdict
from monarr.core.file_endings import ending


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if facts.file_names is None or not facts.refused_endings:
        return NOT_ASKED
    bad = [name for name in facts.file_names if ending(name) in facts.refused_endings]
    return verdict(not bad, ending=ending(bad[0]) if bad else None, file_count=len(facts.file_names))


RULE = Rule("refused-files", check, cost=Cost.NETWORK, fix="settings.releases.refused_endings")
