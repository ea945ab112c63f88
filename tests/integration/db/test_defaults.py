"""What a new house has."""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, select

from monarr.core.kinds import ContentType
from monarr.core.quality import QUALITIES, builtin_profiles
from monarr.db.defaults import ensure_defaults
from monarr.db.models import (
    DownloadClientRow,
    NamingConfigRow,
    ProfileItemRow,
    ProviderRow,
    QualityDefinition,
    QualityProfileRow,
    Role,
    RolePermission,
)
from monarr.db.profiles import load_profiles
from tests.integration.db.samples import NOW


def count(connection: Connection, model: type) -> int:
    return int(connection.execute(select(func.count()).select_from(model)).scalar_one())


def test_a_new_house_has_what_the_story_needs(connection: Connection) -> None:
    ensure_defaults(connection, NOW)
    assert count(connection, QualityDefinition) == len(QUALITIES)
    assert count(connection, QualityProfileRow) == 8
    assert connection.execute(select(ProviderRow.implementation)).scalars().all() == ["tvmaze"]
    assert connection.execute(select(DownloadClientRow.implementation)).scalars().all() == ["builtin"]
    assert count(connection, NamingConfigRow) == 1
    assert set(connection.execute(select(Role.name)).scalars()) == {"owner", "admin", "moderator", "member", "guest"}


def test_giving_twice_gives_nothing_new(connection: Connection) -> None:
    ensure_defaults(connection, NOW)
    models = (QualityDefinition, QualityProfileRow, ProfileItemRow, ProviderRow, DownloadClientRow, RolePermission)
    before = [count(connection, model) for model in models]
    ensure_defaults(connection, NOW)
    assert [count(connection, model) for model in models] == before


def test_what_a_person_removed_stays_removed(connection: Connection) -> None:
    ensure_defaults(connection, NOW)
    connection.execute(delete(ProviderRow))
    connection.execute(delete(QualityProfileRow).where(QualityProfileRow.name == "SD"))
    ensure_defaults(connection, NOW)
    assert count(connection, ProviderRow) == 0
    assert count(connection, QualityProfileRow) == 6


def test_a_size_that_is_not_known_yet_is_added(connection: Connection) -> None:
    ensure_defaults(connection, NOW)
    connection.execute(delete(QualityDefinition).where(QualityDefinition.quality == "DVD"))
    ensure_defaults(connection, NOW)
    assert count(connection, QualityDefinition) == len(QUALITIES)


def test_profiles_come_back_as_the_core_knows_them(connection: Connection) -> None:
    ensure_defaults(connection, NOW)
    ids = set(
        connection.execute(select(QualityProfileRow.id).where(QualityProfileRow.content_type == "movie")).scalars()
    )
    loaded = {profile.name: profile for profile in load_profiles(connection, ids).values()}
    for profile in builtin_profiles(ContentType.MOVIE):
        assert (loaded[profile.name].items, loaded[profile.name].cutoff) == (profile.items, profile.cutoff)
