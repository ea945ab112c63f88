"""The order of preference among candidates, level by level (F-DE-9 of the peers' table).

Each level turns a candidate into a rank (higher is better) and a value for people. A candidate's key is the tuple of its
ranks, closed by names that differ, so the order is total and transitive by construction, and a comparison can always
say on which level it was decided.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any, Literal

import msgspec

from monarr.core.decisions.goals import met, spoken
from monarr.core.decisions.model import Candidate, Facts, Judgement
from monarr.core.decisions.size import preferred_bytes
from monarr.core.kinds import Protocol
from monarr.core.quality import RepairPolicy
from monarr.core.releases import Revision

_NEAR_BYTES = 200_000_000  # sizes closer than this are the same to the eye
_MINUTES_PER_DAY = 24 * 60

# How much an indexer's flag is worth. Those that cost the user's ratio nothing come before the merely nice.
_FLAG_WORTH = {
    "freeleech": 4, "freeleech75": 3, "double_upload": 3, "halfleech": 2, "freeleech25": 1, "internal": 2, "scene": 1,
    "ptp_golden": 3, "ptp_approved": 2, "nuked": -20,
}  # fmt: skip


class Level(msgspec.Struct, frozen=True):
    """One step of the order. `rank` gives numbers that compare; `shown` gives the value for people (by default the
    rank)."""

    code: str
    rank: Callable[[Candidate, Facts], float | tuple[float, ...]]
    shown: Callable[[Candidate, Facts], Any] | None = None


class Comparison(msgspec.Struct, frozen=True):
    """How two candidates stand on one level. `winner` is None when they are equal there; only the first winner counts,
    it is marked `decisive`."""

    level: str
    a: Any
    b: Any
    winner: Literal["a", "b"] | None
    decisive: bool = False


def _quality(candidate: Candidate, facts: Facts) -> float:
    place = facts.profile.rank(candidate.quality)
    return -1 if place is None else place


def revision_rank(revision: Revision) -> tuple[float, ...]:
    """Higher is the later attempt: the version first, then the REAL marks."""
    return (revision.version, revision.real)


def _revision(candidate: Candidate, facts: Facts) -> tuple[float, ...]:
    return (0, 0) if facts.repairs is RepairPolicy.IGNORE else revision_rank(candidate.parsed.revision)


def _languages(candidate: Candidate, facts: Facts) -> tuple[float, ...]:
    """Which of the wanted languages are heard, the first wanted first."""
    goals = facts.profile.audio_goals
    return met(goals, spoken(candidate, facts), facts) if goals else ()


def _subtitles(candidate: Candidate, facts: Facts) -> tuple[float, ...]:
    goals = facts.profile.subtitle_goals
    return met(goals, frozenset(candidate.subtitles), facts) if goals else ()


def _protocol(candidate: Candidate, facts: Facts) -> float:
    return 1 if candidate.protocol is facts.delay.preferred_protocol else 0


def _flags(candidate: Candidate, facts: Facts) -> float:
    return sum(_FLAG_WORTH.get(flag, 0) for flag in candidate.flags)


def _episodes(candidate: Candidate, facts: Facts) -> tuple[float, ...]:
    """More of what is wanted first, then less of what is not."""
    held = set(candidate.episode_ids)
    wanted = len(held & set(facts.wanted_episode_ids))
    return (wanted, wanted - len(held))


def _magnitude(count: int | None) -> float:
    """Ten times as many peers matter, one more does not. Unknown is as none."""
    return round(math.log10(count), 1) if count and count > 0 else -1


def _seeders(candidate: Candidate, facts: Facts) -> tuple[float, ...]:
    if candidate.protocol is not Protocol.TORRENT:
        return (0, 0)
    return (_magnitude(candidate.seeders), _magnitude(candidate.peers))


def _age(candidate: Candidate, facts: Facts) -> float:
    """Usenet only, where the young are complete; in steps: an hour, a day, a week, older or unknown."""
    if candidate.protocol is not Protocol.USENET or candidate.age_minutes is None:
        return 0
    steps = (60, _MINUTES_PER_DAY, 7 * _MINUTES_PER_DAY)
    return sum(candidate.age_minutes <= step for step in steps)


def _size(candidate: Candidate, facts: Facts) -> float:
    """Nearness to the preferred size; without one the bigger is the better. Unknown is worst."""
    if candidate.size_bytes is None:
        return -math.inf
    preferred = preferred_bytes(candidate, facts)
    if preferred is None:
        return round(candidate.size_bytes / _NEAR_BYTES)
    return -round(abs(candidate.size_bytes - preferred) / _NEAR_BYTES)


LEVELS: tuple[Level, ...] = (
    Level("quality", _quality, lambda c, f: c.quality),
    Level("revision", _revision, lambda c, f: c.parsed.revision.version),
    Level("languages", _languages, lambda c, f: sorted(c.languages)),
    Level("subtitles", _subtitles, lambda c, f: sorted(c.subtitles)),
    Level("format-score", lambda c, f: c.ranking_score),
    Level("protocol", _protocol, lambda c, f: c.protocol.value),
    Level("indexer-priority", lambda c, f: -c.indexer_priority, lambda c, f: c.indexer_priority),
    Level("flags", _flags, lambda c, f: sorted(c.flags)),
    Level("episodes", _episodes, lambda c, f: len(c.episode_ids)),
    Level("seeders", _seeders, lambda c, f: c.seeders),
    Level("age", _age, lambda c, f: c.age_minutes),
    Level("size", _size, lambda c, f: c.size_bytes),
)


def preference(candidate: Candidate, facts: Facts) -> tuple[Any, ...]:
    """The ranks of a candidate on every level: the greater tuple is preferred."""
    return tuple(level.rank(candidate, facts) for level in LEVELS)


def _tie(candidate: Candidate) -> tuple[Any, ...]:
    return (candidate.release_title, candidate.indexer_id or 0, candidate.info_hash or "", candidate.indexer_name)


def sort_candidates(judgements: Iterable[Judgement], facts: Facts) -> list[Judgement]:
    """Best first: the accepted, then those that only have to wait, then the refused."""

    def standing(judgement: Judgement) -> int:
        return 2 if judgement.accepted else 1 if judgement.only_waiting else 0

    by_name = sorted(judgements, key=lambda judgement: _tie(judgement.candidate))
    return sorted(by_name, key=lambda j: (standing(j), preference(j.candidate, facts)), reverse=True)


def explain_comparison(a: Candidate, b: Candidate, facts: Facts) -> list[Comparison]:
    """Every level with both values, in the order in which they decide."""
    told: list[Comparison] = []
    decided = False
    for level in LEVELS:
        rank_a, rank_b = level.rank(a, facts), level.rank(b, facts)
        shown = level.shown or level.rank
        winner: Literal["a", "b"] | None = None
        if rank_a != rank_b:
            winner = "a" if rank_a > rank_b else "b"  # type: ignore[operator]
        decisive = winner is not None and not decided
        decided = decided or decisive
        told.append(Comparison(level.code, shown(a, facts), shown(b, facts), winner, decisive))
    return told
