"""What is allowed or denied to one person apart from their roles, and what they may do in the end, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection

from monarr.core.access import PERMISSIONS, Access, Override, SystemRole, explain_access
from monarr.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from monarr.core.text import text
from monarr.db.repositories import users as rows
from monarr.db.repositories.libraries import get_library
from monarr.services.accounts import check_target, get_user
from monarr.services.audit import write_audit
from monarr.services.context import House
from monarr.services.sessions import Visitor


async def get_overrides(house: House, user_id: int) -> tuple[Override, ...]:
    """What is allowed or denied to somebody apart from their roles. Raises NotFound."""
    await get_user(house, user_id)
    return await house.db.read(rows.overrides_of, user_id)


async def explain_permissions(house: House, user_id: int) -> tuple[Access, ...]:
    """Every permission, whether somebody has it, and why. Raises NotFound."""
    return await house.db.read(_explain, user_id, house.clock.now())


def _explain(connection: Connection, user_id: int, now: datetime) -> tuple[Access, ...]:
    if rows.find_user(connection, user_id) is None:
        raise NotFound(text("There is no such account."), subject=f"user:{user_id}")
    roles, overrides = rows.roles_of(connection, user_id), rows.overrides_of(connection, user_id)
    return tuple(explain_access(roles, overrides, permission, now) for permission in PERMISSIONS)


async def set_overrides(house: House, visitor: Visitor, user_id: int, overrides: Sequence[Override]) -> None:
    """Replaces somebody's overrides. Only for what the visitor may do themselves: nobody gives what they lack. Raises
    NotFound, InvalidInput, NotAllowed, and Conflict for the owner, who may do everything."""
    now = house.clock.now()
    target = await get_user(house, user_id)
    check_target(visitor, target, now)
    if SystemRole.OWNER in target.roles and overrides:
        raise Conflict(text("The owner may do everything."))
    for override in overrides:
        if override.permission not in PERMISSIONS:
            raise InvalidInput(text("There is no permission {name}.", name=override.permission))
        if override.allowed and not visitor.may(override.permission, now, override.library_id):
            raise NotAllowed(text("Nobody can give a permission that they do not have."))
    await house.db.write(_override, visitor, user_id, list(overrides), now)


def _override(connection: Connection, visitor: Visitor, user_id: int, overrides: list[Override], now: datetime) -> None:
    for library_id in {one.library_id for one in overrides if one.library_id is not None}:
        get_library(connection, library_id)
    rows.set_overrides(connection, user_id, overrides)
    changes = {"overrides": [msgspec.to_builtins(override) for override in overrides]}
    write_audit(connection, visitor.actor, "user.overridden", now, subject=f"user:{user_id}", changes=changes)
