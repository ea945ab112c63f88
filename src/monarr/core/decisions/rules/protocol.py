"""Without a download client for the protocol nothing can be fetched."""

from __future__ import annotations

from monarr.core.decisions.model import Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    return verdict(candidate.protocol in facts.protocols, reason=candidate.protocol.value)


RULE = Rule("protocol", check, fix="settings.download_clients")
