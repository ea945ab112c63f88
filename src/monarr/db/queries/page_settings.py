"""What pages of settings show beside the settings: how providers fare, who uses a profile, what a library holds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, func, select

from monarr.db.models import (
    CustomFormatRow,
    DownloadClientRow,
    Library,
    LibraryDefault,
    MediaItem,
    NamingConfigRow,
    PlayerGroup,
    PlayerRow,
    ProfileFormat,
    QualityProfileRow,
    RootFolder,
    ServiceHealth,
    Version,
)

_HEALTH: Any = ServiceHealth.__table__
_VERSION: Any = Version.__table__
_ITEM: Any = MediaItem.__table__
_LIBRARY: Any = Library.__table__
_DEFAULT: Any = LibraryDefault.__table__
_ROOT: Any = RootFolder.__table__
_PROFILE: Any = QualityProfileRow.__table__
_SCORE: Any = ProfileFormat.__table__
_FORMAT: Any = CustomFormatRow.__table__


class ProviderHealth(msgspec.Struct, frozen=True):
    """How a provider fares; `message` is a `core.text.Text` as stored."""

    subject: str
    state: str
    message: dict[str, Any] | None
    sample: str | None
    response_ms: int | None
    first_failure_at: datetime | None
    disabled_until: datetime | None
    checks_total: int
    checks_failed: int
    checked_at: datetime | None


class LibraryRow(msgspec.Struct, frozen=True):
    id: int
    name: str
    slug: str
    content_type: str
    icon: str | None
    profile_id: int | None
    profile: str | None
    root_folder_id: int | None
    titles: int


class FolderRow(msgspec.Struct, frozen=True):
    id: int
    library_id: int
    path: str
    accessible: bool
    problem: str | None
    free_bytes: int | None
    total_bytes: int | None
    uses: int


_STATES = select(_HEALTH.c.subject).where(_HEALTH.c.state == "error")
_OF_KIND = select(*(_HEALTH.c[name] for name in ProviderHealth.__struct_fields__)).where(
    _HEALTH.c.subject.startswith(bindparam("prefix"), autoescape=False)
)
_TITLES = (
    select(func.count())
    .where(_ITEM.c.library_id == _LIBRARY.c.id, _ITEM.c.parent_id.is_(None), _ITEM.c.deleted_at.is_(None))
    .scalar_subquery()
)
_LIBRARIES = (
    select(_LIBRARY.c.id, _LIBRARY.c.name, _LIBRARY.c.slug, _LIBRARY.c.content_type, _LIBRARY.c.icon,
           _DEFAULT.c.quality_profile_id, _PROFILE.c.name, _DEFAULT.c.root_folder_id, _TITLES)
    .outerjoin(_DEFAULT, _DEFAULT.c.library_id == _LIBRARY.c.id)
    .outerjoin(_PROFILE, _PROFILE.c.id == _DEFAULT.c.quality_profile_id)
    .order_by(_LIBRARY.c.position, _LIBRARY.c.id)
)  # fmt: skip
_USES = select(func.count()).where(_VERSION.c.root_folder_id == _ROOT.c.id).scalar_subquery()
_FOLDERS = select(
    _ROOT.c.id, _ROOT.c.library_id, _ROOT.c.path, _ROOT.c.accessible, _ROOT.c.problem, _ROOT.c.free_bytes,
    _ROOT.c.total_bytes, _USES,
).order_by(_ROOT.c.is_default.desc(), _ROOT.c.path)  # fmt: skip
_PROFILE_USES = (
    select(_VERSION.c.quality_profile_id, _ITEM.c.kind, func.count(_ITEM.c.id.distinct()))
    .join(_ITEM, _ITEM.c.id == _VERSION.c.item_id)
    .group_by(_VERSION.c.quality_profile_id, _ITEM.c.kind)
)
_WITH_PROFILE = (
    select(_ITEM.c.id, _ITEM.c.title, _ITEM.c.year)
    .where(_ITEM.c.id.in_(select(_VERSION.c.item_id).where(_VERSION.c.quality_profile_id == bindparam("profile"))))
    .order_by(_ITEM.c.sort_title, _ITEM.c.id)
)
_SCORES = (
    select(_FORMAT.c.id, _PROFILE.c.name, _SCORE.c.score)
    .join(_SCORE, _SCORE.c.format_id == _FORMAT.c.id)
    .join(_PROFILE, _PROFILE.c.id == _SCORE.c.profile_id)
    .order_by(_FORMAT.c.id, func.lower(_PROFILE.c.name))
)
_OWN_NAMING = select(NamingConfigRow.library_id).where(NamingConfigRow.library_id.is_not(None))


def count_troubles(connection: Connection) -> dict[str, int]:
    """How many providers of each kind do not answer."""
    counts: dict[str, int] = {}
    for subject in connection.execute(_STATES).scalars():
        kind = subject.partition(":")[0]
        counts[kind] = counts.get(kind, 0) + 1
    return counts


def health_of_kind(connection: Connection, kind: str) -> dict[int, ProviderHealth]:
    """How the providers of a kind fare, by their id; those never asked are missing."""
    found = [ProviderHealth(*row) for row in connection.execute(_OF_KIND, {"prefix": f"{kind}:"})]
    return {int(one.subject.partition(":")[2]): one for one in found if one.subject.partition(":")[2].isdigit()}


def libraries_with_naming(connection: Connection) -> frozenset[int]:
    """Libraries that name their own way."""
    return frozenset(found for found in connection.execute(_OWN_NAMING).scalars() if found is not None)


def list_libraries(connection: Connection) -> list[LibraryRow]:
    """Libraries in their order, with their first choices and how many titles they hold."""
    return [LibraryRow(*row) for row in connection.execute(_LIBRARIES)]


def list_folders(connection: Connection) -> list[FolderRow]:
    """Root folders, the first choice of each library before the others."""
    return [FolderRow(*row) for row in connection.execute(_FOLDERS)]


def profile_kinds(connection: Connection) -> dict[int, str]:
    """The kind of title that a profile is for, by profile: movie, series, or "" for both."""
    rows = connection.execute(select(_PROFILE.c.id, _PROFILE.c.content_type))
    return {row.id: row.content_type or "" for row in rows}


def profile_uses(connection: Connection) -> dict[int, dict[str, int]]:
    """How many titles of each kind use a profile, by profile."""
    found: dict[int, dict[str, int]] = {}
    for profile_id, kind, count in connection.execute(_PROFILE_USES):
        found.setdefault(profile_id, {})[str(kind)] = count
    return found


def titles_with_profile(connection: Connection, profile_id: int, limit: int = 8) -> list[tuple[int, str, int | None]]:
    """Some of the titles that use a profile, by name: id, title, year."""
    rows = connection.execute(_WITH_PROFILE.limit(limit), {"profile": profile_id})
    return [(row.id, row.title, row.year) for row in rows]


def libraries_with_profile(connection: Connection, profile_id: int) -> list[str]:
    """Names of the libraries whose new titles get the profile."""
    found = _LIBRARIES.where(_DEFAULT.c.quality_profile_id == profile_id)
    return [row.name for row in connection.execute(found)]


def format_scores(connection: Connection) -> dict[int, list[tuple[str, int]]]:
    """What a format counts for, by format: profiles by name, with the points."""
    found: dict[int, list[tuple[str, int]]] = {}
    for format_id, profile, score in connection.execute(_SCORES):
        found.setdefault(format_id, []).append((profile, score))
    return found


def list_mapping_subjects(connection: Connection) -> list[tuple[str, str]]:
    """Who may see a folder under another path: download clients and groups of players, by name; `client:1`, `group:2`."""
    found = []
    for kind, model in (("client", DownloadClientRow), ("group", PlayerGroup)):
        table: Any = model.__table__
        rows = connection.execute(select(table.c.id, table.c.name).order_by(func.lower(table.c.name)))
        found += [(f"{kind}:{row.id}", str(row.name)) for row in rows]
    return found


def list_players(connection: Connection) -> list[Any]:
    """Players by name, with the group that each is in."""
    table: Any = PlayerRow.__table__
    columns = (table.c.id, table.c.name, table.c.group_id, table.c.implementation)
    return list(connection.execute(select(*columns).order_by(func.lower(table.c.name))))
