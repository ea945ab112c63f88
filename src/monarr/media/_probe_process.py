"""The probe process: reads requests from its standard input, answers on its standard output, ends when idle.

A request is a length (4 bytes, big-endian) and MessagePack `[path bytes, timeout seconds]`; an answer likewise
`["ok", facts]` or `["not-media" | "gone", reason]`. The process bounds itself: memory by a resource limit, time by an
alarm that kills it, even when it hangs in native code and nobody is left to kill it.
"""

from __future__ import annotations

import os
import select
import signal
import struct
import sys

import msgspec

_IDLE_SECONDS = 30
_ADDRESS_SPACE_BYTES = 3 << 30
_HEAD = struct.Struct(">I")


def main() -> int:
    """Serves until the input ends or nothing came for half a minute."""
    from monarr.media._streams import read_streams

    _limit()
    encoder = msgspec.msgpack.Encoder()
    idle_seconds = float(sys.argv[1]) if len(sys.argv) > 1 else _IDLE_SECONDS
    out = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints must not look like an answer
    while True:
        readable, _, _ = select.select([0], [], [], idle_seconds)
        request = _receive() if readable else None
        if request is None:
            return 0
        path, timeout_seconds = msgspec.msgpack.decode(request, type=tuple[bytes, float])
        signal.setitimer(signal.ITIMER_REAL, timeout_seconds + 2)
        try:
            answer: tuple[str, object] = ("ok", read_streams(path))
        except FileNotFoundError as error:
            answer = ("gone", str(error))
        except (OSError, ValueError, MemoryError, ArithmeticError, LookupError) as error:
            answer = ("not-media", f"{type(error).__name__}: {error}"[:300])
        signal.setitimer(signal.ITIMER_REAL, 0)
        content = encoder.encode(answer)
        os.write(out, _HEAD.pack(len(content)) + content)


def _receive() -> bytes | None:
    head = _read(_HEAD.size)
    return None if head is None else _read(_HEAD.unpack(head)[0])


def _read(count: int) -> bytes | None:
    content = b""
    while len(content) < count:
        piece = os.read(0, count - len(content))
        if not piece:
            return None
        content += piece
    return content


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: no such limits
        return
    for what, most in (
        (resource.RLIMIT_AS, _ADDRESS_SPACE_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most, hard))


if __name__ == "__main__":
    sys.exit(main())
