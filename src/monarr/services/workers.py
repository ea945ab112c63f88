"""Who works: each process that runs jobs has a name that says where it runs, and is known by a lease while it lives."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, select

from monarr.db.leases import release_lease, take_lease
from monarr.db.models import Lease

PRESENCE_LASTS = timedelta(seconds=60)
_PREFIX = "worker:"


def worker_name() -> str:
    """A name for this process: machine, process space, process, and something that no other has."""
    return f"{_place()}/{os.getpid()}/{secrets.token_hex(4)}"


def _place() -> str:
    space = ""
    with suppress(OSError):  # only Linux has it; containers of one host name differ in it
        space = str(Path("/proc/self/ns/pid").stat().st_ino)
    return f"{socket.gethostname()}/{space}"


def is_dead(name: str) -> bool:
    """Whether a worker has certainly ended: it was on this machine, and its process is no more. False when in doubt."""
    place, _, rest = name.rpartition("/")[0].rpartition("/")
    if place != _place() or not rest.isdigit():
        return False
    if int(rest) == os.getpid():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return _is_zombie(int(rest))


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (OSError, IndexError):
        return False


def dead_among(names: Iterable[str]) -> list[str]:
    return [name for name in names if is_dead(name)]


def show_presence(connection: Connection, name: str, now: datetime) -> None:
    """Says that a worker lives."""
    take_lease(connection, _PREFIX + name, name, now=now, lasts=PRESENCE_LASTS)


def end_presence(connection: Connection, name: str) -> None:
    release_lease(connection, _PREFIX + name, name)


def living_workers(connection: Connection, now: datetime) -> list[str]:
    """The workers known to live, those that ended without a word left out."""
    known = select(Lease.holder).where(Lease.name.startswith(_PREFIX, autoescape=True), Lease.until >= now)
    return [name for name in connection.execute(known).scalars() if not is_dead(name)]
