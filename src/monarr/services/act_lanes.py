"""Quick acts of one folder, carried out together when they come together.

An act of links and renames is done in a moment; what takes time is the two units that must be on the disk, and writing
out folders. Acts that come at the same time go through all of it together. Each folder has a lane of its own, so that a
disk that hangs holds up none but its own. Copies, which may take an hour, go each by itself, two at a time.
"""

from __future__ import annotations

import contextvars
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import msgspec

from monarr.core.acts import Act
from monarr.services.acts import Guard, run_acts_now, run_planned, until_ended
from monarr.services.context import House
from monarr.services.together import Together

_QUICK = ThreadPoolExecutor(8, thread_name_prefix="act")
_SLOW = ThreadPoolExecutor(2, thread_name_prefix="copy")


class _Asked(msgspec.Struct, frozen=True):
    plan: Callable[[], tuple[Act, Guard]]
    context: contextvars.Context


async def run_quickly(house: House, folder: str, plan: Callable[[], tuple[Act, Guard]]) -> Act:
    """As `acts.run_planned`, for an act that only links, renames and removes in `folder`."""
    return await until_ended(_LANES.ask(house, _Asked(plan, contextvars.copy_context()), folder))


async def run_slowly(house: House, plan: Callable[[], tuple[Act, Guard]]) -> Act:
    """As `acts.run_planned`, for an act that copies."""
    return await run_planned(house, plan, threads=_SLOW)


def _carry_out(house: House, batch: Sequence[_Asked]) -> list[Act | Exception]:
    plans = [_planned(asked) for asked in batch]
    acts = [plan for plan in plans if not isinstance(plan, Exception)]
    errors = run_acts_now(house, acts) if acts else {}
    return [plan if isinstance(plan, Exception) else errors.get(plan[0].id, plan[0]) for plan in plans]


def _planned(asked: _Asked) -> tuple[Act, Guard] | Exception:
    try:
        return asked.context.run(asked.plan)
    except Exception as error:
        return error


_LANES = Together(_carry_out, _QUICK, most=6)  # more would all wait for each other, and the probes for them
