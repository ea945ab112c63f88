"""Libraries and root folders, as the use-cases need them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from monarr.core.errors import NotFound
from monarr.core.text import text
from monarr.db.models import Library, LibraryDefault, MediaItem, QualityProfileRow, RootFolder, Version

_LIBRARY: Any = Library.__table__
_DEFAULT: Any = LibraryDefault.__table__
_ROOT: Any = RootFolder.__table__
_ITEM: Any = MediaItem.__table__
_PROFILE: Any = QualityProfileRow.__table__
_VERSION: Any = Version.__table__

_FIND_LIBRARY = (
    select(_LIBRARY, _DEFAULT.c.quality_profile_id, _DEFAULT.c.root_folder_id)
    .outerjoin(_DEFAULT, _DEFAULT.c.library_id == _LIBRARY.c.id)
    .where(_LIBRARY.c.id == bindparam("key"))
)
_LIST_ROOTS = (
    select(_ROOT).where(_ROOT.c.library_id == bindparam("key")).order_by(_ROOT.c.is_default.desc(), _ROOT.c.path)
)
_ALL_ROOTS = select(_ROOT).order_by(_ROOT.c.path)
_FIND_ROOT = select(_ROOT).where(_ROOT.c.id == bindparam("key"))
_FIND_PROFILE = select(_PROFILE).where(_PROFILE.c.id == bindparam("key"))
_COUNT_TITLES = select(func.count()).select_from(_ITEM).where(_ITEM.c.library_id == bindparam("key"))
_COUNT_ROOT_USES = select(func.count()).select_from(_VERSION).where(_VERSION.c.root_folder_id == bindparam("key"))


def get_library(connection: Connection, library_id: int) -> Row[Any]:
    """The library with its default profile and folder (either may be None). Raises NotFound."""
    row = connection.execute(_FIND_LIBRARY, {"key": library_id}).first()
    if row is None:
        raise NotFound(text("There is no such library."), subject=f"library:{library_id}")
    return row


def list_root_folders(connection: Connection, library_id: int | None = None) -> list[Row[Any]]:
    """Root folders of a library, its default first; of all libraries by path."""
    if library_id is None:
        return list(connection.execute(_ALL_ROOTS))
    return list(connection.execute(_LIST_ROOTS, {"key": library_id}))


def get_root_folder(connection: Connection, root_folder_id: int) -> Row[Any]:
    row = connection.execute(_FIND_ROOT, {"key": root_folder_id}).first()
    if row is None:
        raise NotFound(text("There is no such root folder."), subject=f"root_folder:{root_folder_id}")
    return row


def get_profile(connection: Connection, profile_id: int) -> Row[Any]:
    row = connection.execute(_FIND_PROFILE, {"key": profile_id}).first()
    if row is None:
        raise NotFound(text("There is no such quality profile."), subject=f"quality_profile:{profile_id}")
    return row


def count_titles(connection: Connection, library_id: int) -> int:
    """Rows of the library, the trash included: a library is deleted only when it is empty."""
    return int(connection.execute(_COUNT_TITLES, {"key": library_id}).scalar_one())


def count_root_uses(connection: Connection, root_folder_id: int) -> int:
    """Versions that keep their files in the folder."""
    return int(connection.execute(_COUNT_ROOT_USES, {"key": root_folder_id}).scalar_one())
