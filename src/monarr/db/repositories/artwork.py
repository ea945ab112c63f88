"""Pictures on offer, the chosen ones, and the files that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, or_, select, update

from monarr.db.models import AssetBlob, AssetCandidate, AssetSlot, Person
from monarr.db.repositories.titles import EPISODE, SEASON
from monarr.ports.metadata import Image, TitleDetails

BLOB: Any = AssetBlob.__table__
CANDIDATE: Any = AssetCandidate.__table__
SLOT: Any = AssetSlot.__table__
_PERSON: Any = Person.__table__

STORED_SLOTS = frozenset(
    ("poster", "fanart", "banner", "clearlogo", "clearart", "landscape", "thumb", "discart", "keyart", "characterart")
)
_OF_ITEM = select(CANDIDATE).where(CANDIDATE.c.item_id == bindparam("key")).order_by(CANDIDATE.c.id)
_SLOTS_OF = select(SLOT).where(SLOT.c.item_id == bindparam("key")).order_by(SLOT.c.slot, SLOT.c.rank)
_FIND_BLOB = select(BLOB).where(BLOB.c.id == bindparam("key"))
_BLOB_BY_HASH = select(BLOB).where(BLOB.c.sha256 == bindparam("hash"))


def write_candidates(connection: Connection, title_id: int, details: TitleDetails, now: datetime) -> int:
    """Takes up the pictures that sources offer for a title, its seasons and its episodes; returns how many are new.
    What a source no longer offers stays known while it is in use, and goes otherwise."""
    offered = _offered(connection, title_id, details)
    new = 0
    for item_id, images in offered.items():
        held = {(row.slot, row.url): row for row in connection.execute(_OF_ITEM, {"key": item_id})}
        rows = [
            {"item_id": item_id, **_facts(image), "slot": image.slot, "url": image.url, "seen_at": now}
            for key, image in images.items()
            if key not in held
        ]
        if rows:
            connection.execute(insert(CANDIDATE), rows)
        new += len(rows)
        for key, image in images.items():
            row = held.get(key)
            facts = _facts(image)
            if row is not None and any(facts[name] is not None and getattr(row, name) != facts[name] for name in facts):
                known = {name: value for name, value in facts.items() if value is not None}
                connection.execute(update(CANDIDATE).where(CANDIDATE.c.id == row.id), {**known, "seen_at": now})
        gone = [row.id for key, row in held.items() if key not in images and row.blob_id is None]
        if gone and images:
            connection.execute(delete(CANDIDATE).where(CANDIDATE.c.id.in_(gone)))
    return new


def _facts(image: Image) -> dict[str, Any]:
    return {
        "provider": image.provider, "language": image.language, "width": image.width, "height": image.height,
        "vote_average": image.vote_average, "vote_count": image.vote_count,
    }  # fmt: skip


def _offered(connection: Connection, title_id: int, details: TitleDetails) -> dict[int, dict[tuple[str, str], Image]]:
    """Pictures by item and by slot and address."""
    seasons = {
        row.season_number: row.item_id
        for row in connection.execute(select(SEASON).where(SEASON.c.series_id == title_id))
    }
    found: dict[int, dict[tuple[str, str], Image]] = {}

    def offer(item_id: int | None, image: Image) -> None:
        if item_id is not None and image.slot in STORED_SLOTS and image.url:
            found.setdefault(item_id, {}).setdefault((image.slot, image.url), image)

    for image in details.images:
        offer(title_id if image.season_number is None else seasons.get(image.season_number), image)
    for season in details.seasons:
        if season.image_url:
            offer(
                seasons.get(season.season_number), Image(slot="poster", url=season.image_url, provider=details.provider)
            )
    if any(episode.image_url for episode in details.episodes):
        statement = select(EPISODE.c.item_id, EPISODE.c.season_number, EPISODE.c.episode_number).where(
            EPISODE.c.series_id == title_id
        )
        ids = {(row.season_number, row.episode_number): row.item_id for row in connection.execute(statement)}
        for episode in details.episodes:
            if episode.image_url:
                image = Image(slot="thumb", url=episode.image_url, provider=details.provider)
                offer(ids.get((episode.season_number, episode.episode_number)), image)
    return found


def list_candidates(connection: Connection, item_id: int) -> list[Row[Any]]:
    return list(connection.execute(_OF_ITEM, {"key": item_id}))


def list_slots(connection: Connection, item_id: int) -> list[Row[Any]]:
    """The chosen pictures of an item, by slot and rank."""
    return list(connection.execute(_SLOTS_OF, {"key": item_id}))


def list_chosen(connection: Connection, item_ids: Sequence[int]) -> list[Row[Any]]:
    """The chosen pictures of several items with their files: sha256, extension, mime."""
    if not item_ids:
        return []
    statement = (
        select(SLOT.c.item_id, SLOT.c.slot, SLOT.c.rank, BLOB.c.id.label("blob_id"), BLOB.c.sha256, BLOB.c.extension,
               BLOB.c.mime, BLOB.c.width, BLOB.c.height)
        .join(BLOB, BLOB.c.id == SLOT.c.blob_id)
        .where(SLOT.c.item_id.in_(item_ids))
        .order_by(SLOT.c.item_id, SLOT.c.slot, SLOT.c.rank)
    )  # fmt: skip
    return list(connection.execute(statement))


def find_blob(connection: Connection, blob_id: int) -> Row[Any] | None:
    return connection.execute(_FIND_BLOB, {"key": blob_id}).first()


def find_blob_by_hash(connection: Connection, sha256: str) -> Row[Any] | None:
    return connection.execute(_BLOB_BY_HASH, {"hash": sha256}).first()


def find_or_insert_blob(connection: Connection, values: Mapping[str, Any], now: datetime) -> int:
    """The blob of that content; an unused one counts from now on as freshly used."""
    row = find_blob_by_hash(connection, values["sha256"])
    if row is not None:
        connection.execute(update(BLOB).where(BLOB.c.id == row.id), {"last_used_at": now})
        return int(row.id)
    stamped = {**values, "created_at": now, "last_used_at": now}
    return int(connection.execute(insert(BLOB).returning(BLOB.c.id), stamped).scalar_one())


def set_slot(connection: Connection, item_id: int, slot: str, rank: int, values: Mapping[str, Any]) -> None:
    """Puts a picture into a slot, and brings the counts of uses in line."""
    same = (SLOT.c.item_id == item_id) & (SLOT.c.slot == slot) & (SLOT.c.rank == rank)
    before = connection.execute(select(SLOT.c.blob_id).where(same)).scalar()
    if before is None:
        connection.execute(insert(SLOT), {"item_id": item_id, "slot": slot, "rank": rank, **values})
    else:
        connection.execute(update(SLOT).where(same), dict(values))
    recount_uses(connection, [blob for blob in (before, values.get("blob_id")) if blob is not None])


def clear_slot(connection: Connection, item_id: int, slot: str, rank: int) -> None:
    same = (SLOT.c.item_id == item_id) & (SLOT.c.slot == slot) & (SLOT.c.rank == rank)
    before = connection.execute(select(SLOT.c.blob_id).where(same)).scalar()
    if before is not None:
        connection.execute(delete(SLOT).where(same))
        recount_uses(connection, [before])


def recount_uses(connection: Connection, blob_ids: Iterable[int] | None = None) -> None:
    """How often each blob is used; None: of all blobs, which mends what cascades have left."""
    slots = select(func.count()).select_from(SLOT).where(SLOT.c.blob_id == BLOB.c.id).scalar_subquery()
    people = select(func.count()).select_from(_PERSON).where(_PERSON.c.image_blob_id == BLOB.c.id).scalar_subquery()
    statement = update(BLOB).values(reference_count=slots + people)
    if blob_ids is not None:
        statement = statement.where(BLOB.c.id.in_(list(blob_ids)))
    connection.execute(statement)


def list_unused_blobs(connection: Connection, before: datetime) -> list[Row[Any]]:
    """Blobs that nothing uses, last used before a moment."""
    statement = select(BLOB.c.id, BLOB.c.sha256, BLOB.c.extension).where(
        BLOB.c.reference_count == 0, or_(BLOB.c.last_used_at.is_(None), BLOB.c.last_used_at < before)
    )
    return list(connection.execute(statement))


def delete_blob(connection: Connection, blob_id: int) -> bool:
    """Forgets a blob that is still unused; False when it is in use again."""
    gone = connection.execute(delete(BLOB).where(BLOB.c.id == blob_id, BLOB.c.reference_count == 0))
    return gone.rowcount > 0
