"""Every cell of the matrix, written down a second time by hand: a slip in one place shows in the other."""

from __future__ import annotations

import pytest

from monarr.core.access import MATRIX, SYSTEM_ROLES, system_role

# o owner, a admin, m moderator, b member, g guest
EXPECTED = """
titles.read oambg
titles.play oambg
titles.add oam
titles.edit oam
titles.delete oam
titles.search oam
releases.read oam
releases.grab oam
files.read oam
files.edit oam
files.delete oam
queue.read oam
queue.edit oam
history.read oam
wanted.read oam
blocklist.read oam
blocklist.edit oam
trash.read oam
trash.edit oam
libraries.read oambg
libraries.edit oa
profiles.read oam
profiles.edit oa
formats.read oam
formats.edit oa
quality.read oam
quality.edit oa
naming.read oam
naming.edit oa
tags.read oam
tags.edit oam
indexers.read oa
indexers.edit oa
clients.read oa
clients.edit oa
providers.read oa
providers.edit oa
players.read oa
players.edit oa
notifications.read oa
notifications.edit oa
jobs.read oam
jobs.edit oa
status.read oam
settings.read oa
settings.edit oa
users.read oa
users.edit oa
users.admins o
roles.read oa
roles.edit o
audit.read oa
account.read oambg
account.edit oambg
account.keys oamb
"""
LETTERS = dict(zip("oambg", SYSTEM_ROLES, strict=True))
CELLS = [
    (permission, role, letter in letters)
    for permission, letters in (line.split() for line in EXPECTED.strip().splitlines())
    for letter, role in LETTERS.items()
]


@pytest.mark.parametrize(("permission", "role", "may"), CELLS, ids=lambda value: str(value))
def test_each_cell_of_the_matrix(permission: str, role: str, may: bool) -> None:
    assert (permission in system_role(role).permissions) is may


def test_no_permission_is_left_out() -> None:
    assert set(MATRIX) == {permission for permission, _, _ in CELLS}


def test_the_owner_may_do_everything() -> None:
    assert system_role("owner").permissions == set(MATRIX)
