"""Serving: the listening socket, the web server, the worker and the scheduler in one event loop, and the clean stop."""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
import socket
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

import uvicorn

from monarr.core.errors import Conflict, InvalidInput, NotAllowed
from monarr.core.text import text
from monarr.jobs import all_job_types
from monarr.jobs.scheduler import Scheduler
from monarr.jobs.worker import Worker
from monarr.services.context import House
from monarr.settings import StartupSettings

log = logging.getLogger(__name__)
STOP_SECONDS = 20.0  # what a running job gets to end by itself


async def run_server(house: House, settings: StartupSettings, ready: Callable[[str], None] | None = None) -> None:
    """Serves until SIGTERM or SIGINT. Raises Conflict when the port is taken."""
    from monarr.web.app import create_app

    logging.getLogger("uvicorn").setLevel(logging.WARNING)  # what it would say, we say
    listening = bind(settings.bind, settings.port)
    address = _address(listening, settings.base_path)
    server = server_of(create_app(house, settings))
    async with stop_signals() as stop:
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        stopping = asyncio.create_task(stop.wait())
        try:
            await server.answers(serving)
            log.info("serving", extra={"address": address})
            if ready is not None:
                ready(address)
            async with working(house):  # jobs begin after the first answer, and end before the last
                await asyncio.wait([serving, stopping], return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            server.should_exit = True
            await serving
    log.info("stopped")


async def run_work(house: House, ready: Callable[[str], None] | None = None) -> None:
    """Runs jobs only, until SIGTERM or SIGINT."""
    async with working(house) as worker, stop_signals() as stop:
        log.info("working", extra={"worker": worker.name})
        if ready is not None:
            ready(worker.name)
        await stop.wait()
    log.info("stopped")


@asynccontextmanager
async def working(house: House) -> AsyncIterator[Worker]:
    """A worker and a scheduler for as long as the context is open; then the running jobs end or are given back."""
    worker = Worker(house, all_job_types())
    working = _watched(worker.run(), "worker")
    scheduling = _watched(Scheduler(house, worker.name).run(), "scheduler")
    try:
        yield worker
    finally:
        scheduling.cancel()
        worker.stop(STOP_SECONDS)
        await asyncio.gather(working, scheduling, return_exceptions=True)


def _watched(work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
    """A task whose end by an error is told at once, not when it is waited for."""

    def tell(task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("task_ended", extra={"task": name}, exc_info=error)

    task = asyncio.create_task(work, name=name)
    task.add_done_callback(tell)
    return task


@asynccontextmanager
async def stop_signals() -> AsyncIterator[asyncio.Event]:
    """An event that SIGTERM or SIGINT sets."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            with suppress(ValueError, RuntimeError):
                loop.remove_signal_handler(number)


def server_of(app: Any) -> Server:
    """The web server for an ASGI application, not yet begun."""
    return Server(
        uvicorn.Config(
            app,
            lifespan="on",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=5,
            timeout_keep_alive=30,
        )
    )


class Server(uvicorn.Server):
    """uvicorn's server; the signals are ours, as the worker must stop too."""

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        await self._serve(sockets)

    async def answers(self, serving: asyncio.Task[None]) -> None:
        """Returns once requests are answered. Raises what kept the server from it."""
        while not self.started:
            if serving.done():
                serving.result()
                raise RuntimeError("The web application did not start; its log lines say why.")
            await asyncio.sleep(0.01)


def bind(host: str, port: int) -> socket.socket:
    """A listening socket. Raises Conflict for a taken port, NotAllowed for one that needs more rights, InvalidInput for
    an address that this machine does not have."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(1024)
        listening.setblocking(False)
    except OSError as error:
        listening.close()
        raise _bind_error(error, host, port) from error
    return listening


def _bind_error(error: OSError, host: str, port: int) -> Exception:
    if error.errno == errno.EADDRINUSE:
        return Conflict(
            text("Port {port} is taken by another program. Choose another one with --port or MONARR_PORT.", port=port)
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return NotAllowed(text("Port {port} needs more rights than Monarr has. Choose one from 1024 on.", port=port))
    return InvalidInput(
        text("Monarr cannot listen on {host}: {reason}.", host=host, reason=error.strerror or str(error))
    )


def _address(listening: socket.socket, base_path: str) -> str:
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}{base_path}/"
