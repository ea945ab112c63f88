"""Describing a title anew: every source is asked, the preferred first; the answers are merged; what changed is written.

NFO files beside the media are read before anybody is asked, so that their ids find the title everywhere. Fields that a
person locked stay. A source that fails is passed over; when none could answer and one failed, the job is tried again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, select, update

from monarr.core.errors import MonarrError, ProviderError, Unavailable
from monarr.core.kinds import JobPriority, MediaKind
from monarr.core.metadata import Merged, merge_details
from monarr.core.monitoring import MonitorPreset
from monarr.core.text import text
from monarr.db.events import record_event
from monarr.db.job_queue import enqueue
from monarr.db.models import LibraryFile
from monarr.db.repositories.artwork import write_candidates
from monarr.db.repositories.details import is_quiet, write_lists, write_title
from monarr.db.repositories.episodes import apply_preset, write_episodes
from monarr.db.repositories.people import list_without_portrait, write_credits
from monarr.db.repositories.settings import find_setting
from monarr.db.repositories.titles import ITEM, SERIES, find_ids, get_title, write_ids
from monarr.ports.metadata import TitleDetails
from monarr.ports.provider import ProviderKind
from monarr.services._rescoring import SCORED_BY, queue_rescoring
from monarr.services.artwork import choose_pictures
from monarr.services.context import House
from monarr.services.indexing import index_names, recount
from monarr.services.lookup import FailedSource, list_metadata_providers
from monarr.services.nfo_source import read_folder_nfo

_LIBRARY_FILE: Any = LibraryFile.__table__

_MOVING_AFTER, _SETTLED_AFTER, _MOST_DUE = timedelta(hours=11, minutes=30), timedelta(days=7), 500


class RefreshReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a refresh did. `changed` names fields; `absent` sources that know no such title."""

    title_id: int
    changed: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    failed: tuple[FailedSource, ...] = ()
    new_pictures: int = 0


class _Asked(msgspec.Struct):
    """Answers so far."""

    ids: dict[str, str]
    details: dict[int, TitleDetails]  # by the source's place
    absent: list[Any]
    failed: list[FailedSource]


class _Known(msgspec.Struct, frozen=True):
    """What is known of the title before anybody is asked."""

    title: Any
    ids: dict[str, str]
    providers: list[Any]
    language: str
    own_nfo: frozenset[str]


async def refresh_title(house: House, title_id: int) -> RefreshReport:
    """Describes a film or series anew and chooses its pictures. Raises NotFound, and Unavailable when no source could
    answer and at least one failed."""
    known = await house.db.read(_read_known, title_id)
    kind = MediaKind(known.title.kind)
    nfo_ids, nfo = await read_folder_nfo(known.title.path, kind, known.own_nfo) if known.title.path else ({}, None)
    asked = _Asked({**nfo_ids, **known.ids}, {}, [], [])
    order = {row.id: place for place, row in enumerate(known.providers)}
    for row in known.providers:
        await _ask(house, row, order[row.id], kind, asked, known.language)
    for row in list(asked.absent):  # others may have told an id by which it knows the title
        asked.absent.remove(row)
        await _ask(house, row, order[row.id], kind, asked, known.language)
    absent, failed = tuple(row.name for row in asked.absent), tuple(asked.failed)
    sources = [asked.details[place] for place in sorted(asked.details)] + ([nfo] if nfo is not None else [])
    if not sources:
        if asked.failed:
            raise Unavailable(
                text("No source could describe the title: {reason}", reason=asked.failed[0].reason),
                provider=asked.failed[0].name,
            )
        await house.db.write(_note_refreshed, title_id, house.clock.now())
        return RefreshReport(title_id=title_id, absent=absent, failed=failed)
    merged = merge_details(sources)
    names = {asked.details[place].provider: known.providers[place].name for place in asked.details}
    changed, new_pictures = await house.db.write(write_description, title_id, merged, house.clock.now(), names)
    chosen = await choose_pictures(house, title_id)
    await house.db.write(_publish_again, title_id, bool(changed) or bool(chosen), house.clock.now())
    told = tuple(source.provider for source in sources)
    return RefreshReport(
        title_id=title_id, changed=tuple(changed), sources=told, new_pictures=new_pictures, absent=absent, failed=failed
    )


async def _ask(house: House, row: Any, place: int, kind: MediaKind, asked: _Asked, language: str) -> None:
    try:
        async with house.sources.using(ProviderKind.METADATA, row.id) as source:
            details = await source.describe(kind, dict(asked.ids), language)
    except (ProviderError, MonarrError) as error:
        asked.failed.append(FailedSource(row.name, error.message))
        return
    if details is None:
        asked.absent.append(row)
        return
    asked.details[place] = details
    asked.ids = {**details.ids, **asked.ids}


def _read_known(connection: Connection, title_id: int) -> _Known:
    title = get_title(connection, title_id)
    own = select(_LIBRARY_FILE.c.path).where(_LIBRARY_FILE.c.item_id == title_id, _LIBRARY_FILE.c.kind == "nfo")
    return _Known(
        title,
        find_ids(connection, title_id),
        list_metadata_providers(connection),
        str(find_setting(connection, "metadata.language", "en")),
        frozenset(connection.execute(own).scalars()),
    )


