"""Why somebody may or may not: always the same answer as the decision itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from monarr.core.access import PERMISSIONS, Access, Because, Override, allowed, explain_access, system_role
from monarr.web.pages._permission_words import PERMISSION_WORDS

NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
MEMBER = [system_role("member")]
PAST, LATER = NOW - timedelta(seconds=1), NOW + timedelta(days=3)


@pytest.mark.parametrize(
    ("overrides", "permission", "because"),
    [
        ([], "titles.read", Because.ROLE),
        ([], "queue.read", Because.NOTHING),
        ([Override("queue.read", True)], "queue.read", Because.ALLOWED),
        ([Override("queue.read", True, library_id=2)], "queue.read", Because.LIBRARIES),
        ([Override("titles.read", False)], "titles.read", Because.DENIED),
        ([Override("titles.read", False), Override("titles.read", True)], "titles.read", Because.DENIED),
        ([Override("titles.read", False, library_id=2)], "titles.read", Because.ROLE),
        ([Override("queue.read", True, expires_at=PAST)], "queue.read", Because.NOTHING),
    ],
)
def test_what_decides_is_named(overrides: list[Override], permission: str, because: Because) -> None:
    found = explain_access(MEMBER, overrides, permission, NOW)
    assert found.because is because


def test_exceptions_and_ends_are_told() -> None:
    overrides = [Override("titles.read", False, library_id=2), Override("queue.read", True, expires_at=LATER)]
    read = explain_access(MEMBER, overrides, "titles.read", NOW)
    assert read == Access(
        permission="titles.read", allowed=True, because=Because.ROLE, role="member", denied_in=(2,)
    )  # fmt: skip
    assert explain_access(MEMBER, overrides, "queue.read", NOW).until == LATER


POOL = [
    Override("titles.read", *rest) for rest in product((True, False), (None, 1, 2), (None, PAST, LATER))
]  # fmt: skip


@pytest.mark.parametrize("permission", ["titles.read", "queue.read"])
def test_the_reason_never_contradicts_the_decision(permission: str) -> None:
    for overrides in [(), *((one,) for one in POOL), *product(POOL, POOL)]:
        held = [Override(permission, one.allowed, one.library_id, one.expires_at) for one in overrides]
        found = explain_access(MEMBER, held, permission, NOW)
        assert found.allowed == allowed(MEMBER, held, permission, None, NOW), held


def test_every_permission_has_words() -> None:
    assert set(PERMISSION_WORDS) == set(PERMISSIONS)
