"""Where the house keeps what is here, a proper or repack alone replaces nothing."""

from __future__ import annotations

from monarr.core.decisions.better import Step, concerned, missing_count, step_from
from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.quality import RepairPolicy


def check(candidate: Candidate, facts: Facts) -> Verdict:
    files = concerned(candidate, facts)
    if facts.repairs is not RepairPolicy.KEEP or not files:
        return NOT_ASKED
    steps = [step_from(candidate, file, facts) for file in files]
    if Step.REVISION not in steps:
        return NOT_ASKED
    gains = any(step.is_gain and step is not Step.REVISION for step in steps) or missing_count(candidate, facts) > 0
    return verdict(gains, existing_quality=files[0].quality, revision=candidate.parsed.revision.version)


RULE = Rule("repairs", check, fix="settings.releases.repairs")
