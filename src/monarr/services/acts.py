"""Carrying out an act: written down, done, recorded. The only place where library files are touched.

    planned   one durable unit writes every step, and what will be recorded
    done      each step in order; one that fails takes back all before it
    recorded  one durable unit ends the steps and writes what has changed
    cleared   steps that only tidy up (the source of a move between disks), after the record

All of it runs in one thread, so that nobody who stops waiting can stop it half-way. `recover` ends what a crash cut off.
"""

from __future__ import annotations

import asyncio
import contextvars
import logging
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from monarr.core.acts import Act, Step
from monarr.core.errors import Conflict, FileError
from monarr.core.text import text
from monarr.db.repositories import journal
from monarr.db.repositories.file_records import write_record
from monarr.files import arrived, perform, reverse, sync_all
from monarr.files.rights import Rights, settle
from monarr.services.context import House
from monarr.services.file_rights import read_rights

_LOG = logging.getLogger(__name__)
Guard = Callable[[Connection], None]
# Apart from the threads of everything else: a copy may take an hour, and nobody else shall wait for a thread meanwhile.
_THREADS = ThreadPoolExecutor(8, thread_name_prefix="act")


class Changed(Conflict):
    """The library changed between looking and planning: look again."""


def new_act_id() -> str:
    return uuid.uuid4().hex


async def run_act(house: House, act: Act, guard: Guard) -> None:
    """Carries the act out. `guard` looks, in the unit that plans, whether its facts still hold, and raises Changed; it
    may write what goes with the plan. Raises Busy, FileError, CannotLink; then everything is as it was before."""
    await run_planned(house, lambda: (act, guard))


async def run_planned(house: House, plan: Callable[[], tuple[Act, Guard]]) -> Act:
    """`run_act` of what `plan` makes, which may look at the disk; all of it in one thread. Gives the act, and raises
    what `plan` raises too."""

    def work() -> Act:
        act, guard = plan()
        run_act_now(house, act, guard)
        return act

    running = asyncio.get_running_loop().run_in_executor(_THREADS, contextvars.copy_context().run, work)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        running.add_done_callback(_log_late_failure)
        raise


def _log_late_failure(work: asyncio.Future[Act]) -> None:
    if not work.cancelled() and work.exception() is not None:
        _LOG.warning("act_failed_after_cancel", exc_info=work.exception())


def run_act_now(house: House, act: Act, guard: Guard) -> None:
    """`run_act` in the calling thread."""
    presence = house.db.presence
    holder = presence.hold()
    presence.running.add(act.id)
    try:
        rights = house.db.write_durably_now(_plan, act, guard, holder, house.clock.now())
        presence.between("planned")
        finish(house, act, rights)
    finally:
        presence.running.discard(act.id)


def _plan(connection: Connection, act: Act, guard: Guard, holder: int, now: datetime) -> Rights:
    journal.lock_title(connection, act.title_id)
    guard(connection)
    journal.plan_act(connection, act, holder, now)
    return read_rights(connection)


def finish(house: House, act: Act, rights: Rights | None = None) -> None:
    """Everything after the plan; each part may have been done before. `rights` None: as the settings have them now.
    Raises FileError once all is taken back."""
    unsynced: dict[str, None] = {}
    try:
        for place, step in enumerate(act.steps):
            if not _is_past(step, act.steps[place + 1 :]):
                perform(step, act.id, unsynced)
            house.db.presence.between(f"step {place}: {step.kind}")
        settle(rights or house.db.read_now(read_rights), act.steps)
        sync_all(reversed(unsynced))  # the innermost first; all of it before the record
        house.db.write_durably_now(_record, act, house.clock.now())
    except (FileError, IntegrityError) as error:
        take_back(house, act, error)
        if isinstance(error, IntegrityError):
            raise Changed(text("The library changed meanwhile; look again.")) from error
        raise
    house.db.presence.between("recorded")
    clear(house, act)


def _is_past(step: Step, later: tuple[Step, ...]) -> bool:
    """Whether a later step has already carried on what this one brought."""
    return step.target is not None and any(one.source == step.target and arrived(one) for one in later)


def _record(connection: Connection, act: Act, now: datetime) -> None:
    last = len(act.steps)
    if journal.end_steps(connection, act, 0, last, "done", now):
        write_record(connection, act.record, now)


def clear(house: House, act: Act) -> None:
    """The steps after the record. What cannot be cleared away stays, and is marked so."""
    if not act.after:
        return
    state, problem = "done", None
    try:
        for step in act.after:
            perform(step, act.id)
            house.db.presence.between(f"cleared: {step.kind}")
    except FileError as error:
        state, problem = "failed", str(error.message)
    first = len(act.steps) + 1
    house.db.write_now(journal.end_steps, act, first, first + len(act.after), state, house.clock.now(), problem)


def take_back(house: House, act: Act, error: BaseException) -> None:
    """Reverses the steps, last first. A file that is nowhere else stays where it is, and its step says so."""
    kept = [step for step in reversed(act.steps) if not _taken_back(step, act)]
    house.db.presence.between("taken back")
    problem = str(error)[:500]
    house.db.write_durably_now(_mark_taken_back, act, kept, problem, house.clock.now())


def _taken_back(step: Step, act: Act) -> bool:
    try:
        return reverse(step, act.id)
    except FileError:
        _LOG.exception("step_not_reversed", extra={"act_id": act.id, "target": step.target})
        return False


def _mark_taken_back(connection: Connection, act: Act, kept: list[Step], problem: str, now: datetime) -> None:
    for place, step in enumerate(act.steps):
        state = "failed" if step in kept else "reversed"
        journal.end_steps(connection, act, place, place, state, now, problem)
    last = len(act.steps) + len(act.after)
    journal.end_steps(connection, act, len(act.steps), last, "reversed", now, problem)


def person(act_user: int | None, name: str) -> dict[str, Any]:
    """Event fields that say who did it."""
    return {"user_id": act_user, "actor": name}
