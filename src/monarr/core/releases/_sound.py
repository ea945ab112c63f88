"""Whether a name tells of sound alone, or of pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monarr.core.releases._album_words import GROUP, YEAR
from monarr.core.releases._scan import Find

# in a bracket, which films do not have
_SIGN = re.compile(
    r"[\[({](?:mp3|flac|alac|ape|wavpack|wav|wma|v[02]|(?:cbr|vbr)?[ -]?(?:320|256|192)(?:[ ]?kbps)?|[2-9]?cd|vinyl|[2-9]?lp|ep|single|hi-?res[^\])}]{0,12}"
    r"|(?:16|24)(?:[ -]?bit)?[ -/](?:44|48|88|96|176|192)[^\])}]{0,8}|sacd|discography)[\])}]",
    re.I,
)
_TALKS_OF_PICTURES = frozenset(("resolution", "video_codec", "hdr"))


def sounds_like(text: str, finds: Sequence[Find]) -> bool:
    """Whether sound is all that the name tells of: by a format, in the scene's form, or by a bracket as albums have it."""
    has_sound = False
    for find in finds:
        if find.property in ("resolution", "video_codec", "hdr", "numbering", "subtitles", "imdb_id"):
            return False
        if find.property == "source" and find.strong:
            return False
        has_sound = has_sound or (
            find.property == "audio" and find.value[0] in ("FLAC", "MP3", "ALAC", "Vorbis", "AAC")
        )
    return has_sound or _is_of_scene(text) or (" - " in text and _SIGN.search(text) is not None)


def _is_of_scene(text: str) -> bool:
    """`Artist_Name-Album_Title-WEB-2019-GROUP`: parts between dashes, with the year before the group."""
    head, *rest = text.rsplit("-", 2)
    if len(rest) != 2 or " " in text or ("." in head and "_" not in head) or "-" not in head:
        return False
    return YEAR.fullmatch(rest[0]) is not None and GROUP.fullmatch(rest[1]) is not None


def is_of_pictures(finds: Sequence[Find], quality: str) -> bool:
    """A streamed album may be said to be a `WEB-DL`, where its format is said too."""
    for find in finds:
        if find.property in _TALKS_OF_PICTURES or (find.strong and find.property == "numbering"):
            return True
        if find.strong and find.property == "air_date" and quality == "Unknown":
            return True
        if (
            find.strong
            and find.property == "source"
            and (quality == "Unknown" or find.value[0] not in ("webdl", "webrip"))
        ):
            return True
    return False
