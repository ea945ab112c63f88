"""The values that rules read and write.

`Candidate` is one release matched to one wanted thing. `Facts` is all that the rules may know of that thing and of the
house; the service loads it once per search, so that rules stay pure and fast. A `Verdict` is an outcome with figures;
its sentence stands in the message catalogue under the rule's code.

What there are thousands of at once holds no way back to itself, and is spared the search for such circles (`gc=False`):
that search was a fifth of the work of judging.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

import msgspec

from monarr.core.kinds import MediaKind, Origin, Protocol, SeriesType
from monarr.core.quality import PackPolicy, QualityProfile, RepairPolicy, SizeLimits
from monarr.core.releases import ParsedRelease, Revision


class Outcome(StrEnum):
    PASSED = "passed"
    REFUSED = "refused"
    NOT_ASKED = "not-asked"  # the rule does not apply here, or an earlier refusal spared the question


class Cost(StrEnum):
    """What asking costs. Rules with I/O (`DISK`, `NETWORK`) wait until all cheap rules have passed."""

    NONE = "none"
    DISK = "disk"
    NETWORK = "network"


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """One rule's answer. `temporary` says that waiting may help; `until` when, if known. `fix` names the place where
    the user changes it (a settings path such as `profile.sizes`), None when there is nothing to change."""

    outcome: Outcome
    figures: dict[str, Any] = {}
    code: str = ""
    temporary: bool = False
    until: datetime | None = None
    fix: str | None = None


NOT_ASKED = Verdict(Outcome.NOT_ASKED)
_PASSED, _REFUSED = Outcome.PASSED, Outcome.REFUSED  # an enum's member costs a look-up each time it is named


def verdict(passed: bool, *, until: datetime | None = None, **figures: Any) -> Verdict:
    """A verdict with its figures, passed or refused; the engine adds the rule's code, fix and temporary mark."""
    return Verdict(_PASSED if passed else _REFUSED, figures, until=until)


class FormatMatch(msgspec.Struct, frozen=True, gc=False):
    """A custom format that matched, with the points that the profile gives it: one named contribution of the score."""

    name: str
    points: int


class Contribution(msgspec.Struct, frozen=True, gc=False):
    """Points that count in the order beside the formats, under a name of their own (`reputation`). They never make a
    release accepted or refused, nor an upgrade: what changes with time must not replace files over and over."""

    code: str
    points: int
    figures: dict[str, Any] = {}