def write_description(
    connection: Connection, title_id: int, merged: Merged, now: datetime, names: Mapping[str, str] | None = None
) -> tuple[list[str], int]:
    """Writes a merged description; returns the changed fields and the number of new pictures on offer. `names` are what
    people call the sources."""
    title = get_title(connection, title_id)
    details: TitleDetails = merged.details
    changed = write_title(connection, title, merged, now)
    changed += write_lists(connection, title, details, now)
    if write_ids(connection, title_id, title.kind, title.library_id, details.ids):
        changed.append("ids")
    if "credits" not in title.locked_fields and write_credits(connection, title_id, details.credits):
        changed.append("credits")
    if title.kind == MediaKind.SERIES:
        changed += _write_parts(connection, title, merged, now)
    pictures = write_candidates(connection, title_id, details, now)
    if list_without_portrait(connection, title_id):
        enqueue(
            connection, "fetch_portraits", {"title_id": title_id}, now=now, priority=JobPriority.BACKGROUND,
            title_id=title_id, unique_key=f"fetch_portraits:{title_id}",
        )  # fmt: skip
    if any(name in changed for name in ("title", "original_title", "aliases", "translations")):
        index_names(connection, title_id)
    recount(connection, title_id, now)
    if title.file_count and SCORED_BY & set(changed):
        queue_rescoring(connection, now, title_id=title_id)
    if not is_quiet(changed):
        _tell(connection, title_id, merged, changed, now, names or {})
    return changed, pictures


def _write_parts(connection: Connection, title: Any, merged: Merged, now: datetime) -> list[str]:
    """Episodes; the first description of a series applies the preset that it was added with."""
    series = connection.execute(select(SERIES).where(SERIES.c.item_id == title.id)).one()
    before = title.document.get("sources", {}).get("episodes")
    same_source = before is None or before == merged.origins.get("episodes")
    changes = write_episodes(connection, title, series, merged.details, now, may_remove=same_source)
    if title.refreshed_at is None and merged.details.episodes:
        apply_preset(connection, title.id, MonitorPreset(series.monitor_preset), now)
    return changes.fields


def _tell(
    connection: Connection, title_id: int, merged: Merged, changed: list[str], now: datetime, names: Mapping[str, str]
) -> None:
    row = connection.execute(select(ITEM.c.title, ITEM.c.library_id).where(ITEM.c.id == title_id)).one()
    provider = names.get(merged.details.provider, merged.details.provider)
    payload = {"title": row.title, "field_count": len(changed), "fields": changed, "provider": provider}
    record_event(
        connection, "metadata.updated", now=now, title_id=title_id, library_id=row.library_id, title=row.title,
        payload=payload,
    )  # fmt: skip


def _note_refreshed(connection: Connection, title_id: int, now: datetime) -> None:
    connection.execute(update(ITEM).where(ITEM.c.id == title_id), {"refreshed_at": now, "updated_at": now})
    recount(connection, title_id, now)


def _publish_again(connection: Connection, title_id: int, changed: bool, now: datetime) -> None:
    """What stands beside the files follows the description; players are told after it."""
    row = connection.execute(select(ITEM.c.file_count, ITEM.c.path).where(ITEM.c.id == title_id)).one()
    if not changed or not row.file_count or row.path is None:
        return
    queue_publishing(connection, title_id, row.path, now)


def queue_publishing(
    connection: Connection, title_id: int, path: str, now: datetime, *, priority: int = JobPriority.NORMAL
) -> int:
    """Queues the publishing of a title, and telling the players once that is done; returns the publishing job."""
    publish = enqueue(
        connection, "publish_title", {"title_id": title_id}, now=now, priority=priority, title_id=title_id,
        unique_key=f"publish_title:{title_id}",
    )  # fmt: skip
    enqueue(
        connection, "tell_players", {"title_id": title_id, "path": path, "removed": False}, now=now, priority=priority,
        title_id=title_id, needs=(publish,), unique_key=f"tell_players:{title_id}:{path}",
    )  # fmt: skip
    return publish


async def refresh_due(house: House) -> int:
    """Queues titles whose description is old: what still changes (running series, films on their way) after 12 hours,
    all else after a week; the oldest first, a few hundred at once. Returns how many."""
    return await house.db.write(_queue_due, house.clock.now())


def _queue_due(connection: Connection, now: datetime) -> int:
    moving = ITEM.c.status.in_(("continuing", "upcoming", "announced", "in_cinemas")) | ITEM.c.status.is_(None)
    due = (
        ITEM.c.refreshed_at.is_(None)
        | (moving & (ITEM.c.refreshed_at < now - _MOVING_AFTER))
        | (ITEM.c.refreshed_at < now - _SETTLED_AFTER)
    )
    mine = (ITEM.c.kind.in_(("movie", "series")), ITEM.c.deleted_at.is_(None), ITEM.c.library_id.is_not(None))
    statement = select(ITEM.c.id).where(*mine, due).order_by(ITEM.c.refreshed_at, ITEM.c.id).limit(_MOST_DUE)
    ids = list(connection.execute(statement).scalars())
    for title_id in ids:
        enqueue(
            connection, "refresh_title", {"title_id": title_id}, now=now, priority=JobPriority.BACKGROUND,
            unique_key=f"refresh_title:{title_id}", title_id=title_id,
        )  # fmt: skip
    return len(ids)
