"""Accounts, their roles and overrides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from monarr.core.access import MATRIX, SYSTEM_ROLES, Override, Role, SystemRole, system_role
from monarr.db.engine import notice
from monarr.db.models import Permission, RolePermission, User, UserPermission, UserRole
from monarr.db.models import Role as RoleRow

ACCESS = "access"  # the topic of every change to who may do what

_USER: Any = User.__table__
_ROLE: Any = RoleRow.__table__
_USER_ROLE: Any = UserRole.__table__
_BY_ID = select(_USER).where(_USER.c.id == bindparam("id"))
_BY_NAME = select(_USER).where((_USER.c.username == bindparam("name")) | (_USER.c.email == bindparam("name")))
_ROLES_OF = (
    select(_ROLE.c.id, _ROLE.c.name, _ROLE.c.is_system)
    .join(_USER_ROLE, _USER_ROLE.c.role_id == _ROLE.c.id)
    .where(_USER_ROLE.c.user_id == bindparam("id"))
    .order_by(_ROLE.c.priority.desc())
)
_GIVEN_BY = select(RolePermission.permission).where(RolePermission.role_id == bindparam("id"))
_GIVEN_BY_ALL = select(RolePermission.role_id, RolePermission.permission)
_OVERRIDES_OF = select(
    UserPermission.permission, UserPermission.allowed, UserPermission.library_id, UserPermission.expires_at
).where(UserPermission.user_id == bindparam("id"))
_COUNT_OWNERS = select(func.count()).select_from(_USER_ROLE).where(_USER_ROLE.c.is_owner)
_LABELS = {
    SystemRole.OWNER: ("Owner", 100),
    SystemRole.ADMIN: ("Administrator", 80),
    SystemRole.MODERATOR: ("Moderator", 60),
    SystemRole.MEMBER: ("Member", 40),
    SystemRole.GUEST: ("Guest", 20),
}


def ensure_roles(connection: Connection) -> None:
    """Writes the system roles and all permissions as the matrix has them; safe to run at every start."""
    known = set(connection.execute(select(Permission.name)).scalars())
    fresh = [
        {"name": name, "resource": name.partition(".")[0], "action": name.partition(".")[2]}
        for name in MATRIX
        if name not in known
    ]
    if fresh:
        connection.execute(insert(Permission), fresh)
    roles = {row.name: row.id for row in connection.execute(select(_ROLE.c.id, _ROLE.c.name))}
    for role in SYSTEM_ROLES:
        label, priority = _LABELS[role]
        if role.value not in roles:
            values = {"name": role.value, "label": label, "is_system": True, "priority": priority}
            roles[role.value] = connection.execute(insert(_ROLE).returning(_ROLE.c.id), values).scalar_one()
        _ensure_given(connection, roles[role.value], system_role(role).permissions)


def _ensure_given(connection: Connection, role_id: int, wanted: frozenset[str]) -> None:
    given = set(connection.execute(_GIVEN_BY, {"id": role_id}).scalars())
    if given - wanted:
        connection.execute(
            delete(RolePermission).where(
                RolePermission.role_id == role_id, RolePermission.permission.in_(given - wanted)
            )
        )
    if wanted - given:
        connection.execute(
            insert(RolePermission), [{"role_id": role_id, "permission": name} for name in sorted(wanted - given)]
        )


def has_owner(connection: Connection) -> bool:
    return bool(connection.execute(_COUNT_OWNERS).scalar_one())


def find_user(connection: Connection, user_id: int) -> Row[Any] | None:
    return connection.execute(_BY_ID, {"id": user_id}).first()


def find_user_by_name(connection: Connection, name: str) -> Row[Any] | None:
    """By user name or mail address, whatever the case."""
    return connection.execute(_BY_NAME, {"name": name.strip().lower()}).first()


def list_users(connection: Connection) -> list[Row[Any]]:
    """All accounts by user name."""
    return list(connection.execute(select(_USER).order_by(_USER.c.username)))


def role_names(connection: Connection) -> dict[int, list[str]]:
    """The names of everybody's roles, by user id, highest first."""
    rows = connection.execute(
        select(_USER_ROLE.c.user_id, _ROLE.c.name).join(_ROLE).order_by(_ROLE.c.priority.desc(), _ROLE.c.name)
    )
    names: dict[int, list[str]] = {}
    for row in rows:
        names.setdefault(row.user_id, []).append(row.name)
    return names


