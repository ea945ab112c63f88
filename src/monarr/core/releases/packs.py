"""Words that tell what a release holds: specials, extras, everything."""

from __future__ import annotations

import re

from monarr.core.releases._scan import Find, Name, Phrases

_GLUED = re.compile(r"(?:ova|oad|ona|sp|ncop|nced|ovd)(\d{1,2})(?:v\d)?", re.ASCII)


def read_counted(name: Name, place: int) -> Find | None:
    """`SP1`, `OVA2`, `NCOP1`: the value is the number."""
    match = _GLUED.fullmatch(name.words[place])
    return name.find("special", int(match[1]), place) if match else None


PHRASES = (
    Phrases("special", {"special": True, "specials": True, "ova": True, "oad": True, "ona": True, "ovd": True, "sp": True,
                        "omake": True, "nced": True, "ncop": True, "ovas": True}),
    Phrases("extras", {"extras": True, "extra": True, "bonus": True, "featurettes": True, "samples": True,
                       "subpack": True, "sub pack": True}),
    Phrases("pack", dict.fromkeys(("complete", "completa", "completo", "complète", "komplett"), "complete")),
    Phrases("pack", dict.fromkeys(("integrale", "intégrale", "l integrale", "l intégrale"), "integral")),
    Phrases("pack", {"season pack": True, "batch": "integral", "complete batch": "integral", "full season": True, "mini series": "mini", "miniseries": "mini"}),
)  # fmt: skip
READERS = (("osn", read_counted),)
