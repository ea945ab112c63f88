"""API keys: 32 hexadecimal characters, shown once, kept as SHA-256 with a visible prefix."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection

from monarr.core.access import PERMISSIONS
from monarr.core.errors import InvalidInput, NotAllowed, NotFound
from monarr.core.text import Text, text
from monarr.db.repositories import sessions as rows
from monarr.services.accounts import check_target, read_user
from monarr.services.audit import write_audit
from monarr.services.context import House
from monarr.services.sessions import Visitor
from monarr.services.tokens import hashed, new_api_key

PREFIX_LENGTH = 6


class KeyLine(msgspec.Struct, frozen=True):
    """A key as it may be shown. `permissions` None: all that its owner may."""

    id: int
    name: str
    prefix: str
    owner: str
    permissions: list[str] | None
    library_id: int | None
    created_at: datetime
    used_at: datetime | None
    uses: int
    expires_at: datetime | None


class NewKey(msgspec.Struct, frozen=True):
    """`key` is shown this one time."""

    id: int
    key: str


async def create_key(
    house: House,
    visitor: Visitor,
    name: str,
    *,
    permissions: list[str] | None = None,
    library_id: int | None = None,
    expires_at: datetime | None = None,
) -> NewKey:
    """Makes a key for the visitor. Raises InvalidInput, and NotAllowed when it would give more than the visitor has: a
    key never widens itself."""
    now = house.clock.now()
    name = name.strip()
    problems: dict[str, Text | str] = {}
    if not 1 <= len(name) <= 60:
        problems["name"] = text("A name has 1 to 60 characters.")
    if unknown := sorted(set(permissions or ()) - set(PERMISSIONS)):
        problems["permissions"] = text("There is no permission {name}.", name=unknown[0])
    if expires_at is not None and expires_at <= now:
        problems["expires_at"] = text("This moment has passed.")
    if problems:
        raise InvalidInput(text("The key cannot be made like this."), fields=problems)
    if visitor.scope is not None and (permissions is None or not set(permissions) <= visitor.scope):
        raise NotAllowed(text("A key cannot make a key that may more than itself."))
    if visitor.library_id is not None and library_id != visitor.library_id:
        raise NotAllowed(text("A key cannot make a key that may more than itself."))
    key = new_api_key()
    values = {
        "user_id": visitor.user_id,
        "name": name,
        "prefix": key[:PREFIX_LENGTH],
        "key_hash": hashed(key),
        "permissions": permissions,
        "library_id": library_id,
        "created_at": now,
        "expires_at": expires_at,
    }
    key_id = await house.db.write(_create, visitor, values, now)
    return NewKey(key_id, key)


def _create(connection: Connection, visitor: Visitor, values: dict[str, Any], now: datetime) -> int:
    key_id = rows.insert_key(connection, values)
    changes = {"name": values["name"], "prefix": values["prefix"], "permissions": values["permissions"]}
    write_audit(connection, visitor.actor, "api_key.created", now, subject=f"api_key:{key_id}", changes=changes)
    return key_id


async def list_keys(house: House, user_id: int | None = None) -> list[KeyLine]:
    """Keys of one person, or of everybody; newest first."""
    return [
        KeyLine(
            row.id,
            row.name,
            row.prefix,
            row.username,
            row.permissions,
            row.library_id,
            row.created_at,
            row.used_at,
            row.uses,
            row.expires_at,
        )
        for row in await house.db.read(rows.list_keys, user_id)
    ]


async def delete_key(house: House, visitor: Visitor, key_id: int) -> None:
    """Ends a key of the visitor's own, or of anybody whose account the visitor may change. Raises NotFound, NotAllowed."""
    now = house.clock.now()
    owner = None if visitor.may("users.edit", now) else visitor.user_id
    await house.db.write(_delete, visitor, key_id, owner, now)


def _delete(connection: Connection, visitor: Visitor, key_id: int, owner: int | None, now: datetime) -> None:
    gone = rows.delete_key(connection, key_id, owner)
    if gone is None:
        raise NotFound(text("There is no such key."), subject=f"api_key:{key_id}")
    if gone.user_id != visitor.user_id:
        check_target(visitor, read_user(connection, gone.user_id), now)
    changes = {"name": gone.name, "prefix": gone.prefix}
    write_audit(connection, visitor.actor, "api_key.deleted", now, subject=f"api_key:{key_id}", changes=changes)
