"""Steps of a profile are moved, grouped and parted without losing a quality."""

from __future__ import annotations

import pytest

from monarr.core.quality import ProfileItem
from monarr.core.quality.steps import joined, moved, parted, taken_out

SD, HD, WEB, DISC = (
    ProfileItem(("SDTV",), False), ProfileItem(("HDTV-1080p",)), ProfileItem(("WEBDL-1080p", "WEBRip-1080p"), True, "WEB 1080p"),
    ProfileItem(("Bluray-1080p",), False),
)  # fmt: skip
STEPS = (SD, HD, WEB, DISC)


@pytest.mark.parametrize(
    ("place", "by", "order"),
    [(0, 1, (HD, SD, WEB, DISC)), (2, -2, (WEB, SD, HD, DISC)), (3, 1, STEPS), (0, -1, STEPS), (1, 9, (SD, WEB, DISC, HD)),
     (9, 1, STEPS)],
)  # fmt: skip
def test_a_step_moves_and_stays_within_the_list(place: int, by: int, order: tuple[ProfileItem, ...]) -> None:
    assert moved(STEPS, place, by) == order


def test_two_steps_become_a_group_that_is_allowed_if_one_was() -> None:
    made = joined(STEPS, 0)
    assert made[0] == ProfileItem(("SDTV", "HDTV-1080p"), True, "SDTV / HDTV-1080p")
    assert made[1:] == (WEB, DISC)


def test_a_group_of_one_resolution_is_called_by_it_and_a_name_is_kept() -> None:
    assert joined((HD, DISC), 0)[0].name == "1080p"
    assert joined(STEPS, 2)[2] == ProfileItem(("WEBDL-1080p", "WEBRip-1080p", "Bluray-1080p"), True, "WEB 1080p")


def test_the_last_step_has_nothing_to_join() -> None:
    assert joined(STEPS, 3) == STEPS
    assert joined(STEPS, -1) == STEPS


def test_a_group_is_parted_into_its_qualities() -> None:
    assert parted(STEPS, 2)[2:4] == (ProfileItem(("WEBDL-1080p",)), ProfileItem(("WEBRip-1080p",)))
    assert parted(STEPS, 1) == STEPS


def test_one_quality_leaves_its_group_and_a_group_of_one_has_no_name() -> None:
    made = taken_out(STEPS, 2, "WEBDL-1080p")
    assert made[2:4] == (ProfileItem(("WEBRip-1080p",)), ProfileItem(("WEBDL-1080p",)))
    assert taken_out(STEPS, 2, "SDTV") == STEPS
    assert taken_out(STEPS, 0, "SDTV") == STEPS


@pytest.mark.parametrize(
    "change", [lambda s: joined(s, 1), lambda s: parted(s, 2), lambda s: taken_out(s, 2, "WEBDL-1080p")]
)
def test_no_quality_is_lost_or_doubled(change) -> None:
    listed = [quality for step in change(STEPS) for quality in step.qualities]
    assert sorted(listed) == sorted(quality for step in STEPS for quality in step.qualities)
