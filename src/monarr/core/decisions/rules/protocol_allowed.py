"""The delay profile may switch a protocol off for its titles."""

from __future__ import annotations

from monarr.core.decisions.model import Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    allowed = candidate.protocol in facts.allowed_protocols
    return verdict(allowed, reason=candidate.protocol.value, profile=facts.delay.name or None)


RULE = Rule("protocol-allowed", check, fix="settings.delay_profiles")
