"""How full a disk will be."""

from __future__ import annotations

from typing import Any

from monarr.core.disk_forecast import DiskForecast, DiskNow, forecast, grown_by_days

GB = 1_000_000_000


def ahead(**more: Any) -> DiskForecast:
    return forecast(DiskNow(**({"total_bytes": 1000 * GB, "free_bytes": 300 * GB} | more)))


def month(gigabytes_a_day: int) -> tuple[int, ...]:
    return (gigabytes_a_day * GB,) * 30


def test_nothing_comes_and_nothing_goes() -> None:
    found = ahead()
    assert (found.free_then_bytes, found.full_in_days, found.fills_soon) == (300 * GB, None, False)


def test_a_month_like_the_last_one_fills_the_disk() -> None:
    found = ahead(grown_bytes=month(12))
    assert (found.bytes_per_day, found.full_in_days, found.fills_soon) == (12 * GB, 25, True)
    assert found.free_then_bytes == 0
    assert (found.past_levels[0], found.past_levels[-1], found.levels_ahead[0]) == (340 * GB, 700 * GB, 700 * GB)


def test_what_leaves_the_trash_makes_room() -> None:
    found = ahead(grown_bytes=month(12), leaving=((5, 100 * GB),), trash_bytes=100 * GB)
    assert (found.full_in_days, found.free_then_bytes) == (34, 40 * GB)
    assert not found.fills_soon


def test_emptying_the_trash_is_told_where_it_helps() -> None:
    assert ahead(grown_bytes=month(12), trash_bytes=100 * GB).emptying_helps
    assert not ahead(grown_bytes=month(12), trash_bytes=50 * GB).emptying_helps


def test_what_arrives_is_the_first_part_of_the_month() -> None:
    assert ahead(grown_bytes=month(5), arriving_bytes=100 * GB).free_then_bytes == 150 * GB
    assert ahead(grown_bytes=month(1), arriving_bytes=100 * GB).free_then_bytes == 200 * GB
    assert ahead(arriving_bytes=301 * GB).full_in_days == 1


def test_two_days_are_not_taken_for_a_month() -> None:
    assert ahead(grown_bytes=(70 * GB, 70 * GB)).bytes_per_day == 20 * GB


def test_a_full_disk_is_full_today() -> None:
    assert ahead(free_bytes=0).full_in_days == 0


def test_imports_are_put_into_their_days() -> None:
    assert grown_by_days([(0, 5), (0, 2), (2, 9), (3, 100), (-1, 100)], 3) == (9, 0, 7)
