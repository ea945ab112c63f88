"""What releases are judged by, whatever the title: profiles, formats, sizes, delays, words, indexers, settings.

Loaded whole in a fixed number of statements, once per search or feed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from monarr.core.kinds import Protocol
from monarr.core.quality import QualityProfile, SizeLimits
from monarr.db.models import (
    CustomFormatRow,
    DelayProfile,
    DelayProfileTag,
    DownloadClientRow,
    IndexerRow,
    IndexerTag,
    ProfileFormat,
    ProfileItemRow,
    QualityDefinition,
    QualityProfileRow,
    ReleaseProfile,
    ReleaseProfileIndexer,
    ReleaseProfileTag,
    ServiceHealth,
    SettingRow,
)
from monarr.db.profiles import build_profiles
from monarr.db.repositories.reputation import Standing, load_standings
from monarr.db.within import within

_PROFILE: Any = QualityProfileRow.__table__
_STEP: Any = ProfileItemRow.__table__
_SCORE: Any = ProfileFormat.__table__
_FORMAT: Any = CustomFormatRow.__table__
_SIZE: Any = QualityDefinition.__table__
_DELAY: Any = DelayProfile.__table__
_DELAY_TAG: Any = DelayProfileTag.__table__
_WORDS: Any = ReleaseProfile.__table__
_WORDS_INDEXER: Any = ReleaseProfileIndexer.__table__
_WORDS_TAG: Any = ReleaseProfileTag.__table__
_INDEXER: Any = IndexerRow.__table__
_INDEXER_TAG: Any = IndexerTag.__table__
_HEALTH: Any = ServiceHealth.__table__
_CLIENT: Any = DownloadClientRow.__table__
_SETTING: Any = SettingRow.__table__

# Setting and what holds where nobody has set it.
SETTINGS: dict[str, Any] = {
    "releases.minimum_age_minutes": 0,
    "releases.retention_days": None,
    "releases.maximum_size_bytes": None,
    "releases.minimum_free_bytes": 100_000_000,
    "releases.repairs": "prefer",
    "releases.pack_policy": "all",
    "releases.pack_share_percent": 50,
    "releases.allow_hardcoded_subs": False,
    "releases.hardcoded_subs_languages": [],
    "releases.availability_delay_days": 0,
    "releases.refused_endings": [],
}

_STEPS = select(_STEP).order_by(_STEP.c.profile_id, _STEP.c.position)
_SCORES = select(_SCORE.c.profile_id, _FORMAT.c.name, _SCORE.c.score).join(_FORMAT, _FORMAT.c.id == _SCORE.c.format_id)
_DELAYS = select(_DELAY).order_by(_DELAY.c.position, _DELAY.c.id)
_FORMATS = select(_FORMAT.c.id, _FORMAT.c.library_id, _FORMAT.c.name, _FORMAT.c.conditions, _FORMAT.c.kind).order_by(
    _FORMAT.c.id
)
_ENABLED_WORDS = select(_WORDS).where(_WORDS.c.enabled).order_by(_WORDS.c.id)
_INDEXERS = (
    select(
        _INDEXER,
        _HEALTH.c.disabled_until,
        _HEALTH.c.until_edited,
        _HEALTH.c.cursor,
    )
    .outerjoin(_HEALTH, _HEALTH.c.subject == "indexer:" + _INDEXER.c.id.cast(_HEALTH.c.subject.type))
    .order_by(_INDEXER.c.priority, _INDEXER.c.id)
)
_PROTOCOLS = select(_CLIENT.c.protocol).where(_CLIENT.c.enabled).distinct()
_SETTINGS = select(_SETTING.c.key, _SETTING.c.value).where(within(_SETTING.c.key, "keys"))


class StoredFormat(msgspec.Struct, frozen=True):
    """A custom format as it is stored. `library_id` None: shared by all. `kind` is `series`, `movie` or None for both."""

    library_id: int | None
    name: str
    conditions: list[Any]
    kind: str | None = None


class Delay(msgspec.Struct, frozen=True, kw_only=True):
    """A delay profile. Without tags it fits every title."""

    id: int
    library_id: int | None
    name: str
    tag_ids: frozenset[int]
    torrent_minutes: int
    usenet_minutes: int
    enable_torrent: bool
    enable_usenet: bool
    preferred_protocol: Protocol | None
    bypass_if_highest_quality: bool
    bypass_above_score: int | None


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """A release profile: words that a name must, or must not, have. Without tags and indexers it holds for all."""

    id: int
    library_id: int | None
    name: str
    indexer_ids: frozenset[int]
    tag_ids: frozenset[int]
    excluded_tag_ids: frozenset[int]
    required: tuple[str, ...]
    forbidden: tuple[str, ...]
    refuse_before_air: bool
    grace_days: int


class IndexerFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A configured indexer as searching and judging see it. `disabled_until` and `until_edited`: it rests after
    failures; `cursor`: the newest guid that RSS has seen."""

    id: int
    name: str
    library_id: int | None
    protocol: Protocol
    enabled: bool
    enable_rss: bool
    enable_search: bool
    enable_interactive: bool
    priority: int
    download_client_id: int | None
    query_limit: int | None
    grab_limit: int | None
    tag_ids: frozenset[int]
    minimum_seeders: int
    required_flags: frozenset[str]
    single_episode_days: int | None
    multi_languages: tuple[str, ...]  # what MULTi means there; empty: nobody said
    disabled_until: datetime | None
    until_edited: bool
    cursor: str | None


