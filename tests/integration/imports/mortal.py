"""A nursery of processes that die on purpose: it loads everything once, then forks a child for each request.

A request is one line of JSON: the act to run in the child, on which database, and when to die: at the n-th point
(`exit` or `kill`), or `after_seconds` by a real SIGKILL from outside. Points are every moment between two steps of the
journal, every call that changes the disk, and both sides of every commit. The answer is `[died, points passed]`.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import event

from monarr.db.engine import Database
from monarr.services import import_download, merge, remove, rename, restore, undo
from monarr.services.context import MONARR
from tests.integration.imports.gate import together
from tests.integration.imports.scene import close, make_house

_CHANGES = ("link", "rename", "unlink", "mkdir", "rmdir", "utime", "fsync", "write")
_DEAD = 7


def _run(ask: dict[str, Any], report: int) -> None:
    house = make_house(ask["url"], Path(ask["folder"]))
    passed = itertools.count()

    def point(*_: Any) -> None:
        number = next(passed)
        if ask.get("at") == number:
            _die(ask["how"])

    if "at" in ask or ask.get("count"):
        _mine(house.db, point)
    asyncio.run(_act(house, ask["act"], ask["key"], ask.get("mode")))
    os.write(report, str(next(passed)).encode())
    close(house)


def _die(how: str) -> None:
    if how == "exit":
        os._exit(_DEAD)
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(10)


def _mine(db: Database, point: Callable[..., None]) -> None:
    """Lays the points."""
    db.presence.between = point
    event.listen(db.engine, "commit", point)
    for name in _CHANGES:
        setattr(os, name, _watched(getattr(os, name), point))


def _watched(call: Any, point: Callable[..., None]) -> Any:
    def watched(*args: Any, **more: Any) -> Any:
        if not (call.__name__ == "write" and (sys._getframe(1).f_code.co_name != "_pour")):
            point()
        return call(*args, **more)

    return watched


async def _act(house: Any, act: str, key: Any, mode: str | None) -> None:
    if act == "import":
        await import_download.import_download(house, key)
    elif act == "together":
        await together(*(import_download.import_download(house, one) for one in key))
    elif act == "delete":
        await remove.delete_title(house, key, delete_files=True)
    elif act == "restore":
        await restore.restore_title(house, key)
    elif act == "undo":
        await undo.undo_act(house, key)
    elif act == "merge":
        await merge.merge_title(house, key, (await merge.preview_merge(house, key)).new.title_id, MONARR)
    elif act == "rename":
        await rename.rename_files(house, key)


def _serve() -> None:
    for line in sys.stdin:
        ask = json.loads(line)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            status = 1
            try:
                _run(ask, writer)
                status = 0
            finally:
                os._exit(status)
        os.close(writer)
        if "after_seconds" in ask:
            time.sleep(ask["after_seconds"])
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        points = os.read(reader, 100).decode() or "0"
        os.close(reader)
        died = os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == _DEAD
        failed = not died and os.WEXITSTATUS(status) != 0
        print(json.dumps(["failed" if failed else "died" if died else "lived", int(points)]), flush=True)


if __name__ == "__main__":
    _serve()
