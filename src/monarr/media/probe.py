"""Reading the streams of a file, quickly and safely.

One or two long-lived processes do it, started at the first need and gone after half a minute of rest. A file that
crashes its process, or that hangs, costs that process only; the next probe gets a new one.
"""

from __future__ import annotations

import asyncio
import os
import queue
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import msgspec

from monarr.core.errors import FileError, MediaError
from monarr.core.media import MediaFacts
from monarr.core.text import text
from monarr.media._probe_worker import Died, ProbeWorker


class Prober:
    """A small pool of probe processes; safe to share between threads and tasks."""

    def __init__(self, *, workers: int = 2, timeout_seconds: float = 30, idle_seconds: float = 30) -> None:
        self._timeout_seconds = timeout_seconds
        self._workers = [ProbeWorker(idle_seconds) for _ in range(workers)]
        # last in, first out: little work stays on one process, and the other ends from idling
        self._free: queue.LifoQueue[ProbeWorker] = queue.LifoQueue()
        for worker in self._workers:
            self._free.put(worker)
        # Threads of its own, as many as processes: whoever waits for one takes no thread from anybody else.
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="probe")

    @property
    def pids(self) -> list[int]:
        """The processes running now."""
        return [pid for worker in self._workers if (pid := worker.pid) is not None]

    async def probe(self, path: Path | str, *, timeout_seconds: float | None = None) -> MediaFacts:
        """As `probe_now`, without blocking the event loop."""
        probe = partial(self.probe_now, path, timeout_seconds=timeout_seconds)
        return await asyncio.get_running_loop().run_in_executor(self._threads, probe)

    def probe_now(self, path: Path | str, *, timeout_seconds: float | None = None) -> MediaFacts:
        """The file's facts. Raises MediaError (`not-media`, `crashed`, `timed-out`), or FileError (`vanished`)."""
        seconds = self._timeout_seconds if timeout_seconds is None else timeout_seconds
        absolute = os.path.abspath(path)  # noqa: PTH100 - Path.absolute keeps `..`
        worker = self._free.get()
        try:
            kind, raw = _ask(worker, os.fsencode(absolute), seconds)
        except TimeoutError:
            raise MediaError(
                text("Reading the file's streams took over {seconds} seconds.", seconds=round(seconds)),
                path=path,
                reason="timed-out",
            ) from None
        except Died as error:
            message = text("The file is damaged in a way that crashes the reader of streams.")
            raise MediaError(message, path=path, reason="crashed") from error
        finally:
            self._free.put(worker)
        if kind == "ok":
            return msgspec.msgpack.decode(raw, type=MediaFacts)
        cause = ValueError(msgspec.msgpack.decode(raw, type=str))
        if kind == "gone":
            raise FileError(text("The file is no longer there."), path=path, reason="vanished") from cause
        raise MediaError(text("The file is no video or audio that can be read."), path=path) from cause

    def close(self) -> None:
        """Ends the processes. A probe that still runs fails as crashed; the next one would start them anew."""
        for worker in self._workers:
            worker.kill()


def _ask(worker: ProbeWorker, path: bytes, timeout_seconds: float) -> tuple[str, msgspec.Raw]:
    """Asks again when the process had just ended from idling, which is nobody's fault."""
    try:
        return worker.ask(path, timeout_seconds)
    except Died as error:
        if not error.idle:
            raise
    return worker.ask(path, timeout_seconds)


def probe_file(path: Path | str, timeout_seconds: float = 30) -> MediaFacts:
    """One file's facts, for a command that probes once; raises as `Prober.probe_now`."""
    prober = Prober(workers=1)
    try:
        return prober.probe_now(path, timeout_seconds=timeout_seconds)
    finally:
        prober.close()
