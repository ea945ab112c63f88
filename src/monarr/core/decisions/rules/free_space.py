"""The release must fit on the root folder's disk, with the reserve that the house keeps."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Cost, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if facts.free_bytes is None or candidate.size_bytes is None:
        return NOT_ASKED
    return verdict(
        facts.free_bytes - candidate.size_bytes >= facts.minimum_free_bytes,
        size_bytes=candidate.size_bytes,
        free_bytes=facts.free_bytes,
        reserve_bytes=facts.minimum_free_bytes,
    )


RULE = Rule("free-space", check, cost=Cost.DISK, temporary=True, fix="settings.root_folders")
