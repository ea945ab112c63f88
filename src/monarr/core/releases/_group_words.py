"""What a group's name looks like, and what covers its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from monarr.core.releases._scan import Find

WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9@!$&]*")
CHECKSUM = re.compile(r"[0-9A-Fa-f]{8}")
NUMBERS = re.compile(r"\d+|[0-9A-Fa-f]{8}|[SsEe]\d+", re.ASCII)  # no groups, but parts of other things


class Group(NamedTuple):
    name: str
    start: int
    end: int


def covering(finds: Sequence[Find], place: int) -> Find | None:
    for find in finds:
        if find.start <= place < find.end and find.property not in ("number", "year"):
            return find
    return None
