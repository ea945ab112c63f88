"""Rules (one module each), the engine that runs them, and the comparison of candidates."""

from monarr.core.decisions.model import (
    NOT_ASKED,
    Candidate,
    Cost,
    Existing,
    Facts,
    Judgement,
    Outcome,
    QueuedRelease,
    Rule,
    Verdict,
    verdict,
)

__all__ = [
    "NOT_ASKED", "Candidate", "Cost", "Existing", "Facts", "Judgement", "Outcome", "QueuedRelease", "Rule", "Verdict",
    "verdict",
]  # fmt: skip
