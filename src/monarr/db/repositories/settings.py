"""Settings of the house, and the naming and profiles that a library uses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from monarr.core.naming import NamingConfig
from monarr.db.models import NamingConfigRow, SettingRow

_SETTING: Any = SettingRow.__table__
_NAMING: Any = NamingConfigRow.__table__
_FIND_SETTING = select(_SETTING.c.value).where(_SETTING.c.key == bindparam("key_"))
_FIND_NAMING = (
    select(_NAMING.c.config)
    .where((_NAMING.c.library_id == bindparam("library")) | _NAMING.c.library_id.is_(None))
    .order_by(_NAMING.c.library_id.is_(None))
    .limit(1)
)


def find_setting(connection: Connection, key: str, default: Any = None) -> Any:
    """A setting's value; `default` where nobody has set it."""
    row = connection.execute(_FIND_SETTING, {"key_": key}).first()
    return default if row is None or row.value is None else row.value


def save_setting(connection: Connection, key: str, value: Any, now: datetime) -> None:
    """Sets it; None goes back to the default."""
    connection.execute(delete(_SETTING).where(_SETTING.c.key == key))
    if value is not None:
        connection.execute(insert(_SETTING), {"key": key, "value": value, "updated_at": now})


def find_naming(connection: Connection, library_id: int | None) -> NamingConfig:
    """How a library names files: its own settings, else the shared ones, else the defaults."""
    config = connection.execute(_FIND_NAMING, {"library": library_id}).scalar()
    return NamingConfig() if not config else msgspec.convert(config, NamingConfig)


def save_naming(connection: Connection, library_id: int | None, config: NamingConfig, now: datetime) -> None:
    """Stores a library's own naming; `library_id` None: the shared one."""
    same = _NAMING.c.library_id == library_id if library_id is not None else _NAMING.c.library_id.is_(None)
    values = {"config": msgspec.to_builtins(config), "updated_at": now}
    if connection.execute(update(_NAMING).where(same), values).rowcount == 0:
        connection.execute(insert(_NAMING), {"library_id": library_id, "created_at": now, **values})
