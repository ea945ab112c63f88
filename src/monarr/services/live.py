"""Live changes in this process: topics of committed units, handed to whoever listens (server-sent events, the job
worker, the scheduler).

    async with house.live.listen({"events", "progress"}) as listener:
        async for topics in listener: ...

Topics come from the units of this process (`notice`), and on PostgreSQL from all other processes too. A listener that
does not keep up never holds up others: its topics are joined, and past a bound it hears only `refresh`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterable
from contextlib import suppress
from types import TracebackType

from monarr.db.engine import Database
from monarr.db.hearing import hear

REFRESH = "refresh"
MOST_TOPICS = 64


class Listener:
    """One who listens. Iterating gives sets of topics, each topic once however often it came meanwhile."""

    def __init__(self, live: Live, wanted: Collection[str] | None) -> None:
        self._live = live
        self._wanted = None if wanted is None else frozenset(wanted) | {REFRESH}
        self._waiting: set[str] = set()
        self._rings = asyncio.Event()

    def hear(self, topics: Iterable[str]) -> None:
        heard = {topic for topic in topics if self._wanted is None or topic in self._wanted}
        if not heard:
            return
        self._waiting |= heard
        if len(self._waiting) > MOST_TOPICS:
            self._waiting = {REFRESH}
        self._rings.set()

    async def next(self, timeout_seconds: float | None = None) -> frozenset[str]:
        """The topics since the last call; empty when none came within the time."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._rings.wait(), timeout_seconds)
        self._rings.clear()
        heard, self._waiting = frozenset(self._waiting), set()
        return heard

    def __aiter__(self) -> AsyncIterator[frozenset[str]]:
        return self._forever()

    async def _forever(self) -> AsyncIterator[frozenset[str]]:
        while True:
            if heard := await self.next():
                yield heard

    async def __aenter__(self) -> Listener:
        self._live.add(self)
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None,
                        trace: TracebackType | None) -> None:  # fmt: skip
        self._live.remove(self)


class Live:
    """Hands topics on. Made inside the event loop in which its listeners live."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._listeners: list[Listener] = []
        self._hearing: asyncio.Task[None] | None = None
        self._stop: Callable[[], None] | None = None

    def attach(self, db: Database) -> None:
        """Begins to follow a database: its units in this process, and on PostgreSQL those of others."""
        self._stop = db.listen(self.publish)
        if not db.is_sqlite:
            self._hearing = asyncio.create_task(hear(db.url, lambda topic: self._hand_on({topic})))

    def publish(self, topics: Iterable[str]) -> None:
        """Tells the listeners; from any thread."""
        with suppress(RuntimeError):  # the loop has ended: nobody listens any more
            self._loop.call_soon_threadsafe(self._hand_on, frozenset(topics))

    def _hand_on(self, topics: Collection[str]) -> None:
        for listener in list(self._listeners):
            listener.hear(topics)

    def listen(self, topics: Collection[str] | None = None) -> Listener:
        """A listener to these topics, or to all; to be entered as an async context."""
        return Listener(self, topics)

    def add(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def remove(self, listener: Listener) -> None:
        if listener in self._listeners:
            self._listeners.remove(listener)

    @property
    def listener_count(self) -> int:
        return len(self._listeners)

    async def close(self) -> None:
        """Stops following the database."""
        if self._stop is not None:
            self._stop()
        if self._hearing is not None:
            self._hearing.cancel()
            with suppress(asyncio.CancelledError):
                await self._hearing
