"""Carrying out acts: written down, done, recorded. The only place where library files are touched.

    planned   a durable unit writes every step, and what will be recorded
    done      each step in order; one that fails takes back all before it
    recorded  a durable unit ends the steps and writes what has changed
    cleared   steps that only tidy up (the source of a move between disks), after the record

All of an act runs in one thread, so that nobody who stops waiting can stop it half-way. Acts that go through it together
(`services.act_lanes`) share both units and the writing out of folders; each may still fail by itself. `recover` ends what
a crash cut off.
"""

from __future__ import annotations

import asyncio
import contextvars
import logging
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from monarr.core.acts import Act, Step
from monarr.core.errors import Conflict, FileError
from monarr.core.text import text
from monarr.db.engine import DatabaseUnavailable
from monarr.db.repositories import journal
from monarr.db.repositories.file_records import write_records
from monarr.files import arrived, perform, reverse, sync_all
from monarr.files.rights import Rights, settle
from monarr.services.context import House
from monarr.services.file_rights import read_rights

_LOG = logging.getLogger(__name__)
Guard = Callable[[Connection], None]
Errors = dict[str, Exception]  # by the id of the act that failed
# Apart from the threads of everything else: a disk may hang, and nobody else shall wait for a thread meanwhile.
_THREADS = ThreadPoolExecutor(8, thread_name_prefix="act")


class Changed(Conflict):
    """The library changed between looking and planning: look again."""


def new_act_id() -> str:
    return uuid.uuid4().hex


async def run_act(house: House, act: Act, guard: Guard) -> None:
    """Carries the act out. `guard` looks, in the unit that plans, whether its facts still hold, and raises Changed; it
    may write what goes with the plan, and may be asked twice. Raises Busy, FileError, CannotLink; then everything is as
    it was before."""
    await run_planned(house, lambda: (act, guard))


async def run_planned(
    house: House, plan: Callable[[], tuple[Act, Guard]], *, threads: ThreadPoolExecutor = _THREADS
) -> Act:
    """`run_act` of what `plan` makes, which may look at the disk; all of it in one of the threads. Gives the act, and
    raises what `plan` raises too."""

    def work() -> Act:
        act, guard = plan()
        run_act_now(house, act, guard)
        return act

    loop = asyncio.get_running_loop()
    return await until_ended(loop.run_in_executor(threads, contextvars.copy_context().run, work))


async def until_ended(running: asyncio.Future[Act]) -> Act:
    """Waits for an act in its thread. Who stops waiting does not stop it."""
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
    _raise(run_acts_now(house, [(act, guard)]))


def run_acts_now(house: House, acts: Sequence[tuple[Act, Guard]]) -> Errors:
    """`run_act` for several together, in the calling thread. Gives why those failed that did."""
    presence = house.db.presence
    holder = presence.hold()
    ids = [act.id for act, _ in acts]
    presence.running.update(ids)
    errors: Errors = {}
    try:
        rights = _plan(house, acts, holder, errors)
        planned = [act for act, _ in acts if act.id not in errors]
        if planned and rights is not None:
            presence.between("planned")
            _finish(house, planned, rights, errors)
    finally:
        presence.running.difference_update(ids)
    return errors


def _plan(house: House, acts: Sequence[tuple[Act, Guard]], holder: int, errors: Errors) -> Rights | None:
    try:
        return house.db.write_durably_now(_plan_acts, acts, holder, house.clock.now())
    except Exception as error:
        if len(acts) == 1 or isinstance(error, DatabaseUnavailable):
            errors.update((act.id, error) for act, _ in acts)
            return None
    answers = [_plan(house, [one], holder, errors) for one in acts]  # one of them has spoilt it for all
    return next((rights for rights in answers if rights is not None), None)


def _plan_acts(connection: Connection, acts: Sequence[tuple[Act, Guard]], holder: int, now: datetime) -> Rights:
    acts = sorted(acts, key=lambda each: each[0].title_id)  # everybody takes locks in this order
    for act, _ in acts:
        journal.lock_title(connection, act.title_id)
    for _, guard in acts:
        guard(connection)
    journal.plan_acts(connection, [act for act, _ in acts], holder, now)
    return read_rights(connection)


def finish(house: House, act: Act) -> None:
    """Everything after the plan; each part may have been done before. Raises FileError once all is taken back."""
    errors: Errors = {}
    _finish(house, [act], house.db.read_now(read_rights), errors)
    _raise(errors)


def _raise(errors: Errors) -> None:
    for error in errors.values():
        raise error


def _finish(house: House, acts: Sequence[Act], rights: Rights, errors: Errors) -> None:
    unsynced: dict[str, dict[str, None]] = {act.id: {} for act in acts}
    synced: set[str] = set()
    for act in acts:
        with _taking_back(house, act, errors):
            _perform(house, act, rights, unsynced[act.id])
    for act in acts:  # once all is done: a folder that is written out for one is written out for all
        if act.id not in errors:
            with _taking_back(house, act, errors):
                # the innermost first; all of it before the record
                sync_all(path for path in reversed(unsynced[act.id]) if path not in synced)
                synced.update(unsynced[act.id])
    if done := [act for act in acts if act.id not in errors]:
        _record(house, done, errors)
    recorded = [act for act in done if act.id not in errors]
    if recorded:
        house.db.presence.between("recorded")
    for act in recorded:
        clear(house, act)


@contextmanager
def _taking_back(house: House, act: Act, errors: Errors) -> Iterator[None]:
    """What goes wrong in here is the act's: it is taken back where a disk was to blame, and left open else."""
    try:
        yield
    except FileError as error:
        take_back(house, act, error)
        errors[act.id] = error
    except Exception as error:
        errors[act.id] = error


def _perform(house: House, act: Act, rights: Rights, unsynced: dict[str, None]) -> None:
    for place, step in enumerate(act.steps):
        if not _is_past(step, act.steps[place + 1 :]):
            perform(step, act.id, unsynced)
        house.db.presence.between(f"step {place}: {step.kind}")
    settle(rights, act.steps)


def _is_past(step: Step, later: tuple[Step, ...]) -> bool:
    """Whether a later step has already carried on what this one brought."""
    return step.target is not None and any(one.source == step.target and arrived(one) for one in later)


def _record(house: House, acts: Sequence[Act], errors: Errors) -> None:
    try:
        house.db.write_durably_now(_record_acts, acts, house.clock.now())
    except Exception as error:
        if len(acts) > 1 and not isinstance(error, DatabaseUnavailable):  # one of them has spoilt it for all
            for act in acts:
                _record(house, [act], errors)
            return
        errors.update((act.id, error) for act in acts)
        if isinstance(error, IntegrityError):
            take_back(house, acts[0], error)
            changed = Changed(text("The library changed meanwhile; look again."))
            changed.__cause__ = error
            errors[acts[0].id] = changed


def _record_acts(connection: Connection, acts: Sequence[Act], now: datetime) -> None:
    acts = sorted(acts, key=lambda act: act.title_id)
    ended = journal.end_acts(connection, acts, now)
    write_records(connection, [act.record for act in acts if act.id in ended], now)


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
