"""What posters and sites put around a name: addresses in front, marks behind, file extensions."""

from __future__ import annotations

import re

_VIDEO = "mkv mk3d mp4 m4v avi ts m2ts wmv mpg mpeg mov webm flv ogm ogv divx xvid vob iso img rmvb rm asf 3gp wtv strm m2v nuv f4v mts"
_OTHER = "nzb torrent srt ass sub idx nfo rar par2 par mp3 flac m4a ogg wav"
VIDEO = frozenset(_VIDEO.split())
OTHER = frozenset(_OTHER.split())
_BRACKETED_SITE = re.compile(
    r"\s*[\[{【(]\s*(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|to|me|tv|cc|io|site|xyz|pl|ru|mx|lol|in|cz|club|rs|fun)\s*[\]}】)][ ._-]*",
    re.I,
)
_SITE = re.compile(r"\s*www\.[\w-]+\.[a-z]{2,6}(?:\.[a-z]{2})?\s*[-_ ]+\s*", re.I)
_MARKS = re.compile(
    r"(?:[-._ ]*\[(?:eztv(?:\.\w+)?|ettv|rartv|rarbg|tgx|1337x|publichd|vtv|ethd|glodls|prefixed|req|xpost|NO-RAR|.{0,4}UTR.{0,4})\]"
    r"|[-_. ](?:obfuscated|obfuscation|scrambled|postbot|xpost|rakuv\w{0,3}|asrequested|alternativetorequested|geroV|nzbgeek|buymore|whiterev|"
    r"chamele0n|4planet|z0ids3n|bc|pre|repost|4p|alteZachen|sickbeard|newz|reup|alternativeToRequested))$",
    re.I,
)  # fmt: skip


def split_extension(text: str) -> tuple[str, str]:
    """The name without a known file extension, and that extension in lower case without its dot."""
    stem, dot, extension = text.rpartition(".")
    lowered = extension.lower()
    if dot and stem and (lowered in VIDEO or lowered in OTHER) and not stem.endswith((" ", ".")):
        return stem, lowered
    return text, ""


def without_site(text: str) -> str:
    """Without the site's address in front or behind, and without the marks that reposters append."""
    if text[:1] in "[{【(wW ":
        for pattern in (_BRACKETED_SITE, _SITE):
            match = pattern.match(text)
            if match and match.end() < len(text):
                text = text[match.end() :]
    for _ in range(3):
        match = _MARKS.search(text, max(0, len(text) - 40))
        if match is None or match.start() == 0:
            break
        text = text[: match.start()]
    return text
