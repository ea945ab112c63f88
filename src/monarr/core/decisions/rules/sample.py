"""A small release that calls itself a sample is one."""

from __future__ import annotations

import re

from monarr.core.decisions.model import Candidate, Facts, Rule, Verdict, verdict

SAMPLE_BYTES = 70_000_000
_SAMPLE = re.compile(r"(?<![^\W_])sample(?![^\W_])", re.IGNORECASE)


def check(candidate: Candidate, facts: Facts) -> Verdict:
    named = _SAMPLE.search(candidate.release_title) is not None
    small = candidate.size_bytes is None or candidate.size_bytes < SAMPLE_BYTES
    return verdict(not (named and small), size_bytes=candidate.size_bytes, limit_bytes=SAMPLE_BYTES)


RULE = Rule("sample", check)
