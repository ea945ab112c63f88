"""The blocklist as people use it. Reading it is `monarr.db.queries.blocklist`."""

from __future__ import annotations

from collections.abc import Sequence

from monarr.core.errors import NotFound
from monarr.core.text import text
from monarr.db.repositories.blocklist import block, clear_blocklist, find_entries, unblock
from monarr.db.repositories.releases import get_release
from monarr.services.context import Actor, House


async def block_release(house: House, release_id: int, title_id: int, *, actor: Actor) -> int:
    """A person puts a release of the ledger on the blocklist; returns the entry. Raises NotFound."""
    row = await house.db.read(get_release, release_id)
    return await house.db.write(
        block,
        now=house.clock.now(),
        title_id=title_id,
        release_title=row.title,
        reason="user",
        message=text("Blocked by hand."),
        info_hash=row.info_hash,
        indexer_id=row.indexer_id,
        indexer_name=row.indexer_name,
        protocol=row.protocol,
        size_bytes=row.size_bytes,
        user_id=actor.user_id,
        actor=actor.name,
    )


async def unblock_release(house: House, release_id: int, title_id: int) -> int:
    """Takes a release of the ledger off the blocklist of a title; returns how many entries there were. Raises NotFound."""
    row = await house.db.read(get_release, release_id)
    ids = await house.db.read(
        find_entries, title_id, release_title=row.title, info_hash=row.info_hash, indexer_id=row.indexer_id
    )
    return await remove_entries(house, ids)


async def remove_entries(house: House, entry_ids: Sequence[int]) -> int:
    """Takes entries off, so that these releases may be grabbed again; returns how many. Raises NotFound when none of
    them is there."""
    gone = await house.db.write(unblock, list(entry_ids))
    if not gone:
        raise NotFound(text("This is not on the blocklist any more."))
    return gone


async def clear_entries(house: House, title_id: int | None = None) -> int:
    """Takes everything off, or what belongs to one title; returns how many."""
    return await house.db.write(clear_blocklist, title_id)
