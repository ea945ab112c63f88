"""Sessions, API keys and one-time tokens. Of every secret only the SHA-256 comes here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from monarr.db.engine import notice
from monarr.db.models import ApiKey, OneTimeToken, SessionRow, User
from monarr.db.repositories.users import ACCESS

_SESSION: Any = SessionRow.__table__
_KEY: Any = ApiKey.__table__
_TOKEN: Any = OneTimeToken.__table__
_PERSON = (User.username, User.display_name, User.preferences)
_FIND_SESSION = (
    select(_SESSION, *_PERSON)
    .join(User, User.id == _SESSION.c.user_id)
    .where(
        _SESSION.c.token_hash == bindparam("hash"),
        _SESSION.c.expires_at > bindparam("now"),
        User.status == "active",
    )
)
_FIND_KEY = (
    select(_KEY, *_PERSON)
    .join(User, User.id == _KEY.c.user_id)
    .where(
        _KEY.c.key_hash == bindparam("hash"),
        (_KEY.c.expires_at.is_(None)) | (_KEY.c.expires_at > bindparam("now")),
        User.status == "active",
    )
)


def insert_session(connection: Connection, values: Mapping[str, Any]) -> int:
    return int(connection.execute(insert(_SESSION).returning(_SESSION.c.id), dict(values)).scalar_one())


def find_session(connection: Connection, token_hash: str, now: datetime) -> Row[Any] | None:
    """A session in force of an active account, with the account's names and preferences."""
    return connection.execute(_FIND_SESSION, {"hash": token_hash, "now": now}).first()


def list_sessions(connection: Connection, user_id: int, now: datetime) -> list[Row[Any]]:
    """Somebody's sessions in force, last used first."""
    statement = select(_SESSION).where(_SESSION.c.user_id == user_id, _SESSION.c.expires_at > now)
    return list(connection.execute(statement.order_by(_SESSION.c.used_at.desc())))


def touch_session(connection: Connection, session_id: int, now: datetime) -> None:
    connection.execute(update(_SESSION).where(_SESSION.c.id == session_id), {"used_at": now})


def delete_session(connection: Connection, user_id: int, session_id: int) -> bool:
    """Ends one session of a person; False when there is no such one."""
    done = connection.execute(delete(_SESSION).where(_SESSION.c.id == session_id, _SESSION.c.user_id == user_id))
    notice(connection, ACCESS)
    return bool(done.rowcount)


def delete_session_by_token(connection: Connection, token_hash: str) -> None:
    connection.execute(delete(_SESSION).where(_SESSION.c.token_hash == token_hash))
    notice(connection, ACCESS)


def delete_sessions(connection: Connection, user_id: int, *, but: int | None = None) -> int:
    """Ends all sessions of a person, or all but one; says how many."""
    statement = delete(_SESSION).where(_SESSION.c.user_id == user_id)
    if but is not None:
        statement = statement.where(_SESSION.c.id != but)
    count = connection.execute(statement).rowcount
    notice(connection, ACCESS)
    return count


def insert_key(connection: Connection, values: Mapping[str, Any]) -> int:
    return int(connection.execute(insert(_KEY).returning(_KEY.c.id), dict(values)).scalar_one())


def find_key(connection: Connection, key_hash: str, now: datetime) -> Row[Any] | None:
    """A key in force of an active account, with the account's names and preferences."""
    return connection.execute(_FIND_KEY, {"hash": key_hash, "now": now}).first()


def touch_key(connection: Connection, key_id: int, now: datetime, uses: int) -> None:
    connection.execute(update(_KEY).where(_KEY.c.id == key_id).values(used_at=now, uses=_KEY.c.uses + uses))


def list_keys(connection: Connection, user_id: int | None = None) -> list[Row[Any]]:
    """Keys of one person or of all, newest first, with the owner's user name."""
    statement = select(_KEY, User.username).join(User, User.id == _KEY.c.user_id).order_by(_KEY.c.id.desc())
    if user_id is not None:
        statement = statement.where(_KEY.c.user_id == user_id)
    return list(connection.execute(statement))


def delete_key(connection: Connection, key_id: int, user_id: int | None = None) -> Any:
    """Removes a key (of that person, when one is named) and returns what it was (`name`, `prefix`, `user_id`), or None."""
    statement = delete(_KEY).where(_KEY.c.id == key_id)
    if user_id is not None:
        statement = statement.where(_KEY.c.user_id == user_id)
    gone = connection.execute(statement.returning(_KEY.c.name, _KEY.c.prefix, _KEY.c.user_id)).first()
    notice(connection, ACCESS)
    return gone


def insert_token(connection: Connection, values: Mapping[str, Any]) -> None:
    connection.execute(insert(_TOKEN), dict(values))


def delete_tokens(connection: Connection, purpose: str, user_id: int | None = None) -> None:
    """Earlier tokens of that purpose hold no more."""
    owner = _TOKEN.c.user_id.is_(None) if user_id is None else _TOKEN.c.user_id == user_id
    connection.execute(delete(_TOKEN).where(_TOKEN.c.purpose == purpose, owner))


def use_token(connection: Connection, purpose: str, token_hash: str, now: datetime) -> Any:
    """Uses up a token: only the first of two at the same moment gets the row (`id`, `user_id`), the other None."""
    statement = (
        update(_TOKEN)
        .where(
            _TOKEN.c.purpose == purpose,
            _TOKEN.c.token_hash == token_hash,
            _TOKEN.c.used_at.is_(None),
            _TOKEN.c.expires_at > now,
        )
        .values(used_at=now)
        .returning(_TOKEN.c.id, _TOKEN.c.user_id)
    )
    return connection.execute(statement).first()
