"""Music: artist, album, year, format and bitrate."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monarr.core.releases import group as groups
from monarr.core.releases import title as titles
from monarr.core.releases._read import without_wrapping
from monarr.core.releases._scan import Find, scan, split
from monarr.core.releases.model import ParsedRelease

_YEAR = re.compile(r"(?<![^\W_])(?:19|20)\d\d(?![^\W_])")
_BITRATE = re.compile(
    r"(?<!\d)(8|16|24|32|40|48|56|64|80|96|112|128|160|192|224|256|320)[ ._-]?(?:kbps|kbit|kb/s|k|cbr)\b|mp3[ ._-]?(128|160|192|224|256|320)\b|(?<!\d)(192|256|320)(?!\d)",
    re.I,
)
_V = re.compile(r"(?<![^\W_])v([02])(?![^\W_])", re.I)
_BITS = re.compile(r"24[ ._-]?bit|[\[(]24[-/ ]|24[-/](?:44|48|88|96|176|192)", re.I)
_FORMATS = (
    ("flac", "FLAC"), ("alac", "ALAC"), ("ape", "APE"), ("wavpack", "WavPack"), ("wav", "WAV"), ("aac", "AAC"), ("m4a", "AAC"),
    ("ogg", "OGG Vorbis"), ("vorbis", "OGG Vorbis"), ("wma", "WMA"), ("mp3", "MP3"),
)  # fmt: skip
_ENDS = re.compile(
    r"[\[({]|(?<![^\W_])(?:flac|mp3|web|cd|cdr|cds|vinyl|lp|ep|alac|320|cdep|dvda|sacd|24bit|16bit|remastered|deluxe|vbr|v0|v2|aac)(?![^\W_])",
    re.I,
)
_PARTS = re.compile(r"\s+[-–]\s+|(?<=[^\s-])-(?=[^\s-])|_-_")
_SPACED = re.compile(r"\s+[-–]\s+|_-_")


def sounds_like(finds: Sequence[Find]) -> bool:
    """Whether sound is all that the finds tell of."""
    has_sound = False
    for find in finds:
        if find.property in ("resolution", "video_codec", "hdr", "numbering", "subtitles"):
            return False
        if find.property == "source" and find.strong:
            return False
        has_sound = has_sound or (
            find.property == "audio" and find.value[0] in ("FLAC", "MP3", "ALAC", "Vorbis", "AAC")
        )
    return has_sound


def parse(name: str) -> ParsedRelease | None:
    """`Artist - Album (Year) [Format]` and `Artist-Album-WEB-2019-GROUP`; None when artist and album cannot be told."""
    bare = without_wrapping(name)
    if bare is None:
        return None
    text = bare[0]
    finds = scan(split(text))
    if any(find.property in ("resolution", "numbering") and find.strong for find in finds):
        return None
    pattern = _SPACED if _SPACED.search(text) else _PARTS
    artist, _, rest = _cut(pattern, text)
    year = _YEAR.search(text, len(artist))
    if not rest or not any(character.isalnum() for character in artist):
        return None
    album = _album(pattern, rest)
    quality = _quality(text)
    if not album or (year is None and quality == "Unknown"):
        return None
    tail = groups.trailing(text, [find for find in finds if find.property == "audio"], len(artist) + 1)
    clean = titles.written(artist)
    return ParsedRelease(
        type="music", title=album, artist=clean, album=album, year=int(year[0]) if year else None, quality=quality,
        release_group=tail.name if tail and text[tail.start - 1] == "-" else None,
    )  # fmt: skip


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, str, str]:
    match = pattern.search(text)
    return (text[: match.start()], match[0], text[match.end() :]) if match else (text, "", "")


def _album(pattern: re.Pattern[str], rest: str) -> str:
    """The first part behind the artist that is no year, up to its brackets and format words."""
    for part in pattern.split(rest):
        end = _ENDS.search(part, 1)
        cut = part[: end.start()] if end else part
        if _YEAR.fullmatch(cut.strip()):
            continue
        year = _YEAR.search(cut, 1)
        return titles.written(cut[: year.start()] if year else cut)
    return ""


def _quality(text: str) -> str:
    lowered = text.lower()
    form = next((label for word, label in _FORMATS if re.search(rf"(?<![^\W_]){word}", lowered)), None)
    if form in ("FLAC", "ALAC"):
        return f"{form} 24bit" if _BITS.search(text) else form
    if form in ("APE", "WavPack", "WAV", "WMA"):
        return form
    variable = _V.search(text)
    if variable and form in (None, "MP3"):
        return f"MP3-VBR-V{variable[1]}"
    rate = _BITRATE.search(text)
    number = next((part for part in rate.groups() if part), None) if rate else None
    if form == "AAC":
        return f"AAC-{number}" if number in ("192", "256", "320") else "AAC-VBR"
    if form == "OGG Vorbis":
        quality = re.search(r"q(10|[5-9])\b", lowered)
        return f"OGG Vorbis Q{quality[1]}" if quality else "Unknown"
    return f"MP3-{number}" if number and (form == "MP3" or rate) else "Unknown"
