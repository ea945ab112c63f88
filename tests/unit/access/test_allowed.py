"""Overrides for one person: denial wins, libraries bind, what has expired counts for nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from monarr.core.access import Override, allowed, system_role

NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
MEMBER = [system_role("member")]
ADMIN = [system_role("admin")]


def test_a_role_gives_its_permissions_and_no_more() -> None:
    assert allowed(MEMBER, [], "titles.read", None, NOW)
    assert not allowed(MEMBER, [], "releases.read", None, NOW)


def test_nobody_without_a_role_may_anything() -> None:
    assert not allowed([], [], "titles.read", None, NOW)


def test_an_allowance_adds_to_the_role() -> None:
    assert allowed(MEMBER, [Override("queue.read", True)], "queue.read", None, NOW)


def test_a_denial_wins_over_role_and_allowance() -> None:
    overrides = [Override("titles.edit", True), Override("titles.edit", False)]
    assert not allowed(ADMIN, overrides, "titles.edit", None, NOW)


def test_an_expired_allowance_denies() -> None:
    overrides = [Override("queue.read", True, expires_at=NOW - timedelta(seconds=1))]
    assert not allowed(MEMBER, overrides, "queue.read", None, NOW)


def test_an_allowance_ends_at_its_very_moment() -> None:
    assert not allowed(MEMBER, [Override("queue.read", True, expires_at=NOW)], "queue.read", None, NOW)


def test_an_allowance_for_one_library_is_none_for_another() -> None:
    overrides = [Override("titles.edit", True, library_id=1)]
    assert allowed(MEMBER, overrides, "titles.edit", 1, NOW)
    assert not allowed(MEMBER, overrides, "titles.edit", 2, NOW)


def test_a_denial_in_one_library_leaves_the_others_open() -> None:
    overrides = [Override("titles.read", False, library_id=2)]
    assert not allowed(MEMBER, overrides, "titles.read", 2, NOW)
    assert allowed(MEMBER, overrides, "titles.read", 1, NOW)
    assert allowed(MEMBER, overrides, "titles.read", None, NOW)
