"""What a delay would have changed: the releases of the ledger come again at the moments when they were first seen, once
under each of two delay profiles, and what would have been grabbed, and when, is compared."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from monarr.core.decisions import Candidate, Existing, Facts, Outcome, Verdict, judge, sort_candidates
from monarr.core.decisions.rules.delay import check as check_delay
from monarr.core.what_if.differences import Option

_MINUTE = timedelta(minutes=1)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A release of the ledger. `facts` are those for what it holds, with the delay profile."""

    release_id: int
    item_ids: tuple[int, ...]
    candidate: Candidate
    facts: Facts
    seen_at: datetime
    published_at: datetime | None


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A release that would have been grabbed. `seen_at`: when it could have been at the earliest."""

    option: Option
    at: datetime
    seen_at: datetime


class TimedDifference(msgspec.Struct, frozen=True, kw_only=True):
    """Items of which the first grab would have been another one, or at another time. `download_bytes` counts upgrades
    that came after it too; `growth_bytes` compares what would be here in the end; `spared_count` is how many grabs fewer
    there would have been."""

    item_ids: tuple[int, ...]
    before: Option | None
    after: Option | None
    before_at: datetime | None
    after_at: datetime | None
    download_bytes: int
    growth_bytes: int
    spared_count: int
    refusal: Verdict | None = None
    replaced: tuple[Existing, ...] = ()
    spared: tuple[Existing, ...] = ()

    @property
    def what(self) -> str:
        """`later` or `sooner` (the same release), `other` (another one), `lost`, `new`."""
        if self.after is None or self.before is None:
            return "lost" if self.after is None else "new"
        if self.before.release_id != self.after.release_id:
            return "other"
        return "later" if (self.wait_minutes or 0) >= 0 else "sooner"

    @property
    def wait_minutes(self) -> float | None:
        """How much later it would have come; less than 0: sooner."""
        if self.before_at is None or self.after_at is None:
            return None
        return (self.after_at - self.before_at) / _MINUTE


def run_through(seen: Sequence[Seen], base: Facts) -> tuple[Taken, ...]:
    """What would have been grabbed, in order of time. `base` are the facts of the version as it was before the first of
    them was seen."""
    existing, taken = base.existing, list[Taken]()
    events = [(one.seen_at, place, False) for place, one in enumerate(seen)]
    waiting = dict[int, Seen]()
    heapq.heapify(events)
    while events:
        at, ready = events[0][0], dict[int, Seen]()
        while events and events[0][0] == at:
            _, place, has_waited = heapq.heappop(events)
            if has_waited:
                if place in waiting:
                    ready |= _waiting_with(waiting.pop(place), waiting) | {place: seen[place]}
                continue
            until = _waits_until(seen[place], existing)
            if until <= at:
                ready[place] = seen[place]
            else:
                waiting[place] = seen[place]
                heapq.heappush(events, (until, place, True))
        for one, option in _chosen(list(ready.values()), base, existing):
            taken.append(Taken(option=option, at=at, seen_at=one.seen_at))
            existing = _with(existing, option, at, len(taken))
    return tuple(taken)


def _waiting_with(due: Seen, waiting: dict[int, Seen]) -> dict[int, Seen]:
    """What waits for the same things no longer has to, once the time of the first has come."""
    found = {place: one for place, one in waiting.items() if not set(one.item_ids).isdisjoint(due.item_ids)}
    for place in found:
        del waiting[place]
    return found


def timed_differences(
    today: Sequence[Taken], proposed: Sequence[Taken], seen: Iterable[Seen]
) -> tuple[TimedDifference, ...]:
    """The items of one version of which the first grab differs, together where they share both. `seen` are the releases
    with the proposed delay: they say why one is no longer grabbed."""
    before, after = _first(today), _first(proposed)
    by_release = {one.release_id: one for one in seen}
    grouped: dict[tuple[int | None, datetime | None, int | None, datetime | None], list[int]] = {}
    for item in sorted(before.keys() | after.keys()):
        old, new = before.get(item), after.get(item)
        key = (*_key(old), *_key(new))
        if key[:2] != key[2:]:
            grouped.setdefault(key, []).append(item)
    found = []
    for items in grouped.values():
        old, new = before.get(items[0]), after.get(items[0])
        lost = by_release.get(old.option.release_id) if old is not None and new is None else None
        counts, fetched, kept = ([measure(side, items) for side in (today, proposed)]
                                 for measure in (_count, _fetched, _kept))  # fmt: skip
        found.append(
            TimedDifference(
                item_ids=tuple(items),
                before=old.option if old else None, after=new.option if new else None,
                before_at=old.at if old else None, after_at=new.at if new else None,
                download_bytes=fetched[1] - fetched[0], growth_bytes=kept[1] - kept[0],
                spared_count=counts[0] - counts[1],
                refusal=next(iter(judge(lost.candidate, _at_once(lost.facts)).refusals), None) if lost else None,
            )
        )  # fmt: skip
    return tuple(found)


def _waits_until(one: Seen, existing: tuple[Existing, ...]) -> datetime:
    """From when on the delay lets it go, as it would have been asked when it was seen."""
    published = one.published_at
    age = max(0.0, (one.seen_at - published) / _MINUTE) if published else None
    candidate = replace(one.candidate, age_minutes=age, first_seen_at=one.seen_at)
    answer = check_delay(candidate, replace(one.facts, now=one.seen_at, existing=existing))
    return answer.until or one.seen_at if answer.outcome is Outcome.REFUSED else one.seen_at


def _chosen(ready: Sequence[Seen], base: Facts, existing: tuple[Existing, ...]) -> list[tuple[Seen, Option]]:
    """Down the accepted, best first, each for what nothing better covers."""
    judged = {}
    for one in ready:
        judgement = judge(one.candidate, replace(_at_once(one.facts), existing=existing))
        judged[id(judgement)] = one, judgement
    chosen, covered = [], set[int]()
    for best in sort_candidates([judgement for _, judgement in judged.values()], replace(base, existing=existing)):
        one = judged[id(best)][0]
        if best.accepted and one.item_ids and covered.isdisjoint(one.item_ids):
            covered |= set(one.item_ids)
            chosen.append((one, Option(release_id=one.release_id, item_ids=one.item_ids, judgement=best)))
    return chosen


def _at_once(facts: Facts) -> Facts:
    """Its delay is over; which protocol is preferred, or switched off, stays."""
    return replace(facts, delay=replace(facts.delay, torrent_minutes=0, usenet_minutes=0))


def _with(existing: tuple[Existing, ...], option: Option, at: datetime, number: int) -> tuple[Existing, ...]:
    """As if it were imported at once."""
    candidate = option.judgement.candidate
    fresh = tuple(
        Existing(
            file_id=-number, item_id=item, quality=candidate.quality, revision=candidate.parsed.revision,
            score=candidate.score, size_bytes=_share(option), release_title=candidate.release_title,
            release_group=candidate.parsed.release_group, added_at=at, languages=candidate.languages,
        )
        for item in option.item_ids
    )  # fmt: skip
    return (*(file for file in existing if file.item_id not in option.item_ids), *fresh)


def _first(taken: Sequence[Taken]) -> dict[int, Taken]:
    found: dict[int, Taken] = {}
    for one in taken:
        for item in one.option.item_ids:
            found.setdefault(item, one)
    return found


def _key(taken: Taken | None) -> tuple[int | None, datetime | None]:
    return (None, None) if taken is None else (taken.option.release_id, taken.at)


def _share(option: Option) -> int:
    return round((option.judgement.candidate.size_bytes or 0) / len(option.item_ids))


def _count(taken: Sequence[Taken], items: Sequence[int]) -> int:
    return sum(not set(items).isdisjoint(one.option.item_ids) for one in taken)


def _fetched(taken: Sequence[Taken], items: Sequence[int]) -> int:
    return sum(_share(one.option) * len(set(items) & set(one.option.item_ids)) for one in taken)


def _kept(taken: Sequence[Taken], items: Sequence[int]) -> int:
    last = {item: _share(one.option) for one in taken for item in one.option.item_ids}
    return sum(last.get(item, 0) for item in items)
