"""What failed before is not fetched again: told by its hash, else by its name at the same indexer."""

from __future__ import annotations

from monarr.core.decisions.model import Blocked, Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    entry = next((entry for entry in facts.blocklist if _is_same(entry, candidate)), None)
    if entry is None:
        return verdict(True, entry_count=len(facts.blocklist))
    return verdict(False, entry_count=len(facts.blocklist), reason=entry.reason or "failed", blocked=entry.title)


def _is_same(entry: Blocked, candidate: Candidate) -> bool:
    if entry.info_hash and candidate.info_hash:
        return entry.info_hash.lower() == candidate.info_hash.lower()
    if None not in (entry.indexer_id, candidate.indexer_id) and entry.indexer_id != candidate.indexer_id:
        return False
    return entry.title.casefold() == candidate.release_title.casefold()


RULE = Rule("blocklist", check, fix="blocklist")
