"""The quality that source, resolution and modifier make together; codec or file extension when nothing else tells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

_SD_FILES = (
    "m4v 3gp nsv ty strm rm rmvb m3u ifo mov qt divx xvid bivx nrg pva wmv asf asx ogm ogv m2v avi bin dat mpg mpeg mp4 "
    "avc vp3 svq3 nuv viv dv fli flv wpl"
)
_EXTENSIONS = dict.fromkeys(_SD_FILES.split(), "SDTV") | {
    "img": "DVD", "iso": "DVD", "vob": "DVD", "mkv": "HDTV-720p", "mk3d": "HDTV-720p", "ts": "SDTV", "wtv": "SDTV",
    "m2ts": "Bluray-720p",
}  # fmt: skip
_FIXED = {"workprint": "WORKPRINT", "cam": "CAM", "telesync": "TELESYNC", "telecine": "TELECINE"}


# sources that tell their lines, unless a resolution does
_LINES = {"uhd": ("bluray", 2160), "hdtv": ("television", 720), "uhdtv": ("television", 2160), "webhd": ("webdl", 720)}


class Grade(NamedTuple):
    """Quality name with what it was made of: a name of `Source`, lines, a name of `Modifier`."""

    quality: str
    source: str | None
    resolution: int | None
    modifier: str | None


class Traits(NamedTuple):
    sources: list[tuple[str | None, str | None]]
    resolution: int | None
    codecs: list[str]
    complete: bool  # a whole disc is said
    original_german: bool  # German sound laid under the original one: a remux or an encode, never the disc itself
    extension: str
    is_series: bool
    interlaced: bool = False


def _step(lines: int | None, steps: Iterable[int], otherwise: int) -> int:
    """The step of a quality's ladder for a resolution."""
    if lines is None:
        return otherwise
    best = min(steps)
    for step in steps:
        if lines >= step:
            best = max(best, step)
    return best


def grade(traits: Traits) -> Grade:
    sources = [source for source, _ in traits.sources if source]
    modifiers = [modifier for _, modifier in traits.sources if modifier]
    source = _best_source(sources)
    modifier = modifiers[0] if modifiers else None
    lines = traits.resolution
    if source in _FIXED:
        return Grade(_FIXED[source], source, lines, modifier)
    mpeg2 = "MPEG-2" in traits.codecs
    if modifier == "rawhd" or (mpeg2 and (source in ("television", "hdtv") or (traits.interlaced and source is None))):
        return Grade("Raw-HD", "television", lines, "rawhd")
    if "remux" in modifiers and source != "dvd":
        return _remux(source, lines)
    if source in _LINES:
        lines = lines or _LINES[source][1]
        source = _LINES[source][0]
    if source in ("bluray", "bdrip"):
        return _bluray(source, lines, modifier, traits)
    if source == "dvd":
        named = {"screener": "DVDSCR", "regional": "REGIONAL", "remux": "DVD-R"}.get(modifier or "", "DVD")
        named = "DVD" if traits.is_series else named
        return Grade(named, "dvd", lines, modifier)
    if source in ("webdl", "webrip"):
        label = "WEBDL" if source == "webdl" else "WEBRip"
        return Grade(f"{label}-{_step(lines, (480, 720, 1080, 2160), 480)}p", source, lines, modifier)
    if source in ("television", "sdtv"):
        return Grade(_television(lines), "television", lines, modifier)
    return _without_source(traits)


def _best_source(sources: list[str]) -> str | None:
    """The first, but a word for standard television or a plain TV gives way to a better one."""
    if not sources:
        return None
    if "workprint" in sources:
        return "workprint"
    for source in sources:
        if source in ("webdl", "webhd", "webrip", "bluray") and sources[0] in ("television", "hdtv", "uhdtv", "sdtv"):
            return source
    return sources[0]


def _television(lines: int | None) -> str:
    step = _step(lines, (480, 720, 1080, 2160), 480)
    return "SDTV" if step == 480 else f"HDTV-{step}p"


def _remux(source: str | None, lines: int | None) -> Grade:
    if source in ("webdl", "webrip"):
        label = "WEBDL" if source == "webdl" else "WEBRip"
        return Grade(f"{label}-{_step(lines, (480, 720, 1080, 2160), 1080)}p", source, lines, None)
    if lines is not None and lines < 1080:
        return Grade(f"Bluray-{_step(lines, (480, 576, 720), 720)}p", "bluray", lines, "remux")
    return Grade("Remux-2160p" if lines and lines >= 2160 else "Remux-1080p", "bluray", lines, "remux")


def _bluray(source: str, lines: int | None, modifier: str | None, traits: Traits) -> Grade:
    disk = modifier == "brdisk" or (source == "bluray" and not _is_encode(traits.codecs) and _is_disk(lines, traits))
    if disk and not traits.is_series:
        return Grade("BR-DISK", "bluray", lines, "brdisk")
    if lines is None and (source == "bdrip" or {"XviD", "DivX"} & set(traits.codecs)):
        return Grade("Bluray-480p", "bluray", None, None)
    otherwise = 1080 if modifier == "brdisk" else 720
    return Grade(f"Bluray-{_step(lines, (480, 576, 720, 1080, 2160), otherwise)}p", "bluray", lines, None)


def _is_disk(lines: int | None, traits: Traits) -> bool:
    """Said to be complete, or in a codec as it is on the disc (`AVC`, where an encode says `x264`)."""
    if traits.complete or traits.extension == "iso":
        return True
    if traits.original_german or traits.extension in ("mkv", "mp4") or (lines is not None and lines < 1080):
        return False
    raw = {"AVC", "VC-1", "MVC", "MPEG-2"} & set(traits.codecs)
    return bool(raw) or ("HEVC" in traits.codecs and lines != 1080)


def _is_encode(codecs: list[str]) -> bool:
    return any(codec in ("x264", "x265", "H.264", "H.265", "XviD", "DivX", "AV1", "WMV") for codec in codecs)


def _without_source(traits: Traits) -> Grade:
    if traits.resolution is not None:
        return Grade(_television(traits.resolution), None, traits.resolution, None)
    if {"x264", "XviD", "DivX", "H.264", "MPEG-4", "WMV"} & set(traits.codecs):
        return Grade("SDTV", None, None, None)
    return Grade(_EXTENSIONS.get(traits.extension, "Unknown"), None, None, None)
