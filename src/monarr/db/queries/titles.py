"""All that a page shows of one title: its words, versions, files, people, names, ids and pictures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from monarr.db.models import (
    AssetBlob,
    CreditRow,
    ExternalId,
    Genre,
    ItemGenre,
    ItemTag,
    Library,
    MediaItem,
    Movie,
    Person,
    QualityProfileRow,
    RatingRow,
    RootFolder,
    Series,
    Tag,
    TitleAlias,
    Version,
)
from monarr.db.queries.arriving import Arrival, find_arrivals, mark_of
from monarr.db.queries.pictures import Picture, find_pictures
from monarr.db.queries.title_files import FileRow, list_files

_ITEM: Any = MediaItem.__table__
_MOVIE: Any = Movie.__table__
_SERIES: Any = Series.__table__
_LIBRARY: Any = Library.__table__
_VERSION: Any = Version.__table__
_PROFILE: Any = QualityProfileRow.__table__
_ROOT: Any = RootFolder.__table__
_CREDIT: Any = CreditRow.__table__
_PERSON: Any = Person.__table__
_BLOB: Any = AssetBlob.__table__
_RATING: Any = RatingRow.__table__
_ALIAS: Any = TitleAlias.__table__
_ID: Any = ExternalId.__table__
_LINK: Any = ItemGenre.__table__
_GENRE: Any = Genre.__table__
_KEY: Any = bindparam("key")

_BY_ID = (
    select(_ITEM, _LIBRARY.c.name.label("library_name"), _LIBRARY.c.slug.label("library_slug"))
    .outerjoin(_LIBRARY, _LIBRARY.c.id == _ITEM.c.library_id)
    .where(_ITEM.c.id == _KEY)
)
_MOVIE_OF = select(_MOVIE).where(_MOVIE.c.item_id == _KEY)
_SERIES_OF = select(_SERIES).where(_SERIES.c.item_id == _KEY)
_VERSIONS = (
    select(_VERSION, _PROFILE.c.name.label("profile_name"), _ROOT.c.path.label("root_path"))
    .join(_PROFILE, _PROFILE.c.id == _VERSION.c.quality_profile_id)
    .outerjoin(_ROOT, _ROOT.c.id == _VERSION.c.root_folder_id)
    .where(_VERSION.c.item_id == _KEY)
    .order_by(_VERSION.c.is_default.desc(), _VERSION.c.position, _VERSION.c.id)
)
_CREDITS = (
    select(_CREDIT.c.person_id, _PERSON.c.name, _PERSON.c.image_url, _CREDIT.c.role, _CREDIT.c.character,
           _BLOB.c.sha256, _BLOB.c.extension, _BLOB.c.width, _BLOB.c.height, _BLOB.c.dominant_color)
    .join(_PERSON, _PERSON.c.id == _CREDIT.c.person_id)
    .outerjoin(_BLOB, _BLOB.c.id == _PERSON.c.image_blob_id)
    .where(_CREDIT.c.item_id == _KEY)
    .order_by(_CREDIT.c.role, _CREDIT.c.position, _CREDIT.c.id)
)  # fmt: skip
_RATINGS = select(_RATING).where(_RATING.c.item_id == _KEY).order_by(_RATING.c.source)
_ALIASES = select(_ALIAS).where(_ALIAS.c.item_id == _KEY).order_by(_ALIAS.c.title, _ALIAS.c.id)
_IDS = select(_ID.c.provider, _ID.c.value).where(_ID.c.item_id == _KEY).order_by(_ID.c.provider)
_GENRES = (
    select(_GENRE.c.name).join(_LINK, _LINK.c.genre_id == _GENRE.c.id).where(_LINK.c.item_id == _KEY)
    .order_by(_LINK.c.position)
)  # fmt: skip
_TAGS = select(Tag.label).join(ItemTag, ItemTag.tag_id == Tag.id).where(ItemTag.item_id == _KEY).order_by(Tag.label)


class TitleFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The title itself."""

    id: int
    public_id: str
    kind: str
    library_id: int | None
    library_name: str | None
    library_slug: str | None
    title: str
    sort_title: str
    original_title: str | None
    original_language: str | None
    year: int | None
    overview: str | None
    tagline: str | None
    status: str | None
    certification: str | None
    runtime_seconds: int | None
    monitored: bool
    path: str | None
    identity: str
    rating: float | None
    state: str
    mark: str
    share: float | None
    file_count: int
    size_bytes: int
    locked_fields: tuple[str, ...]
    added_at: datetime
    refreshed_at: datetime | None
    searched_at: datetime | None
    deleted_at: datetime | None


class MovieDates(msgspec.Struct, frozen=True):
    minimum_availability: str
    premiered_on: date | None
    in_cinemas_on: date | None
    digital_on: date | None
    physical_on: date | None
    available_at: datetime | None


class SeriesFacts(msgspec.Struct, frozen=True):
    series_type: str
    season_folder: bool
    monitor_new_seasons: bool
    monitor_preset: str
    network: str | None
    air_time: str | None
    time_zone: str | None
    premiered_on: date | None
    ended_on: date | None


class VersionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A lane of the title's page. `mark` and `share` are those of this version."""

    id: int
    name: str
    is_default: bool
    profile_id: int
    profile_name: str
    root_folder_id: int | None
    root_path: str | None
    monitored: bool
    state: str
    mark: str
    share: float | None
    searched_at: datetime | None
    files: tuple[FileRow, ...]


class Credit(msgspec.Struct, frozen=True):
    """Somebody's part. `role` is actor, director, writer, producer, composer or creator; `image_url` where the source
    has the portrait, `portrait` the one that is kept."""

    person_id: int
    name: str
    image_url: str | None
    role: str
    character: str
    portrait: Picture | None


class Rating(msgspec.Struct, frozen=True):
    source: str
    value: float
    scale: float
    votes: int | None


class Alias(msgspec.Struct, frozen=True):
    id: int
    title: str
    season_number: int | None
    language: str | None
    source: str


class TitlePage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything; `movie` for films, `series` for series. `pictures` by slot."""

    title: TitleFacts
    movie: MovieDates | None
    series: SeriesFacts | None
    versions: tuple[VersionRow, ...]
    genres: tuple[str, ...]
    tags: tuple[str, ...]
    credits: tuple[Credit, ...]
    ratings: tuple[Rating, ...]
    aliases: tuple[Alias, ...]
    ids: dict[str, str]
    pictures: dict[str, Picture]


def find_title_row(connection: Connection, title_id: int) -> Any:
    """The row of an item with its library's name and slug, or None; deleted ones too."""
    return connection.execute(_BY_ID, {"key": title_id}).first()


def find_title_page(connection: Connection, title_id: int, *, with_deleted: bool = False) -> TitlePage | None:
    """A film or series; None when there is none. The number of statements is fixed."""
    row = find_title_row(connection, title_id)
    if row is None or row.parent_id is not None or (row.deleted_at is not None and not with_deleted):
        return None
    given = {"key": title_id}
    arrivals = find_arrivals(connection, [title_id]).get(title_id, [])
    files = list_files(connection, title_id)
    own = connection.execute(_SERIES_OF if row.kind == "series" else _MOVIE_OF, given).first()
    pictures = find_pictures(connection, [title_id], "poster", "fanart", "clearlogo", "landscape", "banner")
    return TitlePage(
        title=_facts(row, own, arrivals),
        movie=_convert(own, MovieDates) if row.kind == "movie" else None,
        series=_convert(own, SeriesFacts) if row.kind == "series" else None,
        versions=tuple(_version(one, arrivals, files) for one in connection.execute(_VERSIONS, given)),
        genres=tuple(connection.execute(_GENRES, given).scalars()),
        tags=tuple(connection.execute(_TAGS, given).scalars()),
        credits=tuple(list_credits(connection, title_id)),
        ratings=tuple(
            Rating(one.source, one.value, one.scale, one.votes) for one in connection.execute(_RATINGS, given)
        ),
        aliases=tuple(
            Alias(one.id, one.title, one.season_number, one.language, one.source)
            for one in connection.execute(_ALIASES, given)
        ),
        ids={one.provider: one.value for one in connection.execute(_IDS, given)},
        pictures={slot: picture for (_, slot), picture in pictures.items()},
    )


def list_credits(connection: Connection, title_id: int) -> list[Credit]:
    """Who took part, by role and in the order of the source."""
    return [
        Credit(row.person_id, row.name, row.image_url, row.role, row.character,
               Picture(row.sha256, row.extension, row.width, row.height, row.dominant_color) if row.sha256 else None)
        for row in connection.execute(_CREDITS, {"key": title_id})
    ]  # fmt: skip


def _convert(row: Any, kind: Any) -> Any:
    return None if row is None else kind(*(getattr(row, name) for name in kind.__struct_fields__))


def _facts(row: Any, own: Any, arrivals: list[Arrival]) -> TitleFacts:
    mark, share = mark_of(row.state, arrivals)
    more: dict[str, Any] = {
        "mark": mark, "share": share, "locked_fields": tuple(row.locked_fields),
        "tagline": own.tagline if own is not None else None,
        "certification": own.certification if own is not None else None,
    }  # fmt: skip
    plain = {name: getattr(row, name) for name in TitleFacts.__struct_fields__ if name not in more}
    return TitleFacts(**plain, **more)


def _version(row: Any, arrivals: list[Arrival], files: list[FileRow]) -> VersionRow:
    mark, share = mark_of(row.state, [arrival for arrival in arrivals if arrival.version_id == row.id])
    return VersionRow(
        id=row.id, name=row.name, is_default=row.is_default, profile_id=row.quality_profile_id,
        profile_name=row.profile_name, root_folder_id=row.root_folder_id, root_path=row.root_path,
        monitored=row.monitored, state=row.state, mark=mark, share=share, searched_at=row.searched_at,
        files=tuple(file for file in files if file.version_id == row.id),
    )  # fmt: skip
