"""What posters and sites put around a name: addresses in front, marks behind, file extensions."""

from __future__ import annotations

import re

_VIDEO = "mkv mk3d mp4 m4v avi ts m2ts wmv mpg mpeg mov webm flv ogm ogv divx xvid vob iso img rmvb rm asf 3gp wtv strm m2v nuv f4v mts"
_OTHER = "nzb torrent srt ass sub idx nfo rar par2 par"
VIDEO = frozenset(_VIDEO.split())
AUDIO = frozenset(("mp3", "flac", "m4a", "ogg", "wav", "opus", "wma", "ape", "wv", "aiff", "m4b"))
OTHER = frozenset(_OTHER.split()) | AUDIO
_ADDRESS = r"(?:www\.)?[\w-]{1,40}(?:\.[\w-]{1,40}){0,3}\.(?:com|org|net|info|to|me|tv|cc|io|site|xyz|pl|ru|mx|lol|in|cz|club|rs|fun|es|fr|de|it|nl|eu|biz|se|hu|ro|gr|ua|co|ws|nu|bz|ag|gg|pw|live|online|vip|link|win|mobi|ch|dk|fi|br|ca|uk|us|jp|kr|cn|tw|example)"
_BRACKETED_WWW = re.compile(r"\s*[\[{【(]\s*(?:https?://)?www\.[\w.-]{3,60}\s*[\]}】)][ ._-]*", re.I)
_BRACKETED_SITE = re.compile(
    rf"\s*[\[{{【(](?:[^\])}}】.]{{0,20}}\s)?\s*{_ADDRESS}\s*[\]}}】)][ ._-]*",
    re.I,
)
_EASTERN_SITE = re.compile(
    r"[^\x00-\x7f]{2,10}(?:www\.)?[\w-]{2,40}\.(?:com|net|org|cc|me|vip|xyz|tv)[ ._-]+(?=\S)", re.I | re.A
)
_SITE = re.compile(r"\s*www\.[\w-]+\.[a-z]{2,6}(?:\.[a-z]{2})?\s*[-_ ]+\s*", re.I)
_BARE_SITE = re.compile(r"[\w-]{2,30}\.(?:com|org|net|info|to|me|tv|cc|io|site|xyz) +- +", re.I)
_BRACKETED_MARK = re.compile(
    r"[-._ ]*\[(?:eztv(?:\.\w+)?|ettv|rartv|rarbg|tgx|1337x|publichd|vtv|ethd|glodls|prefixed|req|xpost|no-rar|.{0,4}utr.{0,4})\]$",
    re.I,
)
_TRAILING_SITE = re.compile(
    rf"(?:[-_ .]*[\[({{]\s*(?!YTS\.){_ADDRESS}\s*[\])}}]|[ _]+(?:- )?www\.[\w-]+\.[a-z]{{2,4}})$",
    re.I,
)
_GROUPED = re.compile(r"[^\W_]-[A-Za-z0-9]+$")
_MARKS = (
    "obfuscated obfuscation scrambled postbot xpost rakuv rakuv02 rakuvfinhel asrequested alternativetorequested gerov "
    "nzbgeek buymore whiterev chamele0n 4planet z0ids3n altezachen sickbeard repost repackpost"
)
_REPOSTERS = frozenset(_MARKS.split())
_SHORT_REPOSTERS = frozenset(
    ("bc", "pre", "4p", "newz", "reup", "rp", "1", "sample")
)  # marks only behind a group, else a group themselves


def split_extension(text: str) -> tuple[str, str]:
    """The name without a known file extension, and that extension in lower case without its dot."""
    stem, dot, extension = text.rpartition(".")
    lowered = extension.lower()
    if dot and stem and (lowered in VIDEO or lowered in OTHER) and not stem.endswith((" ", ".")):
        if lowered in ("nzb", "torrent") and stem.rpartition(".")[2].lower() in VIDEO:
            return split_extension(stem)
        return stem.removesuffix(dot + extension) if lowered in VIDEO else stem, lowered
    return text, ""


def is_path(text: str) -> bool:
    """`Films/Moth (2010)/Moth.mkv`, `C:\\Films\\Moth.mkv`: ends in a video file, and no separator has spaces about it."""
    folders, _, file_name = text.replace("\\", "/").rpartition("/")
    if " / " in text or "/ " in text or not folders or not file_name.strip():
        return False
    return split_extension(file_name)[1] in VIDEO


def unquoted(text: str) -> str:
    """`"Moth.mkv" yEnc (1/9)`: what a Usenet subject holds in quotation marks."""
    before, mark, rest = text.partition('"')
    inner, closing, behind = rest.partition('"')
    is_subject = mark and closing and "." in inner and (not before.strip() or "yenc" in behind.lower())
    return inner if is_subject and len(inner) > len(before) else text


def without_site(text: str) -> str:
    """Without the site's address in front or behind, and without the marks that reposters append."""
    if text[:1] in "[{【(wW ":
        for pattern in (_BRACKETED_SITE, _BRACKETED_WWW, _SITE):
            match = pattern.match(text)
            if match and match.end() < len(text):
                text = text[match.end() :]
    elif (
        match := _BARE_SITE.match(text) or (None if text.isascii() else _EASTERN_SITE.match(text))
    ) and match.end() < len(text):
        text = text[match.end() :]
    if text[-1:] in "])}" or "www." in text[-40:]:
        match = _TRAILING_SITE.search(text, max(0, len(text) - 50))
        text = text[: match.start()] if match and match.start() else text
    for _ in range(3):
        shorter = _without_mark(text)
        if shorter == text:
            break
        text = shorter
    return text


def _without_mark(text: str) -> str:
    if text.endswith("]"):
        match = _BRACKETED_MARK.search(text, max(0, len(text) - 40))
        return text[: match.start()] if match and match.start() else text
    head, dash, tail = text.rpartition("-")
    word = tail.lower()
    if dash and (word in _REPOSTERS or (word in _SHORT_REPOSTERS and _GROUPED.search(head, max(0, len(head) - 30)))):
        return head
    return text
