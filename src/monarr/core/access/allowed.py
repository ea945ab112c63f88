"""The one decision of access. A denial for a person wins over everything; an override that has expired counts for
nothing, so an allowance that has expired denies again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

import msgspec

from monarr.core.access.matrix import MATRIX, SystemRole


class Role(msgspec.Struct, frozen=True):
    """A role and the permissions that it gives, everywhere."""

    name: str
    permissions: frozenset[str]


class Override(msgspec.Struct, frozen=True):
    """An allow or deny for one person, perhaps in one library only, perhaps until a moment."""

    permission: str
    allowed: bool
    library_id: int | None = None
    expires_at: datetime | None = None


def system_role(name: SystemRole | str) -> Role:
    """A role of the matrix. Raises ValueError for another name."""
    role = SystemRole(name)
    return Role(role.value, frozenset(permission for permission, roles in MATRIX.items() if role in roles))


def allowed(
    roles: Iterable[Role],
    overrides: Collection[Override],
    permission: str,
    library_id: int | None,
    now: datetime,
) -> bool:
    """Whether somebody with these roles and overrides may do it in that library. `library_id` None asks whether they
    may do it at all: then an allowance for any library suffices, and only a denial for all libraries denies."""
    standing = [
        override
        for override in overrides
        if override.permission == permission and (override.expires_at is None or override.expires_at > now)
    ]
    if any(not override.allowed and override.library_id in (None, library_id) for override in standing):
        return False
    if any(
        override.allowed and (library_id is None or override.library_id in (None, library_id)) for override in standing
    ):
        return True
    return any(permission in role.permissions for role in roles)
