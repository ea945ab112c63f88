"""Pages and API over loopback: the index of 50,000 titles, its filter, and 50 clients at once on a database route.

The server is a process of its own, with the limits on reading lifted (they would stop the benchmark, as they should);
the clients are another, with connections kept open. Beside it a bare Litestar route in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import httpx2
from litestar import get
from sqlalchemy import event

from benchmarks._catalogue import Scale, fill
from benchmarks._table import Bar, report
from benchmarks.queries import _prepare
from monarr.bootstrap import open_house
from monarr.cli._house import run as run_loop
from monarr.db.engine import Database
from monarr.db.migrate import upgrade
from monarr.services.context import MONARR
from monarr.services.jobs import queue_job
from monarr.services.setup import create_owner
from monarr.serving import bind, server_of
from monarr.settings import StartupSettings, load_settings
from monarr.web.app import create_app
from monarr.web.limits import Limits, Window

CLIENTS = 50
LIFTED = Limits(read=Window(10_000_000, 60), anonymous=Window(10_000_000, 60))
INDEX = "/library/movies"
FILTER = "/library/movies?state=missing&sort=added"


@get("/bare", sync_to_thread=False)
def bare() -> dict[str, int]:
    return {"id": 1}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", metavar="URL", help="an empty database; SQLite in a folder of its own without")
    parser.add_argument("--scale", type=float, default=1.0, help="1 is the size of the bar; 0.01 is a quick look")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--serve", metavar="FOLDER", help=argparse.SUPPRESS)
    parser.add_argument("--ask", nargs=3, metavar=("URL", "COOKIE", "SECONDS"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        run_loop(serve(given.serve, given.database))
        return 0
    if given.ask:
        print(json.dumps(asyncio.run(ask(given.ask[0], given.ask[1], float(given.ask[2])))))
        return 0
    with tempfile.TemporaryDirectory(prefix="monarr-benchmark-") as folder:
        return report("pages", run(Path(folder), given.database, given.scale), as_json=given.json)


def run(folder: Path, url: str | None, scale: float) -> list[Bar]:
    """Fills a database, starts the server, and asks."""
    settings = _settings(folder, url)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    upgrade(settings.database_url)
    database = Database(settings.database_url)
    libraries, profile_id = database.write_now(_prepare)
    films = max(int(50_000 * scale), 100)
    fill(database, Scale(films, 10, 100, 500), libraries, profile_id)
    database.close()
    token, job_id, statements = asyncio.run(_prepare_people(settings))
    bars = [
        Bar(f"SQL statements of the index, {films:,} titles", statements[0], "", None, {"filtered": statements[1]}),
        Bar("statements that a filter adds or saves", abs(statements[0] - statements[1]), "", 0),
    ]
    with _server(folder, url) as address:
        bars += _pages(address, token)
        bars += _crowd(address, token, job_id, seconds=8 if scale >= 0.5 else 3)
    return bars


def _settings(folder: Path, url: str | None) -> StartupSettings:
    return load_settings({"data_dir": str(folder / "data"), "database_url": url, "port": 0}, {})


async def _prepare_people(settings: StartupSettings) -> tuple[str, int, tuple[int, int]]:
    async with open_house(settings) as house:
        session = await create_owner(house, name="Ada", username="ada", password="a long way home", trusted=True)
        job_id = await queue_job(house, "housekeeping", {}, actor=MONARR)
        app = create_app(house, settings, limits=LIFTED)
        counted = [0]
        event.listen(house.db.engine, "before_cursor_execute", lambda *_: counted.__setitem__(0, counted[0] + 1))
        found = []
        transport = httpx2.ASGITransport(app=app)
        cookies = {"monarr_session": session.token}
        async with (
            app.litestar.lifespan(),
            httpx2.AsyncClient(transport=transport, base_url="http://localhost", cookies=cookies) as client,
        ):
            await client.get(INDEX)  # who asks is known from here on
            for path in (INDEX, FILTER):
                before = counted[0]
                answer = await client.get(path)
                if answer.status_code != 200:
                    raise SystemExit(f"{path} answered {answer.status_code}")
                found.append(counted[0] - before)
        return session.token, job_id, (found[0], found[1])


async def serve(folder: str, url: str | None) -> None:
    """The server's process, with the loop and the web server of `monarr serve`: tells its port on the first line, and ends with its input."""
    settings = _settings(Path(folder), url)
    async with open_house(settings) as house:
        app = create_app(house, settings, limits=LIFTED)
        app.litestar.register(bare)
        server, listening = server_of(app), bind("127.0.0.1", 0)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        await server.answers(serving)
        print(listening.getsockname()[1], flush=True)
        await asyncio.to_thread(sys.stdin.read)
        server.should_exit = True
        await serving


