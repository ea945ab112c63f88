"""A release that carries a catalogue's id is of the title with that id, whatever else it says."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    named = candidate.parsed.imdb_id or candidate.parsed.tmdb_id
    if named is None:
        return NOT_ASKED
    return verdict("id-differs" not in candidate.match_reasons, found=str(named), wanted=facts.title)


RULE = Rule("id-match", check)
