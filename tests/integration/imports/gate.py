"""Holds up the lane of quick acts until all that shall go together have come."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from monarr.services import act_lanes


async def together(*running: Awaitable[Any], then: Callable[[], Any] = lambda: None) -> Sequence[Any]:
    """What they give, with all their acts going through their steps together. `then` is done before the first step, when
    all have looked at what there is."""
    gate = threading.Event()
    threads = act_lanes._QUICK
    for _ in range(threads._max_workers):
        threads.submit(gate.wait, 60)
    try:
        tasks = [asyncio.ensure_future(one) for one in running]
        for _ in range(3000):
            if sum(len(waiting) for waiting in act_lanes._LANES._waiting.values()) >= len(tasks):
                then()
                break
            await asyncio.sleep(0.01)
        else:
            raise AssertionError("they have not come")
    finally:
        gate.set()
    return await asyncio.gather(*tasks)
