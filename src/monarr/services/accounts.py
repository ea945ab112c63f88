"""Accounts: signing in with lock-out, changing a password, and what administrators do with accounts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, exc

from monarr.core.access import SystemRole
from monarr.core.errors import Conflict, InvalidInput, NotAllowed, NotFound, NotSignedIn
from monarr.core.text import Text, text
from monarr.db.events import record_event
from monarr.db.repositories import sessions as session_rows
from monarr.db.repositories import users as rows
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House
from monarr.services.passwords import hash_password, needs_rehash, password_fits, password_problem
from monarr.services.sessions import NewSession, Visitor, open_session

FAILURES_ALLOWED = 5
LOCKED_FOR = timedelta(minutes=15)
_USERNAME = re.compile(r"[^\s/\\<>\"']{2,64}")
_EMAIL = re.compile(r"[^\s@<>\"']{1,64}@[^\s@<>\"']{1,190}")


class UserLine(msgspec.Struct, frozen=True):
    """An account as administrators see it."""

    id: int
    username: str
    name: str
    email: str | None
    status: str
    roles: list[str]
    created_at: datetime
    signed_in_at: datetime | None
    locked_until: datetime | None


def account_problems(name: str, username: str, email: str | None, password: str | None) -> dict[str, Text | str]:
    """A sentence per field that will not do; `password` None leaves the password out."""
    problems: dict[str, Text | str] = {}
    if not 1 <= len(name.strip()) <= 80:
        problems["name"] = text("A name has 1 to 80 characters.")
    if not _USERNAME.fullmatch(username.strip()):
        problems["username"] = text(
            "Names to sign in with have 2 to 64 characters, without spaces, slashes and quotes."
        )
    if email and not _EMAIL.fullmatch(email.strip()):
        problems["email"] = text("This is no mail address.")
    if password is not None:
        words = [username.strip(), *((email or "").partition("@")[:1])]
        if problem := password_problem(password, *words):
            problems["password"] = problem
    return problems


def account_values(name: str, username: str, email: str | None, password_hash: str, now: datetime) -> dict[str, Any]:
    return {
        "username": username.strip().lower(),
        "email": (email or "").strip().lower() or None,
        "display_name": name.strip(),
        "password_hash": password_hash,
        "created_at": now,
        "updated_at": now,
    }


async def sign_in(
    house: House, username: str, password: str, *, address: str | None = None, agent: str | None = None
) -> NewSession:
    """Opens a session with a fresh token. Raises NotSignedIn, in the same words and time whether the name or the
    password is wrong; and while the account is locked after five failures."""
    now = house.clock.now()
    user = await house.db.read(rows.find_user_by_name, username)
    fits = await password_fits(user.password_hash if user else None, password)
    if user is not None and user.locked_until is not None and user.locked_until > now:
        raise NotSignedIn(_locked(user.locked_until, now))
    if user is None or not fits:
        if user is not None:
            await house.db.write(_note_failure, user.id, user.display_name, now, address)
        raise NotSignedIn(text("Name or password do not fit."))
    if user.status != "active":
        raise NotSignedIn(text("This account is closed. Ask the owner of this house."))
    renewed = await hash_password(password) if needs_rehash(user.password_hash) else None
    return await house.db.write(_sign_in, user.id, user.display_name, renewed, now, address, agent)


def _locked(until: datetime, now: datetime) -> Text:
    minutes = max(1, round((until - now).total_seconds() / 60))
    return text("Too many wrong passwords. The account opens again in {minutes} min.", minutes=minutes)


def _note_failure(connection: Connection, user_id: int, name: str, now: datetime, address: str | None) -> None:
    user = rows.find_user(connection, user_id)
    if user is None:
        return
    over = user.locked_until is not None and user.locked_until <= now  # a lock that has run out starts a new count
    failures = 1 if over else user.failed_sign_ins + 1
    locked = now + LOCKED_FOR if failures >= FAILURES_ALLOWED else None
    rows.update_user(connection, user_id, {"failed_sign_ins": failures, "locked_until": locked}, now)
    action = "user.locked" if locked else "user.sign_in_failed"
    write_audit(
        connection, Actor(user_id, name), action, now, subject=f"user:{user_id}", severity="warning", address=address
    )


def _sign_in(
    connection: Connection,
    user_id: int,
    name: str,
    renewed: str | None,
    now: datetime,
    address: str | None,
    agent: str | None,
) -> NewSession:
    values: dict[str, Any] = {"failed_sign_ins": 0, "locked_until": None, "signed_in_at": now}
    if renewed is not None:
        values["password_hash"] = renewed
    rows.update_user(connection, user_id, values, now)
    session = open_session(connection, user_id, now, address=address, agent=agent)
    write_audit(connection, Actor(user_id, name), "user.signed_in", now, subject=f"user:{user_id}", address=address)
    record_event(connection, "user.signed_in", now=now, user_id=user_id, actor=name, payload={"by": name})
    return session


async def change_password(house: House, visitor: Visitor, old: str, new: str) -> None:
    """Changes the visitor's own password and ends all their other sessions. Raises InvalidInput."""
    user = await house.db.read(rows.find_user, visitor.user_id)
    if user is None or not await password_fits(user.password_hash, old):
        raise InvalidInput(
            text("The password was not changed."), fields={"old_password": text("This is not the password.")}
        )
    if problem := password_problem(new, user.username, (user.email or "").partition("@")[0]):
        raise InvalidInput(text("The password was not changed."), fields={"new_password": problem})
    await house.db.write(_set_password, visitor, visitor.user_id, await hash_password(new), house.clock.now())


