"""Why somebody may do something, or may not: the same decision as `allowed`, with its reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from enum import StrEnum

import msgspec

from monarr.core.access.allowed import Override, Role


class Because(StrEnum):
    """What decides, the strongest first."""

    DENIED = "denied"  # for this person, everywhere
    ALLOWED = "allowed"  # for this person, everywhere
    ROLE = "role"  # a role gives it
    LIBRARIES = "libraries"  # for this person, in some libraries only
    NOTHING = "nothing"  # nobody gives it


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """Whether it is allowed at all. `role` is the one that gives it; `allowed_in` and `denied_in` are libraries for
    which an override of this person says otherwise than what holds elsewhere; `until` is when what decides ends."""

    permission: str
    allowed: bool
    because: Because
    role: str | None = None
    allowed_in: tuple[int, ...] = ()
    denied_in: tuple[int, ...] = ()
    until: datetime | None = None


def explain_access(roles: Iterable[Role], overrides: Collection[Override], permission: str, now: datetime) -> Access:
    """The reason for one permission. `allowed` is what `allowed(…, None, now)` says."""
    standing = [
        one for one in overrides if one.permission == permission and (one.expires_at is None or one.expires_at > now)
    ]
    general = {one.allowed: one for one in standing if one.library_id is None}
    bound_in = tuple(sorted(one.library_id for one in standing if one.allowed and one.library_id is not None))
    denied_in = tuple(sorted(one.library_id for one in standing if not one.allowed and one.library_id is not None))
    if False in general:
        return Access(permission=permission, allowed=False, because=Because.DENIED, until=general[False].expires_at)
    if True in general:
        return Access(
            permission=permission, allowed=True, because=Because.ALLOWED, denied_in=denied_in,
            until=general[True].expires_at,
        )  # fmt: skip
    role = next((one.name for one in roles if permission in one.permissions), None)
    if role is not None:
        return Access(permission=permission, allowed=True, because=Because.ROLE, role=role, denied_in=denied_in)
    if bound_in:
        return Access(
            permission=permission, allowed=True, because=Because.LIBRARIES, allowed_in=bound_in, denied_in=denied_in
        )
    return Access(permission=permission, allowed=False, because=Because.NOTHING)
