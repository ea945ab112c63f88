"""Events reach their targets: in order, at least once, and one that is down does not hold up the others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from monarr.db.events import record_event
from monarr.db.models import Job, NotificationTarget, Schedule
from monarr.demo.fakes.receiver import FakeReceiver
from monarr.ports.provider import ProviderKind
from monarr.services.context import MONARR, House
from monarr.services.notify import SETTLES, queue_notifications, send_notifications
from monarr.services.provider_settings import ProviderInput, create_provider
from monarr.services.schedules import ensure_schedules

SECRET = "a secret of the house"


@pytest.fixture
async def receiver() -> AsyncIterator[FakeReceiver]:
    async with FakeReceiver() as running:
        yield running


async def target(house: House, name: str, receiver: FakeReceiver, events: list[str] | None = None) -> int:
    """A webhook that hears of these events from now on."""
    given = ProviderInput(name=name, implementation="webhook", settings={"url": receiver.url, "secret": SECRET})
    target_id = await create_provider(house, ProviderKind.NOTIFICATION, given, MONARR)
    patterns = update(NotificationTarget).where(NotificationTarget.id == target_id).values(events=events or [])
    await house.db.write(lambda connection: connection.execute(patterns))
    return target_id


async def happen(house: House, *types: str, title: str = "Sintel") -> None:
    for one in types:
        await house.db.write(record_event, one, now=house.clock.now(), title=title, payload={"quality": "WEBDL-1080p"})


async def settled(house: House) -> None:
    """PostgreSQL's events are told once they have settled."""
    if not house.db.is_sqlite:
        await asyncio.sleep(SETTLES.total_seconds() + 0.1)


def types_of(receiver: FakeReceiver) -> list[str]:
    return [delivery.json()["type"] for delivery in receiver.deliveries]


async def test_what_happens_is_told_in_order_signed_and_once(house: House, receiver: FakeReceiver) -> None:
    await happen(house, "item.added")
    await settled(house)
    await target(house, "Kitchen", receiver)
    await happen(house, "release.grabbed", "file.imported")
    await settled(house)
    await send_notifications(house)
    await send_notifications(house)
    assert types_of(receiver)[-2:] == ["release.grabbed", "file.imported"]
    assert types_of(receiver).count("file.imported") == 1
    assert "item.added" not in types_of(receiver)  # it was before the target
    assert all(delivery.is_signed_with(SECRET) for delivery in receiver.deliveries)


async def test_a_target_hears_only_what_it_asked_for(house: House, receiver: FakeReceiver) -> None:
    await target(house, "Kitchen", receiver, ["file.*"])
    await happen(house, "release.grabbed", "file.imported", "file.upgraded")
    await settled(house)
    assert (await send_notifications(house)).delivered == 2
    assert types_of(receiver) == ["file.imported", "file.upgraded"]


async def test_a_dead_target_does_not_hold_up_others_and_gets_everything_later(
    house: House, receiver: FakeReceiver
) -> None:
    await house.db.write(ensure_schedules, house.clock.now(), ZoneInfo(house.time_zone))
    async with FakeReceiver() as dead:
        dead.status = 500
        dead_id = await target(house, "Cellar", dead, ["file.*"])
        await target(house, "Kitchen", receiver, ["file.*"])
        await happen(house, "file.imported", "file.upgraded")
        await settled(house)
        sent = await send_notifications(house)
        assert (sent.failed, types_of(receiver)) == (["Cellar"], ["file.imported", "file.upgraded"])
        next_run = select(Schedule.next_run_at).where(Schedule.name == "send_notifications")
        again = await house.db.read(lambda c: c.execute(next_run).scalar_one())
        assert again < house.clock.now() + timedelta(seconds=90)
        dead.status, dead.deliveries = 200, []
        await house.db.write(lambda c: c.exec_driver_sql("DELETE FROM service_health").close())  # the rest is over
        assert (await send_notifications(house)).failed == []
        assert types_of(dead) == ["file.imported", "file.upgraded"]
        assert dead_id > 0


async def test_delivery_is_queued_only_when_somebody_has_not_heard(house: House, receiver: FakeReceiver) -> None:
    await happen(house, "item.added")
    assert await house.db.write(queue_notifications, house.clock.now()) is None
    await target(house, "Kitchen", receiver)
    await happen(house, "file.imported")
    first = await house.db.write(queue_notifications, house.clock.now())
    assert first is not None
    assert await house.db.write(queue_notifications, house.clock.now()) == first
    assert await house.db.read(lambda c: c.execute(select(Job.type)).scalars().all()) == ["send_notifications"]
