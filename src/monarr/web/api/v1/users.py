"""Accounts, roles, and what administrators do with them; the audit log."""

from __future__ import annotations

from datetime import datetime

import msgspec
from litestar import delete, get, patch, post, put
from litestar.params import FromPath, FromQuery, JSONBody

from monarr.core.access import PERMISSIONS, Access, Override
from monarr.services.accounts import (
    UserLine,
    create_user,
    delete_user,
    edit_user,
    end_session_of,
    get_user,
    list_users,
)
from monarr.services.audit import list_audit
from monarr.services.overrides import explain_permissions, get_overrides, set_overrides
from monarr.services.roles import RoleLine, delete_role, list_roles, save_role
from monarr.services.sessions import SessionLine, list_sessions
from monarr.web.api.v1._base import Api, Cursor, Items, Limit, Made, page_of, read_id_cursor
from monarr.web.auth import requires


class NewUser(msgspec.Struct):
    name: str
    username: str
    password: str
    email: str | None = None
    roles: list[str] = msgspec.field(default_factory=lambda: ["member"])


class UserChange(msgspec.Struct):
    """Only what is named changes."""

    name: str | msgspec.UnsetType = msgspec.UNSET
    username: str | msgspec.UnsetType = msgspec.UNSET
    email: str | msgspec.UnsetType | None = msgspec.UNSET
    status: str | msgspec.UnsetType = msgspec.UNSET
    roles: list[str] | None = None
    password: str | None = None


class OverrideLine(msgspec.Struct):
    """An allow or deny for one person; deny wins over everything."""

    permission: str
    allowed: bool
    library_id: int | None = None
    expires_at: datetime | None = None


class RoleBody(msgspec.Struct):
    name: str
    label: str
    permissions: list[str]


@get("/users", guards=[requires("users.read")], tags=["People"])
async def users(api: Api) -> list[UserLine]:
    """All accounts by user name."""
    return await list_users(api.house)


@get("/users/{user_id:int}", guards=[requires("users.read")], tags=["People"])
async def user(api: Api, user_id: FromPath[int]) -> UserLine:
    """One account."""
    return await get_user(api.house, user_id)


@post("/users", guards=[requires("users.edit")], status_code=201, tags=["People"])
async def make_user(api: Api, data: JSONBody[NewUser]) -> Made:
    """Makes an account."""
    return Made(
        await create_user(
            api.house,
            api.visitor,
            name=data.name,
            username=data.username,
            password=data.password,
            email=data.email,
            roles=data.roles,
        )
    )


@patch("/users/{user_id:int}", guards=[requires("users.edit")], tags=["People"])
async def change_user(api: Api, user_id: FromPath[int], data: JSONBody[UserChange]) -> UserLine:
    """Changes an account; a new password ends its sessions."""
    named = {
        name: getattr(data, name)
        for name in ("name", "username", "email", "status")
        if not isinstance(getattr(data, name), msgspec.UnsetType)
    }
    await edit_user(api.house, api.visitor, user_id, changes=named, roles=data.roles, password=data.password)
    return await get_user(api.house, user_id)


@delete("/users/{user_id:int}", guards=[requires("users.edit")], status_code=204, tags=["People"])
async def remove_user(api: Api, user_id: FromPath[int]) -> None:
    """Closes an account for good."""
    await delete_user(api.house, api.visitor, user_id)


@get("/users/{user_id:int}/sessions", guards=[requires("users.edit")], tags=["People"])
async def user_sessions(api: Api, user_id: FromPath[int]) -> list[SessionLine]:
    """Where this person is signed in."""
    await get_user(api.house, user_id)
    return await list_sessions(api.house, api.visitor, user_id)


@delete(
    "/users/{user_id:int}/sessions/{session_id:int}", guards=[requires("users.edit")], status_code=204, tags=["People"]
)
async def end_user_session(api: Api, user_id: FromPath[int], session_id: FromPath[int]) -> None:
    """Signs this person out there."""
    await end_session_of(api.house, api.visitor, user_id, session_id)


@get("/users/{user_id:int}/overrides", guards=[requires("users.read")], tags=["People"])
async def overrides(api: Api, user_id: FromPath[int]) -> list[OverrideLine]:
    """What is allowed or denied to this person apart from their roles."""
    found = await get_overrides(api.house, user_id)
    return [OverrideLine(one.permission, one.allowed, one.library_id, one.expires_at) for one in found]


@put("/users/{user_id:int}/overrides", guards=[requires("users.edit")], status_code=204, tags=["People"])
async def replace_overrides(api: Api, user_id: FromPath[int], data: JSONBody[list[OverrideLine]]) -> None:
    """Replaces what is allowed or denied to this person apart from their roles."""
    wanted = [Override(one.permission, one.allowed, one.library_id, one.expires_at) for one in data]
    await set_overrides(api.house, api.visitor, user_id, wanted)


@get("/users/{user_id:int}/permissions", guards=[requires("users.read")], tags=["People"])
async def user_permissions(api: Api, user_id: FromPath[int]) -> list[Access]:
    """Every permission, whether this person has it, and why."""
    return list(await explain_permissions(api.house, user_id))


@get("/roles", guards=[requires("roles.read")], tags=["People"])
async def roles(api: Api) -> list[RoleLine]:
    """All roles, highest first, with what each gives."""
    return await list_roles(api.house)


@get("/permissions", guards=[requires("roles.read")], tags=["People"])
async def permissions(api: Api) -> list[str]:
    """Everything that can be allowed."""
    return list(PERMISSIONS)


@post("/roles", guards=[requires("roles.edit")], status_code=201, tags=["People"])
async def make_role(api: Api, data: JSONBody[RoleBody]) -> Made:
    """Makes a role of the house's own."""
    return Made(await save_role(api.house, api.visitor, None, data.name, data.label, data.permissions))


@put("/roles/{role_id:int}", guards=[requires("roles.edit")], tags=["People"])
async def change_role(api: Api, role_id: FromPath[int], data: JSONBody[RoleBody]) -> Made:
    """Changes a role of the house's own."""
    return Made(await save_role(api.house, api.visitor, role_id, data.name, data.label, data.permissions))


@delete("/roles/{role_id:int}", guards=[requires("roles.edit")], status_code=204, tags=["People"])
async def remove_role(api: Api, role_id: FromPath[int]) -> None:
    """Deletes a role of the house's own."""
    await delete_role(api.house, api.visitor, role_id)


@get("/audit", guards=[requires("audit.read")], tags=["This server"])
async def audit(
    api: Api,
    cursor: Cursor = None,
    limit: Limit = 50,
    user_id: FromQuery[int | None] = None,
    action: FromQuery[str] = "",
) -> Items:
    """Who changed what, newest first."""
    before = read_id_cursor(cursor)
    found = await list_audit(api.house, before_id=before, limit=limit + 1, user_id=user_id, action=action)
    return page_of(found, limit, api.shown(found), lambda line: line.id)


ROUTES = [
    users, user, make_user, change_user, remove_user, user_sessions, end_user_session, overrides, replace_overrides, user_permissions, roles, permissions, make_role,
    change_role, remove_role, audit,
]  # fmt: skip
