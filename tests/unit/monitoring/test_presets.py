"""The monitoring presets, each on one little series."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monarr.core.monitoring import MonitoredEpisode, MonitorPreset, choose_monitored, monitors_new

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def episode(season: int, number: int, days: int | None, **more: bool) -> MonitoredEpisode:
    """`days` until it airs; None when nobody knows."""
    aired = None if days is None else NOW + timedelta(days=days)
    return MonitoredEpisode(id=season * 100 + number, season=season, number=number, aired_at=aired, **more)


SHOW = (
    episode(0, 1, -900, monitored=False),
    episode(1, 1, -800, has_file=True),
    episode(1, 2, -793, monitored=False),
    episode(2, 1, -30, has_file=True),
    episode(2, 2, -1),
    episode(2, 3, 6),
    episode(2, 4, None),
)


@pytest.mark.parametrize(
    ("preset", "wanted", "seasons"),
    [
        (MonitorPreset.ALL, {101, 102, 201, 202, 203, 204}, {1, 2}),
        (MonitorPreset.FUTURE, {203, 204}, {2}),
        (MonitorPreset.MISSING, {102, 202, 203, 204}, {1, 2}),
        (MonitorPreset.EXISTING, {101, 201, 203, 204}, {1, 2}),
        (MonitorPreset.RECENT, {201, 202, 203, 204}, {2}),
        (MonitorPreset.PILOT, {101}, {1}),
        (MonitorPreset.FIRST_SEASON, {101, 102}, {1}),
        (MonitorPreset.LAST_SEASON, {201, 202, 203, 204}, {2}),
        (MonitorPreset.MONITORED_ONLY, {101, 201, 202, 203, 204}, {1, 2}),
        (MonitorPreset.SPECIALS_ON, {1, 101, 201, 202, 203, 204}, {0, 1, 2}),
        (MonitorPreset.SPECIALS_OFF, {101, 201, 202, 203, 204}, {1, 2}),
        (MonitorPreset.NONE, set(), set()),
    ],
)
def test_each_preset(preset: MonitorPreset, wanted: set[int], seasons: set[int]) -> None:
    chosen = choose_monitored(preset, SHOW, NOW)
    assert (chosen.episodes, chosen.seasons) == (wanted, seasons)


def test_every_preset_has_its_case_above() -> None:
    assert len(MonitorPreset) == 12


def test_a_series_whose_episodes_all_aired_still_goes_on_with_future() -> None:
    assert choose_monitored(MonitorPreset.FUTURE, SHOW[:3], NOW).seasons == {1}


@pytest.mark.parametrize(
    ("season_is_new", "season_monitored", "series_monitored", "policy", "expected"),
    [
        (False, True, True, False, True),
        (False, False, True, True, False),
        (True, False, True, True, True),
        (True, False, True, False, False),
        (True, True, False, True, False),
    ],
)
def test_a_new_episode_follows_its_season_and_a_new_season_the_policy(
    season_is_new: bool, season_monitored: bool, series_monitored: bool, policy: bool, expected: bool
) -> None:
    answer = monitors_new(
        season_is_new=season_is_new, season_monitored=season_monitored, series_monitored=series_monitored, policy=policy
    )
    assert answer is expected
