"""What a profile means in bytes: for a film of 100 minutes, for an episode of 45, for any number of minutes."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from monarr.core.quality import DEFAULT_SIZES, QualityProfile, SizeLimits

FILM_MINUTES, EPISODE_MINUTES = 100, 45
_MEGABYTE = 1_000_000


class Weight(msgspec.Struct, frozen=True):
    """Bytes for one minute: of the smallest release that is taken, of what is preferred at the goal, of the biggest.
    `most` None: no limit; `preferred` None: the bigger the better."""

    least: float
    preferred: float | None
    most: float | None

    def of_minutes(self, minutes: float) -> tuple[int, int | None, int | None]:
        """Bytes for so many minutes: least, preferred, most."""
        usual = None if self.preferred is None else round(self.preferred * minutes)
        return round(self.least * minutes), usual, None if self.most is None else round(self.most * minutes)


def weights_of(profile: QualityProfile, sizes: Mapping[str, SizeLimits] | None = None) -> Weight | None:
    """The weights of a profile; `sizes` are the house's limits where the profile has none. None when it allows
    nothing. The preferred one is that of the step which is good enough."""
    allowed = [name for item in profile.items if item.allowed for name in item.qualities]
    if not allowed:
        return None
    limits = [_limits(profile, sizes or {}, name) for name in allowed]
    goal = [_limits(profile, sizes or {}, name) for name in profile.items[profile.cutoff_rank].qualities]
    usual = [one.preferred for one in goal if one.preferred is not None]
    most = [one.maximum for one in limits]
    return Weight(
        least=min(one.minimum for one in limits) * _MEGABYTE,
        preferred=sum(usual) / len(usual) * _MEGABYTE if usual else None,
        most=None if None in most else max(one for one in most if one is not None) * _MEGABYTE,
    )


def _limits(profile: QualityProfile, sizes: Mapping[str, SizeLimits], name: str) -> SizeLimits:
    for source in (profile.sizes, sizes, DEFAULT_SIZES):
        if name in source:
            return source[name]
    return SizeLimits()
