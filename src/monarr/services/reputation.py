"""The reputation of release groups, fed from the ledger (what indexers offer) and from events (how it turned out).

Both are read from where the last run ended, a part in each transaction, so that a run may be cut off anywhere; a group's
score is worked out anew when something came, and once a day because time passes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, Row

from monarr.core.releases import ParsedRelease, parse_release
from monarr.core.reputation import Reputation, Seen, Tally, key_of, weigh
from monarr.core.text import Text, text
from monarr.db.repositories.releases import ReleaseFacts
from monarr.db.repositories.reputation import (
    known_hashes,
    load_tallies,
    new_experiences,
    new_releases,
    save_groups,
    save_snapshots,
    stale_groups,
)
from monarr.db.repositories.settings import find_setting, save_setting
from monarr.services.context import House
from monarr.services.what_if import Progress

FAKES = frozenset({"fake", "sample", "no-picture", "not-media", "dangerous"})
RELEASE_MARK, EVENT_MARK = "reputation.release_mark", "reputation.event_mark"
MARKING = "reputation.marking_indexers"  # ids of indexers that are known to mark internal releases
_AT_ONCE = 2_000
_MOST_PARTS = 500  # in one run; the next goes on
_WEIGHED_ANEW = timedelta(days=1)

_Found = list[tuple[str, Callable[[Tally], None]]]  # the name of a group, and what it adds to its tally


class Weighed(msgspec.Struct, frozen=True):
    """How many releases and events were read, and how many groups have a new score."""

    releases: int
    events: int
    groups: int


async def weigh_groups(house: House, tell: Progress | None = None) -> Weighed:
    """Reads what is new, and weighs the groups that it concerns and those that were not weighed for a day."""
    totals = {"releases": 0, "events": 0, "groups": 0}
    steps: tuple[tuple[str, Callable[..., tuple[int, int]], Text], ...] = (
        ("releases", _read_releases, text("What indexers offer")),
        ("events", _read_events, text("How it turned out")),
        ("stale", _weigh_stale, text("What time changes")),
    )
    for done, (name, step, words) in enumerate(steps):
        for _ in range(_MOST_PARTS):
            count, groups = await house.db.write(step, house.clock.now())
            totals["groups"] += groups
            if name in totals:
                totals[name] += count
            if tell is not None:
                await tell((done + 0.5) / len(steps), words)
            if count < _AT_ONCE:
                break
    return Weighed(**totals)


def _read_releases(connection: Connection, now: datetime) -> tuple[int, int]:
    mark = int(find_setting(connection, RELEASE_MARK, 0))
    rows = new_releases(connection, mark, _AT_ONCE)
    if not rows:
        return 0, 0
    marking = _marking_indexers(connection, rows, now)
    before = known_hashes(connection, {row.info_hash for row in rows if row.info_hash}, mark)
    found: _Found = []
    for row in _each_once(rows, before):
        facts = msgspec.convert(row.facts, ReleaseFacts)
        name = facts.parsed.release_group if facts.parsed is not None else None
        if name and name.strip():
            seen = _seen(row, facts, row.indexer_id in marking)
            found.append((name.strip(), lambda tally, seen=seen: tally.see(seen)))  # type: ignore[misc]
    groups = _take_up(connection, found, now)
    save_setting(connection, RELEASE_MARK, rows[-1].id, now)
    return len(rows), groups


def _marking_indexers(connection: Connection, rows: Iterable[Row[Any]], now: datetime) -> set[int | None]:
    """Indexers that mark internal releases. From one that never does, nothing is known of it."""
    known: set[int | None] = set(find_setting(connection, MARKING, []))
    more = {row.indexer_id for row in rows if "internal" in (row.facts.get("flags") or ())} - known
    if more:
        known |= more
        save_setting(connection, MARKING, sorted(one for one in known if one is not None), now)
    return known


def _each_once(rows: Iterable[Row[Any]], before: set[str]) -> Iterable[Row[Any]]:
    """A release that several indexers have counts once: by its hash, else by its name."""
    met: set[str] = set(before)
    for row in rows:
        same = row.info_hash or row.title.casefold()
        if same not in met:
            met.add(same)
            yield row


def _seen(row: Row[Any], facts: ReleaseFacts, marks_internal: bool) -> Seen:
    parsed = facts.parsed
    exact = tuple(number for number in facts.categories if number % 1000)
    return Seen(
        seen_at=row.first_seen_at,
        size_bytes=row.size_bytes,
        runtime_minutes=_minutes(row.runtime_seconds, parsed),
        seeders=row.seeders,
        grabs=facts.grabs,
        is_internal="internal" in facts.flags if marks_internal else None,
        codec=parsed.video_codec if parsed is not None else None,
        categories=exact or facts.categories,
    )


def _minutes(runtime_seconds: int | None, parsed: ParsedRelease | None) -> float | None:
    """Of everything in the release; None for a season of unknown length."""
    if not runtime_seconds or parsed is None or parsed.full_season:
        return None
    count = max(1, len(parsed.episodes) or len(parsed.absolute_episodes))
    return runtime_seconds / 60 * count


def _read_events(connection: Connection, now: datetime) -> tuple[int, int]:
    mark = int(find_setting(connection, EVENT_MARK, 0))
    rows = new_experiences(connection, mark, _AT_ONCE)
    if not rows:
        return 0, 0
    groups = _take_up(connection, _experiences(rows), now)
    save_setting(connection, EVENT_MARK, rows[-1].id, now)
    return len(rows), groups


def _experiences(rows: Iterable[Row[Any]]) -> _Found:
    """A download counts once, however many episodes it brought."""
    found: _Found = []
    met: set[tuple[Any, str]] = set()
    for row in rows:
        kind = _kind(row)
        if (row.download_id, kind) in met and row.download_id is not None:
            continue
        met.add((row.download_id, kind))
        name = _group_of(row.payload.get("release"))
        if name is not None:
            found.append((name, lambda tally, kind=kind: _count(tally, kind)))  # type: ignore[misc]
        old = row.payload.get("old_group")
        if row.type == "file.upgraded" and old and old != name:
            found.append((str(old), lambda tally: _count(tally, "upgraded_away")))
    return found


def _kind(row: Row[Any]) -> str:
    if row.type != "download.failed":
        return "imported"
    return "fake" if row.payload.get("code") in FAKES else "failed"


def _count(tally: Tally, kind: str) -> None:
    setattr(tally.own, kind, getattr(tally.own, kind) + 1)


def _group_of(release: Any) -> str | None:
    parsed = parse_release(release) if isinstance(release, str) else None
    name = parsed.release_group if parsed is not None else None
    return name.strip() if name and name.strip() else None


def _take_up(connection: Connection, found: _Found, now: datetime) -> int:
    """Adds to the tallies of groups, and weighs them."""
    names = {key_of(name): name for name, _ in reversed(found)}
    tallies = load_tallies(connection, names) if names else {}
    for name, add in found:
        add(tallies.setdefault(key_of(name), Tally()))
    _save(connection, {key: (name, tallies[key]) for key, name in names.items()}, now)
    return len(names)


def _weigh_stale(connection: Connection, now: datetime) -> tuple[int, int]:
    stale = stale_groups(connection, now - _WEIGHED_ANEW, _AT_ONCE)
    weekly = now.weekday() == 0  # groups that are silent need no line of history for every day
    _save(connection, {key: (name, tally) for key, name, tally in stale}, now, in_history=weekly)
    return len(stale), len(stale)


def _save(
    connection: Connection, groups: dict[str, tuple[str, Tally]], now: datetime, *, in_history: bool = True
) -> None:
    weighed: dict[str, tuple[str, Tally, Reputation]] = {
        key: (name, tally, weigh(tally, now)) for key, (name, tally) in groups.items()
    }
    ids = save_groups(connection, weighed, now)
    if in_history:
        save_snapshots(connection, {ids[key]: (tally, known) for key, (_, tally, known) in weighed.items()}, now.date())
