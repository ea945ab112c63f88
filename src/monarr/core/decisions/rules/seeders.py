"""A torrent needs somebody who has it. More may come, so waiting may help."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.kinds import Protocol


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if candidate.protocol is not Protocol.TORRENT or candidate.seeders is None:
        return NOT_ASKED
    return verdict(
        candidate.seeders >= candidate.minimum_seeders,
        seeders=candidate.seeders,
        limit=candidate.minimum_seeders,
        indexer=candidate.indexer_name,
    )


RULE = Rule("seeders", check, temporary=True, fix="indexer.minimum_seeders")
