"""A worker process of its own, for the tests that kill it: `python digger.py DATA_DIR DATABASE_URL SECONDS FILE`. Each run
of a job writes its number into FILE, sleeps, and writes that it ended."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from monarr.bootstrap import open_house
from monarr.core.text import text
from monarr.jobs import JobType, Report
from monarr.jobs.worker import Worker
from monarr.services.context import House
from monarr.settings import StartupSettings


def note(file: str, line: str) -> None:
    with Path(file).open("a") as out:
        out.write(line)


async def main(data_dir: str, url: str, seconds: str, file: str) -> None:
    async def run(house: House, payload: dict[str, Any], report: Report) -> None:
        note(file, f"begun {payload['hole']}\n")
        await asyncio.sleep(float(seconds))
        note(file, f"ended {payload['hole']}\n")

    async with open_house(StartupSettings(data_dir=Path(data_dir), database_url=url)) as house:
        worker = Worker(house, {"dig": JobType("dig", run, text("Dig"), concurrency=4)}, poll_seconds=0.1)
        print("ready", flush=True)
        await worker.run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
