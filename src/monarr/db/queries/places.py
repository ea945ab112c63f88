"""Where a new title may go: the libraries' folders, their defaults, and the profiles."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from monarr.db.models import QualityProfileRow
from monarr.db.repositories.libraries import get_library, list_root_folders

_PROFILE: Any = QualityProfileRow.__table__
_PROFILES = select(_PROFILE.c.id, _PROFILE.c.name).order_by(_PROFILE.c.name)


def list_profile_names(connection: Connection) -> list[tuple[int, str]]:
    """All profiles by name, as a form offers them."""
    return [(row.id, row.name) for row in connection.execute(_PROFILES)]


def list_folders_of(connection: Connection, library_id: int) -> list[Row[Any]]:
    """The root folders of a library, its default first."""
    return list_root_folders(connection, library_id)


def default_profile_of(connection: Connection, library_id: int) -> int | None:
    """The profile that new titles of a library get. Raises NotFound."""
    profile_id: int | None = get_library(connection, library_id).quality_profile_id
    return profile_id