@contextmanager
def _server(folder: Path, url: str | None) -> Iterator[str]:
    command = [sys.executable, __file__, "--serve", str(folder), *(["--database", url] if url else [])]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin and process.stdout
    try:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.stdin.close()
        process.wait(20)


def _pages(address: str, token: str) -> list[Bar]:
    bars = []
    time.sleep(3)  # the server has read its templates by then
    with httpx2.Client(base_url=address, cookies={"monarr_session": token}) as client:
        for what, path in (("index, first answer", INDEX), ("index, filtered", FILTER)):
            first = _timed(client, path)
            rest = statistics.median(_timed(client, path) for _ in range(15))
            bars.append(Bar(what, max(first, rest), "ms", 150, {"then": round(rest, 1)}))
    return bars


def _timed(client: httpx2.Client, path: str) -> float:
    began = time.perf_counter()
    answer = client.get(path)
    took_ms = (time.perf_counter() - began) * 1000
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")
    return took_ms


def _crowd(address: str, token: str, job_id: int, seconds: float) -> list[Bar]:
    route = _asked_by_many(f"{address}/api/v1/jobs/{job_id}", token, seconds)
    floor = _asked_by_many(f"{address}/bare", token, seconds)
    return [
        Bar("50 clients: errors", route["errors"], "", 0),
        Bar("50 clients: answers", route["per_second"], "/s", 1000, {"bare route": floor["per_second"]}, at_least=True),
        Bar("50 clients: p99 over the mean", route["p99_ms"] / route["mean_ms"], "x", 3,
            {"bare route": floor["p99_ms"] / floor["mean_ms"], "mean ms": route["mean_ms"]}),
    ]  # fmt: skip


def _asked_by_many(url: str, token: str, seconds: float) -> dict[str, float]:
    command = [sys.executable, __file__, "--ask", url, token, str(seconds)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 60)
    found: dict[str, float] = json.loads(said.stdout)
    return found


async def ask(url: str, token: str, seconds: float) -> dict[str, float]:
    """The clients' process: each sends the next request when it has the answer to the last."""
    host, _, path = url.removeprefix("http://").partition("/")
    name, _, port = host.partition(":")
    head = f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nCookie: monarr_session={token}\r\n\r\n".encode()
    took: list[float] = []
    errors = [0]

    async def client(until: float) -> None:
        reader, writer = await asyncio.open_connection(name, int(port))
        while (began := time.perf_counter()) < until:
            writer.write(head)
            answer = await reader.readuntil(b"\r\n\r\n")
            length = next(
                int(line[15:]) for line in answer.lower().split(b"\r\n") if line.startswith(b"content-length:")
            )
            await reader.readexactly(length)
            took.append(time.perf_counter() - began)
            errors[0] += not answer.startswith(b"HTTP/1.1 200")
        writer.close()

    warm = time.perf_counter() + min(1.0, seconds / 4)
    await asyncio.gather(*(client(warm) for _ in range(CLIENTS)))
    took.clear()
    began = time.perf_counter()
    await asyncio.gather(*(client(began + seconds) for _ in range(CLIENTS)))
    elapsed = time.perf_counter() - began
    took.sort()
    return {
        "errors": errors[0],
        "per_second": len(took) / elapsed,
        "mean_ms": statistics.fmean(took) * 1000,
        "p99_ms": took[int(len(took) * 0.99)] * 1000,
    }


if __name__ == "__main__":
    raise SystemExit(main())
