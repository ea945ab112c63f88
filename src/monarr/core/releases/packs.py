"""Words that tell what a release holds: specials, extras, everything."""

from __future__ import annotations

from monarr.core.releases._scan import Phrases

PHRASES = (
    Phrases("special", {"special": True, "specials": True, "ova": True, "oad": True, "ona": True, "sp": True,
                        "omake": True, "nced": True, "ncop": True}),
    Phrases("extras", {"extras": True, "extra": True, "bonus": True, "featurettes": True, "samples": True,
                       "subpack": True, "sub pack": True}),
    Phrases("pack", {"complete": True, "season pack": True, "batch": True, "integrale": True, "intégrale": True,
                     "komplett": True, "completa": True, "full season": True, "mini series": "mini", "miniseries": "mini"}),
)  # fmt: skip
