"""How the demo sets Monarr up: everything a person could do in the settings, done through the same services."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select

from monarr.core.kinds import ContentType, MediaKind
from monarr.core.quality import QualityProfile, SizeLimits, builtin_profiles
from monarr.db.defaults import insert_profile
from monarr.db.models import DelayProfile, DelayProfileTag, Tag
from monarr.demo.catalogue import DemoTitle
from monarr.demo.world import API_KEY, World
from monarr.ports.provider import ProviderKind
from monarr.services.add import AddTitle, AddVersion, add_title
from monarr.services.context import Actor, House
from monarr.services.libraries import LibraryInput, add_root_folder, create_library
from monarr.services.owner import find_owner
from monarr.services.provider_settings import (
    ProviderInput,
    create_provider,
    edit_provider,
    list_providers,
)
from monarr.services.setup import create_owner

PATIENT = "patient"
DELAY_MINUTES = 12 * 60
# Megabytes per minute. The demo's files are a minute or three of a test picture, so the usual limits would not fit.
SMALL = SizeLimits(0.5, 6, 12)
LARGE = SizeLimits(2, 10, 15)
FILMS_HD, SERIES_HD = "HD, demo sizes (12 MB a minute)", "HD series, demo sizes (12 MB a minute)"
FILMS_4K = "4K, demo sizes (15 MB a minute)"
_LOOPBACK = {
    "listen_interface": "127.0.0.1", "listen_port": 0, "dht": False, "lsd": False, "upnp": False, "local_peers": True,
}  # fmt: skip


class Furnished(msgspec.Struct, frozen=True, kw_only=True):
    """What was set up. Ids by content type; profiles by name."""

    password: str
    owner: Actor
    libraries: dict[str, int]
    roots: dict[str, Path]
    profiles: dict[str, int]


async def furnish(house: House, world: World, media: Path) -> Furnished:
    """Owner, libraries with folders below `media`, profiles with limits of their own, sources, client and player."""
    password = "-".join(secrets.choice(_WORDS) for _ in range(4))
    await create_owner(house, name="Ada Lindqvist", username="ada", password=password, trusted=True)
    found = await house.db.read(find_owner)
    assert found is not None
    owner = found.actor
    profiles = await house.db.write(_profiles, house)
    libraries: dict[str, int] = {}
    roots: dict[str, Path] = {}
    for kind, name, slug in (
        (ContentType.MOVIE, "Films", "movies"),
        (ContentType.SERIES, "Series", "tv"),
        (ContentType.ANIME, "Anime", "anime"),
    ):
        profile = profiles[FILMS_HD] if kind is ContentType.MOVIE else profiles[SERIES_HD]
        wanted = LibraryInput(name=name, content_type=kind, slug=slug, is_default=True, quality_profile_id=profile)
        libraries[kind] = await create_library(house, wanted, owner)
        roots[kind] = media / slug
        await add_root_folder(house, libraries[kind], str(roots[kind]), owner, make=True, is_default=True)
    await _sources(house, world, owner)
    await house.db.write(_delay)
    return Furnished(password=password, owner=owner, libraries=libraries, roots=roots, profiles=profiles)


def _profiles(connection: Connection, house: House) -> dict[str, int]:
    now = house.clock.now()
    made: dict[str, int] = {}
    for content_type, name in (
        (ContentType.MOVIE, FILMS_HD),
        (ContentType.SERIES, SERIES_HD),
    ):
        made[name] = insert_profile(
            connection, _named(content_type, "1080p", name, SMALL), now, content_type=content_type
        )
    large = _named(ContentType.MOVIE, "4K", FILMS_4K, LARGE)
    made[FILMS_4K] = insert_profile(connection, large, now, content_type=ContentType.MOVIE)
    return made


def _named(content_type: ContentType, base: str, name: str, limits: SizeLimits) -> QualityProfile:
    """A built-in profile under another name, with limits of its own for every quality it allows."""
    profile = next(one for one in builtin_profiles(content_type) if one.name == base)
    allowed = [quality for item in profile.items if item.allowed for quality in item.qualities]
    return msgspec.structs.replace(profile, name=name, sizes=dict.fromkeys(allowed, limits))


async def _sources(house: House, world: World, owner: Actor) -> None:
    indexer = {"url": world.indexer.url, "api_key": API_KEY}
    given = ProviderInput(name="Open film archive", implementation="torznab", settings=indexer, protocol="torrent")
    await create_provider(house, ProviderKind.INDEXER, given, owner)
    for client in await list_providers(house, ProviderKind.DOWNLOAD_CLIENT):
        changed = ProviderInput(
            name=client.name, implementation=client.implementation, settings=client.settings | _LOOPBACK,
            protocol=client.protocol,
        )  # fmt: skip
        await edit_provider(house, ProviderKind.DOWNLOAD_CLIENT, client.id, changed, owner)
    tmdb = {"api_key": world.tmdb.KEY, "base_url": world.tmdb.url}
    await create_provider(
        house, ProviderKind.METADATA, ProviderInput(name="TMDB", implementation="tmdb", settings=tmdb), owner
    )
    for source in await list_providers(house, ProviderKind.METADATA):
        if source.implementation == "tvmaze":
            moved = ProviderInput(
                name=source.name, implementation="tvmaze", settings=source.settings | {"base_url": world.tvmaze.url}
            )
            await edit_provider(house, ProviderKind.METADATA, source.id, moved, owner)
    player = ProviderInput(name="Living room", implementation="kodi", settings={"url": world.player.url})
    await create_provider(house, ProviderKind.PLAYER, player, owner)


def _delay(connection: Connection) -> None:
    """Titles with the tag “patient” wait half a day for something better."""
    tag_id = connection.execute(select(Tag.id).where(Tag.label == PATIENT)).scalar()
    if tag_id is None:
        tag_id = connection.execute(insert(Tag).returning(Tag.id), {"label": PATIENT}).scalar_one()
    values = {"name": "Patient", "torrent_minutes": DELAY_MINUTES, "usenet_minutes": DELAY_MINUTES, "position": 1}
    delay_id = connection.execute(insert(DelayProfile).returning(DelayProfile.id), values).scalar_one()
    connection.execute(insert(DelayProfileTag), {"delay_profile_id": delay_id, "tag_id": tag_id})


async def add(house: House, world: World, furnished: Furnished, key: str, **more: Any) -> int:
    """Adds a title of the catalogue as Ada would, and returns its id."""
    title = world.title(key)
    wanted: dict[str, Any] = {
        "kind": MediaKind(title.kind),
        "title": title.title,
        "ids": ids_of(title),
        "year": title.year,
        "library_id": furnished.libraries[title.content_type],
    }
    return await add_title(house, AddTitle(**wanted, **more), furnished.owner)


def ids_of(title: DemoTitle) -> dict[str, str]:
    return {name: value for name, value in title.ids.items() if name in ("tmdb", "imdb", "tvdb", "tvmaze")}


def with_4k(furnished: Furnished) -> tuple[AddVersion, ...]:
    return (AddVersion(name="4K", quality_profile_id=furnished.profiles[FILMS_4K]),)


_WORDS = (
    "lantern", "shutter", "velvet", "curtain", "balcony", "popcorn", "matinee", "projector", "carbon", "silver", "usher",
    "ticket", "reel", "splice", "overture", "footlight", "marquee", "nitrate", "sprocket", "intermission",
)  # fmt: skip
