"""After a crash: every act that is still open is finished, or taken back. Nothing is lost, and no row tells what is not.

Forward comes first: every step can be repeated and knows from the disk whether it is done. Where a step can no longer be
done (its source has gone, the disk is full) all of them are taken back, and the import is tried again. An act whose
process lives is left to it; one whose library folder is not there waits until it is.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, update

from monarr.core.errors import MonarrError
from monarr.core.kinds import JobPriority
from monarr.db.job_queue import enqueue
from monarr.db.models import Download
from monarr.db.repositories import journal
from monarr.db.repositories.journal import Written
from monarr.services.acts import clear, finish
from monarr.services.context import House

_LOG = logging.getLogger(__name__)
_LOOKS, _PAUSE_SECONDS = 20, 0.1


class RecoverReport(msgspec.Struct, frozen=True):
    """How many open acts were finished, taken back, and left (to their living process, or to a missing disk)."""

    finished: int = 0
    taken_back: int = 0
    left: int = 0


async def recover(house: House, title_id: int | None = None) -> RecoverReport:
    """Ends all open acts, or those of one title. Safe to repeat: the second time there is nothing to do."""
    return await asyncio.shield(asyncio.to_thread(recover_now, house, title_id))


def recover_now(house: House, title_id: int | None = None) -> RecoverReport:
    """`recover` in the calling thread."""
    counts = {"finished": 0, "taken_back": 0, "left": 0}
    living: dict[int, bool] = {}
    for written in house.db.read_now(_open_acts, title_id):
        if written.holder not in living:
            living[written.holder] = _lives(house, written.holder, patient=title_id is None)
        counts[_end(house, written, living[written.holder])] += 1
    if title_id is None:
        house.db.write_now(_revive, house.clock.now())
    if any(counts.values()):
        _LOG.info("acts_recovered", extra=counts)
    return RecoverReport(**counts)


def _open_acts(connection: Connection, title_id: int | None) -> list[Written]:
    if title_id is not None:
        return journal.open_acts_of(connection, title_id)
    return journal.open_acts(connection)


def _lives(house: House, holder: int, *, patient: bool) -> bool:
    """Whether another process is at it. PostgreSQL needs a moment to notice that one has died."""
    if holder == house.db.presence.id:
        return False
    for _ in range(_LOOKS if patient and not house.db.is_sqlite else 0):
        if not house.db.read_now(_is_alive, house, holder):
            return False
        time.sleep(_PAUSE_SECONDS)
    return house.db.read_now(_is_alive, house, holder)


def _end(house: House, written: Written, is_living: bool) -> str:
    presence, act = house.db.presence, written.act
    if act.id in presence.running or is_living:
        return "left"
    if not written.is_recorded and not _folder_is_there(act.record):
        return "left"
    presence.running.add(act.id)
    try:
        if written.is_recorded:
            clear(house, act)
        else:
            finish(house, act)
    except MonarrError as error:
        _LOG.warning("act_taken_back", extra={"act_id": act.id, "act": act.name, "reason": str(error)})
        return "taken_back"
    finally:
        presence.running.discard(act.id)
    return "finished"


def _is_alive(connection: Connection, house: House, holder: int) -> bool:
    return house.db.presence.is_alive(holder, connection)


def _folder_is_there(record: dict[str, Any]) -> bool:
    """Whether the root folder is the one that was planned with. A disk that is not mounted leaves an empty folder with
    another inode: then neither doing nor undoing would tell the truth."""
    root, inode = record.get("root"), record.get("root_inode")
    if root is None:
        return True
    try:
        if os.stat(root).st_ino == inode:  # noqa: PTH116 - beside scandir
            return True
        with os.scandir(root) as entries:
            return any(True for _ in entries)
    except OSError:
        return False


_TABLE: Any = Download.__table__


def _revive(connection: Connection, now: datetime) -> None:
    """Downloads whose import was cut off are imported anew, unless it is still running somewhere."""
    open_ids = {written.act.download_id for written in journal.open_acts(connection)}
    query = update(_TABLE).where(_TABLE.c.state == "importing").values(state="completed", updated_at=now)
    if open_ids - {None}:
        query = query.where(_TABLE.c.id.not_in([one for one in open_ids if one is not None]))
    for download_id in connection.execute(query.returning(_TABLE.c.id)).scalars().all():
        enqueue(
            connection, "import_download", {"download_id": download_id}, now=now, priority=JobPriority.CRITICAL,
            unique_key=f"import_download:{download_id}",
        )  # fmt: skip
