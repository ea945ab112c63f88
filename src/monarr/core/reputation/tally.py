"""What is known of a release group, as running sums: adding a release costs the same whatever was seen before, and the
ledger may forget its rows without the group being forgotten."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime

import msgspec

GIGABYTE = 1_000_000_000
_USUAL_MINUTES = 120.0  # sizes are compared as if everything ran two hours
_MOST_KINDS = 50  # of codecs or categories that are told apart


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """One release as an indexer offered it. None: the indexer, or the name, does not say. `runtime_minutes` is of all
    that is in it."""

    seen_at: datetime
    size_bytes: int | None = None
    runtime_minutes: float | None = None
    seeders: int | None = None
    grabs: int | None = None
    is_internal: bool | None = None
    codec: str | None = None
    categories: tuple[int, ...] = ()


class Sum(msgspec.Struct):
    """So many figures, their sum and the sum of their squares."""

    count: int = 0
    total: float = 0.0
    squares: float = 0.0

    def add(self, value: float) -> None:
        self.count += 1
        self.total += value
        self.squares += value * value

    @property
    def mean(self) -> float | None:
        return self.total / self.count if self.count else None

    @property
    def variance(self) -> float | None:
        """Of the figures themselves; None for none."""
        if not self.count:
            return None
        mean = self.total / self.count
        return max(0.0, self.squares / self.count - mean * mean)


class Experience(msgspec.Struct):
    """How Monarr itself fared with the group: downloads imported, failed on the way, found to be fakes; and files of it
    that were replaced by something better."""

    imported: int = 0
    failed: int = 0
    fake: int = 0
    upgraded_away: int = 0

    @property
    def ended(self) -> int:
        return self.imported + self.failed + self.fake


class Tally(msgspec.Struct):
    """Everything that factors read. `seeder_logs` sums ln(seeders) + 1, 0 for a release without seeders."""

    releases: int = 0
    internal: Sum = msgspec.field(default_factory=Sum)  # 1 for an internal one, of those whose indexer would say so
    seeder_logs: Sum = msgspec.field(default_factory=Sum)
    grabs: Sum = msgspec.field(default_factory=Sum)
    gigabytes: Sum = msgspec.field(default_factory=Sum)  # per two hours
    codecs: dict[str, int] = {}
    categories: list[int] = []
    active_days: int = 0
    last_day: date | None = None
    first_seen_at: datetime | None = None
    last_seen_at: datetime | None = None
    own: Experience = msgspec.field(default_factory=Experience)

    def see(self, release: Seen) -> None:
        """Adds a release. Those of one day may come in any order; days count once as long as they come in order."""
        self.releases += 1
        if release.is_internal is not None:
            self.internal.add(float(release.is_internal))
        if release.seeders is not None:
            self.seeder_logs.add(math.log(release.seeders) + 1 if release.seeders > 0 else 0.0)
        if release.grabs is not None:
            self.grabs.add(float(max(0, release.grabs)))
        if release.size_bytes is not None and release.size_bytes > 0:
            self.gigabytes.add(_per_two_hours(release.size_bytes, release.runtime_minutes))
        if release.codec and (release.codec in self.codecs or len(self.codecs) < _MOST_KINDS):
            self.codecs = {**self.codecs, release.codec: self.codecs.get(release.codec, 0) + 1}
        self.categories = _with(self.categories, release.categories)
        self._mark(release.seen_at)

    def _mark(self, moment: datetime) -> None:
        day = moment.date()
        if self.last_day is None or day > self.last_day:
            self.active_days += 1
            self.last_day = day
        self.first_seen_at = min(moment, self.first_seen_at or moment)
        self.last_seen_at = max(moment, self.last_seen_at or moment)


def _per_two_hours(size_bytes: int, runtime_minutes: float | None) -> float:
    """As it is where the running time is not known, or too short to say anything."""
    scale = _USUAL_MINUTES / runtime_minutes if runtime_minutes and runtime_minutes >= 5 else 1.0
    return size_bytes / GIGABYTE * scale


def _with(known: list[int], more: Iterable[int]) -> list[int]:
    return sorted({*known, *more})[:_MOST_KINDS]
