"""The quality of music: format, bitrate and depth of the samples."""

from __future__ import annotations

import re

_BITRATE = re.compile(
    r"(?<!\d)(8|16|24|32|40|48|56|64|80|96|112|128|160|192|224|256|320)[ ._-]?(?:kbps|kbit/?s?|kb/s|kb|k|cbr)\b"
    r"|(?:mp3|cbr)[ ._-]{0,3}(128|160|192|224|256|320)\b|(?<!\d)(192|256|320)(?!\d)",
    re.I,
)
_VARIABLE = re.compile(r"(?<![^\W_])(?:vbr[ ._-]?)?v([02])(?![^\W_])", re.I)
_BITS = re.compile(r"24[ ._-]?bits?(?![^\W_])|(?<![^\W_])tr24|[\[(]24[-/ ]|(?<!\d)24[-/](?:44|48|88|96|176|192)", re.I)
_VORBIS = re.compile(r"q[ ._-]?(10|[5-9])(?![^\W_])", re.I)
_FORMATS = (
    ("flac", "FLAC"), ("alac", "ALAC"), ("ape", "APE"), ("wavpack", "WavPack"), ("wv", "WavPack"), ("wav", "WAV"),
    ("aac", "AAC"), ("m4a", "AAC"), ("ogg", "OGG Vorbis"), ("vorbis", "OGG Vorbis"), ("wma", "WMA"), ("mp3", "MP3"),
)  # fmt: skip
_FORMAT = re.compile(r"(?<![^\W_])(" + "|".join(word for word, _ in _FORMATS) + r")(?![^\W\d_])", re.I)
_NAMES = dict(_FORMATS)
_AAC = ("192", "256", "320")


def grade(text: str, extension: str) -> str:
    """The quality's name; of a format alone that has grades (MP3, Vorbis) it is Unknown."""
    said = [_NAMES[word.lower()] for word in _FORMAT.findall(text)] or [_NAMES.get(extension, "")]
    form = min(said, key=list(_NAMES.values()).index) if said != [""] else None
    if form in ("FLAC", "ALAC"):
        return f"{form} 24bit" if _BITS.search(text) else form
    if form in ("APE", "WavPack", "WAV", "WMA"):
        return form
    if form == "OGG Vorbis":
        step = _VORBIS.search(text)
        return f"OGG Vorbis Q{step[1]}" if step else "Unknown"
    rate = _bitrate(text)
    if form == "AAC":
        return f"AAC-{rate}" if rate in _AAC else "AAC-VBR"
    variable = _VARIABLE.search(text)
    if variable:
        return f"MP3-VBR-V{variable[1]}"
    return f"MP3-{rate}" if rate else "Unknown"


def _bitrate(text: str) -> str | None:
    match = _BITRATE.search(text)
    return next((part for part in match.groups() if part), None) if match else None
