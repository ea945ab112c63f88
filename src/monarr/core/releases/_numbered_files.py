"""Files whose names begin with a number that counts in the season of their folder."""

from __future__ import annotations

import re

from monarr.core.releases._read import read
from monarr.core.releases._reading import Reading
from monarr.core.releases._scan import Find, split
from monarr.core.releases.numbering import SURE, Numbering

_LEADING_NUMBER = re.compile(
    r"[\[(]?(?:episode|ep|e|part|chapter|folge|cap)?[ ._-]?(\d{1,4})(?:(?:-|[ ._]?&[ ._]?|(?=e))(?:ep|e)?(\d{1,4}))?(?:v\d)?(?:[\])]?[ ._)-]|[\])]?$)",
    re.IGNORECASE,
)


def numbered_file(stem: str, season: int, extension: str) -> Reading | None:
    """`02 - Title`, `E02`, `Episode 2`: the number is the episode of the folder's season."""
    match = _LEADING_NUMBER.match(stem)
    if match is None:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    if not first <= last <= first + 50:
        last = first
    if first > 99 and first // 100 == season:
        first, last = first % 100, last % 100
    reading = read(stem, None, extension=extension)
    name = split(stem)
    end = match.end(2) if match[2] else match.end(1)
    numbering = Find("numbering", Numbering(SURE, season, list(range(first, last + 1))), 0, end, 0, 0, True)
    kept = [find for find in reading.finds if find.strong and find.start >= end] if reading else []
    return Reading(
        name, [], kept, 0, 0, end, numbering=numbering, extension=extension, group=reading.group if reading else None
    )


def is_sure(reading: Reading) -> bool:
    if reading.aired is not None:
        return True
    numbering = reading.numbering
    return numbering is not None and numbering.value.rank >= SURE
