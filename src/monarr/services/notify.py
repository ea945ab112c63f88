"""Delivery of events to the notification targets, in order and at least once.

Every target remembers up to which event it was served. A target that fails rests by the common back-off and goes on where
it stopped; others are not held up by it. Targets made later do not hear of what was before them.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, exists, func, select, update

from monarr.core.errors import MonarrError, ProviderError, Refused
from monarr.db.health import find_health
from monarr.db.job_queue import enqueue, unique_key_of
from monarr.db.models import EventRow, NotificationTarget
from monarr.messages import event_sentence
from monarr.ports.notifier import Notice
from monarr.ports.provider import ProviderKind
from monarr.services.context import House
from monarr.services.schedules import hasten

log = logging.getLogger(__name__)
JOB = "send_notifications"
BATCH = 200
# PostgreSQL gives out ids before the commit: an event may appear after one with a higher id. None is that slow.
SETTLES = timedelta(seconds=2)

_TARGET: Any = NotificationTarget.__table__
_EVENT: Any = EventRow.__table__
_TARGETS = select(_TARGET).where(_TARGET.c.enabled).order_by(_TARGET.c.id)
_NEWEST = select(func.max(_EVENT.c.id))
_BEHIND = select(exists().where(_TARGET.c.enabled, _TARGET.c.last_event_id < bindparam("newest")))
_NEXT_EVENTS = (
    select(_EVENT)
    .where(_EVENT.c.id > bindparam("after"), _EVENT.c.occurred_at <= bindparam("until"))
    .order_by(_EVENT.c.id)
    .limit(BATCH)
)


class Sent(msgspec.Struct, frozen=True):
    """What one run delivered; `failed` are the names of targets that rest now."""

    delivered: int
    failed: list[str]


def queue_notifications(connection: Connection, now: datetime) -> int | None:
    """Queues the delivery when a target has not heard of the newest event; gives the job's id."""
    newest = connection.execute(_NEWEST).scalar()
    if newest is None or not connection.execute(_BEHIND, {"newest": newest}).scalar():
        return None
    return enqueue(connection, JOB, now=now, unique_key=unique_key_of(JOB))


async def send_notifications(house: House) -> Sent:
    """Serves all targets side by side."""
    targets = await house.db.read(lambda connection: connection.execute(_TARGETS).all())
    results = await asyncio.gather(*(_serve(house, target) for target in targets))
    failed = [target.name for target, (_count, well) in zip(targets, results, strict=True) if not well]
    if failed:
        await _come_back(house, [target.id for target in targets if target.name in failed])
    return Sent(sum(count for count, _well in results), failed)


async def _come_back(house: House, target_ids: Sequence[int]) -> None:
    """Tries again when the first of the resting targets may be asked again."""

    def first_end(connection: Connection) -> datetime | None:
        rows = (find_health(connection, f"{ProviderKind.NOTIFICATION.value}:{one}") for one in target_ids)
        ends = [row.disabled_until for row in rows if row is not None and row.disabled_until and not row.until_edited]
        return min(ends, default=None)

    moment = await house.db.read(first_end)
    if moment is not None:
        await house.db.write(hasten, JOB, moment + timedelta(seconds=1))


async def _serve(house: House, target: Row[Any]) -> tuple[int, bool]:
    """Delivers to one target; gives how many it got, and False when it failed."""
    after, delivered = target.last_event_id, 0
    if after == 0:
        after = await house.db.read(_newest_before, target.created_at)
    while True:
        now = house.clock.now()
        until = now if house.db.is_sqlite else now - SETTLES
        events = await house.db.read(_next_events, after, until)
        if not events:
            unsettled = await house.db.read(_next_events, after, now)
            if unsettled:
                await house.db.write(hasten, JOB, now + SETTLES)
            return delivered, True
        for event in events:
            try:
                if _wants(target, event):
                    await _deliver(house, target, event)
                    delivered += 1
            except Refused as error:
                log.warning("notification_refused", extra={"target": target.name, "reason": str(error)})
            except MonarrError as error:
                await house.db.write(_remember, target.id, after)
                level = logging.WARNING if isinstance(error, ProviderError) else logging.ERROR
                log.log(level, "notification_failed", extra={"target": target.name, "reason": str(error)})
                return delivered, False
            after = event.id
            if _wants(target, event):
                await house.db.write(_remember, target.id, after)
        await house.db.write(_remember, target.id, after)


def _newest_before(connection: Connection, moment: datetime) -> int:
    return connection.execute(_NEWEST.where(_EVENT.c.occurred_at < moment)).scalar() or 0


def _next_events(connection: Connection, after: int, until: datetime) -> Sequence[Row[Any]]:
    return connection.execute(_NEXT_EVENTS, {"after": after, "until": until}).all()


def _remember(connection: Connection, target_id: int, event_id: int) -> None:
    mark = update(_TARGET).where(_TARGET.c.id == target_id, _TARGET.c.last_event_id < event_id)
    connection.execute(mark.values(last_event_id=event_id))


def _wants(target: Row[Any], event: Row[Any]) -> bool:
    if target.library_id is not None and event.library_id != target.library_id:
        return False
    return not target.events or any(fnmatchcase(event.type, str(pattern)) for pattern in target.events)


async def _deliver(house: House, target: Row[Any], event: Row[Any]) -> None:
    async with house.sources.using(ProviderKind.NOTIFICATION, target.id) as notifier:
        await notifier.send(notice_of(event, house.external_url))


def notice_of(event: Row[Any], external_url: str = "") -> Notice:
    """An event in words, and as data for programs."""
    sentence, detail = event_sentence(event.type, event.payload)
    lines = [str(line) for line in (sentence, detail) if line is not None]
    subject = event.title or lines.pop(0)
    link = f"{external_url}/title/{event.title_id}" if external_url and event.title_id is not None else None
    data = {
        "id": event.id, "type": event.type, "occurred_at": event.occurred_at.isoformat(), "title": event.title,
        "title_id": event.title_id, "item_id": event.item_id, "library_id": event.library_id,
        "version_id": event.version_id, "download_id": event.download_id, "file_id": event.file_id,
        "actor": event.actor, "payload": event.payload,
    }  # fmt: skip
    return Notice(
        event_id=event.id, event_type=event.type, occurred_at=event.occurred_at, title=subject,
        body="\n".join(lines), url=link, event=data,
    )  # fmt: skip
