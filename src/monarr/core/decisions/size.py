"""What a candidate may weigh: the limits of its quality, in megabytes per minute, times what it holds."""

from __future__ import annotations

from monarr.core.decisions.model import Candidate, Facts
from monarr.core.kinds import MediaKind
from monarr.core.quality import DEFAULT_SIZES, SizeLimits

MEGABYTE = 1_000_000


def size_limits(candidate: Candidate, facts: Facts) -> SizeLimits:
    """The profile's own limits for this quality, else the definitions in force, else the shipped ones."""
    for source in (facts.profile.sizes, facts.sizes, DEFAULT_SIZES):
        if candidate.quality in source:
            return source[candidate.quality]
    return SizeLimits()


def held_minutes(candidate: Candidate, facts: Facts) -> float | None:
    """How long everything in the release runs; None when the running time is not known."""
    if not facts.runtime_minutes or facts.runtime_minutes <= 0:
        return None
    if facts.kind is MediaKind.MOVIE:
        return facts.runtime_minutes
    return facts.runtime_minutes * held_episodes(candidate, facts)


def held_episodes(candidate: Candidate, facts: Facts) -> int:
    """How many episodes the release holds: matched ones, else what the name says, at least one."""
    if candidate.episode_ids:
        return len(candidate.episode_ids)
    if candidate.parsed.full_season and facts.season_episode_count:
        return facts.season_episode_count
    return max(1, len(candidate.parsed.episodes) or len(candidate.parsed.absolute_episodes))


def preferred_bytes(candidate: Candidate, facts: Facts) -> float | None:
    """The preferred size; None when bigger is better or the running time is not known."""
    preferred, minutes = size_limits(candidate, facts).preferred, held_minutes(candidate, facts)
    return None if preferred is None or minutes is None else preferred * minutes * MEGABYTE
