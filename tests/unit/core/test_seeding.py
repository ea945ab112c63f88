"""Seeding goals: the first that is reached ends it."""

import pytest

from monarr.core.seeding import SeedGoal


@pytest.mark.parametrize(
    ("goal", "ratio", "seconds", "reached"),
    [
        (SeedGoal(), 99.0, 1e9, False),
        (SeedGoal(ratio=1.0), 1.0, 0, True),
        (SeedGoal(ratio=1.0), 0.99, 1e9, False),
        (SeedGoal(minutes=60), None, 3600, True),
        (SeedGoal(minutes=60), 99.0, 3599, False),
        (SeedGoal(ratio=1.0, minutes=60), 0.1, 3600, True),
        (SeedGoal(ratio=1.0, minutes=60), 1.2, 10, True),
        (SeedGoal(ratio=1.0, minutes=60), None, None, False),
    ],
)
def test_a_goal_is_reached_by_ratio_or_by_time(
    goal: SeedGoal, ratio: float | None, seconds: float | None, reached: bool
) -> None:
    assert goal.is_reached(ratio, seconds) is reached
