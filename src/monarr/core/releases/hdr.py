"""High dynamic range."""

from __future__ import annotations

from monarr.core.releases._scan import Phrases

PHRASES = (
    Phrases(
        "hdr",
        {"hdr10": "HDR10", "hdr 10": "HDR10", "hdr10+": "HDR10+", "hdr10p": "HDR10+", "hdr10plus": "HDR10+",
         "hdr10 plus": "HDR10+", "hdr10 p": "HDR10+", "dolby vision": "DV", "dolbyvision": "DV", "dovi": "DV",
         "dv hdr": "DV HDR10", "hlg": "HLG", "pq10": "PQ"},
        strong=True,
    ),
    Phrases("hdr", {"hdr": "HDR10", "hdr+": "HDR10+", "dv": "DV", "sdr": "SDR", "pq": "PQ"}),
)  # fmt: skip
