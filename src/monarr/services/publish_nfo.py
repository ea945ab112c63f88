"""NFO documents out of the database's rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from monarr.core.metadata import ID_SOURCES
from monarr.core.nfo import NfoActor, NfoDocument, NfoKind, NfoRating, NfoSet, NfoStreams, NfoSubtitle, kodi_hdr
from monarr.core.nfo.model import NfoAudio, NfoVideo
from monarr.db.models import (
    CollectionItem,
    CollectionRow,
    Genre,
    ItemGenre,
    ItemStudio,
    ItemTag,
    RatingRow,
    StreamRow,
    Studio,
    Tag,
)
from monarr.db.repositories.people import CREDIT, PERSON
from monarr.db.repositories.titles import MOVIE, SERIES, find_ids

_RATING: Any = RatingRow.__table__
_GENRE: Any = Genre.__table__
_ITEM_GENRE: Any = ItemGenre.__table__
_STUDIO: Any = Studio.__table__
_ITEM_STUDIO: Any = ItemStudio.__table__
_TAG: Any = Tag.__table__
_ITEM_TAG: Any = ItemTag.__table__
_COLLECTION: Any = CollectionRow.__table__
_COLLECTION_ITEM: Any = CollectionItem.__table__
_STREAM: Any = StreamRow.__table__

_RATING_NAMES = {"tmdb": "themoviedb", "tvdb": "thetvdb"}
_MOST_ACTORS = 40


def title_document(connection: Connection, title: Any, streams: NfoStreams | None = None) -> NfoDocument:
    """A film's or series' document."""
    table = MOVIE if title.kind == "movie" else SERIES
    own = connection.execute(select(table).where(table.c.item_id == title.id)).one()
    people = _people(connection, title.id)
    collection = connection.execute(
        select(_COLLECTION.c.name, _COLLECTION.c.overview)
        .join(_COLLECTION_ITEM, _COLLECTION_ITEM.c.collection_id == _COLLECTION.c.id)
        .where(_COLLECTION_ITEM.c.item_id == title.id)
        .limit(1)
    ).first()
    ids = find_ids(connection, title.id)
    return NfoDocument(
        kind=NfoKind.MOVIE if title.kind == "movie" else NfoKind.TVSHOW,
        title=title.title,
        original_title=title.original_title,
        sort_title=title.sort_title if "sort_title" in title.locked_fields else None,
        year=title.year,
        premiered_on=own.premiered_on,
        plot=title.overview,
        tagline=own.tagline,
        runtime_minutes=_minutes(title.runtime_seconds),
        certification=own.certification,
        status=title.status.title() if title.kind == "series" and title.status else None,
        ratings=_ratings(connection, title.id),
        ids={name: ids[name] for name in ids if name in ID_SOURCES},
        default_id=next((name for name in ID_SOURCES if name in ids), None),
        genres=_names(connection, _GENRE, _ITEM_GENRE, "genre_id", title.id),
        countries=tuple(title.document.get("countries", ())),
        studios=_names(connection, _STUDIO, _ITEM_STUDIO, "studio_id", title.id),
        tags=_tags(connection, title.id),
        set=NfoSet(collection.name, collection.overview) if collection is not None else None,
        actors=people["actors"],
        directors=people["directors"],
        writers=people["writers"],
        trailer=getattr(own, "trailer_url", None),
        streams=streams,
        added_at=title.added_at.replace(microsecond=0),
    )


def episode_document(connection: Connection, title: Any, episode: Any, streams: NfoStreams | None) -> NfoDocument:
    """An episode's document; `episode` is a row of `list_episodes`."""
    ids = find_ids(connection, episode.item_id)
    return NfoDocument(
        kind=NfoKind.EPISODE,
        title=episode.title,
        show_title=title.title,
        season=episode.season_number,
        episode=episode.episode_number,
        aired_on=episode.air_date,
        plot=episode.overview,
        runtime_minutes=_minutes(episode.runtime_seconds),
        ratings=_ratings(connection, episode.item_id),
        ids={name: ids[name] for name in ids if name in ID_SOURCES},
        streams=streams,
    )


def streams_document(connection: Connection, file: Any) -> NfoStreams | None:
    """The streams of a file, in Kodi's words; None before it was read."""
    rows = connection.execute(
        select(_STREAM).where(_STREAM.c.file_id == file.id).order_by(_STREAM.c.stream_index)
    ).all()
    if not rows:
        return None
    by_kind: dict[str, list[Any]] = {"video": [], "audio": [], "subtitle": []}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row)
    return NfoStreams(
        video=tuple(_video(row, file) for row in by_kind["video"]),
        audio=tuple(NfoAudio(row.codec, row.language, row.channels) for row in by_kind["audio"]),
        subtitles=tuple(NfoSubtitle(row.language) for row in by_kind["subtitle"]),
    )


def _video(row: Any, file: Any) -> NfoVideo:
    return NfoVideo(
        codec=row.codec,
        width=row.width,
        height=row.height,
        aspect=round(row.width / row.height, 3) if row.width and row.height else None,
        duration_seconds=round(file.duration_seconds) if file.duration_seconds else None,
        hdr=kodi_hdr(row.hdr),
    )


def _minutes(seconds: int | None) -> int | None:
    return round(seconds / 60) if seconds else None


def _ratings(connection: Connection, item_id: int) -> tuple[NfoRating, ...]:
    rows = list(connection.execute(select(_RATING).where(_RATING.c.item_id == item_id).order_by(_RATING.c.source)))
    order = ("imdb", "tmdb", "tvdb", "tvmaze")
    first = min(rows, key=lambda row: order.index(row.source) if row.source in order else len(order), default=None)
    return tuple(
        NfoRating(_RATING_NAMES.get(row.source, row.source), row.value, row.scale, row.votes, row is first)
        for row in rows
    )


def _names(connection: Connection, table: Any, link: Any, key: str, item_id: int) -> tuple[str, ...]:
    statement = (
        select(table.c.name)
        .join(link, link.c[key] == table.c.id)
        .where(link.c.item_id == item_id)
        .order_by(link.c.position)
    )
    return tuple(connection.execute(statement).scalars())


def _tags(connection: Connection, item_id: int) -> tuple[str, ...]:
    statement = (
        select(_TAG.c.label).join(_ITEM_TAG, _ITEM_TAG.c.tag_id == _TAG.c.id).where(_ITEM_TAG.c.item_id == item_id)
    )
    return tuple(connection.execute(statement.order_by(_TAG.c.label)).scalars())


def _people(connection: Connection, item_id: int) -> Mapping[str, Any]:
    statement = (
        select(CREDIT.c.role, CREDIT.c.character, CREDIT.c.position, PERSON.c.name, PERSON.c.image_url)
        .join(PERSON, PERSON.c.id == CREDIT.c.person_id)
        .where(CREDIT.c.item_id == item_id)
        .order_by(CREDIT.c.position, CREDIT.c.id)
    )
    rows = list(connection.execute(statement))

    def named(*roles: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.name for row in rows if row.role in roles))

    return {"actors": _actors(rows), "directors": named("director"), "writers": named("writer", "creator")}


def _actors(rows: Sequence[Any]) -> tuple[NfoActor, ...]:
    cast = [row for row in rows if row.role == "actor"][:_MOST_ACTORS]
    return tuple(NfoActor(row.name, row.character or None, place, row.image_url) for place, row in enumerate(cast))
