"""Choosing pictures: the best candidate of each slot is fetched once, kept by its content, and noted with the trace of
all the others. A locked slot is never touched; a picture that cannot be had gives way to the next."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, select, update

from monarr.core.artwork import SLOTS, ArtworkCandidate, ArtworkChoice, choose_artwork
from monarr.core.errors import (
    Conflict,
    FileError,
    InvalidInput,
    MediaError,
    NotFound,
    ProviderError,
    RateLimited,
    Unavailable,
)
from monarr.core.text import text
from monarr.db.repositories.artwork import (
    BLOB,
    CANDIDATE,
    SLOT,
    STORED_SLOTS,
    delete_blob,
    find_or_insert_blob,
    list_candidates,
    list_slots,
    list_unused_blobs,
    recount_uses,
    set_slot,
)
from monarr.db.repositories.settings import find_setting
from monarr.db.repositories.titles import EPISODE, ITEM, SEASON, get_item, get_title
from monarr.services.context import MONARR, Actor, House
from monarr.services.pictures import blob_path, keep_picture

KEPT_UNUSED = timedelta(days=90)
_MOST_BYTES = 25_000_000
_MOST_TRIES = 6
_TRACED = 12
# How many pictures a title has of a slot; one of all others.
_RANKS = {"fanart": 3}
_AT_ONCE = 4


class _Facts(msgspec.Struct, frozen=True):
    """An item's pictures as they stand."""

    item_id: int
    candidates: list[Any]
    slots: list[Any]
    hashes: dict[int, str]  # blob to phash
    languages: tuple[str, ...]


async def choose_pictures(house: House, title_id: int) -> int:
    """Fills and improves the slots of a title, its seasons, and its episodes that have a file; returns how many slots
    changed."""
    items = await house.db.read(_items_of, title_id)
    gate = asyncio.Semaphore(_AT_ONCE)

    async def choose(item_id: int) -> int:
        async with gate:
            return await choose_for_item(house, item_id)

    return sum(await asyncio.gather(*(choose(item_id) for item_id in items)))


def _items_of(connection: Connection, title_id: int) -> list[int]:
    get_title(connection, title_id)
    seasons = select(SEASON.c.item_id).where(SEASON.c.series_id == title_id).order_by(SEASON.c.season_number)
    episodes = (
        select(EPISODE.c.item_id)
        .join(ITEM, ITEM.c.id == EPISODE.c.item_id)
        .where(EPISODE.c.series_id == title_id, ITEM.c.file_count > 0)
        .order_by(EPISODE.c.season_number, EPISODE.c.episode_number)
    )
    return [title_id, *connection.execute(seasons).scalars(), *connection.execute(episodes).scalars()]


async def choose_for_item(house: House, item_id: int) -> int:
    """Fills and improves the slots of one item; returns how many changed."""
    facts = await house.db.read(_read_facts, item_id)
    changed = 0
    for slot in sorted({row.slot for row in facts.candidates} & set(SLOTS)):
        changed += await _fill(house, facts, slot)
    return changed


def _read_facts(connection: Connection, item_id: int) -> _Facts:
    item = get_item(connection, item_id)
    slots = list_slots(connection, item_id)
    candidates = list_candidates(connection, item_id)
    blobs = {row.blob_id for row in (*slots, *candidates) if row.blob_id is not None}
    hashes = {
        row.id: row.phash
        for row in connection.execute(select(BLOB.c.id, BLOB.c.phash).where(BLOB.c.id.in_(blobs)))
        if row.phash
    }
    own = find_setting(connection, "metadata.language", "en")
    languages = tuple(dict.fromkeys(one for one in (own, "en", item.original_language) if one))
    return _Facts(item_id, candidates, slots, hashes, languages)


async def _fill(house: House, facts: _Facts, slot: str) -> int:
    """All ranks of a slot, the best first; a later rank never shows what an earlier one does."""
    held = {row.rank: row for row in facts.slots if row.slot == slot}
    rows = {row.url: row for row in facts.candidates if row.slot == slot}
    taken = {row.candidate_id for row in held.values() if row.locked}
    used_urls = {url for url, row in rows.items() if row.id in taken}
    used_hashes = [
        int(facts.hashes[row.blob_id], 16) for row in held.values() if row.locked and row.blob_id in facts.hashes
    ]
    changed = 0
    for rank in range(1, _RANKS.get(slot, 1) + 1):
        if rank in held and held[rank].locked:
            continue
        answer = await _best(house, facts, slot, rows, used_urls, used_hashes)
        if answer is None:
            break
        candidate_id, url, blob_id, phash, choice = answer
        used_urls.add(url)
        if phash:
            used_hashes.append(int(phash, 16))
        if rank in held and held[rank].blob_id == blob_id:
            continue
        values = {
            "blob_id": blob_id, "candidate_id": candidate_id, "locked": False, "selected_by": "monarr",
            "trace": trace_of(choice), "selected_at": house.clock.now(),
        }  # fmt: skip
        changed += await house.db.write(_put, facts.item_id, slot, rank, values)
    return changed


