"""Eight factors add up to a score that says how sure it is, and what it counts for in the order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monarr.core.reputation import (
    Experience,
    Seen,
    Tally,
    bars_of,
    certainty_of,
    contribution,
    tier_of,
    weigh,
)

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FINE: dict[str, Any] = {"size_bytes": 20 * 10**9, "seeders": 200, "grabs": 300, "is_internal": True, "codec": "x265"}


def tally(count: int, *, days_ago: float = 0, categories: tuple[int, ...] = (2040, 2045, 5040), **more: Any) -> Tally:
    found = Tally()
    for _ in range(count):
        found.see(Seen(seen_at=NOW - timedelta(days=days_ago), categories=categories, **more))
    return found


def test_a_group_of_which_nothing_is_known_stands_in_the_middle_and_says_so() -> None:
    unknown = weigh(Tally(), NOW)
    assert (unknown.score, unknown.confidence, unknown.certainty) == (50.0, 0, "very-low")
    assert {one.value for one in unknown.factors} == {None}
    assert sum(one.points for one in unknown.factors) == 50.0


def test_a_group_that_is_fine_in_everything_has_a_hundred() -> None:
    fine = weigh(tally(120, **FINE), NOW)
    assert (fine.score, fine.tier, fine.certainty) == (100.0, "premium", "very-high")
    assert fine.adjustments == {"bonus": 5.0}


def test_the_contributions_add_up_to_the_score() -> None:
    known = weigh(tally(12, seeders=3, size_bytes=2 * 10**9, codec="x264"), NOW)
    assert known.score == pytest.approx(sum(one.points for one in known.factors), abs=0.01)
    assert all(0 <= one.points <= one.most for one in known.factors)


def test_fakes_cost_up_to_thirty_points() -> None:
    honest, fake = tally(60, seeders=20), tally(60, seeders=20)
    honest.own, fake.own = Experience(imported=4), Experience(imported=2, fake=2)
    assert weigh(fake, NOW).adjustments == {"fakes": -15.0}
    assert weigh(fake, NOW).score < weigh(honest, NOW).score - 15


@pytest.mark.parametrize(
    ("count", "days_ago", "categories", "expected"),
    [
        (50, 0, (1, 2, 3), "very-high"), (20, 60, (1, 2), "high"), (10, 60, (1, 2), "medium"),
        (1, 170, (1,), "low"), (1, 400, (1,), "very-low"),
    ],
)  # fmt: skip
def test_many_releases_lately_in_several_categories_make_sure(
    count: int, days_ago: float, categories: tuple[int, ...], expected: str
) -> None:
    known = weigh(tally(count, days_ago=days_ago, categories=categories), NOW)
    assert known.certainty == certainty_of(known.confidence) == expected


def test_tiers_and_bars_follow_the_score() -> None:
    assert [tier_of(score) for score in (95, 85.5, 71, 60, 40, 39.9)] == [
        "premium", "excellent", "good", "average", "below-average", "poor",
    ]  # fmt: skip
    assert [bars_of(score) for score in (0, 1, 20, 50, 85.5, 100)] == [0, 1, 1, 3, 5, 5]


def test_weight_zero_never_says_anything() -> None:
    assert contribution("OPEN", 99, 100, 0) is None


def test_the_weight_is_what_the_best_gains_and_the_worst_loses() -> None:
    points = [contribution("OPEN", score, 100, 200) for score in (100, 50, 0)]
    assert [one.points for one in points if one is not None] == [200, 0, -200]
    unsure = contribution("OPEN", 100, 25, 200)
    assert unsure is not None and unsure.points == 50


_SEEN = st.builds(
    Seen, seen_at=st.integers(0, 2000).map(lambda days: NOW - timedelta(days=days)),
    size_bytes=st.none() | st.integers(-5, 10**13), seeders=st.none() | st.integers(0, 10**6),
    grabs=st.none() | st.integers(-3, 10**6), is_internal=st.none() | st.booleans(),
    runtime_minutes=st.none() | st.integers(0, 10_000), codec=st.none() | st.sampled_from(["x264", "x265", "AV1"]),
    categories=st.lists(st.integers(0, 9000), max_size=4).map(tuple),
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(_SEEN, max_size=4), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_whatever_was_seen_the_score_is_in_its_bounds_and_the_tally_is_kept_whole(
    releases: list[Seen], imported: int, failed: int, fake: int, gone: int
) -> None:
    found = Tally(own=Experience(imported, failed, fake, gone))
    for release in releases:
        found.see(release)
    known = weigh(found, NOW)
    assert 0 <= known.score <= 100 and 0 <= known.confidence <= 100
    kept = msgspec.convert(msgspec.json.decode(msgspec.json.encode(found)), Tally, strict=False)
    assert weigh(kept, NOW) == known
