"""What is said of a trial on the newest names, whatever was tried."""

from __future__ import annotations

from monarr.core.text import Text, text


def short_words(seen: int, known: int) -> Text | None:
    """That a trial ended before all names were tried; None when they were."""
    if seen >= known:
        return None
    return text("That is slow: {seen} of {known} names were tried before the time was up.", seen=seen, known=known)
