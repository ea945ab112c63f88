"""Work of one kind that comes at the same time is done together.

While one thread does what has come, the next pieces gather, and are then done in one go: statements and writes to the disk
cost as much for ten as for one. Whoever is alone waits for nobody.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from monarr.services.context import House

T = TypeVar("T")
R = TypeVar("R")
_Lane = tuple[int, Hashable]  # the house, by its presence, and what the caller tells apart


class Together(Generic[T, R]):
    """`many` does pieces of work for a house: for each, in order, what comes of it, or why it failed. It runs in one of
    `threads`, in one at a time for each lane."""

    def __init__(
        self, many: Callable[[House, Sequence[T]], Sequence[R | Exception]], threads: ThreadPoolExecutor, *, most: int
    ) -> None:
        self._many, self._threads, self._most = many, threads, most
        self._lock = threading.Lock()
        self._waiting: dict[_Lane, deque[tuple[T, Future[R]]]] = {}  # a lane is there while a thread works on it

    def ask(self, house: House, piece: T, lane: Hashable = None) -> asyncio.Future[R]:
        """What comes of the piece; raises why it failed. One that is cancelled before its turn is not done."""
        result: Future[R] = Future()
        key = (house.db.presence.id, lane)
        with self._lock:
            begins = key not in self._waiting
            self._waiting.setdefault(key, deque()).append((piece, result))
        if begins:
            self._threads.submit(self._work, house, key)
        return asyncio.wrap_future(result)

    def _work(self, house: House, key: _Lane) -> None:
        while taken := self._next(key):
            batch = [(piece, result) for piece, result in taken if result.set_running_or_notify_cancel()]
            try:
                answers = self._many(house, [piece for piece, _ in batch])
            except BaseException as error:  # nobody shall wait for ever
                for _, result in batch:
                    result.set_exception(error)
                continue
            for (_, result), answer in zip(batch, answers, strict=True):
                if isinstance(answer, Exception):
                    result.set_exception(answer)
                else:
                    result.set_result(answer)

    def _next(self, key: _Lane) -> list[tuple[T, Future[R]]]:
        with self._lock:
            waiting = self._waiting[key]
            if not waiting:
                del self._waiting[key]
            return [waiting.popleft() for _ in range(min(self._most, len(waiting)))]
