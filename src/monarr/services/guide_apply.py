"""Taking up what a guide offers: its formats and profiles become Monarr's own, and follow the guide from then on.

What a person edited here (forked) or pinned stays as it is unless it is asked for by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from monarr.core.errors import Conflict
from monarr.core.formats import CustomFormat, read_format
from monarr.core.guides import EntryType, FormatGroup, GuideEntry, ProfileGuide, read_entry, score_in, scores_of
from monarr.core.kinds import ContentType
from monarr.core.quality import MOVIE_ORDER, SERIES_ORDER, ProfileItem, QualityProfile
from monarr.core.text import text
from monarr.db.models import CustomFormatRow, ProfileFormat, QualityProfileRow
from monarr.db.profiles import load_profiles
from monarr.db.repositories.guides import Entry, Source, change_entry, change_source, get_source, list_entries
from monarr.services._rescoring import queue_rescoring
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House
from monarr.services.formats import format_values
from monarr.services.indexing import recount
from monarr.services.profiles import create_profile_in, edit_profile_in

_FORMAT: Any = CustomFormatRow.__table__
_PROFILE: Any = QualityProfileRow.__table__
_SCORE: Any = ProfileFormat.__table__


class Applied(msgspec.Struct, frozen=True):
    """What was taken up, by name; `removed` is what the guide no longer has."""

    formats: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


async def apply_guide(
    house: House, source_id: int, actor: Actor, *, entry_ids: Sequence[int] | None = None, everything: bool = False
) -> Applied:
    """Takes up what the guide changed: of what is in use here, or of the named entries, or, with `everything`, all of
    its formats and profiles. A profile brings the formats that it counts; a group brings its formats, and their points
    for the profiles that it is meant for. A named entry that the guide no longer has is deleted. Raises NotFound, and
    Conflict for a guide that is pinned."""
    now = house.clock.now()
    chosen = None if entry_ids is None else frozenset(entry_ids)
    applied, title_ids = await house.db.write(_apply, source_id, chosen, everything, actor, now)
    for title_id in title_ids:
        await house.db.write(recount, title_id, now)
    return applied


def _apply(
    connection: Connection, source_id: int, chosen: frozenset[int] | None, everything: bool, actor: Actor, now: datetime
) -> tuple[Applied, list[int]]:
    source = get_source(connection, source_id)
    if source.pinned:
        raise Conflict(text("{name} is pinned to its version. Let it go first.", name=source.name))
    taking = _Taking(connection, source, actor, now)
    wanted = [entry for entry in taking.entries if _is_wanted(entry, chosen, everything)]
    taking.take(wanted)
    change_source(connection, source_id, version=source.found_version, dated_at=source.found_dated_at, updated_at=now)
    if taking.counts_changed:
        queue_rescoring(connection, now)
    applied = Applied(tuple(taking.formats), tuple(taking.profiles), tuple(taking.removed))
    changes = {"version": source.found_version, **msgspec.to_builtins(applied)}
    write_audit(connection, actor, "settings.guide.applied", now, subject=f"guide:{source_id}", changes=changes)
    return applied, taking.title_ids


def _is_wanted(entry: Entry, chosen: frozenset[int] | None, everything: bool) -> bool:
    if chosen is not None:
        return entry.id in chosen
    if entry.pinned or entry.forked or entry.is_let_go or entry.found is None:
        return False
    if entry.type not in (EntryType.FORMAT, EntryType.PROFILE) or entry.taken_hash == entry.found_hash:
        return False
    return everything or entry.taken is not None


class _Taking:
    """One unit of taking up."""

    def __init__(self, connection: Connection, source: Source, actor: Actor, now: datetime) -> None:
        self._connection, self._source, self._actor, self._now = connection, source, actor, now
        self.entries = list_entries(connection, source.id)
        self._by_key = {entry.key: entry for entry in self.entries if entry.type == EntryType.FORMAT}
        self._ids = {entry.key: entry.format_id for entry in self._by_key.values() if entry.format_id is not None}
        self._stored = {row.id: row for row in connection.execute(select(_FORMAT))}
        self.formats: list[str] = []
        self.profiles: list[str] = []
        self.removed: list[str] = []
        self.title_ids: list[int] = []
        self.counts_changed = False  # formats or their points: scores are to be worked out anew

    def take(self, wanted: list[Entry]) -> None:
        gone = [entry for entry in wanted if entry.found is None]
        here = [entry for entry in wanted if entry.found is not None]
        contents = {entry.id: _content(entry, entry.found, self._source) for entry in here}
        profiles = [(one, found) for one in here if isinstance(found := contents[one.id], ProfileGuide)]
        groups = [found for one in here if isinstance(found := contents[one.id], FormatGroup)]
        keys = [one.key for one in here if one.type == EntryType.FORMAT]
        keys += [key for _, guide in profiles for key in guide.formats if key not in self._ids]
        keys += [key for group in groups for key in _members(group) if key not in self._ids]
        for key in dict.fromkeys(keys):
            self._take_format(key)
        for entry, guide in profiles:
            self._take_profile(entry, guide)
        self._rescore({entry.id for entry, _ in profiles})
        for group in groups:
            self._count_group(group)
        for entry in gone:
            self._remove(entry)
        for entry in here:
            if entry.type not in (EntryType.FORMAT, EntryType.PROFILE):
                self._mark(entry)

    def _mark(self, entry: Entry, **more: Any) -> None:
        change_entry(
            self._connection, entry.id, taken=entry.found, taken_hash=entry.found_hash, taken_at=self._now,
            name=entry.name, **more,
        )  # fmt: skip

    def _take_format(self, key: str) -> None:
        entry = self._by_key.get(key)
        custom = None if entry is None or entry.found is None else read_format(entry.found)
        if entry is None or not isinstance(custom, CustomFormat):
            return
        format_id = entry.format_id
        if format_id is None:
            format_id = self._adopt(custom, key)
            if format_id is not None:
                self._ids[key] = format_id
                forked = self._stored[format_id].conditions != format_values(custom)["conditions"]
                self._mark(entry, format_id=format_id, forked=forked)
                return
        values = format_values(custom) | {
            "name": self._free_name(_FORMAT, custom.name.strip(), format_id), "kind": self._source.kind,
            "suggested_score": custom.trash_scores.get("default", 0), "updated_at": self._now,
        }  # fmt: skip
        if format_id is None:
            statement = insert(_FORMAT).returning(_FORMAT.c.id)
            format_id = int(self._connection.execute(statement, values | {"created_at": self._now}).scalar_one())
        else:
            self._connection.execute(update(_FORMAT).where(_FORMAT.c.id == format_id), values)
        self._ids[key] = format_id
        self.formats.append(values["name"])
        self.counts_changed = True
        self._mark(entry, format_id=format_id, forked=False)

    def _adopt(self, custom: CustomFormat, key: str) -> int | None:
        """A format that was taken from the same guide by other means."""
        for row in self._stored.values():
            if row.source.get("trash_id") == key and row.kind == self._source.kind and row.library_id is None:
                return int(row.id)
        return None

    def _free_name(self, table: Any, name: str, own_id: int | None) -> str:
        """The name, or with the guide's behind it where somebody else has it."""
        place = table.c.library_id.is_(None) & (table.c.id != (own_id or 0))
        same = func.lower(table.c.name) == name.lower()
        kind = table.c.kind if table is _FORMAT else table.c.content_type
        meant = self._source.kind if table is _FORMAT else _content_type(self._source)
        taken = self._connection.execute(select(table.c.id).where(place, same, kind == meant)).first()
        return name if taken is None else f"{name} ({self._source.name})"

    def _take_profile(self, entry: Entry, guide: ProfileGuide) -> None:
        scores = self._scores(guide)
        profile = msgspec.structs.replace(
            guide.profile,
            name=self._free_name(_PROFILE, guide.profile.name, entry.profile_id),
            items=_completed(guide.profile.items, self._source.kind),
            format_scores=scores,
        )
        if entry.profile_id is None:
            profile_id = create_profile_in(
                self._connection, profile, _content_type(self._source), None, self._actor, self._now
            )
        else:
            profile_id = entry.profile_id
            self._edit(profile_id, profile, _counted_before(entry, self._source))
        self.profiles.append(profile.name)
        self._mark(entry, profile_id=profile_id, forked=False)

    def _edit(self, profile_id: int, profile: QualityProfile, counted: set[str]) -> None:
        """What the guide says nothing of (sizes, goals, points of formats that it never counted) stays."""
        old = load_profiles(self._connection, {profile_id})[profile_id]
        names = {self._name_of(key) for key in counted}
        kept = {name: score for name, score in old.format_scores.items() if name not in names}
        changed = msgspec.structs.replace(
            old, name=profile.name, items=profile.items, cutoff=profile.cutoff, languages=profile.languages,
            upgrade_allowed=profile.upgrade_allowed, minimum_format_score=profile.minimum_format_score,
            cutoff_format_score=profile.cutoff_format_score,
            minimum_score_increment=profile.minimum_score_increment, format_scores=kept | profile.format_scores,
        )  # fmt: skip
        self.title_ids += edit_profile_in(self._connection, profile_id, changed, self._actor, self._now)

    def _scores(self, guide: ProfileGuide) -> dict[str, int]:
        """Points by the formats' names here."""
        customs = {key: custom for key in guide.formats if (custom := self._custom(key)) is not None}
        return {self._name_of(key): score for key, score in scores_of(guide, customs).items() if key in self._ids}

    def _custom(self, key: str) -> CustomFormat | None:
        """The format as it is in use here, else as the guide offers it."""
        entry = self._by_key.get(key)
        document = None if entry is None else (entry.found if self._name_of(key) in self.formats else entry.taken)
        found = read_format(document or (entry.found if entry else None))
        return found if isinstance(found, CustomFormat) else None

    def _name_of(self, key: str) -> str:
        format_id = self._ids.get(key)
        name = self._connection.execute(select(_FORMAT.c.name).where(_FORMAT.c.id == format_id)).scalar()
        return str(name or "")

    def _rescore(self, done: set[int]) -> None:
        """Profiles in use follow the points of the formats that were taken up anew."""
        if not self.formats:
            return
        for entry in self.entries:
            if entry.profile_id is None or entry.taken is None or entry.forked or entry.pinned or entry.id in done:
                continue
            guide = _content(entry, entry.taken, self._source)
            old = load_profiles(self._connection, {entry.profile_id})[entry.profile_id]
            scores = old.format_scores | self._scores(guide) if isinstance(guide, ProfileGuide) else old.format_scores
            if {name: score for name, score in scores.items() if score} != old.format_scores:
                changed = msgspec.structs.replace(old, format_scores=scores)
                self.title_ids += edit_profile_in(self._connection, entry.profile_id, changed, self._actor, self._now)
                change_entry(self._connection, entry.id, forked=False)

    def _count_group(self, group: FormatGroup) -> None:
        """The points of a group's formats, in the profiles in use that it is meant for."""
        for entry in self.entries:
            if entry.key not in group.profiles or entry.profile_id is None or entry.taken is None:
                continue
            guide = _content(entry, entry.taken, self._source)
            score_set = guide.score_set if isinstance(guide, ProfileGuide) else "default"
            for key in _members(group):
                custom, format_id = self._custom(key), self._ids.get(key)
                if custom is None or format_id is None:
                    continue
                mine = (_SCORE.c.profile_id == entry.profile_id) & (_SCORE.c.format_id == format_id)
                self._connection.execute(delete(_SCORE).where(mine))
                row = {"profile_id": entry.profile_id, "format_id": format_id, "score": score_in(custom, score_set)}
                self._connection.execute(insert(_SCORE), row)
                self.counts_changed = True

    def _remove(self, entry: Entry) -> None:
        """What the guide no longer has goes here too; a profile that titles use stays as the user's own."""
        if entry.format_id is not None:
            self._connection.execute(delete(_FORMAT).where(_FORMAT.c.id == entry.format_id))
            self.removed.append(entry.name)
            self.counts_changed = True
        change_entry(self._connection, entry.id, taken=None, taken_hash=None, forked=False)


def _content(entry: Entry, document: Any, source: Source) -> Any:
    found = read_entry(document, entry.path, source.kind)
    return found.content if isinstance(found, GuideEntry) else None


def _counted_before(entry: Entry, source: Source) -> set[str]:
    guide = _content(entry, entry.taken, source)
    return set(guide.formats) if isinstance(guide, ProfileGuide) else set()


def _members(group: FormatGroup) -> tuple[str, ...]:
    """What the group needs; all of it where everything is a choice."""
    return group.needed or group.optional


def _content_type(source: Source) -> ContentType:
    return ContentType.MOVIE if source.kind == "movie" else ContentType.SERIES


def _completed(items: tuple[ProfileItem, ...], kind: str) -> tuple[ProfileItem, ...]:
    """With the qualities that the guide does not list, switched off, at the lower end."""
    listed = {quality for item in items for quality in item.qualities}
    order = MOVIE_ORDER if kind == "movie" else SERIES_ORDER
    missing = [quality for step in order for quality in step if quality not in listed]
    return (*(ProfileItem((quality,), False) for quality in missing), *items)