def _set_password(connection: Connection, visitor: Visitor, user_id: int, password_hash: str, now: datetime) -> None:
    values = {"password_hash": password_hash, "failed_sign_ins": 0, "locked_until": None}
    rows.update_user(connection, user_id, values, now)
    kept = visitor.session_id if visitor.user_id == user_id else None
    session_rows.delete_sessions(connection, user_id, but=kept)
    write_audit(connection, visitor.actor, "user.password_changed", now, subject=f"user:{user_id}")


async def list_users(house: House) -> list[UserLine]:
    """All accounts by user name."""
    return await house.db.read(_list_users)


def _list_users(connection: Connection) -> list[UserLine]:
    roles = rows.role_names(connection)
    return [_line(row, roles.get(row.id, [])) for row in rows.list_users(connection)]


async def get_user(house: House, user_id: int) -> UserLine:
    """One account. Raises NotFound."""
    return await house.db.read(read_user, user_id)


def read_user(connection: Connection, user_id: int) -> UserLine:
    """`get_user` within a unit."""
    row = rows.find_user(connection, user_id)
    if row is None:
        raise NotFound(text("There is no such account."), subject=f"user:{user_id}")
    return _line(row, [role.name for role in rows.roles_of(connection, user_id)])


def _line(row: Any, roles: list[str]) -> UserLine:
    return UserLine(
        row.id,
        row.username,
        row.display_name,
        row.email,
        row.status,
        roles,
        row.created_at,
        row.signed_in_at,
        row.locked_until,
    )


async def create_user(
    house: House,
    visitor: Visitor,
    *,
    name: str,
    username: str,
    password: str,
    email: str | None = None,
    roles: Sequence[str] = (SystemRole.MEMBER,),
) -> int:
    """Makes an account and returns its id. Raises InvalidInput, NotAllowed, Conflict."""
    problems = account_problems(name, username, email, password)
    if problems:
        raise InvalidInput(text("The account cannot be made like this."), fields=problems)
    _check_roles(visitor, roles, house.clock.now())
    now = house.clock.now()
    values = account_values(name, username, email, await hash_password(password), now)
    return int(await _unique(house, _create, visitor, values, list(roles), now))


def _create(connection: Connection, visitor: Visitor, values: dict[str, Any], roles: list[str], now: datetime) -> int:
    _check_known(connection, roles)
    user_id = rows.insert_user(connection, values, roles[0])
    rows.set_roles(connection, user_id, roles)
    changes = {"username": values["username"], "roles": roles}
    write_audit(connection, visitor.actor, "user.created", now, subject=f"user:{user_id}", changes=changes)
    record_event(
        connection,
        "user.created",
        now=now,
        user_id=user_id,
        actor=values["display_name"],
        payload={"by": values["display_name"]},
    )
    return user_id


async def edit_user(
    house: House,
    visitor: Visitor,
    user_id: int,
    *,
    changes: Mapping[str, str | None],
    roles: Sequence[str] | None = None,
    password: str | None = None,
) -> None:
    """Changes an account: `changes` may hold name, username, email and status. A new password ends its sessions.
    Raises InvalidInput, NotAllowed, NotFound, Conflict."""
    now = house.clock.now()
    before = await get_user(house, user_id)
    check_target(visitor, before, now)
    merged = {"name": before.name, "username": before.username, "email": before.email, **changes}
    problems = account_problems(str(merged["name"]), str(merged["username"]), merged["email"], password)
    status = changes.get("status")
    if status is not None and status not in ("active", "inactive", "suspended"):
        problems["status"] = text("An account is active, inactive or suspended.")
    if problems:
        raise InvalidInput(text("The account cannot be changed like this."), fields=problems)
    owner = SystemRole.OWNER in before.roles
    if owner and status not in (None, "active"):
        raise Conflict(text("The owner's account stays open."))
    if roles is not None and owner != (SystemRole.OWNER in roles):
        raise Conflict(text("There is exactly one owner."))
    if roles is not None and not owner:
        _check_roles(visitor, roles, now)
    values: dict[str, Any] = {
        "display_name": str(merged["name"]).strip(),
        "username": str(merged["username"]).strip().lower(),
        "email": (merged["email"] or "").strip().lower() or None,
    }
    if status is not None:
        values["status"] = status
    fresh = await hash_password(password) if password is not None else None
    await _unique(house, _edit, visitor, before, values, list(roles) if roles is not None else None, fresh, now)


