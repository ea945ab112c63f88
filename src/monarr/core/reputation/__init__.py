"""The reputation of release groups: what was seen of them, what indexers say, and how Monarr itself fared with them."""

from monarr.core.reputation.factors import find_factors
from monarr.core.reputation.model import (
    Factor,
    FactorScore,
    Reading,
    Reputation,
    bars_of,
    certainty_of,
    key_of,
    tier_of,
)
from monarr.core.reputation.score import confidence, contribution, weigh
from monarr.core.reputation.tally import Experience, Seen, Tally

__all__ = [
    "Experience", "Factor", "FactorScore", "Reading", "Reputation", "Seen", "Tally", "bars_of", "certainty_of",
    "confidence", "contribution", "find_factors", "key_of", "tier_of", "weigh",
]  # fmt: skip
