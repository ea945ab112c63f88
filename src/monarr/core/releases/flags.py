"""Marks that say something of the release but nothing of the title: 3D, hard-coded subtitles, internal, and the like."""

from __future__ import annotations

from monarr.core.releases._scan import Phrases

PHRASES = (
    Phrases("three_d", {"3d": True, "hsbs": True, "half sbs": True, "h sbs": True, "hou": True, "half ou": True,
                        "sbs": True, "full sbs": True, "fullsbs": True,
                        "half tab": True, "htab": True, "halfsbs": True, "halfou": True}),
    Phrases("hardcoded_subs", {"hc": "Generic Hardcoded Subs", "korsub": "KORSUB", "korsubs": "KORSUBS",
                               "hcsub": "Generic Hardcoded Subs", "swesub": "SWESUB", "swesubs": "SWESUBS",
                               "hcsubs": "Generic Hardcoded Subs", "hardcoded": "Generic Hardcoded Subs"}),
    Phrases("flag", {"internal": "internal", "readnfo": "read nfo", "read nfo": "read nfo", "dubbed": "dubbed",
                     "dirfix": "dirfix", "nfofix": "nfofix", "convert": "convert", "hybrid": "hybrid", "ws": "wide screen",
                     "line": "line audio", "retail": "retail", "hq": "high quality", "freeleech": "freeleech", "halfleech": "halfleech",
                     "hdclub": "hdclub", "nordic": "nordic", "scandinavian": "nordic", "custom": "custom", "upscaled": "upscaled", "dc": "dc", "scene": "scene", "nuked": "nuked"}),
    Phrases("flag", {"limited": "limited", "festival": "festival", "md": "mic dubbed",
                     "ld": "line dubbed", "stv": "straight to video", "untouched": "untouched",
                     "avchd": "avchd", "docu": "documentary", "ac3d": "dubbed", "dub": "dubbed"}, cased=True),
    Phrases("disk", {"iso": True, "disc": True, "disk": True}),
)  # fmt: skip
