"""Releases come again at their own moments, under one delay and under another."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from monarr.core.decisions import DelayPolicy, Existing, Facts
from monarr.core.kinds import Protocol
from monarr.core.what_if import Seen, Taken, TimedDifference, run_through, timed_differences
from tests.unit.decisions.samples import NOW, candidate, existing, facts, series_candidate, series_facts

WEB, BLURAY = "WEBDL-1080p", "Bluray-1080p"
GB = 1_000_000_000


def minutes(number: float) -> Any:
    return NOW + timedelta(minutes=number)


def seen(number: int, quality: str, at: float, known: Facts, *, published: float | None = None, **changes: Any) -> Seen:
    one = candidate(quality=quality, parsed={"quality": quality}, release_title=f"Sintel.{number}", **changes)
    return Seen(
        release_id=number, item_ids=one.episode_ids or (1,), candidate=one, facts=known, seen_at=minutes(at),
        published_at=minutes(at if published is None else published),
    )  # fmt: skip


def delayed(torrent: int = 0, **policy: Any) -> Facts:
    return facts(delay=DelayPolicy(torrent_minutes=torrent, **policy))


def played(known: Facts, *given: tuple[int, str, float], **changes: Any) -> tuple[Taken, ...]:
    return run_through([seen(number, quality, at, known, **changes) for number, quality, at in given], known)


def told(taken: tuple[Taken, ...]) -> list[tuple[int, float]]:
    return [(one.option.release_id, (one.at - NOW) / timedelta(minutes=1)) for one in taken]


def compared(before: Facts, after: Facts, *given: tuple[int, str, float], **changes: Any) -> list[TimedDifference]:
    again = [seen(number, quality, at, after, **changes) for number, quality, at in given]
    return list(timed_differences(played(before, *given, **changes), run_through(again, after), again))


def test_without_a_delay_each_better_one_is_grabbed_as_it_comes() -> None:
    assert told(played(delayed(), (1, WEB, 0), (2, BLURAY, 60), (3, WEB, 70))) == [(1, 0), (2, 60)]


def test_once_the_first_has_waited_the_best_of_what_came_meanwhile_is_grabbed() -> None:
    assert told(played(delayed(120), (1, WEB, 0), (2, BLURAY, 60))) == [(2, 120)]


def test_what_was_published_long_ago_does_not_wait_again() -> None:
    known = delayed(120)
    assert told(run_through([seen(1, WEB, 0, known, published=-100)], known)) == [(1, 20)]


def test_the_best_quality_and_a_high_score_do_not_wait_where_it_is_so_set() -> None:
    assert told(played(delayed(120, bypass_if_highest_quality=True), (1, BLURAY, 0))) == [(1, 0)]
    assert told(played(delayed(120, bypass_above_score=0), (1, WEB, 0))) == [(1, 0)]


def test_a_release_that_comes_later_says_by_how_much() -> None:
    [one] = compared(delayed(), delayed(90), (1, WEB, 0))
    assert (one.what, one.wait_minutes, one.download_bytes, one.spared_count) == ("later", 90, 0, 0)
    [back] = compared(delayed(90), delayed(), (1, WEB, 0))
    assert (back.what, back.wait_minutes) == ("sooner", -90)


def test_an_upgrade_that_is_spared_counts_what_need_not_be_fetched() -> None:
    [one] = compared(delayed(), delayed(120), (1, WEB, 0), (2, BLURAY, 60), size_bytes=2 * GB)
    assert (one.what, one.spared_count, one.download_bytes, one.growth_bytes) == ("other", 1, -2 * GB, 0)
    assert one.before is not None and one.after is not None
    assert (one.before.release_id, one.after.release_id, one.wait_minutes) == (1, 2, 120)


def test_a_protocol_that_is_switched_off_loses_what_only_it_had() -> None:
    without = facts(allowed_protocols=frozenset({Protocol.USENET}))
    [one] = compared(delayed(), without, (1, WEB, 0))
    assert (one.what, one.after, one.refusal.code if one.refusal else None) == ("lost", None, "protocol-allowed")
    [back] = compared(without, delayed(), (1, WEB, 0))
    assert (back.what, back.before) == ("new", None)


def test_what_was_here_before_is_not_grabbed_again() -> None:
    here: tuple[Existing, ...] = (existing(BLURAY),)
    known = replace(delayed(), existing=here)
    assert run_through([seen(1, WEB, 0, known)], known) == ()


def test_episodes_that_share_their_fate_are_told_together() -> None:
    sides = []
    for wait in (0, 60):
        known = series_facts(delay=DelayPolicy(torrent_minutes=wait))
        pack = series_candidate(episode_ids=(11, 12), parsed={"episodes": [1, 2]})
        one = Seen(release_id=7, item_ids=(11, 12), candidate=pack, facts=known, seen_at=NOW, published_at=NOW)
        sides.append((run_through([one], known), [one]))
    [difference] = timed_differences(sides[0][0], sides[1][0], sides[1][1])
    assert (difference.item_ids, difference.what, difference.wait_minutes) == ((11, 12), "later", 60)
