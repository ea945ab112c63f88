"""An indexer may be set to give only releases with certain flags, such as freeleech; one of them is enough."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if not candidate.required_flags:
        return NOT_ASKED
    return verdict(
        not candidate.flags.isdisjoint(candidate.required_flags),
        flags=sorted(candidate.flags),
        wanted_flags=sorted(candidate.required_flags),
        indexer=candidate.indexer_name,
    )


RULE = Rule("indexer-flags", check, fix="indexer.required_flags")
