"""Where a new title may go: the libraries' folders, their defaults, and the profiles."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from monarr.core.kinds import ContentType
from monarr.db.models import QualityProfileRow
from monarr.db.repositories.libraries import get_library, list_root_folders

_PROFILE: Any = QualityProfileRow.__table__
_PROFILES = (
    select(_PROFILE.c.id, _PROFILE.c.name, _PROFILE.c.content_type)
    .where(_PROFILE.c.library_id.is_(None) | (_PROFILE.c.library_id == bindparam("library")))
    .order_by(_PROFILE.c.name)
)


def list_profile_names(connection: Connection, library_id: int) -> list[tuple[int, str]]:
    """The profiles that fit what a library holds, by name, as a form offers them."""
    kind = ContentType(get_library(connection, library_id).content_type).title_kind
    return [
        (row.id, row.name)
        for row in connection.execute(_PROFILES, {"library": library_id})
        if row.content_type is None or ContentType(row.content_type).title_kind is kind
    ]


def list_folders_of(connection: Connection, library_id: int) -> list[Row[Any]]:
    """The root folders of a library, its default first."""
    return list_root_folders(connection, library_id)


def default_profile_of(connection: Connection, library_id: int) -> int | None:
    """The profile that new titles of a library get. Raises NotFound."""
    profile_id: int | None = get_library(connection, library_id).quality_profile_id
    return profile_id