async def _best(
    house: House, facts: _Facts, slot: str, rows: dict[str, Any], used_urls: set[str], used_hashes: Sequence[int]
) -> tuple[int, str, int, str | None, ArtworkChoice] | None:
    """The best candidate that can be had: candidate, address, blob, its hash, and how it was chosen."""
    excluded = set(used_urls)
    for _ in range(_MOST_TRIES):
        offered = [_as_candidate(row, facts.hashes) for row in rows.values() if row.state != "failed"]
        choice = choose_artwork(offered, slot, facts.languages, used_hashes, excluded)
        if choice.chosen is None:
            return None
        row = rows[choice.chosen.url]
        if row.blob_id is not None and row.blob_id in facts.hashes:
            return row.id, row.url, row.blob_id, facts.hashes[row.blob_id], choice
        fresh = await _fetch(house, row)
        rows[row.url] = fresh
        if fresh.blob_id is None:
            excluded.add(row.url)
        else:
            facts.hashes[fresh.blob_id] = fresh.phash
    return None


def _as_candidate(row: Any, hashes: dict[int, str]) -> ArtworkCandidate:
    phash = hashes.get(row.blob_id) if row.blob_id is not None else None
    return ArtworkCandidate(
        slot=row.slot, url=row.url, provider=row.provider, language=row.language, width=row.width, height=row.height,
        vote_average=row.vote_average, vote_count=row.vote_count,
        perceptual_hash=int(phash, 16) if phash else None,
    )  # fmt: skip


class _Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate after it was fetched, or failed."""

    id: int
    slot: str
    url: str
    provider: str
    language: str | None
    width: int | None
    height: int | None
    vote_average: float | None
    vote_count: int | None
    state: str
    blob_id: int | None = None
    phash: str = ""


async def _fetch(house: House, row: Any) -> _Fetched:
    """Downloads a candidate into the store. What fails is noted with its reason and is not tried again until the
    source offers it anew; a source that is merely away leaves the candidate on offer."""
    kept = {
        name: getattr(row, name) for name in ("id", "slot", "url", "provider", "language", "vote_average", "vote_count")
    }
    try:
        answer = await house.http.request("GET", row.url, max_bytes=_MOST_BYTES, timeout_seconds=30)
        facts, stored = await asyncio.to_thread(keep_picture, house.paths.assets, answer.content)
    except (ProviderError, MediaError, FileError) as error:
        state = "offered" if isinstance(error, Unavailable | RateLimited | FileError) else "failed"
        await house.db.write(_note_failure, row.id, state, str(error.message))
        return _Fetched(**kept, width=row.width, height=row.height, state=state)
    values = {**stored, "source_url": row.url, "provider": row.provider}
    blob_id = await house.db.write(_note_fetched, row.id, values, house.clock.now())
    return _Fetched(**kept, width=facts.width, height=facts.height, state="fetched", blob_id=blob_id, phash=facts.phash)


def _note_failure(connection: Connection, candidate_id: int, state: str, problem: str) -> None:
    connection.execute(update(CANDIDATE).where(CANDIDATE.c.id == candidate_id), {"state": state, "problem": problem})


def _note_fetched(connection: Connection, candidate_id: int, values: dict[str, Any], now: datetime) -> int:
    blob_id = find_or_insert_blob(connection, values, now)
    seen = {"blob_id": blob_id, "width": values["width"], "height": values["height"], "problem": None}
    connection.execute(update(CANDIDATE).where(CANDIDATE.c.id == candidate_id), seen)
    return blob_id


def _put(connection: Connection, item_id: int, slot: str, rank: int, values: dict[str, Any]) -> int:
    """Puts the choice into its slot, unless a person has locked it meanwhile; 1 when it was put."""
    row = connection.execute(
        select(SLOT.c.locked).where(SLOT.c.item_id == item_id, SLOT.c.slot == slot, SLOT.c.rank == rank)
    ).first()
    if row is not None and row.locked:
        return 0
    set_slot(connection, item_id, slot, rank, values)
    _mark_chosen(connection, item_id, slot)
    return 1


def _mark_chosen(connection: Connection, item_id: int, slot: str) -> None:
    mine = (CANDIDATE.c.item_id == item_id) & (CANDIDATE.c.slot == slot)
    connection.execute(update(CANDIDATE).where(mine, CANDIDATE.c.state == "chosen"), {"state": "offered"})
    chosen = select(SLOT.c.candidate_id).where(SLOT.c.item_id == item_id, SLOT.c.slot == slot)
    connection.execute(update(CANDIDATE).where(mine, CANDIDATE.c.id.in_(chosen)), {"state": "chosen"})


def trace_of(choice: ArtworkChoice) -> list[dict[str, Any]]:
    """The best candidates with their named contributions, as it is kept and shown."""
    return [
        {
            "url": entry.candidate.url,
            "provider": entry.candidate.provider,
            "score": entry.score,
            "refused": entry.refused,
            "parts": [[part.name, part.points, part.most] for part in entry.contributions],
        }
        for entry in choice.trace[:_TRACED]
    ]


async def pick_picture(
    house: House, item_id: int, slot: str, candidate_id: int, *, rank: int = 1, actor: Actor = MONARR
) -> None:
    """A person chose a candidate: it is fetched, put in and locked. Raises NotFound, and Conflict when the picture
    cannot be had."""
    rows = {row.id: row for row in await house.db.read(list_candidates, item_id)}
    row = rows.get(candidate_id)
    if row is None or row.slot != slot:
        raise NotFound(text("This picture is no longer on offer."))
    blob_id = row.blob_id
    if blob_id is None:
        fetched = await _fetch(house, row)
        if fetched.blob_id is None:
            raise Conflict(text("The picture could not be fetched from {provider}.", provider=row.provider))
        blob_id = fetched.blob_id
    await house.db.write(_put_by_hand, item_id, slot, rank, blob_id, candidate_id, house.clock.now())
    await _publish_soon(house, item_id)


async def upload_picture(
    house: House, item_id: int, slot: str, content: bytes, *, rank: int = 1, actor: Actor = MONARR
) -> None:
    """A person's own picture: kept, put in and locked. Raises InvalidInput when it is none, or for an unknown slot."""
    if slot not in STORED_SLOTS:
        raise InvalidInput(
            text("There is no such kind of picture."), fields={"slot": text("Choose a kind of picture.")}
        )
    try:
        _facts, stored = await asyncio.to_thread(keep_picture, house.paths.assets, content)
    except MediaError as error:
        raise InvalidInput(error.message, fields={"file": error.message}) from error
    values = {**stored, "source_kind": "user", "provider": actor.name}
    await house.db.write(_put_upload, item_id, slot, rank, values, house.clock.now())
    await _publish_soon(house, item_id)


