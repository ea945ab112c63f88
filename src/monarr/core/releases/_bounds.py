"""Where the title ends: at the numbering, the year or the first strong find, and before what leads up to these."""

from __future__ import annotations

from monarr.core.releases._leading_up import before_language, before_leading_finds
from monarr.core.releases._numbered import before_pack, numbered_from
from monarr.core.releases._reading import Reading
from monarr.core.releases._scan import Find


def bound_title(reading: Reading) -> None:
    """The title ends at the numbering, the year or the first strong find, and before what leads up to these."""
    text = reading.name.text
    numbered = numbered_from(reading)
    year = reading.year
    ends = [numbered, reading.first_strong()]
    if year is not None:
        ends.append(year.start)
    end = min(ends)
    if reading.aired is not None and not any(
        sign.isalnum() for sign in text[reading.title_start : reading.aired.start]
    ):
        end = _behind_date(reading, reading.aired)
    if end == len(text):
        end = _first_weak(reading, end)
    if reading.is_series:
        end = before_language(reading, before_pack(reading, end))
    else:
        end = before_leading_finds(reading, end, is_year=year is not None and end == year.start)
    reading.title_end = end
    behind = [find.end for find in (reading.numbering, reading.absolute, reading.aired, year) if find is not None]
    reading.body = max([place for place in behind if place <= len(text)] or [end])


def _behind_date(reading: Reading, aired: Find) -> int:
    """A name that begins with its day: the title stands behind it."""
    reading.title_start, reading.is_dated_in_front = aired.end, True
    return reading.first_strong()


def _first_weak(reading: Reading, end: int) -> int:
    """Nothing is sure: a source or an edition behind the first word may still end the title."""
    for find in reading.finds:
        if find.property in ("source", "audio", "revision") and find.first > 0 and find.start > reading.title_start:
            return find.start
    return end
