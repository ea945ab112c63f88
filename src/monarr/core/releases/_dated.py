"""The year that dates a title."""

from __future__ import annotations

from monarr.core.releases._numbered import before_pack, numbered_from
from monarr.core.releases._reading import BETWEEN, Reading
from monarr.core.releases._scan import Find


def choose_year(reading: Reading, kind: str | None) -> None:
    """The year that dates the title: the last one before the rest, or the one in brackets; never the title's only word."""
    years = [find for find in reading.finds if find.property == "year" and find.start > reading.title_start + 1]
    if not years:
        return
    text = reading.name.text
    end = before_pack(reading, numbered_from(reading))
    limit = min(reading.first_strong(), end)
    years = [find for find in years if any(character.isalnum() for character in text[reading.title_start : find.start])]
    before = [find for find in years if find.start < limit]
    bracketed = [
        find
        for find in before
        if text[find.start - 1] in "([" and text[find.end : find.end + 2].lstrip()[:1] in (")", "]", "-", "–")
    ]
    if bracketed:
        reading.year = bracketed[-1]
    elif reading.is_series:
        touching = [
            find
            for find in before
            if find.end <= end and all(character in BETWEEN for character in text[find.end : end])
        ]
        reading.year = touching[-1] if touching else _behind_season(reading, years)
    elif before:
        reading.year = _first_of_range(text, before)
    elif years:
        reading.year = years[0]


def _first_of_range(text: str, years: list[Find]) -> Find:
    """The last year; of `1998-2010` the first."""
    last = years[-1]
    if len(years) > 1 and text[years[-2].end : last.start] in ("-", "–") and years[-2].value < last.value:
        return years[-2]
    return last


def _behind_season(reading: Reading, years: list[Find]) -> Find | None:
    """`Season 1 (2010)`, `S01.2010.1080p`: right behind a whole season."""
    numbering, text = reading.numbering, reading.name.text
    if numbering is None or not numbering.value.full_season:
        return None
    behind = (year for year in years if year.start >= numbering.end)
    return next((year for year in behind if text[numbering.end : year.start].strip(" ._)]") in ("", "(", "[")), None)