class Candidate(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A release on offer for one version of one title."""

    release_title: str
    parsed: ParsedRelease
    protocol: Protocol
    quality: str
    size_bytes: int | None = None
    age_minutes: float | None = None  # None: the indexer gave no date
    first_seen_at: datetime | None = None  # when the ledger first saw it
    seeders: int | None = None
    peers: int | None = None
    info_hash: str | None = None
    indexer_id: int | None = None
    indexer_name: str = ""
    indexer_priority: int = 25  # 1 to 50, lower is preferred
    minimum_seeders: int = 1
    flags: frozenset[str] = frozenset()
    formats: tuple[FormatMatch, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    languages: tuple[str, ...] = ("Unknown",)
    required_flags: frozenset[str] = frozenset()  # what its indexer must offer, one of them
    indexer_disabled_until: datetime | None = None  # backing off after failures
    episode_ids: tuple[int, ...] = ()  # the wanted episodes it holds; empty for a film
    is_match: bool = True  # False: it was found by the search but names another title
    match_reasons: tuple[str, ...] = ()  # codes from `core.matching`
    is_readable: bool = True  # False: its name says nothing
    rivals: tuple[str, ...] = ()  # other titles here that its name fits as well
    indexer_misfit: str | None = None  # why its indexer does not serve the title: `tags` or `library`
    single_episode_days: int | None = None  # its indexer gives single episodes of a season only for so long
    subtitles: tuple[str, ...] = ()  # languages that name or indexer state; empty: nobody said

    @property
    def score(self) -> int:
        """Of its custom formats: what rules, upgrades and the ledger speak of."""
        return sum([match.points for match in self.formats])

    @property
    def ranking_score(self) -> int:
        """What orders it among others: the score with the other named contributions."""
        return self.score + sum([part.points for part in self.contributions])


class Existing(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A file that is already here for the wanted thing."""

    file_id: int
    item_id: int  # movie or episode
    quality: str
    revision: Revision = Revision()
    score: int = 0
    size_bytes: int = 0
    release_title: str | None = None
    release_group: str | None = None
    added_at: datetime | None = None
    is_lost: bool = False  # its disk does not show it
    languages: tuple[str, ...] = ()  # that are heard in it, by English name; empty: not known


class QueuedRelease(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A release that is downloading, or waits to be imported, for the wanted thing."""

    download_id: int
    item_ids: tuple[int, ...]
    quality: str
    revision: Revision = Revision()
    score: int = 0
    title: str = ""
    languages: tuple[str, ...] = ()  # as its name, or its indexer, says; empty: not known


class PastGrab(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A release that was grabbed before for the wanted thing. `imported_at` is None while it was not imported."""

    title: str
    grabbed_at: datetime
    info_hash: str | None = None
    imported_at: datetime | None = None
    quality: str = "Unknown"
    revision: Revision = Revision()
    score: int = 0
    item_ids: tuple[int, ...] = ()


class Blocked(msgspec.Struct, frozen=True):
    """A blocklist entry. One of hash and title decides; `reason` is a code, `user` for
    what a person put there."""

    title: str
    info_hash: str | None = None
    indexer_id: int | None = None
    reason: str = ""


class Restriction(msgspec.Struct, frozen=True, kw_only=True):
    """A release profile that holds for the title. `indexer_ids` empty: for releases of all indexers."""

    name: str
    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    indexer_ids: frozenset[int] = frozenset()
    refuse_before_air: bool = False
    grace_days: int = 0

    def holds_for(self, indexer_id: int | None) -> bool:
        return not self.indexer_ids or indexer_id in self.indexer_ids


class DelayPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """How long to wait for something better, in minutes, by protocol."""

    name: str = ""
    torrent_minutes: int = 0
    usenet_minutes: int = 0
    preferred_protocol: Protocol | None = None
    bypass_if_highest_quality: bool = False
    bypass_above_score: int | None = None


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """All that rules may know of the wanted version of a title, and of the house."""

    now: datetime
    origin: Origin
    kind: MediaKind  # MOVIE or SERIES: the title's kind
    item_id: int
    title: str
    year: int | None = None
    series_type: SeriesType = SeriesType.STANDARD
    monitored: bool = True
    available: bool = True  # released as far as the minimum availability asks
    available_at: datetime | None = None
    runtime_minutes: float | None = None  # of the film, or of one episode; None: unknown
    profile: QualityProfile
    sizes: dict[str, SizeLimits] = {}  # quality definitions in force
    existing: tuple[Existing, ...] = ()
    queued: tuple[QueuedRelease, ...] = ()
    blocklist: tuple[Blocked, ...] = ()
    delay: DelayPolicy = DelayPolicy()
    wanted_episode_ids: tuple[int, ...] = ()
    wanted_seasons: frozenset[int] = frozenset()  # those of the wanted episodes
    held_seasons: frozenset[int] = frozenset()  # those of the release's episodes
    unverified_episode_ids: frozenset[int] = frozenset()  # whose scene numbers nobody has confirmed
    is_season_search: bool = False
    season_ended_at: datetime | None = None  # when the last episode of the release's season aired; None: not yet
    season_episode_count: int | None = None  # aired episodes of the season, for packs
    unaired_in_season: int = 0
    original_language: str | None = None  # English name
    free_bytes: int | None = None  # on the root folder's disk; None: not asked yet
    minimum_free_bytes: int = 100_000_000
    maximum_size_bytes: int | None = None
    minimum_age_minutes: int = 0  # usenet
    retention_days: int | None = None  # usenet
    restrictions: tuple[Restriction, ...] = ()
    repairs: RepairPolicy = RepairPolicy.PREFER
    file_names: tuple[str, ...] | None = None  # from the torrent file; None: not asked yet
    user_invoked: bool = False  # somebody pressed Search: nothing is delayed
    history: tuple[PastGrab, ...] = ()
    protocols: frozenset[Protocol] = frozenset(Protocol)  # those with an enabled download client
    allowed_protocols: frozenset[Protocol] = frozenset(Protocol)  # those that the delay profile leaves on
    refused_endings: frozenset[str] = frozenset()  # of files that this house does not want, with their dots
    monitored_episode_ids: tuple[int, ...] | None = None  # None: all of them
    pack_policy: PackPolicy = PackPolicy.ALL
    pack_share_percent: int = 50
    allow_hardcoded_subs: bool = False
    hardcoded_subs_languages: tuple[str, ...] = ()  # allowed all the same, English names


Check = Callable[[Candidate, Facts], Verdict]


class Rule(msgspec.Struct, frozen=True):
    """A named rule. `code` is stored, and is the key of its sentence in the catalogue."""

    code: str
    check: Check
    cost: Cost = Cost.NONE
    temporary: bool = False
    fix: str | None = None


class Judgement(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The verdicts of every rule on one candidate, in the order of the rules."""

    candidate: Candidate
    verdicts: tuple[Verdict, ...]

    @property
    def accepted(self) -> bool:
        return not self.refusals

    @cached_property
    def refusals(self) -> tuple[Verdict, ...]:
        refused = Outcome.REFUSED
        return tuple([v for v in self.verdicts if v.outcome is refused])

    @property
    def only_waiting(self) -> bool:
        """True when every refusal may pass with time alone."""
        return bool(self.refusals) and all(v.temporary for v in self.refusals)
