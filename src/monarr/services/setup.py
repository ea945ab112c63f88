"""First run: the owner's account, made once. From another computer it takes the token that stands in the log."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, exc

from monarr.core.access import SystemRole
from monarr.core.errors import Conflict, InvalidInput, NotAllowed
from monarr.core.text import text
from monarr.db.events import record_event
from monarr.db.repositories import sessions as tokens
from monarr.db.repositories import users as rows
from monarr.services.accounts import account_problems, account_values
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House
from monarr.services.passwords import hash_password
from monarr.services.sessions import NewSession, open_session
from monarr.services.tokens import hashed, new_spoken_token

_LOG = logging.getLogger(__name__)
FIRST_RUN = "first_run"
TOKEN_LASTS = timedelta(days=30)
_TAKEN = text("This house has an owner already. Sign in, or ask the owner for an account.")


async def needs_owner(house: House) -> bool:
    """Whether nobody owns this house yet."""
    return not await house.db.read(rows.has_owner)


async def prepare_first_run(house: House) -> str | None:
    """At start: writes the roles and, while there is no owner, a fresh token, which goes to the log and is returned.
    Earlier tokens hold no more."""
    await house.db.write(rows.ensure_roles)
    if not await needs_owner(house):
        return None
    token = new_spoken_token()
    await house.db.write(_keep_token, hashed(token), house.clock.now())
    _LOG.warning("first_run_is_open", extra={"enter_on_the_first_page": token})
    return token


def _keep_token(connection: Connection, token_hash: str, now: datetime) -> None:
    tokens.delete_tokens(connection, FIRST_RUN)
    values = {"purpose": FIRST_RUN, "token_hash": token_hash, "created_at": now, "expires_at": now + TOKEN_LASTS}
    tokens.insert_token(connection, values)


async def create_owner(
    house: House,
    *,
    name: str,
    username: str,
    password: str,
    email: str | None = None,
    token: str | None = None,
    trusted: bool = False,
    address: str | None = None,
    agent: str | None = None,
) -> NewSession:
    """Makes the owner and signs them in. `trusted` says that the request came from this very machine, so that no token
    is needed. Raises Conflict when there is an owner, also when two ask at the same moment; NotAllowed for a wrong
    token; InvalidInput for fields that will not do."""
    if not await needs_owner(house):
        raise Conflict(_TAKEN)
    problems = account_problems(name, username, email, password)
    if problems:
        raise InvalidInput(text("The account cannot be made like this."), fields=problems)
    now = house.clock.now()
    values = account_values(name, username, email, await hash_password(password), now)
    token_hash = None if trusted else hashed((token or "").strip().lower())
    try:
        return await house.db.write(_create_owner, values, token_hash, now, address, agent)
    except exc.IntegrityError as error:
        raise Conflict(_TAKEN) from error


def _create_owner(
    connection: Connection,
    values: dict[str, Any],
    token_hash: str | None,
    now: datetime,
    address: str | None,
    agent: str | None,
) -> NewSession:
    if rows.has_owner(connection):
        raise Conflict(_TAKEN)
    if token_hash is not None and tokens.use_token(connection, FIRST_RUN, token_hash, now) is None:
        raise NotAllowed(text("This is not the token that stands in the log."))
    rows.ensure_roles(connection)
    user_id = rows.insert_user(connection, values, SystemRole.OWNER)
    tokens.delete_tokens(connection, FIRST_RUN)
    actor = Actor(user_id, values["display_name"])
    write_audit(connection, actor, "user.owner_created", now, subject=f"user:{user_id}", address=address)
    record_event(connection, "user.created", now=now, user_id=user_id, actor=actor.name)
    return open_session(connection, user_id, now, address=address, agent=agent)