def _edit(
    connection: Connection,
    visitor: Visitor,
    before: UserLine,
    values: dict[str, Any],
    roles: list[str] | None,
    password_hash: str | None,
    now: datetime,
) -> None:
    rows.update_user(connection, before.id, values, now)
    if roles is not None:
        _check_known(connection, roles)
        rows.set_roles(connection, before.id, roles)
    if password_hash is not None:
        _set_password(connection, visitor, before.id, password_hash, now)
    if values.get("status", "active") != "active":
        session_rows.delete_sessions(connection, before.id)
    changes = {"before": {"username": before.username, "status": before.status, "roles": before.roles}, "after": values}
    if roles is not None:
        changes["after"] = {**values, "roles": roles}
    write_audit(connection, visitor.actor, "user.edited", now, subject=f"user:{before.id}", changes=changes)
    record_event(connection, "user.edited", now=now, user_id=before.id, actor=before.name, payload={"by": before.name})


async def delete_user(house: House, visitor: Visitor, user_id: int) -> None:
    """Closes an account for good. Raises NotFound, Conflict for the owner and for oneself, NotAllowed."""
    now = house.clock.now()
    before = await get_user(house, user_id)
    if SystemRole.OWNER in before.roles:
        raise Conflict(text("The owner's account cannot be deleted."))
    if user_id == visitor.user_id:
        raise Conflict(text("Nobody can delete their own account. Ask another administrator."))
    check_target(visitor, before, now)
    await house.db.write(_delete, visitor, before, now)


def _delete(connection: Connection, visitor: Visitor, before: UserLine, now: datetime) -> None:
    rows.delete_user(connection, before.id)
    changes = {"username": before.username, "roles": before.roles}
    write_audit(connection, visitor.actor, "user.deleted", now, subject=f"user:{before.id}", changes=changes)
    record_event(connection, "user.deleted", now=now, actor=before.name, payload={"by": before.name})


async def end_session_of(house: House, visitor: Visitor, user_id: int, session_id: int) -> None:
    """Ends a session of another person: they are signed out there. Raises NotFound, NotAllowed."""
    now = house.clock.now()
    target = await get_user(house, user_id)
    check_target(visitor, target, now)
    await house.db.write(_end_session, visitor, target, session_id, now)


def _end_session(connection: Connection, visitor: Visitor, target: UserLine, session_id: int, now: datetime) -> None:
    if not session_rows.delete_session(connection, target.id, session_id):
        raise NotFound(text("This session has ended already."))
    changes = {"username": target.username}
    write_audit(connection, visitor.actor, "session.ended", now, subject=f"user:{target.id}", changes=changes)


async def save_preferences(house: House, visitor: Visitor, preferences: Mapping[str, Any]) -> None:
    """Merges into the visitor's own preferences: theme, language, zone, density, posters, keys, hours_24."""
    merged = {**visitor.preferences, **preferences}
    await house.db.write(rows.update_user, visitor.user_id, {"preferences": merged}, house.clock.now())


def may_change(visitor: Visitor, target: UserLine, now: datetime) -> bool:
    """Owner and administrators are changed by the owner only, except that anybody may change themselves."""
    high = {SystemRole.OWNER, SystemRole.ADMIN} & set(target.roles)
    return not high or target.id == visitor.user_id or visitor.may("users.admins", now)


def check_target(visitor: Visitor, target: UserLine, now: datetime) -> None:
    """Raises NotAllowed when the visitor may not change that account."""
    if not may_change(visitor, target, now):
        raise NotAllowed(text("Only the owner changes the accounts of administrators."))


def _check_roles(visitor: Visitor, roles: Sequence[str], now: datetime) -> None:
    if not roles:
        raise InvalidInput(text("An account needs a role."), fields={"roles": text("Choose at least one role.")})
    if SystemRole.OWNER in roles:
        raise Conflict(text("There is exactly one owner."))
    if SystemRole.ADMIN in roles and not visitor.may("users.admins", now):
        raise NotAllowed(text("Only the owner makes administrators."))


def _check_known(connection: Connection, roles: Sequence[str]) -> None:
    known = {row.name: given for row, given in rows.list_roles(connection)}
    if unknown := [name for name in roles if name not in known]:
        problem = text("There is no role {name}.", name=unknown[0])
        raise InvalidInput(problem, fields={"roles": problem})


async def _unique(house: House, unit: Any, *args: Any) -> Any:
    """Runs a unit; a user name or mail that somebody else has becomes a sentence at its field."""
    try:
        return await house.db.write(unit, *args)
    except exc.IntegrityError as error:
        field = "email" if "email" in str(error.orig) else "username"
        taken = text("Somebody here has this already.")
        raise InvalidInput(text("The account cannot be saved like this."), fields={field: taken}) from error
