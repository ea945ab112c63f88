"""Custom formats that goals use. Their expressions look at names as people write releases; a mark stands between two
characters that are no letters or digits."""

from __future__ import annotations

from typing import Any

import msgspec

VERSION = 1  # of all of them together; raised when one changes

_HDR = r"(?<![a-z0-9])(?:HDR(?:10)?(?:\+|P|Plus)?|HLG|PQ10)(?![a-z0-9])"
_VISION = r"(?<![a-z0-9])(?:DV|DoVi|Dolby[ ._-]?Vision)(?![a-z0-9])"


class ShippedFormat(msgspec.Struct, frozen=True):
    """A format by its code. `spec` is as the applications write formats; its name begins with “Goal:”, so that it meets
    none of the user's own."""

    code: str
    spec: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.spec["name"])


def _title(value: str, *, name: str, negate: bool = False) -> dict[str, Any]:
    return {"name": name, "implementation": "ReleaseTitleSpecification", "negate": negate, "required": True,
            "fields": {"value": value}}  # fmt: skip


def _format(code: str, name: str, *conditions: dict[str, Any]) -> ShippedFormat:
    spec = {"name": f"Goal: {name}", "includeCustomFormatWhenRenaming": False, "specifications": list(conditions)}
    return ShippedFormat(code, spec)


def _mark(words: str) -> str:
    return rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])"


_LISTED = (
    _format("hdr", "HDR", _title(_HDR, name="HDR")),
    _format("vision", "Dolby Vision with HDR10", _title(_VISION, name="Dolby Vision"), _title(_HDR, name="HDR")),
    _format("vision-only", "Dolby Vision alone", _title(_VISION, name="Dolby Vision"),
            _title(_HDR, name="HDR", negate=True)),
    _format("h265", "H.265", _title(_mark(r"[xh][ .]?265|HEVC"), name="H.265")),
    _format("h264", "H.264", _title(_mark(r"[xh][ .]?264|AVC"), name="H.264")),
    _format("av1", "AV1", _title(_mark("AV1"), name="AV1")),
    _format("deep-h264", "H.264 in 10 bit", _title(_mark(r"[xh][ .]?264|AVC"), name="H.264"),
            _title(_mark(r"Hi10P?|10[ .-]?bits?"), name="10 bit")),
    _format("lossless", "Lossless sound",
            _title(_mark(r"True[ .-]?HD|DTS[ .-]?HD(?:[ .-]?MA)?|DTS[ .-]?X|FLAC|L?PCM"), name="Lossless sound")),
    _format("simple-sound", "Sound that plays anywhere",
            _title(r"(?<![a-z0-9])(?:AAC|E[ .-]?AC[ .-]?3|AC[ .-]?3|DDP?|DD\+)(?=[ ._-]?\d\.\d|[^a-z]|$)",
                   name="AAC or Dolby Digital"),
            _title(_mark(r"True[ .-]?HD|DTS[ .-]?HD(?:[ .-]?MA)?|DTS[ .-]?X"), name="Lossless sound", negate=True)),
    _format("dual-audio", "Several languages",
            _title(_mark(r"(?:dual|multi)(?:[ ._-]?(?:audio|lang(?:uages?)?))?"), name="Dual or multi"),
            _title(_mark(r"multi[ ._-]?sub(?:title)?s?"), name="Only subtitles", negate=True)),
    _format("three-d", "3D", _title(_mark(r"3D|H(?:alf)?[ ._-]?(?:SBS|OU|TAB)|(?:SBS|OU)[ ._-]?3D"), name="3D")),
    _format("upscaled", "Blown up", _title(_mark(r"up[ ._-]?scaled?|AI[ ._-]?(?:enhanced|upscaled?)|regraded?"),
                                           name="Blown up")),
)  # fmt: skip
FORMATS: dict[str, ShippedFormat] = {one.code: one for one in _LISTED}
