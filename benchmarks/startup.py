"""How quickly Monarr answers after its start, and what it takes while nobody asks anything.

    benchmarks/startup.py [--json] [--scale 1] [--database URL]

Starts the server on a fresh data folder (migrations included) and again on the one that is there then, measures the time
to the first answer of /ping, lets it rest, and measures memory (RSS and the fairer PSS, child processes included) and
processor time. Beside it, in the same run, a bare Litestar application that says hello, on the same uvicorn.

Modules are compiled before the clock starts, for both sides, as pip does when it installs a program: a checkout whose
environment forbids bytecode would measure the compiler.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FIRST_ANSWER_SECONDS, MEMORY_MB, CPU_PERCENT = 3.0, 150.0, 1.0
SETTLE_SECONDS, REST_SECONDS = 6.0, 20.0
HELLO = """
import sys, uvicorn
from litestar import Litestar, get

@get("/ping", sync_to_thread=False)
def ping() -> dict[str, str]:
    return {"status": "ok"}

uvicorn.run(Litestar([ping]), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(bytecode: str) -> dict[str, str]:
    """This process's, with the compiled modules in a folder of their own."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": bytecode}


@contextmanager
def running(command: list[str], port: int, bytecode: str) -> Iterator[tuple[int, float]]:
    """The process and the seconds until its first answer."""
    started = time.monotonic()
    process = subprocess.Popen(command, env=environment(bytecode), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        while not answers(port):
            if process.poll() is not None or time.monotonic() - started > 60:
                assert process.stderr is not None
                raise SystemExit(f"It did not start: {process.stderr.read().decode(errors='replace')[-2000:]}")
            time.sleep(0.005)
        yield process.pid, time.monotonic() - started
    finally:
        process.terminate()
        try:
            process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/ping", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def family(pid: int) -> list[int]:
    """A process and its children."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def memory_mb(pid: int) -> tuple[float, float]:
    """RSS and PSS of a process and its children, in megabytes of a million bytes."""
    totals = {"Rss": 0, "Pss": 0}
    for one in family(pid):
        for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
            name, _, rest = line.partition(":")
            if name in totals:
                totals[name] += int(rest.split()[0]) * 1024
    return totals["Rss"] / 1e6, totals["Pss"] / 1e6


def cpu_seconds(pid: int) -> float:
    """Processor time of a process and its children so far."""
    ticks = 0
    for one in family(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def at_rest(pid: int, seconds: float) -> tuple[float, float, float]:
    """RSS, PSS and the share of one core in percent, after a while of rest."""
    time.sleep(SETTLE_SECONDS)
    before, moment = cpu_seconds(pid), time.monotonic()
    time.sleep(seconds)
    share = (cpu_seconds(pid) - before) / (time.monotonic() - moment) * 100
    return *memory_mb(pid), share


def served(folder: str, port: int) -> list[str]:
    return [sys.executable, "-m", "monarr.cli", "serve", "--data-dir", folder, "--port", str(port), "--quiet"]


def measure(scale: float, database: str | None) -> dict[str, Any]:
    rest = REST_SECONDS * scale
    with tempfile.TemporaryDirectory(prefix="monarr-startup-") as made:
        bytecode, port = f"{made}/bytecode", free_port()
        greet = [sys.executable, "-c", HELLO, str(port)]
        with running(served(f"{made}/unclocked", port), port, bytecode):
            pass
        command = [*served(f"{made}/data", port), *(["--database-url", database] if database else [])]
        with running(command, port, bytecode) as (_pid, first):
            pass
        with running(command, port, bytecode) as (pid, again):
            rss, pss, cpu = at_rest(pid, rest)
        with running(greet, port, bytecode):
            pass
        with running(greet, port, bytecode) as (pid, hello):
            hello_rss, hello_pss, hello_cpu = at_rest(pid, rest)
    beside = "uvicorn + Litestar hello"
    return {
        "name": "startup",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "bars": [
            bar("first answer, fresh data folder", first, "s", FIRST_ANSWER_SECONDS, {beside: hello}),
            bar("first answer, again", again, "s", FIRST_ANSWER_SECONDS, {beside: hello}),
            bar("idle memory (RSS)", rss, "MB", MEMORY_MB, {beside: hello_rss}),
            bar("idle memory (PSS)", pss, "MB", MEMORY_MB, {beside: hello_pss}),
            bar(f"idle processor over {rest:.0f} s", cpu, "% of a core", CPU_PERCENT, {beside: hello_cpu}),
        ],
    }


def bar(what: str, value: float, unit: str, limit: float, beside: dict[str, float]) -> dict[str, Any]:
    rounded = {name: round(number, 3) for name, number in beside.items()}
    return {"what": what, "value": round(value, 3), "unit": unit, "limit": limit, "holds": value < limit,
            "beside": rounded}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--scale", type=float, default=1.0, help="shorter or longer rest (1: 20 s)")
    parser.add_argument("--database", metavar="URL", help="an empty PostgreSQL database instead of SQLite")
    options = parser.parse_args()
    measured = measure(options.scale, options.database)
    if options.json:
        print(json.dumps(measured))
        return
    print(measured["machine"])
    for one in measured["bars"]:
        (peer, value), *_ = one["beside"].items()
        mark = "holds" if one["holds"] else "MISSED"
        print(
            f"{one['what']:<34}{one['value']:>9.2f} {one['unit']:<12} bar {one['limit']:>6} {mark:<7} {peer}: {value:.2f}"
        )


if __name__ == "__main__":
    main()
