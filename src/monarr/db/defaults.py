"""What a new house has: sizes of qualities, profiles, naming, roles, TVmaze and the built-in BitTorrent client.

Each part is given once and noted, so that what a person removed stays removed; sizes and roles follow the program, since
a new version may know more of them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select

from monarr.core.kinds import ContentType
from monarr.core.naming import NamingConfig
from monarr.core.quality import DEFAULT_SIZES, QUALITIES, QualityProfile, builtin_profiles
from monarr.db.models import (
    DownloadClientRow,
    NamingConfigRow,
    ProfileItemRow,
    ProviderRow,
    QualityDefinition,
    QualityProfileRow,
)
from monarr.db.profiles import stored_settings
from monarr.db.repositories.settings import find_setting, save_setting
from monarr.db.repositories.users import ensure_roles

GIVEN = "defaults.given"
_DEFINITION: Any = QualityDefinition.__table__
_PROFILE: Any = QualityProfileRow.__table__
_NAMING: Any = NamingConfigRow.__table__
_PROVIDER: Any = ProviderRow.__table__
_CLIENT: Any = DownloadClientRow.__table__
_DEFINED = select(_DEFINITION.c.quality).where(_DEFINITION.c.library_id.is_(None))


def ensure_defaults(connection: Connection, now: datetime) -> None:
    """Gives what is not there yet; safe to run at every start."""
    ensure_roles(connection)
    _ensure_sizes(connection)
    given: list[str] = list(find_setting(connection, GIVEN, []))
    fresh = [name for name in _PARTS if name not in given]
    for name in fresh:
        _PARTS[name](connection, now)
    if fresh:
        save_setting(connection, GIVEN, given + fresh, now)


def _ensure_sizes(connection: Connection) -> None:
    known = set(connection.execute(_DEFINED).scalars())
    rows = [
        {"library_id": None, "quality": name, "title": name, "minimum": DEFAULT_SIZES[name].minimum,
         "preferred": DEFAULT_SIZES[name].preferred, "maximum": DEFAULT_SIZES[name].maximum}
        for name in QUALITIES if name not in known
    ]  # fmt: skip
    if rows:
        connection.execute(insert(_DEFINITION), rows)


def _give_profiles(connection: Connection, now: datetime) -> None:
    for content_type in (ContentType.MOVIE, ContentType.SERIES):
        for profile in builtin_profiles(content_type):
            insert_profile(connection, profile, now, content_type=content_type)


def insert_profile(
    connection: Connection,
    profile: QualityProfile,
    now: datetime,
    *,
    content_type: ContentType | None = None,
    library_id: int | None = None,
) -> int:
    """Writes a profile and its steps, and returns its id; scores of formats are not among them."""
    values = {
        "library_id": library_id, "name": profile.name, "content_type": content_type, "cutoff": profile.cutoff,
        "upgrade_allowed": profile.upgrade_allowed, "minimum_format_score": profile.minimum_format_score,
        "cutoff_format_score": profile.cutoff_format_score,
        "minimum_score_increment": profile.minimum_score_increment, "sizes": msgspec.to_builtins(profile.sizes),
        "languages": list(profile.languages), "reputation_weight": profile.reputation_weight,
        "settings": stored_settings(profile), "created_at": now, "updated_at": now,
    }  # fmt: skip
    profile_id = int(connection.execute(insert(_PROFILE).returning(_PROFILE.c.id), values).scalar_one())
    steps = [
        {"profile_id": profile_id, "position": place, "name": item.name, "qualities": list(item.qualities),
         "allowed": item.allowed}
        for place, item in enumerate(profile.items)
    ]  # fmt: skip
    connection.execute(insert(ProfileItemRow), steps)
    return profile_id


def _give_naming(connection: Connection, now: datetime) -> None:
    if connection.execute(select(_NAMING.c.id).where(_NAMING.c.library_id.is_(None))).first() is None:
        values = {
            "library_id": None,
            "config": msgspec.to_builtins(NamingConfig()),
            "created_at": now,
            "updated_at": now,
        }
        connection.execute(insert(_NAMING), values)


def _give_tvmaze(connection: Connection, now: datetime) -> None:
    if connection.execute(select(_PROVIDER.c.id).where(_PROVIDER.c.name == "TVmaze")).first() is None:
        values = {"name": "TVmaze", "implementation": "tvmaze", "settings": {}, "position": 10}
        connection.execute(insert(_PROVIDER), values | {"created_at": now, "updated_at": now})


def _give_client(connection: Connection, now: datetime) -> None:
    if connection.execute(select(_CLIENT.c.id).where(_CLIENT.c.implementation == "builtin")).first() is None:
        values = {
            "name": "Built-in",
            "implementation": "builtin",
            "protocol": "torrent",
            "settings": {},
            "priority": 25,
        }
        connection.execute(insert(_CLIENT), values | {"created_at": now, "updated_at": now})


_PARTS: dict[str, Callable[[Connection, datetime], None]] = {
    "profiles": _give_profiles,
    "naming": _give_naming,
    "tvmaze": _give_tvmaze,
    "builtin-client": _give_client,
}
