"""Audio formats and channels. Values are (format or None, channels or None)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monarr.core.releases._scan import Find, Name, Phrases

_FORMATS = {
    "dts hd ma": "DTS-HD MA", "dts hdma": "DTS-HD MA", "dtshd ma": "DTS-HD MA", "dts ma": "DTS-HD MA", "dts x": "DTS-X",
    "dts hd hra": "DTS-HD HRA", "dts hd hr": "DTS-HD HRA", "dts hd": "DTS-HD", "dtshd": "DTS-HD", "dts es": "DTS-ES",
    "dtsx": "DTS-X", "dts": "DTS", "truehd atmos": "TrueHD Atmos", "truehd": "TrueHD", "true hd": "TrueHD",
    "atmos": "Atmos", "ddp atmos": "EAC3 Atmos", "ddpa": "EAC3 Atmos", "ddp": "EAC3", "dd+": "EAC3", "dd+a": "EAC3 Atmos",
    "eac3": "EAC3", "e ac 3": "EAC3", "e ac3": "EAC3", "eac 3": "EAC3", "ddplus": "EAC3", "ac3": "AC3", "ac 3": "AC3",
    "dd": "AC3", "dolby digital": "AC3", "aac": "AAC", "aac lc": "AAC", "he aac": "AAC", "qaac": "AAC", "flac": "FLAC",
    "opus": "Opus", "lpcm": "PCM", "pcm": "PCM", "mp3": "MP3", "vorbis": "Vorbis", "ogg": "Vorbis", "alac": "ALAC",
    "mp2": "MP2", "dts hdhra": "DTS-HD HRA",
}  # fmt: skip
_STRONG = {
    "dts hd ma", "dts hd", "dts", "truehd", "eac3", "ac3", "aac", "flac", "ddp", "dtshd", "truehd atmos", "dts x", "mp3"
}  # fmt: skip
_GLUED = re.compile(
    r"(dts[- ]?hd[- ]?ma|dts[- ]?hd|hdma|dts|truehd|ddpa|ddp|dd\+a|dd\+|dd|eac3|ac3|aac|flac|opus|lpcm|pcm|atmos|ma)(\d)(?:ch|[01])?",
    re.ASCII,
)
_CHANNELS = re.compile(r"([1-9])\.([0-4])(?:ch)?(?![^\W_])", re.ASCII | re.IGNORECASE)
_COUNTED = {"2ch": "2.0", "6ch": "5.1", "8ch": "7.1", "1ch": "1.0", "2channel": "2.0"}
_LOOSE = re.compile(r"[ ._]([0-4])(?:ch)?(?![^\W_])", re.ASCII | re.IGNORECASE)

PHRASES = (
    Phrases("audio", {phrase: (value, None) for phrase, value in _FORMATS.items() if phrase in _STRONG}, strong=True),
    Phrases("audio", {phrase: (value, None) for phrase, value in _FORMATS.items() if phrase not in _STRONG}),
    Phrases("audio", {phrase: (None, value) for phrase, value in _COUNTED.items()}),
    Phrases("audio", {"stereo": (None, "2.0"), "mono": (None, "1.0")}),
)


def read_glued(name: Name, place: int) -> Find | None:
    """`DDP5.1`, `AAC2.0`, `DTS5 1`."""
    glued = _GLUED.fullmatch(name.words[place])
    if glued is None:
        return None
    form = "DTS-HD MA" if glued[1] in ("ma", "hdma", "dtshdma") else _FORMATS[glued[1].replace("-", " ")]
    after = _LOOSE.match(name.text, name.ends[place])
    if after:
        return name.found("audio", (form, f"{glued[2]}.{after[1]}"), place, after.end(), strong=True)
    channels = {"2": "2.0", "5": "5.1", "6": "5.1", "7": "7.1"}.get(glued[2])
    return name.find("audio", (form, channels), place, strong=True) if glued[1] != "ma" else None


def read_channels(name: Name, place: int) -> Find | None:
    """`5.1` standing by itself."""
    if len(name.words[place]) != 1:
        return None
    match = _CHANNELS.match(name.text, name.starts[place])
    if match is None or match[1] not in "12567" or (match[2] not in "01" and match[1] != "7"):
        return None
    return name.found("audio", (None, f"{match[1]}.{match[2]}"), place, match.end())


def decide(finds: Sequence[Find]) -> tuple[list[str], str | None]:
    """The formats in order of place, and the channels said first. Atmos belongs to the format that carries it."""
    said = [find.value for find in finds if find.property == "audio"]
    forms = list(dict.fromkeys(form for form, _ in said if form))
    if "DTS-HD MA" in forms and "DTS" in forms:
        forms.remove("DTS")  # its core
    carrier = next((form for form in forms if form in ("TrueHD", "EAC3")), None)
    if carrier and "Atmos" in forms:
        forms.remove("Atmos")
        forms[forms.index(carrier)] += " Atmos"
    return forms, next((channels for _, channels in said if channels), None)


READERS = (("dtaeflopmh", read_glued), ("12567", read_channels))
