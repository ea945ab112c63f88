"""The resolution that a picture has, in the lines of its class: a film of 1920x804 is 1080p."""

from __future__ import annotations

_CLASSES = ((2160, 3000, 1600), (1080, 1780, 1000), (720, 1200, 690), (576, 10_000, 560), (480, 600, 400))


def lines_of(width: int, height: int) -> int:
    """2160, 1080, 720, 576, 480 or 360. A picture counts by its width or by its height, whichever is the better: films
    are cropped above and below, old ones at the sides. Upright pictures count lying down."""
    width, height = max(width, height), min(width, height)
    for lines, least_width, least_height in _CLASSES:
        if width >= least_width or height >= least_height:
            return lines
    return 360
