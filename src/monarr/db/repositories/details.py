"""Writing a title's description: gaps are filled, nothing is erased, and fields that a person locked stay.

Each function returns the names of the fields it changed, so that "metadata updated" is told only when it is so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from monarr.core.metadata import Merged, promoted_rating, sort_title
from monarr.core.releases import clean_title
from monarr.db.models import (
    CollectionItem,
    CollectionRow,
    CreditRow,
    Genre,
    ItemGenre,
    ItemStudio,
    ItemTranslation,
    RatingRow,
    Studio,
)
from monarr.db.repositories.titles import ALIAS, ITEM, MOVIE, SERIES
from monarr.db.statistics import rating_changed, set_genres
from monarr.ports.metadata import Alias, CollectionRef, Rating, TitleDetails, Translation

GENRE: Any = Genre.__table__
ITEM_GENRE: Any = ItemGenre.__table__
STUDIO: Any = Studio.__table__
ITEM_STUDIO: Any = ItemStudio.__table__
_COLLECTION: Any = CollectionRow.__table__
# What a title has several of, in tables of their own, by the field that people lock.
ROWS_OF: dict[str, Any] = {
    "credits": CreditRow.__table__,
    "aliases": ALIAS,
    "translations": ItemTranslation.__table__,
    "ratings": RatingRow.__table__,
    "collection": CollectionItem.__table__,
}
_RATING, _TRANSLATION, _COLLECTION_ITEM = (ROWS_OF[name] for name in ("ratings", "translations", "collection"))

_ITEM_FIELDS = ("title", "original_title", "original_language", "year", "overview", "status")
_MOVIE_FIELDS = (
    "premiered_on", "in_cinemas_on", "digital_on", "physical_on", "certification", "tagline", "popularity", "budget",
    "revenue", "website", "trailer_url",
)  # fmt: skip
_SERIES_FIELDS = (
    "network", "air_time", "time_zone", "premiered_on", "ended_on", "certification", "tagline", "popularity", "website",
)  # fmt: skip
_QUIET = frozenset({"popularity", "ratings"})  # they move daily: no event for them alone


def is_quiet(changed: Iterable[str]) -> bool:
    """Whether these changes are none that people want to hear of."""
    return _QUIET.issuperset(changed)


def write_title(connection: Connection, row: Any, merged: Merged, now: datetime) -> list[str]:
    """The item's own columns and those of its kind."""
    details: TitleDetails = merged.details
    locked = frozenset(row.locked_fields)
    values = {name: getattr(details, name) for name in _ITEM_FIELDS}
    if details.runtime_minutes:
        values["runtime_seconds"] = round(details.runtime_minutes * 60)
    if values["year"] is not None and not 1870 <= values["year"] <= now.year + 10:
        values["year"] = None
    changed = changed_values(row, values, locked)
    if "title" in changed:
        changed |= {"sort_title": sort_title(changed["title"]), "clean_title": clean_title(changed["title"])}
        if "sort_title" in locked:
            changed.pop("sort_title")
    table, names = (MOVIE, _MOVIE_FIELDS) if row.kind == "movie" else (SERIES, _SERIES_FIELDS)
    kind_row = connection.execute(select(table).where(table.c.item_id == row.id)).one()
    own = changed_values(kind_row, {name: getattr(details, name) for name in names}, locked)
    if own:
        connection.execute(update(table).where(table.c.item_id == row.id), own)
    document = _document(row.document, merged, locked)
    stored = dict(changed)
    if document != row.document:
        stored["document"] = document
    if row.identity != "enriched":
        stored["identity"] = "enriched"
    connection.execute(update(ITEM).where(ITEM.c.id == row.id), {**stored, "refreshed_at": now, "updated_at": now})
    told = [name for name in (*changed, *own) if name not in ("sort_title", "clean_title")]
    return told + [name for name in ("keywords", "countries") if document.get(name) != row.document.get(name)]


def changed_values(row: Any, values: Mapping[str, Any], locked: Iterable[str] = ()) -> dict[str, Any]:
    """What differs from the row: no gap, no locked field."""
    kept = frozenset(locked)
    return {
        name: value
        for name, value in values.items()
        if value is not None and value != "" and name not in kept and getattr(row, name) != value
    }


def _document(document: dict[str, Any], merged: Merged, locked: Iterable[str]) -> dict[str, Any]:
    """Lists that are only shown, and who said what."""
    kept = frozenset(locked)
    lists = {
        name: list(getattr(merged.details, name))
        for name in ("keywords", "countries")
        if getattr(merged.details, name) and name not in kept
    }
    sources = {**document.get("sources", {}), **{k: v for k, v in merged.origins.items() if k not in kept}}
    return {**document, **lists, "sources": sources}


def write_lists(connection: Connection, row: Any, details: TitleDetails, now: datetime) -> list[str]:
    """Genres, studios, ratings, translations, aliases and the collection. A locked list stays whole."""
    locked = frozenset(row.locked_fields)
    writers: dict[str, Callable[[], bool]] = {
        "genres": lambda: write_genres(connection, row, details.genres),
        "studios": lambda: write_studios(connection, row.id, details.studios, details.network),
        "ratings": lambda: write_ratings(connection, row.id, details.ratings, promote="rating" not in locked),
        "translations": lambda: _write_translations(connection, row.id, details.translations),
        "aliases": lambda: _write_aliases(connection, row.id, details.aliases, row.title),
        "collection": lambda: _write_collection(connection, row.id, details.collection, now),
    }
    return [name for name, write in writers.items() if name not in locked and write()]


