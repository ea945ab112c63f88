"""A guide as people look at it: every entry with its state, and what the guide changed, in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection

from monarr.core.formats import CustomFormat
from monarr.core.guides import (
    Change,
    Content,
    EntryType,
    FormatGroup,
    GuideEntry,
    NamingPreset,
    ProfileGuide,
    SizeGuide,
    changes_between,
    read_entry,
    scores_of,
)
from monarr.core.text import Text
from monarr.db.repositories.guides import Entry, Source, get_source, list_entries
from monarr.messages.guides import change_sentence
from monarr.services.context import House


class EntryState(StrEnum):
    OFFERED = "offered"  # not taken up
    CURRENT = "current"  # as the guide has it
    CHANGED = "changed"  # the guide says otherwise by now
    GONE = "gone"  # the guide has it no more
    LET_GO = "let_go"  # deleted here


class EntryView(msgspec.Struct, frozen=True, kw_only=True):
    """One thing of a guide. `count` says how many formats a profile or group counts, how many qualities or patterns;
    `local_id` is the format or profile that it has become."""

    id: int
    type: EntryType
    key: str
    name: str
    state: EntryState
    pinned: bool
    forked: bool
    local_id: int | None
    count: int
    description: str
    changes: tuple[Text, ...]
    patterns: dict[str, dict[str, str]] = {}


class GuideView(msgspec.Struct, frozen=True):
    source: Source
    entries: tuple[EntryView, ...]

    def of(self, type_: EntryType) -> tuple[EntryView, ...]:
        return tuple(entry for entry in self.entries if entry.type is type_)

    @property
    def changed(self) -> tuple[EntryView, ...]:
        """What an update would bring, and what only informs because it is pinned or the user's own."""
        return tuple(entry for entry in self.entries if entry.state in (EntryState.CHANGED, EntryState.GONE))


async def view_guide(house: House, source_id: int) -> GuideView:
    """The guide with all of its entries by type and name. Raises NotFound."""
    source, entries = await house.db.read(_load, source_id)
    return GuideView(source, _views(source, entries))


def _load(connection: Connection, source_id: int) -> tuple[Source, list[Entry]]:
    return get_source(connection, source_id), list_entries(connection, source_id)


def _views(source: Source, entries: list[Entry]) -> tuple[EntryView, ...]:
    taken = {entry.id: _content(source, entry, entry.taken) for entry in entries}
    found = {
        entry.id: taken[entry.id] if entry.found_hash == entry.taken_hash else _content(source, entry, entry.found)
        for entry in entries
    }
    before, after = _formats(entries, taken, {}), _formats(entries, found, taken)
    return tuple(_view(entry, taken[entry.id], found[entry.id], before, after) for entry in entries)


def _content(source: Source, entry: Entry, document: Any) -> Content | None:
    if document is None:
        return None
    found = read_entry(document, entry.path, source.kind)
    return found.content if isinstance(found, GuideEntry) else None


def _formats(
    entries: list[Entry], contents: Mapping[int, Content | None], others: Mapping[int, Content | None]
) -> dict[str, CustomFormat]:
    """The formats in use by trash id; those that stay as they are from `others`."""
    found: dict[str, CustomFormat] = {}
    for entry in entries:
        stays = others and (entry.pinned or entry.forked or contents[entry.id] is None)
        content = others.get(entry.id) if stays else contents[entry.id]
        if isinstance(content, CustomFormat) and entry.taken is not None:
            found[entry.key] = content
    return found


def _view(
    entry: Entry,
    taken: Content | None,
    found: Content | None,
    before: Mapping[str, CustomFormat],
    after: Mapping[str, CustomFormat],
) -> EntryView:
    changes = list(changes_between(taken, found)) if taken is not None and found is not None else []
    if isinstance(taken, ProfileGuide) and isinstance(found, ProfileGuide) and not entry.is_let_go:
        changes += _points(taken, found, before, after)
    shown = found or taken
    return EntryView(
        id=entry.id,
        type=EntryType(entry.type),
        key=entry.key,
        name=entry.name,
        state=_state(entry, bool(changes)),
        pinned=entry.pinned,
        forked=entry.forked,
        local_id=entry.local_id,
        count=_count(shown),
        description=shown.description if isinstance(shown, FormatGroup) else "",
        changes=tuple(change_sentence(change) for change in changes),
        patterns=shown.patterns if isinstance(shown, NamingPreset) else {},
    )


def _state(entry: Entry, differs: bool) -> EntryState:
    if entry.taken is None:
        return EntryState.OFFERED
    if entry.is_let_go:
        return EntryState.LET_GO
    if entry.found is None:
        return EntryState.GONE
    # A document may change in what Monarr does not use (a description): that is no change to look at.
    return EntryState.CHANGED if differs else EntryState.CURRENT


def _points(
    taken: ProfileGuide, found: ProfileGuide, before: Mapping[str, CustomFormat], after: Mapping[str, CustomFormat]
) -> list[Change]:
    old, new = scores_of(taken, before), scores_of(found, after)
    both = [key for key in new if key in old and key in found.formats]
    return [Change("points", found.formats[key], old[key], new[key]) for key in both if old[key] != new[key]]


def _count(content: Content | None) -> int:
    if isinstance(content, ProfileGuide):
        return len(content.formats)
    if isinstance(content, FormatGroup):
        return len(content.needed) + len(content.optional)
    if isinstance(content, SizeGuide):
        return len(content.sizes)
    if isinstance(content, NamingPreset):
        return len(content.patterns)
    return len(content.conditions) if content is not None else 0