class JudgingRules(msgspec.Struct, frozen=True, kw_only=True):
    """Everything. `sizes` holds the shared limits under None, a library's own under its id."""

    profiles: dict[int, QualityProfile]
    formats: tuple[StoredFormat, ...]
    sizes: dict[int | None, dict[str, SizeLimits]]
    delays: tuple[Delay, ...]
    words: tuple[Words, ...]
    indexers: dict[int, IndexerFacts]
    protocols: frozenset[Protocol]
    settings: dict[str, Any]
    standings: dict[str, Standing] = {}  # of release groups by key; empty while no profile gives them weight


def load_rules(connection: Connection, *, with_standings: bool = False) -> JudgingRules:
    """All of it, in a fixed number of statements however much there is. Standings of release groups are read where a
    profile gives them weight, and `with_standings` in any case."""
    sizes: dict[int | None, dict[str, SizeLimits]] = {}
    for row in connection.execute(select(_SIZE)):
        sizes.setdefault(row.library_id, {})[row.quality] = SizeLimits(row.minimum, row.preferred, row.maximum)
    profiles = load_profiles(connection)
    weighed = with_standings or any(profile.reputation_weight for profile in profiles.values())
    return JudgingRules(
        profiles=profiles,
        formats=load_formats(connection),
        sizes=sizes,
        delays=_delays(connection),
        words=_words(connection),
        indexers={indexer.id: indexer for indexer in list_indexers(connection)},
        protocols=frozenset(Protocol(name) for name in connection.execute(_PROTOCOLS).scalars()),
        settings=find_settings(connection, SETTINGS),
        standings=load_standings(connection) if weighed else {},
    )


def _words(connection: Connection) -> tuple[Words, ...]:
    indexers: dict[int, set[int]] = {}
    for row in connection.execute(select(_WORDS_INDEXER)):
        indexers.setdefault(row.release_profile_id, set()).add(row.indexer_id)
    tags: dict[tuple[int, bool], set[int]] = {}
    for row in connection.execute(select(_WORDS_TAG)):
        tags.setdefault((row.release_profile_id, row.excluded), set()).add(row.tag_id)
    return tuple(
        Words(
            id=row.id,
            library_id=row.library_id,
            name=row.name,
            indexer_ids=frozenset(indexers.get(row.id, ())),
            tag_ids=frozenset(tags.get((row.id, False), ())),
            excluded_tag_ids=frozenset(tags.get((row.id, True), ())),
            required=tuple(row.required),
            forbidden=tuple(row.forbidden),
            refuse_before_air=row.refuse_before_air,
            grace_days=row.grace_days,
        )
        for row in connection.execute(_ENABLED_WORDS)
    )


def find_settings(connection: Connection, defaults: dict[str, Any]) -> dict[str, Any]:
    """The values of these settings; the default where nobody has set one."""
    stored = {row.key: row.value for row in connection.execute(_SETTINGS, {"keys": list(defaults)})}
    return {key: default if stored.get(key) is None else stored[key] for key, default in defaults.items()}


def list_indexers(connection: Connection) -> list[IndexerFacts]:
    """All indexers, the preferred first."""
    tags: dict[int, set[int]] = {}
    for row in connection.execute(select(_INDEXER_TAG)):
        tags.setdefault(row.indexer_id, set()).add(row.tag_id)
    return [
        IndexerFacts(
            id=row.id,
            name=row.name,
            library_id=row.library_id,
            protocol=Protocol(row.protocol),
            enabled=row.enabled,
            enable_rss=row.enable_rss,
            enable_search=row.enable_search,
            enable_interactive=row.enable_interactive,
            priority=row.priority,
            download_client_id=row.download_client_id,
            query_limit=row.query_limit,
            grab_limit=row.grab_limit,
            tag_ids=frozenset(tags.get(row.id, ())),
            minimum_seeders=int(row.settings.get("minimum_seeders", 1)),
            required_flags=frozenset(row.settings.get("required_flags") or ()),
            single_episode_days=row.settings.get("single_episode_days"),
            multi_languages=tuple(row.settings.get("multi_languages") or ()),
            disabled_until=row.disabled_until,
            until_edited=bool(row.until_edited),
            cursor=row.cursor,
        )
        for row in connection.execute(_INDEXERS)
    ]


def load_formats(connection: Connection) -> tuple[StoredFormat, ...]:
    """All custom formats."""
    rows = connection.execute(_FORMATS)
    return tuple(StoredFormat(row.library_id, row.name, row.conditions, row.kind) for row in rows)


def load_profiles(connection: Connection) -> dict[int, QualityProfile]:
    """All profiles by id, in three statements."""
    rows = connection.execute(select(_PROFILE)), connection.execute(_STEPS), connection.execute(_SCORES)
    return build_profiles(*rows)


def _delays(connection: Connection) -> tuple[Delay, ...]:
    tags: dict[int, set[int]] = {}
    for row in connection.execute(select(_DELAY_TAG)):
        tags.setdefault(row.delay_profile_id, set()).add(row.tag_id)
    return tuple(
        Delay(
            id=row.id,
            library_id=row.library_id,
            name=row.name,
            tag_ids=frozenset(tags.get(row.id, ())),
            torrent_minutes=row.torrent_minutes,
            usenet_minutes=row.usenet_minutes,
            enable_torrent=row.enable_torrent,
            enable_usenet=row.enable_usenet,
            preferred_protocol=Protocol(row.preferred_protocol) if row.preferred_protocol else None,
            bypass_if_highest_quality=row.bypass_if_highest_quality,
            bypass_above_score=row.bypass_above_score,
        )
        for row in connection.execute(_DELAYS)
    )
