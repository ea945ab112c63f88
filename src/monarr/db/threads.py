"""Threads that run units of work, and the way of their results back into the event loop.

A loop's own executor wakes the loop for each result, through a future of another kind with a lock of its own. Units are
short, so that this took longer than many of them. Here the results that are there wake the loop once, together.
"""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, NamedTuple, TypeVar

R = TypeVar("R")


class _Unit(NamedTuple):
    run: Callable[[], Any]
    context: contextvars.Context
    future: asyncio.Future[Any]
    returns: _Returns


class _Returns:
    """Results on their way into one event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self._waiting: deque[tuple[asyncio.Future[Any], Any, BaseException | None]] = deque()
        self._told = False

    def bring(self, future: asyncio.Future[Any], result: Any, error: BaseException | None) -> None:
        """Called in a thread. First the result is laid down, then the loop is told: `_hand_over` looks after it has
        taken the note away, so that none is left lying."""
        self._waiting.append((future, result, error))
        if self._told:
            return
        self._told = True
        try:
            self.loop.call_soon_threadsafe(self._hand_over)
        except RuntimeError:  # the loop has ended: nobody waits any more
            self._waiting.clear()

    def _hand_over(self) -> None:
        self._told = False
        while self._waiting:
            future, result, error = self._waiting.popleft()
            if future.done():  # whoever asked has been cancelled
                continue
            if error is None:
                future.set_result(result)
            else:
                future.set_exception(error)


class UnitThreads:
    """`count` threads, begun at the first unit. They are daemons: a process that dies without `close` does not hang."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._units: SimpleQueue[_Unit | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._beginning = threading.Lock()
        self._closed = False
        self._returns: _Returns | None = None

    def run(self, unit: Callable[[], R]) -> asyncio.Future[R]:
        """Runs `unit` in a thread, with the caller's context variables. One that is cancelled before its turn is not
        run. Raises RuntimeError once the threads are closed."""
        loop = asyncio.get_running_loop()
        if not self._threads:
            self._begin()
        if self._closed:
            raise RuntimeError("The database is closed.")
        returns = self._returns
        if returns is None or returns.loop is not loop:
            returns = self._returns = _Returns(loop)
        future: asyncio.Future[R] = loop.create_future()
        self._units.put(_Unit(unit, contextvars.copy_context(), future, returns))
        return future

    def _begin(self) -> None:
        with self._beginning:
            if self._threads or self._closed:
                return
            self._threads = [
                threading.Thread(target=self._work, name=f"db_{number}", daemon=True) for number in range(self._count)
            ]
            for thread in self._threads:
                thread.start()

    def _work(self) -> None:
        while (unit := self._units.get()) is not None:
            if not unit.future.cancelled():
                _run(unit)
            del unit  # what it holds must not wait for the next one

    def close(self) -> None:
        """Waits until all units that were asked for have run."""
        with self._beginning:
            self._closed = True
        for _ in self._threads:
            self._units.put(None)
        for thread in self._threads:
            thread.join()


def _run(unit: _Unit) -> None:
    try:
        result = unit.context.run(unit.run)
    except BaseException as error:
        unit.returns.bring(unit.future, None, error)
    else:
        unit.returns.bring(unit.future, result, None)
