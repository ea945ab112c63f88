"""The answer of a dry run: totals of everything, and the effects one by one, as many as are worth reading."""

from __future__ import annotations

from datetime import datetime
from statistics import median

import msgspec

from monarr.core.decisions import Existing, Facts, Verdict, is_content
from monarr.core.what_if.delays import TimedDifference
from monarr.core.what_if.differences import Difference, Option

MOST_LISTED = 500
_ORDER = ("new", "replaced", "other", "later", "sooner", "lost")


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is here, or a release that would be."""

    quality: str
    score: int
    size_bytes: int | None
    release_title: str | None = None
    formats: tuple[str, ...] = ()


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that would happen otherwise than today. `what` is new, replaced, other, later, sooner or lost; `here` is
    the file that is there now; `refusal` says why the release is no longer taken. Of a delay: `wait_minutes` says how
    much later it would have come (less than 0: sooner), `spared_count` how many grabs fewer it would have been."""

    what: str
    title_id: int
    title: str
    year: int | None
    version_id: int
    version: str
    item_ids: tuple[int, ...]
    is_film: bool
    release_id: int | None  # of what would be grabbed; None where it is past
    here: Side | None
    before: Side | None
    after: Side | None
    file_count: int
    download_bytes: int
    growth_bytes: int
    refusal: Verdict | None = None
    wait_minutes: float | None = None
    spared_count: int = 0

    @property
    def key(self) -> str:
        """Names the effect where somebody leaves it out."""
        return f"{self.version_id}-{self.release_id or 0}-{self.item_ids[0]}"


class Totals(msgspec.Struct, kw_only=True):
    """Sums over all effects. Counts are of films and episodes; `replaced_files` of files, `spared_downloads` of grabs
    that would not have been made. Waits are those of what would have come later."""

    new: int = 0
    replaced: int = 0
    other: int = 0
    lost: int = 0
    later: int = 0
    sooner: int = 0
    spared_downloads: int = 0
    usual_wait_minutes: float = 0.0  # half of them wait less
    longest_wait_minutes: float = 0.0
    replaced_files: int = 0
    download_bytes: int = 0
    growth_bytes: int = 0
    under_goal: int = 0  # files that are good enough today and would not be
    good_enough: int = 0  # files that are under the goal today and would not be


class FolderSpace(msgspec.Struct, frozen=True):
    """What a root folder has free now, and how much would go into it."""

    path: str
    free_bytes: int | None
    growth_bytes: int


class WhatIf(msgspec.Struct, frozen=True, kw_only=True):
    """The whole answer. `cut` says that the ledger holds more than was judged; `listed_of` is the number of effects, of
    which `effects` holds the first."""

    totals: Totals
    effects: tuple[Effect, ...]
    listed_of: int
    version_count: int
    unchanged_count: int
    release_count: int
    cut: bool
    folders: tuple[FolderSpace, ...]
    since: datetime | None  # the oldest release that was judged
    at: datetime
    concerns_profiles: bool = True  # False: no profile gives points to what is changed


class WhatIfBuilder:
    """Collects the differences of one version after the other."""

    def __init__(self) -> None:
        self.totals = Totals()
        self.release_count = 0
        self.since: datetime | None = None
        self._effects: list[Effect] = []
        self._effect_count = 0
        self._versions: set[int] = set()
        self._changed: set[int] = set()
        self._folders: dict[str, tuple[int | None, int]] = {}
        self._waits: list[float] = []

    def version(self, version_id: int, releases: int, since: datetime | None) -> None:
        """Notes that a version was looked at."""
        self._versions.add(version_id)
        self.release_count += releases
        if since is not None and (self.since is None or since < self.since):
            self.since = since

    def count_goals(self, today: Facts, proposed: Facts) -> None:
        """Notes which of a version's files change sides: good enough for the profile, or under its goal."""
        before, after = _content(today), _content(proposed)
        self.totals.under_goal += len(before - after)
        self.totals.good_enough += len(after - before)

    def add(
        self, difference: Difference | TimedDifference, *, title_id: int, title: str, year: int | None, version_id: int, version: str,
        is_film: bool, existing: tuple[Existing, ...], root_path: str | None, free_bytes: int | None,
    ) -> None:  # fmt: skip
        """Takes up one difference."""
        totals, count = self.totals, len(difference.item_ids)
        setattr(totals, difference.what, getattr(totals, difference.what) + count)
        totals.replaced_files += len(difference.replaced)
        totals.download_bytes += difference.download_bytes
        totals.growth_bytes += difference.growth_bytes
        self._changed.add(version_id)
        self._effect_count += 1
        timed = difference if isinstance(difference, TimedDifference) else None
        if timed is not None:
            totals.spared_downloads += timed.spared_count
            self._waits += [timed.wait_minutes] * count if timed.wait_minutes and timed.wait_minutes > 0 else []
        if root_path is not None:
            free, growth = self._folders.get(root_path, (free_bytes, 0))
            self._folders[root_path] = (free, growth + difference.growth_bytes)
        if len(self._effects) < MOST_LISTED:
            held = [file for file in existing if file.item_id in difference.item_ids]
            self._effects.append(
                Effect(
                    what=difference.what, title_id=title_id, title=title, year=year, version_id=version_id,
                    version=version, item_ids=difference.item_ids, is_film=is_film,
                    release_id=difference.after.release_id if difference.after and timed is None else None,
                    here=_file(held[0]) if held else None, before=_option(difference.before),
                    after=_option(difference.after), file_count=len({file.file_id for file in held}),
                    download_bytes=difference.download_bytes, growth_bytes=difference.growth_bytes,
                    refusal=difference.refusal, wait_minutes=timed.wait_minutes if timed else None,
                    spared_count=timed.spared_count if timed else 0,
                )
            )  # fmt: skip

    def build(self, *, cut: bool, at: datetime) -> WhatIf:
        """The answer; the new ones first, then what is replaced, each with the biggest growth first."""
        effects = sorted(
            self._effects,
            key=lambda one: (_ORDER.index(one.what), -one.growth_bytes, -abs(one.wait_minutes or 0), one.title,
                             one.item_ids),
        )  # fmt: skip
        if self._waits:
            self.totals.usual_wait_minutes = median(self._waits)
            self.totals.longest_wait_minutes = max(self._waits)
        return WhatIf(
            totals=self.totals, effects=tuple(effects), listed_of=self._effect_count,
            version_count=len(self._versions), unchanged_count=len(self._versions - self._changed),
            release_count=self.release_count, cut=cut, since=self.since, at=at,
            folders=tuple(FolderSpace(path, free, growth) for path, (free, growth) in sorted(self._folders.items())),
        )  # fmt: skip


def _content(facts: Facts) -> set[int]:
    """The files with which the profile is content."""
    profile = facts.profile
    return {
        file.file_id
        for file in facts.existing
        if is_content(
            profile, quality=file.quality, score=file.score, heard=file.languages, original=facts.original_language
        )
    }


def _file(file: Existing) -> Side:
    return Side(quality=file.quality, score=file.score, size_bytes=file.size_bytes, release_title=file.release_title)


def _option(option: Option | None) -> Side | None:
    if option is None:
        return None
    candidate = option.judgement.candidate
    return Side(
        quality=candidate.quality, score=candidate.score, size_bytes=candidate.size_bytes,
        release_title=candidate.release_title, formats=tuple(match.name for match in candidate.formats if match.points),
    )  # fmt: skip
