"""Several worker processes on one database, and what becomes of the work of one that is killed."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from monarr.db import job_queue
from monarr.db.models import Job
from monarr.services.context import House
from monarr.settings import StartupSettings
from tests.integration.jobs.conftest import eventually

DIGGER = Path(__file__).with_name("digger.py")


@pytest.fixture
def start(settings: StartupSettings, tmp_path: Path) -> Iterator[Callable[[float], subprocess.Popen[str]]]:
    """Starts a worker process whose jobs take that many seconds."""
    processes: list[subprocess.Popen[str]] = []

    def begin(seconds: float) -> subprocess.Popen[str]:
        command = [sys.executable, str(DIGGER), str(settings.data_dir), settings.database_url, str(seconds)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        process = subprocess.Popen(
            [*command, str(tmp_path / "holes")], stdout=subprocess.PIPE, text=True, env=environment
        )
        processes.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    yield begin
    for process in processes:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


async def add(house: House, count: int) -> None:
    for hole in range(count):
        await house.db.write(job_queue.enqueue, "dig", {"hole": hole}, now=house.clock.now())


async def until_done(house: House, count: int) -> None:
    done = select(func.count()).where(Job.state == "completed")

    async def there() -> bool:
        return bool(await house.db.read(lambda c: c.execute(done).scalar()) == count)

    await eventually(there, 30)


@pytest.fixture
async def lines(tmp_path: Path) -> AsyncIterator[Callable[[], list[str]]]:
    file = tmp_path / "holes"
    yield lambda: file.read_text().splitlines() if file.exists() else []


async def test_three_processes_run_sixty_jobs_once_each(
    house: House, start: Callable[[float], subprocess.Popen[str]], lines: Callable[[], list[str]]
) -> None:
    await add(house, 60)
    for _ in range(3):
        await asyncio.to_thread(start, 0.01)
    await until_done(house, 60)
    assert Counter(lines()) == Counter(f"{word} {hole}" for hole in range(60) for word in ("begun", "ended"))


async def test_the_work_of_a_killed_process_is_taken_over(
    house: House, start: Callable[[float], subprocess.Popen[str]], lines: Callable[[], list[str]]
) -> None:
    await add(house, 1)
    killed = await asyncio.to_thread(start, 60)

    async def begun() -> bool:
        return lines() == ["begun 0"]

    await eventually(begun)
    killed.send_signal(signal.SIGKILL)
    await asyncio.to_thread(killed.wait)
    await asyncio.to_thread(start, 0.01)
    await until_done(house, 1)
    assert lines() == ["begun 0", "begun 0", "ended 0"]
