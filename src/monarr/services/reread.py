"""Reading the streams of files again, after the reader has learnt to say more of the same bytes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable

import msgspec

from monarr.core.text import Text, text
from monarr.db.repositories.readings import Wanted, count_to_read, files_to_read
from monarr.files.library_walk import Seen
from monarr.services.context import House
from monarr.services.scan_take_up import reread

_AT_ONCE = 50
Tell = Callable[[float, Text | None], Awaitable[None]]


class Reread(msgspec.Struct, kw_only=True):
    """How many files were read, and how many could not be: they are away, or hold nothing that can be read."""

    read_count: int = 0
    left_count: int = 0


async def reread_files(
    house: House, *, library_id: int | None = None, title_id: int | None = None, everything: bool = False,
    tell: Tell | None = None,
) -> Reread:  # fmt: skip
    """Reads the files of a library, of a title, or of the house, one after the other: those that an older reader has
    read, or `everything`. Safe to run twice and to be cut off: each file is whole, and one that
    this reader has read is not read again."""
    wanted = Wanted(library_id=library_id, title_id=title_id, everything=everything)
    done = Reread()
    total = await house.db.read(count_to_read, wanted)
    after = 0
    while rows := await house.db.read(files_to_read, wanted, after, _AT_ONCE):
        for row in rows:
            found = await asyncio.to_thread(_look, row.path)
            read = await reread(house, row, found) if found is not None else 0
            done.read_count += read
            done.left_count += 1 - read
            if tell is not None:
                so_far = done.read_count + done.left_count
                words = text("{done} of {total} files", done=so_far, total=max(total, so_far))
                await tell(so_far / max(1, total, so_far), words)
        after = rows[-1].id
    return done


def _look(path: str) -> Seen | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - text as the database has it
    except OSError:
        return None
    return Seen(found.st_size, found.st_mtime_ns, found.st_ino)
