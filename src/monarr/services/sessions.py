"""Who is signed in: sessions of browsers, and who an API key belongs to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, Row

from monarr.core.access import Override, Role, allowed
from monarr.core.errors import NotFound
from monarr.core.text import text
from monarr.db.repositories import sessions as rows
from monarr.db.repositories import users
from monarr.services.context import Actor, House
from monarr.services.tokens import hashed, new_token

ACCESS = users.ACCESS  # the topic of every change to who may do what
LASTS = timedelta(days=30)
TOUCHED_EVERY = timedelta(minutes=5)


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is signed in, by a session (`session_id`) or a key (`key_id`).

    `scope` None: the key or session may all that the person may; `library_id` binds a key to one library."""

    user_id: int
    username: str
    name: str
    roles: tuple[Role, ...]
    overrides: tuple[Override, ...] = ()
    preferences: dict[str, Any] = {}
    session_id: int | None = None
    csrf_token: str = ""
    key_id: int | None = None
    scope: frozenset[str] | None = None
    library_id: int | None = None

    @property
    def actor(self) -> Actor:
        return Actor(self.user_id, self.name)

    @property
    def is_owner(self) -> bool:
        return any(role.name == "owner" for role in self.roles)

    @property
    def is_bound(self) -> bool:
        """Whether what this person may differs from library to library."""
        return self.library_id is not None or any(override.library_id is not None for override in self.overrides)

    def may(self, permission: str, now: datetime, library_id: int | None = None) -> bool:
        """Whether this visitor may do it: in that library, or at all when none is named."""
        if self.scope is not None and permission not in self.scope:
            return False
        if self.library_id is not None and library_id not in (None, self.library_id):
            return False
        return allowed(self.roles, self.overrides, permission, library_id or self.library_id, now)

    def may_everywhere(self, permission: str, now: datetime) -> bool:
        """Whether this visitor may do it in every library; one's own account is in no library."""
        if permission.startswith("account."):
            return self.may(permission, now)
        if self.library_id is not None or not self.may(permission, now):
            return False
        if not self.overrides:
            return True
        bound = [one for one in self.overrides if one.library_id is not None and one.permission == permission]
        denied = any(not one.allowed and (one.expires_at is None or one.expires_at > now) for one in bound)
        general = tuple(one for one in self.overrides if one not in bound)
        return not denied and allowed(self.roles, general, permission, None, now)


class SessionLine(msgspec.Struct, frozen=True):
    """A session, for its owner."""

    id: int
    address: str | None
    agent: str | None
    created_at: datetime
    used_at: datetime
    expires_at: datetime
    current: bool


class NewSession(msgspec.Struct, frozen=True):
    """The token goes into the cookie and is kept nowhere."""

    token: str
    csrf_token: str
    expires_at: datetime


def open_session(
    connection: Connection, user_id: int, now: datetime, *, address: str | None, agent: str | None
) -> NewSession:
    """Makes a session within a unit."""
    fresh = NewSession(new_token(), new_token(), now + LASTS)
    values = {
        "token_hash": hashed(fresh.token),
        "user_id": user_id,
        "kind": "web",
        "csrf_token": fresh.csrf_token,
        "address": address,
        "agent": (agent or "")[:300] or None,
        "created_at": now,
        "used_at": now,
        "expires_at": fresh.expires_at,
    }
    rows.insert_session(connection, values)
    return fresh


async def find_by_session(house: House, token: str) -> Visitor | None:
    """Whose session it is; None when it is none, has ended, or the account is closed."""
    now = house.clock.now()
    visitor, used_at = await house.db.read(_by_session, hashed(token), now)
    if visitor is not None and visitor.session_id is not None and now - used_at >= TOUCHED_EVERY:
        await house.db.write(rows.touch_session, visitor.session_id, now)
    return visitor


def _by_session(connection: Connection, token_hash: str, now: datetime) -> tuple[Visitor | None, datetime]:
    row = rows.find_session(connection, token_hash, now)
    if row is None:
        return None, now
    return _visitor(connection, row, session_id=row.id, csrf_token=row.csrf_token), row.used_at


async def find_by_key(house: House, key: str, uses: int = 1) -> Visitor | None:
    """Whose API key it is; None when it is none or has expired. `uses` are those since the last time it was asked."""
    now = house.clock.now()
    visitor = await house.db.read(_by_key, hashed(key), now)
    if visitor is not None and visitor.key_id is not None:
        await house.db.write(rows.touch_key, visitor.key_id, now, uses)
    return visitor


def _by_key(connection: Connection, key_hash: str, now: datetime) -> Visitor | None:
    row = rows.find_key(connection, key_hash, now)
    if row is None:
        return None
    scope = None if row.permissions is None else frozenset(row.permissions)
    return _visitor(connection, row, key_id=row.id, scope=scope, library_id=row.library_id)


def _visitor(connection: Connection, row: Row[Any], **more: Any) -> Visitor:
    return Visitor(
        user_id=row.user_id,
        username=row.username,
        name=row.display_name,
        roles=users.roles_of(connection, row.user_id),
        overrides=users.overrides_of(connection, row.user_id),
        preferences=row.preferences or {},
        **more,
    )


async def list_sessions(house: House, visitor: Visitor, user_id: int | None = None) -> list[SessionLine]:
    """The visitor's own sessions in force, or those of another person; last used first."""
    found = await house.db.read(rows.list_sessions, user_id or visitor.user_id, house.clock.now())
    return [
        SessionLine(
            row.id, row.address, row.agent, row.created_at, row.used_at, row.expires_at, row.id == visitor.session_id
        )
        for row in found
    ]


async def end_session(house: House, visitor: Visitor, session_id: int) -> None:
    """Ends one of the visitor's own sessions. Raises NotFound."""
    if not await house.db.write(rows.delete_session, visitor.user_id, session_id):
        raise NotFound(text("This session has ended already."))


async def end_other_sessions(house: House, visitor: Visitor) -> int:
    """Ends all of the visitor's sessions but this one, and says how many they were."""
    return await house.db.write(rows.delete_sessions, visitor.user_id, but=visitor.session_id)


async def sign_out(house: House, token: str) -> None:
    await house.db.write(rows.delete_session_by_token, hashed(token))
