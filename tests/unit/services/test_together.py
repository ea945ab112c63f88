"""Work of one kind that comes at the same time is done together."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest

from monarr.services.together import Together

HOUSE: Any = SimpleNamespace(db=SimpleNamespace(presence=SimpleNamespace(id=1)))
OTHER: Any = SimpleNamespace(db=SimpleNamespace(presence=SimpleNamespace(id=2)))


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(3) as made:
        yield made


class Kitchen:
    """Doubles numbers; the number 0 waits for `go_on`, and 13 brings down everything."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.begun = threading.Event()
        self.batches: list[list[int]] = []

    def double(self, _house: Any, numbers: Sequence[int]) -> list[int | Exception]:
        self.batches.append(list(numbers))
        if 0 in numbers:
            self.begun.set()
            self.go_on.wait(20)
        if 13 in numbers:
            raise RuntimeError("thirteen")
        return [ValueError(f"{number} is odd") if number % 2 else number * 2 for number in numbers]


@pytest.fixture
def kitchen() -> Kitchen:
    return Kitchen()


@pytest.fixture
def together(kitchen: Kitchen, threads: ThreadPoolExecutor) -> Together[int, int]:
    return Together(kitchen.double, threads, most=3)


async def until(begun: Callable[[], bool]) -> None:
    for _ in range(2000):
        if begun():
            return
        await asyncio.sleep(0.005)
    raise AssertionError


async def test_what_comes_meanwhile_is_done_together(kitchen: Kitchen, together: Together[int, int]) -> None:
    first = together.ask(HOUSE, 0)
    await until(kitchen.begun.is_set)
    rest = [together.ask(HOUSE, number) for number in (2, 4, 6, 8)]
    kitchen.go_on.set()

    assert await asyncio.gather(first, *rest) == [0, 4, 8, 12, 16]
    assert kitchen.batches == [[0], [2, 4, 6], [8]]


async def test_who_is_alone_waits_for_nobody(kitchen: Kitchen, together: Together[int, int]) -> None:
    assert await together.ask(HOUSE, 2) == 4
    assert await together.ask(HOUSE, 4) == 8
    assert kitchen.batches == [[2], [4]]


async def test_each_has_its_own_answer(kitchen: Kitchen, together: Together[int, int]) -> None:
    first = together.ask(HOUSE, 0)
    await until(kitchen.begun.is_set)
    good, bad = together.ask(HOUSE, 2), together.ask(HOUSE, 3)
    kitchen.go_on.set()

    assert await good == 4
    with pytest.raises(ValueError, match="3 is odd"):
        await bad
    await first


async def test_when_all_of_it_fails_nobody_waits_for_ever(kitchen: Kitchen, together: Together[int, int]) -> None:
    with pytest.raises(RuntimeError, match="thirteen"):
        await together.ask(HOUSE, 13)

    assert await together.ask(HOUSE, 2) == 4


async def test_lanes_and_houses_do_not_wait_for_each_other(kitchen: Kitchen, together: Together[int, int]) -> None:
    held = together.ask(HOUSE, 0, "slow disk")
    await until(kitchen.begun.is_set)

    assert await together.ask(HOUSE, 2, "another disk") == 4
    assert await together.ask(OTHER, 2, "slow disk") == 4

    kitchen.go_on.set()
    await held


async def test_one_that_is_cancelled_before_its_turn_is_not_done(
    kitchen: Kitchen, together: Together[int, int]
) -> None:
    first = together.ask(HOUSE, 0)
    await until(kitchen.begun.is_set)
    cancelled, kept = together.ask(HOUSE, 2), together.ask(HOUSE, 4)
    cancelled.cancel()
    await asyncio.sleep(0.05)  # the loop hands it on
    kitchen.go_on.set()

    assert await kept == 8
    await first
    assert kitchen.batches == [[0], [4]]
    assert await together.ask(HOUSE, 6) == 12
