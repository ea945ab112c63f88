"""Each factor on its scale of 0 to 1, by the formula that stands in its module; unknown is unknown."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monarr.core.reputation import Experience, Reading, Seen, Tally, find_factors

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def tally(*releases: dict[str, Any], **own: int) -> Tally:
    found = Tally(own=Experience(**own))
    for release in releases:
        found.see(Seen(**({"seen_at": NOW} | release)))
    return found


def read(code: str, known: Tally) -> Reading:
    factor = next(one for one in find_factors() if one.code == code)
    return factor.read(known, NOW)


def value(code: str, *releases: dict[str, Any], **own: int) -> float:
    found = read(code, tally(*releases, **own)).value
    assert found is not None
    return found


def test_there_are_eight_and_they_share_the_whole() -> None:
    factors = find_factors()
    assert len(factors) == 8
    assert sum(factor.weight for factor in factors) == pytest.approx(1)
    assert [factor.code for factor in factors[:2]] == ["seeder_health_score", "internal_ratio"]


@pytest.mark.parametrize("factor", find_factors(), ids=lambda factor: factor.code)
def test_of_nothing_nothing_is_known(factor: Any) -> None:
    assert factor.read(Tally(), NOW).value is None


@pytest.mark.parametrize(
    ("seeders", "expected"), [(0, 0.0), (1, 0.2), (7, (math.log(7) + 1) / 5), (55, 1.0), (5000, 1.0)]
)
def test_seeders_count_by_their_logarithm(seeders: int, expected: float) -> None:
    assert value("seeder_health_score", {"seeders": seeders}) == pytest.approx(expected, abs=0.002)


def test_internal_releases_are_a_share_of_those_whose_indexer_marks_them() -> None:
    marked = ({"is_internal": True}, {"is_internal": False}, {"is_internal": None}, {"is_internal": True})
    assert value("internal_ratio", *marked) == pytest.approx(2 / 3)
    assert read("internal_ratio", tally({"is_internal": None})).value is None


def test_completion_is_what_indexers_say_until_monarr_knows_better() -> None:
    assert value("completion_rate", {"grabs": 20}) == 0.2
    assert value("completion_rate", {"grabs": 900}) == 1.0
    assert value("completion_rate", imported=3, failed=1) == 0.75
    assert value("completion_rate", {"grabs": 0}, imported=10) == pytest.approx(0.5)  # ten weigh as much as all said
    assert value("completion_rate", imported=4, upgraded_away=4) == 0.75


def test_alike_sizes_and_one_codec_are_consistent() -> None:
    alike = ({"size_bytes": 8 * 10**9, "codec": "x264"},) * 3
    assert value("quality_consistency", *alike) == 1.0
    mixed = ({"size_bytes": 7 * 10**9, "codec": "x264"}, {"size_bytes": 9 * 10**9, "codec": "x265"})
    assert value("quality_consistency", *mixed) == pytest.approx((1 / 2 + 1 / 2) / 2)


def test_recency_falls_by_half_in_thirty_days_and_slower_for_the_busy() -> None:
    month_ago = {"seen_at": NOW - timedelta(days=30)}
    assert value("recency_score", {}) == 1.0
    assert value("recency_score", month_ago) == pytest.approx(0.5)
    assert value("recency_score", *(month_ago,) * 3) == pytest.approx(min(1, 0.5 * (1 + math.log(3))))


def test_three_categories_and_fifty_releases_are_the_whole() -> None:
    assert value("category_diversity", {"categories": (2040, 5040)}) == pytest.approx(2 / 3)
    assert value("category_diversity", {"categories": (2040, 5040, 2045, 5045)}) == 1.0
    assert value("volume_score", *({},) * 10) == 0.2
    assert value("volume_score", *({},) * 80) == 1.0


@pytest.mark.parametrize(
    ("gigabytes", "expected"),
    [(0.5, 0.3), (1, 0.5), (3, 0.7), (5, 0.85), (8, 0.95), (15, 1.0), (49, 1.0), (50, 0.9), (100, 0.9), (120, 0.6)],
)
def test_a_size_is_worth_what_it_carries(gigabytes: float, expected: float) -> None:
    assert value("size_appropriateness", {"size_bytes": int(gigabytes * 10**9)}) == expected


def test_sizes_are_compared_as_if_everything_ran_two_hours() -> None:
    episode = {"size_bytes": 2 * 10**9, "runtime_minutes": 30}
    assert value("size_appropriateness", episode) == 0.95  # 8 GB in two hours
    pack = {"size_bytes": 20 * 10**9, "runtime_minutes": 300}
    assert read("size_appropriateness", tally(pack)).figures["mean_gigabytes"] == 8.0
