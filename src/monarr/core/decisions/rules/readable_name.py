"""A name that says nothing cannot be judged: it may be anything."""

from __future__ import annotations

from monarr.core.decisions.model import Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    return verdict(candidate.is_readable, wanted=facts.title)


RULE = Rule("readable-name", check)
