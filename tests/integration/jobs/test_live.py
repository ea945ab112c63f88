"""Live changes: heard in this process, and on PostgreSQL by every other."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import Connection

from monarr.bootstrap import open_house
from monarr.db.engine import notice
from monarr.services.context import House
from monarr.services.live import MOST_TOPICS
from monarr.settings import StartupSettings


def tell(connection: Connection, *topics: str) -> None:
    for topic in topics:
        notice(connection, topic)


async def test_a_listener_hears_its_topics_once_each(house: House) -> None:
    async with house.live.listen({"events"}) as listener:
        await listener.next(0.3)
        for _ in range(5):
            await house.db.write(tell, "events", "jobs")
        assert await listener.next(2) - {"refresh"} == {"events"}


async def test_what_was_rolled_back_is_not_told(house: House) -> None:
    def fail(connection: Connection) -> None:
        tell(connection, "events")
        raise RuntimeError("no")

    async with house.live.listen({"events"}) as listener:
        await listener.next(0.3)
        with pytest.raises(RuntimeError):
            await house.db.write(fail)
        assert await listener.next(0.2) - {"refresh"} == set()


async def test_who_does_not_keep_up_is_told_to_look_at_everything(house: House) -> None:
    async with house.live.listen() as listener:
        house.live.publish([f"topic-{number}" for number in range(MOST_TOPICS + 1)])
        await asyncio.sleep(0.05)
        assert await listener.next(1) == {"refresh"}
    assert house.live.listener_count == 0


async def test_another_process_is_heard_over_postgresql(
    house: House, settings: StartupSettings, tmp_path: Path
) -> None:
    if house.db.is_sqlite:
        return  # SQLite has no such notices: the worker's poll of five seconds finds what another process queued
    other = StartupSettings(data_dir=tmp_path / "other", database_url=settings.database_url)
    async with open_house(other) as second, house.live.listen({"events"}) as listener:
        await asyncio.sleep(0.3)
        await listener.next(0.1)
        await second.db.write(tell, "events")
        assert await listener.next(3) - {"refresh"} == {"events"}