def roles_of(connection: Connection, user_id: int) -> tuple[Role, ...]:
    """What somebody's roles give; system roles are as the matrix says, whatever the table holds."""
    return tuple(
        system_role(row.name)
        if row.is_system
        else Role(row.name, frozenset(connection.execute(_GIVEN_BY, {"id": row.id}).scalars()))
        for row in connection.execute(_ROLES_OF, {"id": user_id})
    )


def overrides_of(connection: Connection, user_id: int) -> tuple[Override, ...]:
    return tuple(
        Override(row.permission, row.allowed, row.library_id, row.expires_at)
        for row in connection.execute(_OVERRIDES_OF, {"id": user_id})
    )


def insert_user(connection: Connection, values: Mapping[str, Any], role: str) -> int:
    """Writes an account with one role. A second owner breaks a constraint."""
    user_id = int(connection.execute(insert(_USER).returning(_USER.c.id), dict(values)).scalar_one())
    set_roles(connection, user_id, [role])
    return user_id


def set_roles(connection: Connection, user_id: int, names: Iterable[str]) -> None:
    connection.execute(delete(_USER_ROLE).where(_USER_ROLE.c.user_id == user_id))
    rows = connection.execute(select(_ROLE.c.id, _ROLE.c.name).where(_ROLE.c.name.in_(list(names)))).all()
    for row in rows:
        is_owner = row.name == SystemRole.OWNER
        connection.execute(insert(_USER_ROLE), {"user_id": user_id, "role_id": row.id, "is_owner": is_owner})
    notice(connection, ACCESS)


def set_overrides(connection: Connection, user_id: int, overrides: Iterable[Override]) -> None:
    """Replaces all overrides of a person."""
    connection.execute(delete(UserPermission).where(UserPermission.user_id == user_id))
    rows = [
        {
            "user_id": user_id,
            "permission": override.permission,
            "allowed": override.allowed,
            "library_id": override.library_id,
            "expires_at": override.expires_at,
        }
        for override in overrides
    ]
    if rows:
        connection.execute(insert(UserPermission), rows)
    notice(connection, ACCESS)


def update_user(connection: Connection, user_id: int, values: Mapping[str, Any], now: datetime) -> None:
    connection.execute(update(_USER).where(_USER.c.id == user_id), {**values, "updated_at": now})
    notice(connection, ACCESS)


def delete_user(connection: Connection, user_id: int) -> None:
    connection.execute(delete(_USER).where(_USER.c.id == user_id))
    notice(connection, ACCESS)


def list_roles(connection: Connection) -> list[tuple[Row[Any], frozenset[str]]]:
    """All roles, highest first, with what each gives."""
    rows = connection.execute(select(_ROLE).order_by(_ROLE.c.priority.desc(), _ROLE.c.name)).all()
    given: dict[int, set[str]] = {}
    for role_id, permission in connection.execute(_GIVEN_BY_ALL):
        given.setdefault(role_id, set()).add(permission)
    return [(row, frozenset(given.get(row.id, ()))) for row in rows]


def find_role(connection: Connection, role_id: int) -> Row[Any] | None:
    return connection.execute(select(_ROLE).where(_ROLE.c.id == role_id)).first()


def save_role(connection: Connection, role_id: int | None, name: str, label: str, permissions: frozenset[str]) -> int:
    """Writes a role of the house's own; `role_id` None makes it."""
    if role_id is None:
        values = {"name": name, "label": label, "is_system": False, "priority": 10}
        role_id = int(connection.execute(insert(_ROLE).returning(_ROLE.c.id), values).scalar_one())
    else:
        connection.execute(update(_ROLE).where(_ROLE.c.id == role_id), {"name": name, "label": label})
    _ensure_given(connection, role_id, permissions)
    notice(connection, ACCESS)
    return role_id


def delete_role(connection: Connection, role_id: int) -> None:
    connection.execute(delete(_ROLE).where(_ROLE.c.id == role_id))
    notice(connection, ACCESS)
