"""Roles of the house's own, beside the system roles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, exc

from monarr.core.access import MATRIX, PERMISSIONS, system_role
from monarr.core.errors import Conflict, InvalidInput, NotFound
from monarr.core.text import Text, text
from monarr.db.repositories import users as rows
from monarr.services.audit import write_audit
from monarr.services.context import House
from monarr.services.sessions import Visitor

_NAME = re.compile(r"[a-z][a-z0-9-]{1,39}")


class RoleLine(msgspec.Struct, frozen=True):
    """A role and what it gives. System roles cannot be changed."""

    id: int
    name: str
    label: str
    is_system: bool
    permissions: list[str]


async def list_roles(house: House) -> list[RoleLine]:
    """All roles, highest first."""
    found = await house.db.read(rows.list_roles)
    return [
        RoleLine(
            row.id,
            row.name,
            row.label,
            row.is_system,
            sorted(system_role(row.name).permissions if row.is_system else given),
        )
        for row, given in found
    ]


async def save_role(
    house: House, visitor: Visitor, role_id: int | None, name: str, label: str, permissions: Sequence[str]
) -> int:
    """Makes (`role_id` None) or changes a role. Raises InvalidInput, NotFound, Conflict for a system role."""
    problems: dict[str, Text | str] = {}
    if not _NAME.fullmatch(name):
        problems["name"] = text("Names of roles have 2 to 40 small letters, digits and hyphens.")
    if not 1 <= len(label.strip()) <= 60:
        problems["label"] = text("A label has 1 to 60 characters.")
    if unknown := sorted(set(permissions) - set(PERMISSIONS)):
        problems["permissions"] = text("There is no permission {name}.", name=unknown[0])
    elif any(len(MATRIX[permission]) == 1 for permission in permissions):
        problems["permissions"] = text("What only the owner may do cannot be given to a role.")
    if problems:
        raise InvalidInput(text("The role cannot be saved like this."), fields=problems)
    wanted = frozenset(permissions)
    try:
        return await house.db.write(_save, visitor, role_id, name, label.strip(), wanted, house.clock.now())
    except exc.IntegrityError as error:
        taken = text("There is a role of this name already.")
        raise InvalidInput(taken, fields={"name": taken}) from error


def _save(
    connection: Connection,
    visitor: Visitor,
    role_id: int | None,
    name: str,
    label: str,
    permissions: frozenset[str],
    now: datetime,
) -> int:
    if role_id is not None:
        _get_own(connection, role_id)
    saved = rows.save_role(connection, role_id, name, label, permissions)
    action = "role.created" if role_id is None else "role.edited"
    changes = {"name": name, "permissions": sorted(permissions)}
    write_audit(connection, visitor.actor, action, now, subject=f"role:{saved}", changes=changes)
    return saved


async def delete_role(house: House, visitor: Visitor, role_id: int) -> None:
    """Deletes a role; whoever had it loses what it gave. Raises NotFound, Conflict for a system role."""
    await house.db.write(_delete, visitor, role_id, house.clock.now())


def _delete(connection: Connection, visitor: Visitor, role_id: int, now: datetime) -> None:
    name = _get_own(connection, role_id)
    rows.delete_role(connection, role_id)
    write_audit(connection, visitor.actor, "role.deleted", now, subject=f"role:{role_id}", changes={"name": name})


def _get_own(connection: Connection, role_id: int) -> str:
    row = rows.find_role(connection, role_id)
    if row is None:
        raise NotFound(text("There is no such role."), subject=f"role:{role_id}")
    if row.is_system:
        raise Conflict(text("The roles that come with Monarr stay as they are. Make one of your own."))
    return str(row.name)