async def unlock_picture(house: House, item_id: int, slot: str, *, rank: int = 1) -> None:
    """Gives a slot back to Monarr, which chooses anew at once. Raises NotFound."""
    await house.db.write(_unlock, item_id, slot, rank)
    await choose_for_item(house, item_id)
    await _publish_soon(house, item_id)


def _put_by_hand(
    connection: Connection, item_id: int, slot: str, rank: int, blob_id: int, candidate_id: int | None, now: datetime
) -> None:
    get_item(connection, item_id)
    values: dict[str, Any] = {
        "blob_id": blob_id, "candidate_id": candidate_id, "locked": True, "selected_by": "user", "trace": [],
        "selected_at": now,
    }  # fmt: skip
    set_slot(connection, item_id, slot, rank, values)
    _mark_chosen(connection, item_id, slot)


def _put_upload(
    connection: Connection, item_id: int, slot: str, rank: int, values: dict[str, Any], now: datetime
) -> None:
    get_item(connection, item_id)
    blob_id = find_or_insert_blob(connection, values, now)
    _put_by_hand(connection, item_id, slot, rank, blob_id, None, now)


def _unlock(connection: Connection, item_id: int, slot: str, rank: int) -> None:
    same = (SLOT.c.item_id == item_id) & (SLOT.c.slot == slot) & (SLOT.c.rank == rank)
    if connection.execute(update(SLOT).where(same), {"locked": False}).rowcount == 0:
        raise NotFound(text("There is no picture in this place."))


async def _publish_soon(house: House, item_id: int) -> None:
    """The new picture goes beside the files of the item's title."""
    from monarr.services.refresh import queue_publishing

    def queue(connection: Connection, now: datetime) -> None:
        item = get_item(connection, item_id)
        while item.parent_id is not None:
            item = get_item(connection, item.parent_id)
        if item.file_count and item.path:
            queue_publishing(connection, item.id, item.path, now)

    await house.db.write(queue, house.clock.now())


async def sweep_pictures(house: House) -> int:
    """Removes pictures that nothing has used for 90 days; returns how many. Their smaller ones go too."""
    now = house.clock.now()
    await house.db.write(recount_uses)
    unused = await house.db.read(list_unused_blobs, now - KEPT_UNUSED)
    swept = 0
    for row in unused:
        if await house.db.write(delete_blob, row.id):
            await asyncio.to_thread(_remove_files, house.paths.assets, house.paths.cache, row.sha256, row.extension)
            swept += 1
    return swept


def _remove_files(assets: Path, cache: Path, sha256: str, extension: str) -> None:
    blob_path(assets, sha256, extension).unlink(missing_ok=True)
    for small in (cache / "images" / sha256[:2]).glob(f"{sha256}-*.webp"):
        small.unlink(missing_ok=True)
