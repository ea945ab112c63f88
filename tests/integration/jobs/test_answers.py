"""How services have answered: counted by half hours, forgotten in time, whatever the clock does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, event, func, select

from monarr.core.text import text
from monarr.db.health import forget_health, record_failure, record_success
from monarr.db.models import ServiceAnswer
from monarr.db.queries.answers import LastDay, load_last_day
from monarr.services.context import House
from monarr.services.health import check_health, list_health
from monarr.services.housekeeping import keep_house
from tests.integration.jobs.conftest import SetClock

INDEXER = "indexer:3"


@pytest.fixture
def house(house: House, clock: SetClock) -> House:
    """A house whose time the test owns."""
    return msgspec.structs.replace(house, clock=clock)


async def good(house: House, ms: int | None = 40, subject: str = INDEXER) -> None:
    await house.db.write(record_success, subject, "Archive", house.clock.now(), ms)


async def bad(house: House, subject: str = INDEXER) -> None:
    await house.db.write(record_failure, subject, "Archive", house.clock.now(), text("It was down."))


async def day(house: House, subject: str = INDEXER) -> LastDay:
    return (await house.db.read(load_last_day, house.clock.now()))[subject]


async def rows(house: House) -> int:
    return int(await house.db.read(lambda c: c.execute(select(func.count()).select_from(ServiceAnswer)).scalar_one()))


async def test_answers_of_half_an_hour_are_added_up(house: House, clock: SetClock) -> None:
    await good(house, 40)
    await good(house, 60)
    await good(house, None)
    await bad(house)
    clock.passes(minutes=30)
    await bad(house)
    found = await day(house)
    assert (found.answers, found.failures, len(found.slots)) == (5, 2, 48)
    last, before = found.slots[-1], found.slots[-2]
    assert (before.answers, before.failures, before.response_ms) == (4, 1, 50)
    assert (last.answers, last.failures, last.response_ms) == (1, 1, None)
    assert [slot.until for slot in found.slots[:-1]] == [slot.at for slot in found.slots[1:]]


async def test_a_day_later_nothing_of_it_is_shown_and_a_month_later_it_has_gone(house: House, clock: SetClock) -> None:
    await good(house)
    clock.passes(hours=24)
    assert INDEXER not in await house.db.read(load_last_day, clock.now())
    clock.passes(days=28)
    await keep_house(house)
    assert await rows(house) == 1
    clock.passes(days=2)
    assert (await keep_house(house)).rows == {"service_answer": 1}


async def test_what_a_wrong_clock_wrote_is_neither_shown_nor_kept(house: House, clock: SetClock) -> None:
    clock.passes(days=365)
    await bad(house)
    clock.passes(days=-365)
    await good(house)
    found = await day(house)
    assert (found.answers, found.failures) == (1, 0)
    assert (await keep_house(house)).rows == {"service_answer": 1}
    assert await rows(house) == 1


async def test_edited_settings_begin_anew_and_checks_of_the_house_are_not_counted(house: House) -> None:
    await good(house)
    await good(house, subject="player:1")
    await house.db.write(forget_health, INDEXER)
    await check_health(house)
    assert list(await house.db.read(load_last_day, house.clock.now())) == ["player:1"]


async def test_many_services_are_read_in_two_statements(house: House) -> None:
    for number in range(1, 41):
        await good(house, subject=f"indexer:{number}")
    seen: list[str] = []

    def read(connection: Connection) -> list[Any]:
        event.listen(connection, "before_cursor_execute", lambda *given: seen.append(given[2].split()[0]))
        return list_health(connection, house.clock.now() + timedelta(minutes=1))

    lines = await house.db.read(read)
    assert (len(lines), seen.count("SELECT")) == (40, 2)
    assert all(line.last_day is not None and line.last_day.answers == 1 for line in lines)
