"""Quality sizes and naming of a guide, put to use where a person says."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection

from monarr.core.errors import InvalidInput
from monarr.core.guides import GuideEntry, NamingPreset, SizeGuide, read_entry
from monarr.core.text import text
from monarr.db.repositories.guides import change_entry, get_entry, get_source
from monarr.services.context import Actor, House
from monarr.services.naming import change_naming, read_naming
from monarr.services.quality import change_sizes


async def use_sizes(house: House, source_id: int, entry_id: int, actor: Actor, *, library_id: int | None = None) -> int:
    """Sets the size limits of a library, or the shared ones, and returns how many. Raises NotFound, InvalidInput."""
    content = await house.db.read(_find, source_id, entry_id)
    if not isinstance(content, SizeGuide):
        raise InvalidInput(text("This entry of the guide has no sizes."))
    await change_sizes(house, content.sizes, actor, library_id=library_id)
    await house.db.write(_mark, source_id, entry_id, house.clock.now())
    return len(content.sizes)


async def use_naming(
    house: House,
    source_id: int,
    entry_id: int,
    chosen: Mapping[str, str],
    actor: Actor,
    *,
    library_id: int | None = None,
) -> int:
    """Sets the patterns of these fields to the variants of these names, and returns how many. Raises NotFound, and
    InvalidInput by field."""
    content = await house.db.read(_find, source_id, entry_id)
    if not isinstance(content, NamingPreset):
        raise InvalidInput(text("This entry of the guide has no patterns."))
    patterns: dict[str, str] = {}
    for field, variant in chosen.items():
        pattern = content.patterns.get(field, {}).get(variant)
        if pattern is None:
            problem = text("The guide has no such pattern: {name}", name=variant)
            raise InvalidInput(problem, fields={field: problem})
        patterns[field] = pattern
    config = msgspec.structs.replace(await read_naming(house, library_id), **patterns)
    await change_naming(house, config, actor, library_id=library_id)
    await house.db.write(_mark, source_id, entry_id, house.clock.now())
    return len(patterns)


def _find(connection: Connection, source_id: int, entry_id: int) -> object:
    source, entry = get_source(connection, source_id), get_entry(connection, source_id, entry_id)
    read = read_entry(entry.found or entry.taken, entry.path, source.kind)
    return read.content if isinstance(read, GuideEntry) else None


def _mark(connection: Connection, source_id: int, entry_id: int, now: object) -> None:
    entry = get_entry(connection, source_id, entry_id)
    if entry.found is not None:
        change_entry(connection, entry_id, taken=entry.found, taken_hash=entry.found_hash, taken_at=now)
