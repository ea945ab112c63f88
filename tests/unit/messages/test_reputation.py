"""What a factor of a group's reputation was read from, as people say it."""

from __future__ import annotations

from typing import Any

import pytest

from monarr.core.reputation import FactorScore
from monarr.messages.reputation import factor_sentence


@pytest.mark.parametrize(
    ("code", "figures", "sentence"),
    [
        ("recency_score", {"days": 0.02, "per_day": 1.0}, "Last seen today; 1 on a day with releases."),
        ("recency_score", {"days": 1.2, "per_day": 2.5}, "Last seen 1 day ago; 2.5 on a day with releases."),
        ("recency_score", {"days": 40.0, "per_day": 3.0}, "Last seen 40 days ago; 3 on a day with releases."),
        ("quality_consistency", {"codecs": 2, "variance": 2.25}, "2 codecs; sizes vary by some 1.5 GB."),
        ("quality_consistency", {"codecs": 1, "variance": None}, "1 codec."),
    ],
)
def test_a_reading_is_in_human_units(code: str, figures: dict[str, Any], sentence: str) -> None:
    assert str(factor_sentence(FactorScore(code, 0.5, 5.0, 10.0, "ledger", figures))) == sentence
