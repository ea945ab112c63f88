"""Our end of a probe process: starts it at the first need, asks it, kills it when it hangs."""

from __future__ import annotations

import os
import select
import struct
import subprocess
import sys
import time
from pathlib import Path

import msgspec

_HEAD = struct.Struct(">I")
_MOST_ANSWER_BYTES = 10_000_000
# A decoder's pictures are megabytes that glibc asks of the kernel and gives back for each file, unless told to keep them:
# thousands of page faults, which took longer than the reading. The process is gone after half a minute of rest.
_KEEP_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(32 << 20), "MALLOC_TRIM_THRESHOLD_": str(128 << 20)}


class Died(Exception):
    """The process ended without an answer. `idle` says that it went by itself, before it saw the request."""

    def __init__(self, *, idle: bool) -> None:
        super().__init__("the probe process ended")
        self.idle = idle


class ProbeWorker:
    """One probe process. Not for two threads at once."""

    def __init__(self, idle_seconds: float) -> None:
        self._idle_seconds = idle_seconds
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The running process, or None."""
        running = self._process is not None and self._process.poll() is None
        return self._process.pid if self._process is not None and running else None

    def ask(self, path: bytes, timeout_seconds: float) -> tuple[str, msgspec.Raw]:
        """The process's answer. Raises Died, or TimeoutError after killing it."""
        process = self._running()
        assert process.stdin is not None
        content = msgspec.msgpack.encode((path, timeout_seconds))
        try:
            os.write(process.stdin.fileno(), _HEAD.pack(len(content)) + content)
        except OSError:
            raise self._died() from None
        deadline = time.monotonic() + timeout_seconds
        (length,) = _HEAD.unpack(self._read(process, _HEAD.size, deadline))
        if length > _MOST_ANSWER_BYTES:
            self.kill()
            raise Died(idle=False)
        return msgspec.msgpack.decode(self._read(process, length, deadline), type=tuple[str, msgspec.Raw])

    def kill(self) -> None:
        """Ends the process now, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.kill()
        source = Path(__file__).resolve().parents[2]  # where the package lies: the process must find the same one
        environment = {**_KEEP_MEMORY, **os.environ, "PYTHONPATH": str(source), "PYTHONSAFEPATH": "1"}
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "monarr.media._probe_process", str(self._idle_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=environment,
            cwd=source.anchor,
        )
        return self._process

    def _read(self, process: subprocess.Popen[bytes], count: int, deadline: float) -> bytes:
        assert process.stdout is not None
        descriptor, content = process.stdout.fileno(), b""
        while len(content) < count:
            poller = select.poll()  # select() fails on descriptors over 1023, which a busy server has
            poller.register(descriptor, select.POLLIN)
            if not poller.poll(max(0, deadline - time.monotonic()) * 1000):
                self.kill()
                raise TimeoutError
            try:
                piece = os.read(descriptor, count - len(content))
            except OSError:  # closed under us: the pool is being shut down
                piece = b""
            if not piece:
                raise self._died()
            content += piece
        return content

    def _died(self) -> Died:
        process = self._process
        code = process.wait() if process is not None else None
        self.kill()
        return Died(idle=code == 0)