def write_genres(connection: Connection, row: Any, names: Sequence[str]) -> bool:
    """Sets a title's genres, the first of them the main one. Nothing given: nothing changes."""
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    joined = (
        select(GENRE.c.name).join(ITEM_GENRE, ITEM_GENRE.c.genre_id == GENRE.c.id).where(ITEM_GENRE.c.item_id == row.id)
    )
    held = set(connection.execute(joined).scalars())
    if not wanted or (held == set(wanted) and row.primary_genre == wanted[0]):
        return False
    set_genres(connection, row.id, wanted)
    return True


def write_studios(connection: Connection, item_id: int, studios: Sequence[str], network: str | None = None) -> bool:
    wanted = [("studio", name) for name in dict.fromkeys(studios) if name]
    wanted += [("network", network)] if network else []
    held = connection.execute(
        select(STUDIO.c.kind, STUDIO.c.name)
        .join(ITEM_STUDIO, ITEM_STUDIO.c.studio_id == STUDIO.c.id)
        .where(ITEM_STUDIO.c.item_id == item_id)
        .order_by(ITEM_STUDIO.c.position)
    )
    if not wanted or [(entry.kind, entry.name) for entry in held] == wanted:
        return False
    connection.execute(delete(ITEM_STUDIO).where(ITEM_STUDIO.c.item_id == item_id))
    for position, (kind, name) in enumerate(wanted):
        found = select(STUDIO.c.id).where(STUDIO.c.kind == kind, STUDIO.c.name == name)
        studio_id = connection.execute(found).scalar()
        if studio_id is None:
            values = {"kind": kind, "name": name}
            studio_id = connection.execute(insert(STUDIO).returning(STUDIO.c.id), values).scalar_one()
        connection.execute(insert(ITEM_STUDIO), {"item_id": item_id, "studio_id": studio_id, "position": position})
    return True


def write_ratings(connection: Connection, item_id: int, ratings: Sequence[Rating], *, promote: bool = True) -> bool:
    """Each source's rating; the promoted one goes to the item's column."""
    held = {row.source: row for row in connection.execute(select(_RATING).where(_RATING.c.item_id == item_id))}
    changed = False
    for rating in ratings:
        if rating.scale <= 0 or not 0 <= rating.value <= rating.scale:
            continue
        values = {"value": rating.value, "scale": rating.scale, "votes": rating.votes}
        row = held.get(rating.source)
        if row is None:
            connection.execute(insert(_RATING), {"item_id": item_id, "source": rating.source, **values})
        elif (row.value, row.scale, row.votes) != (rating.value, rating.scale, rating.votes):
            same = (_RATING.c.item_id == item_id) & (_RATING.c.source == rating.source)
            connection.execute(update(_RATING).where(same), values)
        else:
            continue
        changed = True
    if changed and promote:
        rows = connection.execute(select(_RATING).where(_RATING.c.item_id == item_id))
        rating_value = promoted_rating((row.source, row.value, row.scale) for row in rows)
        before = connection.execute(select(ITEM.c.rating).where(ITEM.c.id == item_id)).scalar()
        connection.execute(update(ITEM).where(ITEM.c.id == item_id), {"rating": rating_value})
        rating_changed(connection, item_id, before, rating_value)
    return changed


def _write_translations(connection: Connection, item_id: int, translations: Sequence[Translation]) -> bool:
    held = {
        row.language: row for row in connection.execute(select(_TRANSLATION).where(_TRANSLATION.c.item_id == item_id))
    }
    changed = False
    for entry in {one.language: one for one in translations if one.title or one.overview or one.tagline}.values():
        values = {"title": entry.title, "overview": entry.overview, "tagline": entry.tagline}
        row = held.get(entry.language)
        if row is None:
            connection.execute(insert(_TRANSLATION), {"item_id": item_id, "language": entry.language, **values})
            changed = True
        elif new := changed_values(row, values):
            same = (_TRANSLATION.c.item_id == item_id) & (_TRANSLATION.c.language == entry.language)
            connection.execute(update(_TRANSLATION).where(same), new)
            changed = True
    return changed


def _write_aliases(connection: Connection, item_id: int, aliases: Sequence[Alias], title: str) -> bool:
    """Adds names that are new. None is taken away: a release may still be called so."""
    rows = connection.execute(select(ALIAS.c.clean_title, ALIAS.c.season_number).where(ALIAS.c.item_id == item_id))
    held = {(row.clean_title, row.season_number) for row in rows}
    held.add((clean_title(title), None))
    new = []
    for alias in aliases:
        key = (clean_title(alias.title), alias.season_number)
        if key[0] and key not in held:
            held.add(key)
            new.append(
                {"item_id": item_id, "title": alias.title, "clean_title": key[0], "season_number": key[1],
                 "language": alias.language}
            )  # fmt: skip
    if new:
        connection.execute(insert(ALIAS), new)
    return bool(new)


def _write_collection(connection: Connection, item_id: int, ref: CollectionRef | None, now: datetime) -> bool:
    if ref is None or not ref.ids:
        return False
    provider, value = next(iter(ref.ids.items()))
    same = (_COLLECTION.c.provider == provider) & (_COLLECTION.c.value == value)
    collection_id = connection.execute(select(_COLLECTION.c.id).where(same)).scalar()
    if collection_id is None:
        values = {"name": ref.name, "provider": provider, "value": value, "created_at": now, "updated_at": now}
        collection_id = connection.execute(insert(_COLLECTION).returning(_COLLECTION.c.id), values).scalar_one()
    member = (_COLLECTION_ITEM.c.collection_id == collection_id) & (_COLLECTION_ITEM.c.item_id == item_id)
    if connection.execute(select(_COLLECTION_ITEM.c.item_id).where(member)).first() is not None:
        return False
    connection.execute(insert(_COLLECTION_ITEM), {"collection_id": collection_id, "item_id": item_id})
    return True
