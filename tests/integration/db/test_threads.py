"""Units run in threads, and their results find the way back into the loop that asked."""

from __future__ import annotations

import asyncio
import contextvars
import threading
import time
from collections.abc import Iterator

import pytest

from monarr.db.threads import UnitThreads

WHO = contextvars.ContextVar("who", default="nobody")


@pytest.fixture
def threads() -> Iterator[UnitThreads]:
    made = UnitThreads(3)
    yield made
    made.close()


async def test_results_come_back_to_whoever_asked(threads: UnitThreads) -> None:
    found = await asyncio.gather(*(threads.run(lambda number=number: number * 2) for number in range(500)))

    assert found == [number * 2 for number in range(500)]


async def test_an_error_comes_back_too(threads: UnitThreads) -> None:
    def fail() -> None:
        raise KeyError("Sintel")

    with pytest.raises(KeyError, match="Sintel"):
        await threads.run(fail)


async def test_a_unit_sees_the_context_of_whoever_asked(threads: UnitThreads) -> None:
    WHO.set("Ada")

    assert await threads.run(WHO.get) == "Ada"
    assert threading.current_thread().name != await threads.run(lambda: threading.current_thread().name)


async def test_a_unit_that_is_cancelled_before_its_turn_is_not_run() -> None:
    threads, go_on, ran = UnitThreads(1), threading.Event(), []
    first = threads.run(go_on.wait)
    second = threads.run(lambda: ran.append("second"))

    second.cancel()
    go_on.set()
    await first
    await threads.run(lambda: None)
    threads.close()

    assert not ran


async def test_a_result_that_nobody_waits_for_any_more_harms_nobody(threads: UnitThreads) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> str:
        begun.set()
        go_on.wait(5)
        return "late"

    asked = threads.run(slow)
    await asyncio.to_thread(begun.wait, 5)
    asked.cancel()
    go_on.set()

    assert await threads.run(lambda: "on time") == "on time"


async def test_closing_waits_for_what_was_asked_for() -> None:
    threads, ran = UnitThreads(2), []
    for number in range(20):
        threads.run(lambda number=number: (time.sleep(0.002), ran.append(number)))

    threads.close()

    assert sorted(ran) == list(range(20))
    with pytest.raises(RuntimeError):
        threads.run(lambda: None)


def test_one_loop_after_another_may_ask(threads: UnitThreads) -> None:
    async def ask(word: str) -> str:
        return await threads.run(lambda: word)

    assert [asyncio.run(ask(word)) for word in ("first", "second")] == ["first", "second"]


def test_a_loop_that_has_ended_does_not_stop_the_threads(threads: UnitThreads) -> None:
    go_on = threading.Event()

    async def ask_and_leave() -> None:
        threads.run(go_on.wait)

    async def ask() -> str:
        return await threads.run(lambda: "still here")

    asyncio.run(ask_and_leave())
    go_on.set()

    assert asyncio.run(ask()) == "still here"
