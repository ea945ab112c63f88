"""Which attempt of the group this is: proper, repack, real, version."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monarr.core.releases._scan import Find, Name, Phrases
from monarr.core.releases.model import Revision

_NUMBERED = re.compile(r"(proper|repack|rerip)(\d)", re.ASCII)
_VERSION = re.compile(r"v([0-9])", re.ASCII)

PHRASES = (
    Phrases("revision", {"proper": ("proper", 2), "repack": ("repack", 2), "rerip": ("repack", 2)}),
    Phrases("revision", {"real": ("real", 1)}, cased=True),
)


def read_numbered(name: Name, place: int) -> Find | None:
    """`PROPER2`, `REPACK3`."""
    match = _NUMBERED.fullmatch(name.words[place])
    if match is None:
        return None
    kind = "proper" if match[1] == "proper" else "repack"
    return name.find("revision", (kind, int(match[2]) + 1), place)


def read_version(name: Name, place: int) -> Find | None:
    """`v2` by itself; glued to an episode number it is read there."""
    match = _VERSION.fullmatch(name.words[place])
    return name.find("revision", ("version", int(match[1])), place) if match else None


def decide(finds: Sequence[Find], version: int | None) -> Revision:
    """`version` is what an episode number carried (`05v2`); a proper of a second version is the third."""
    marks = [find.value for find in finds if find.property == "revision"]
    versions = [number for kind, number in marks if kind == "version"]
    if version is None and versions:
        version = versions[0]
    highest = version if version is not None else 1
    again = [number for kind, number in marks if kind in ("proper", "repack")]
    if again:
        highest = max(max(again), (version or 1) + 1)
    real = sum(1 for kind, _ in marks if kind == "real")
    return Revision(highest, real, any(kind == "repack" for kind, _ in marks))


READERS = (("pr", read_numbered), ("v", read_version))
