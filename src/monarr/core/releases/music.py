"""Music: artist, album, year, format and bitrate.

Two forms are in use: `Artist - Album (2019) [FLAC]`, whose parts stand between spaced dashes, and the scene's
`Artist-Album-WEB-2019-GROUP`, whose parts stand between bare ones.
"""

from __future__ import annotations

import re

from monarr.core.releases import title as titles
from monarr.core.releases._album_bare import read_bare
from monarr.core.releases._album_spaced import LOOSE, SPACED, parts_artist, read_spaced
from monarr.core.releases._album_words import YEAR
from monarr.core.releases._music_quality import grade
from monarr.core.releases._read import without_wrapping
from monarr.core.releases._scan import scan, split
from monarr.core.releases._sound import is_of_pictures
from monarr.core.releases.model import ParsedRelease, Revision

_SPACES = re.compile(r"\s+")  # one each, so that nothing below runs over long gaps
_FRONT = re.compile(r"[\[(][^\])]{1,40}[\])]\s*(?=\S)")
_FRONT_YEAR = re.compile(r"(?:19|20)\d\d\s+[-–]\s+")
_AGAIN = re.compile(r"(?<![^\W_])(PROPER|REPACK|RERIP)(?![^\W_])")
_SOUNDTRACK = re.compile(
    r"([^\W_].{1,200}?[ ._](?:OST|(?:Original[ ._])?(?:(?:Motion[ ._]Picture|Game|Television)[ ._])?(?:Soundtrack|Score)))"
    r"(?![^\W_])",
    re.I,
)
# A set sent live, by where it was taken from and its day: `DJ_Name-Set-SAT-05-14-2011-GROUP`.
_LIVE_SET = re.compile(
    r"([^\s.]{3,200})-\(?(?:sat|cable|dvb-?[sct]|fm|dab|sbd|line|stream|aud)\)?"
    r"-(?:\d\d-\d\d-((?:19|20)\d\d)|((?:19|20)\d\d)-\d\d-\d\d)-([A-Za-z]\w{1,20})",
    re.I,
)


def is_live_set(name: str) -> bool:
    """Whether it is a set sent live, which is named by its day as a daily show is."""
    return _LIVE_SET.fullmatch(name) is not None


def parse(name: str) -> ParsedRelease | None:
    """What the name of an album says; None when artist and album cannot be told, or when it is of pictures."""
    if live := _LIVE_SET.fullmatch(name):
        name = f"{live[1]}-{live[2] or live[3]}-{live[4]}"
    bare = without_wrapping(name)
    if bare is None:
        return None
    text, extension = _SPACES.sub(" ", bare[0]).strip(), bare[1]
    quality = grade(text, extension)
    if is_of_pictures(scan(split(text)), quality):
        return None
    text, front_year = _without_front(text)
    pattern = next((one for one in (SPACED, LOOSE) if parts_artist(one, text)), None)
    parts = read_spaced(text, pattern) if pattern else read_bare(text)
    if parts is None or not parts.album or not any(character.isalnum() for character in parts.artist):
        return _soundtrack(text, quality, front_year)
    year = parts.year or front_year
    if year is None and quality == "Unknown":
        return None
    again = _AGAIN.search(text, len(parts.artist))
    revision = Revision(2, 0, again[1] != "PROPER") if again else Revision()
    return ParsedRelease(
        type="music", revision=revision, title=parts.album, artist=titles.written(parts.artist, acronyms=" " in text.strip()), album=parts.album, year=year,
        quality=quality, release_group=parts.group,
    )  # fmt: skip


def _soundtrack(text: str, quality: str, front_year: int | None) -> ParsedRelease | None:
    """`Title OST (2017) FLAC`: an album that names nobody, and says its format."""
    found = _SOUNDTRACK.match(text)
    if found is None or quality == "Unknown":
        return None
    album, years = titles.written(found[1], acronyms=" " in text), YEAR.findall(text, found.end(1))
    return ParsedRelease(
        type="music", title=album, album=album, year=int(years[0]) if years else front_year, quality=quality
    )


def _without_front(text: str) -> tuple[str, int | None]:
    """Without the brackets and the year in front: `(Genre) [CD] Artist`, `[2019] Artist`, `2019 - Artist`."""
    year: re.Match[str] | None = None
    for _ in range(3):
        front = _FRONT.match(text)
        if front is None:
            break
        year = year or YEAR.search(front[0])
        text = text[front.end() :]
    dated = _FRONT_YEAR.match(text)
    if dated and SPACED.search(text, dated.end()):
        year, text = year or YEAR.match(text), text[dated.end() :]
    return text, int(year[0]) if year else None
