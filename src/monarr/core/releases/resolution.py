"""Resolution in lines."""

from __future__ import annotations

import re

from monarr.core.releases._scan import Find, Name, Phrases

LINES = {360: 360, 368: 360, 404: 480, 432: 480, 480: 480, 540: 540, 576: 576, 720: 720, 900: 720, 960: 720, 1080: 1080,
         1440: 1080, 2160: 2160, 4320: 2160}  # fmt: skip

_WRITTEN = re.compile(r"(?:m|hd)?(\d{3,4})([pi])(?:(?:23|24|25|29|30|50|59|60|120)(?:fps)?)?", re.ASCII)
_BARE = re.compile(r"480|576|720|1080", re.ASCII)
_GLUED = re.compile(r"(480|576|720|1080|2160)[pi]", re.ASCII)
_SIZE = re.compile(r"(\d{3,4})[x×](\d{3,4})", re.ASCII)

PHRASES = (
    Phrases(
        "resolution", {"4k": 2160, "uhd": 2160, "2160": 2160, "8k": 2160, "fhd": 1080, "fullhd": 1080, "full hd": 1080}
    ),
    Phrases("resolution", {"4kuhd": 2160, "uhd4k": 2160, "4kto1080p": 1080, "qhd": 1080, "1080p+": 1080}, strong=True),
)


def read_resolution(name: Name, place: int) -> Find | None:
    """`1080p`, `720p60`, `1920x1080`, and a resolution glued to the word behind it (`1080pWEB`)."""
    word = name.words[place]
    written = _WRITTEN.match(word)
    if written:
        lines = LINES.get(int(written[1]))
        if lines is None:
            return None
        if written.end() == len(word):
            return name.find("resolution", lines, place, strong=True)
        return _split_glued(name, place, written.end(), lines) if word[written.end()].isalpha() else None
    if _BARE.fullmatch(word):
        start, end = name.starts[place], name.ends[place]
        enclosed = name.text[start - 1 : start] in ("[", "(") and name.text[end : end + 1] in ("]", ")")
        return name.find("resolution", int(word), place, strong=True) if enclosed else None
    size = _SIZE.fullmatch(word)
    if size and int(size[2]) >= 200:
        return name.find("resolution", _lines_of_size(int(size[1]), int(size[2])), place, strong=True)
    return None


def _lines_of_size(width: int, height: int) -> int:
    if width > 2000 or height > 1200:
        return 2160
    if width > 1300 or height > 800:
        return 1080
    if width > 1100 or height >= 700:
        return 720
    return 576 if height == 576 else 480


def _split_glued(name: Name, place: int, cut: int, lines: int) -> Find:
    """Divide the word in two, so that the rest is read as a word of its own."""
    start, end = name.starts[place], name.ends[place]
    word = name.words[place]
    name.words[place : place + 1] = [word[:cut], word[cut:]]
    name.starts[place : place + 1] = [start, start + cut]
    name.ends[place : place + 1] = [start + cut, end]
    return name.find("resolution", lines, place, strong=True)


READERS = (("0123456789mh", read_resolution),)
