"""What sizes per minute mean for a film and for an episode."""

from __future__ import annotations

from monarr.core.quality import SizeLimits
from monarr.core.text import Text, text
from monarr.messages.human import size

FILM_MINUTES, EPISODE_MINUTES = 100, 45
_MEGABYTE = 1_000_000


def meaning(limits: SizeLimits) -> Text:
    """A film of 100 minutes and an episode of 45: from the least to the most."""
    return text("{film} a film, {episode} an episode", film=span(limits, FILM_MINUTES),
                episode=span(limits, EPISODE_MINUTES))  # fmt: skip


def span(limits: SizeLimits, minutes: int) -> Text:
    """From least to most for so many minutes."""
    least = size(round(limits.minimum * minutes * _MEGABYTE))
    if limits.maximum is None:
        return text("{least} or more", least=least) if limits.minimum else text("any size")
    return text("{least} to {most}", least=least, most=size(round(limits.maximum * minutes * _MEGABYTE)))
