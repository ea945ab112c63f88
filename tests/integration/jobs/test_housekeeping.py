"""What is kept for a time only goes when its time is over, and not before."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select

from monarr.db.models import AuditEvent, ErrorEvent, Job, Release
from monarr.services.backup import list_backups
from monarr.services.context import House
from monarr.services.housekeeping import back_up_house, keep_house


async def put(house: House, table: Any, *rows: dict[str, Any]) -> None:
    await house.db.write(lambda connection: connection.execute(insert(table), list(rows)))


async def ids(house: House, table: Any) -> list[int]:
    return list(await house.db.read(lambda c: c.execute(select(table.id).order_by(table.id)).scalars().all()))


async def test_the_ledger_keeps_thirty_days(house: House) -> None:
    now = house.clock.now()
    seen = [now - timedelta(days=days) for days in (31, 29)]
    rows = [
        {"guid": str(at), "title": "A", "protocol": "torrent", "first_seen_at": at, "last_seen_at": at} for at in seen
    ]
    await put(house, Release, *rows)
    done = await keep_house(house)
    assert (await ids(house, Release), done.rows) == ([2], {"release": 1})


async def test_audit_keeps_ninety_days_and_errors_half_a_year(house: House) -> None:
    now = house.clock.now()
    await put(house, AuditEvent, *({"occurred_at": now - timedelta(days=d), "action": "x"} for d in (91, 89)))
    errors = (
        {"occurred_at": now - timedelta(days=d), "correlation_id": "", "code": "", "message": ""} for d in (184, 180)
    )
    await put(house, ErrorEvent, *errors)
    await keep_house(house)
    assert (await ids(house, AuditEvent), await ids(house, ErrorEvent)) == ([2], [2])


async def test_finished_jobs_go_after_a_month_and_failed_ones_after_three(house: House) -> None:
    now = house.clock.now()
    kinds = (("completed", 31), ("completed", 29), ("failed", 31), ("failed", 91), ("pending", 365))
    rows = [
        {"type": "dig", "state": state, "run_at": now, "created_at": now, "finished_at": now - timedelta(days=days)}
        for state, days in kinds
    ]
    await put(house, Job, *rows)
    await keep_house(house)
    assert await ids(house, Job) == [2, 3, 5]


async def test_old_logs_go(house: House) -> None:
    old, young = house.paths.logs / "monarr.log.2026-01-01", house.paths.logs / "monarr.log.2026-11-19"
    for path, days in ((old, 20), (young, 1)):
        path.write_text("a line")
        moment = house.clock.now().timestamp() - days * 86400
        os.utime(path, (moment, moment))
    assert (await keep_house(house)).files == 1
    assert (old.exists(), young.exists()) == (False, True)


async def test_a_backup_is_written_by_the_job(house: House) -> None:
    done = await back_up_house(house)
    assert [str(path) for path in list_backups(house.paths.backups)] == [done.path]
    assert done.size_bytes > 0
