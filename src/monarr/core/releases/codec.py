"""Video codec and bit depth."""

from __future__ import annotations

from monarr.core.releases._scan import Phrases

PHRASES = (
    Phrases(
        "video_codec",
        {
            "x264": "x264", "x 264": "x264", "h264": "H.264", "h 264": "H.264", "avc": "AVC", "x265": "x265",
            "x 265": "x265", "h265": "H.265", "h 265": "H.265", "hevc": "HEVC", "av1": "AV1", "vp9": "VP9", "vc1": "VC-1",
            "vc 1": "VC-1", "xvid": "XviD", "divx": "DivX", "dx50": "DivX", "mpeg2": "MPEG-2", "mpeg 2": "MPEG-2",
            "mpeg4": "MPEG-4", "mpeg 4": "MPEG-4", "x266": "x266", "h266": "H.266", "h 266": "H.266", "vvc": "VVC",
            "mpeg": "MPEG-2", "mvc": "MVC", "hevc10": "HEVC", "wmv": "WMV", "xvidhd": "XviD", "x264hi10p": "x264",
        },
        strong=True,
    ),
    Phrases("video_codec", {"av 1": "AV1"}),
    Phrases(
        "bit_depth",
        {"10bit": 10, "10 bit": 10, "10bits": 10, "10 bits": 10, "8bit": 8, "8 bit": 8, "8bits": 8, "12bit": 12,
         "12 bit": 12, "hi10p": 10, "hi10": 10, "hi444pp": 10, "x26510bit": 10},
        strong=True,
    ),
)  # fmt: skip
