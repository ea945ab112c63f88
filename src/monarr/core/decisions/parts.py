"""Halves, as names tell them: `S01E01a`, `S01E01 (1 of 2)`, `CD1`."""

from __future__ import annotations

import re

_HALF = re.compile(r"(?<![^\W_])s\d{1,4}[ ._-]?e\d{1,4}([a-d]|[ ._-]{1,3}\(?\d ?of ?\d\)?)(?![^\W_])", re.IGNORECASE)
_DISC = re.compile(r"(?<![^\W_])(?:cd|dvd|disc|disk)[ ._-]?([1-9])(?![^\W_])", re.IGNORECASE)


def episode_part(name: str) -> str | None:
    """The words that say so; None for a whole episode.

    >>> episode_part("Pioneer.One.S01E01a.1080p.WEB-DL")
    'S01E01a'
    """
    found = _HALF.search(name)
    return found[0] if found else None


def film_part(name: str) -> int | None:
    """Which disc of a film; None for a whole one.

    >>> film_part("Metropolis.1927.CD2.DVDRip")
    2
    """
    found = _DISC.search(name)
    return int(found[1]) if found else None
