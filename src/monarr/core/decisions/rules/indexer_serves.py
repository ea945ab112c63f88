"""An indexer may be kept for one library, or for titles with certain tags."""

from __future__ import annotations

from monarr.core.decisions.model import Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    misfit = candidate.indexer_misfit
    return verdict(misfit is None, reason=misfit, indexer=candidate.indexer_name, title=facts.title)


RULE = Rule("indexer-serves", check, fix="indexer.tags")
