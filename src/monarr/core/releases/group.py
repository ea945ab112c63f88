"""The release group: behind the last dash, in a bracket in front (anime) or behind, or absent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from monarr.core.releases._scan import Find

_PAIRS = {"]": "[", ")": "(", "}": "{", "】": "【"}
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9@!$&]*")
_CHECKSUM = re.compile(r"[0-9A-Fa-f]{8}")
_NUMBERS = re.compile(r"\d+|[0-9A-Fa-f]{8}|[SsEe]\d+", re.ASCII)  # no groups, but parts of other things
_DOTTED = re.compile(r"YTS\.\w{2}|[A-Z]{2,4}\.[A-Z]{2}", re.IGNORECASE)
_LEADING = re.compile(r"\s*[\[【]([^\[\]【】]{1,44})[\]】][ ._]*")
_EASTERN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af \d：！？·・-]{2,}")
_WRITTEN_SO = (
    "D-Z0N3", "Fight-BB", "VH-PROD", "E.N.D", "SA89-x", "BEN-THE-MEN", "BEN THE MEN", "BEN.THE.MEN", "126811", "VARYG",
    "KRaLiMaRKo", "BluDragon", "DarQ", "KCRT", "TAoE", "QxR",
)  # fmt: skip
_WITHOUT_DASH = frozenset(
    ("yify", "rarbg", "yts", "tigole", "joy", "qxr", "psa", "galaxyrg", "megusta", "vyndros", "silence")
)
_NEVER = (
    "dl hd ma ray r rip es x web bluray dub subs sub proper repack internal part hi hra eng ita french german cut version edition and the of "
    "sample trailer en eng jap ger fra fre cat bit xray hdrip vostfr vff vf vf2 vfq vfi vof truefrench subfrench multi dual esub esubs msubs"
)
_NO_GROUP = frozenset(_NEVER.split())


class Group(NamedTuple):
    name: str
    start: int
    end: int


def leading(text: str) -> tuple[Group, int] | None:
    """The bracket that begins the name, with the place where the rest begins."""
    match = _LEADING.match(text)
    if match is None or match.end() >= len(text):
        return None
    inner = match[1].strip()
    start = match.start(1) + match[1].find(inner)
    return (Group(inner.replace("_", " ").strip(), start, start + len(inner)), match.end()) if inner else None


def is_eastern_title(name: str) -> bool:
    """Whether a bracket in front, all in eastern signs, is a title and no group of subtitlers."""
    return _EASTERN.fullmatch(name) is not None and not any(sign in name for sign in "组組社字幕压壓")


def trailing(text: str, finds: Sequence[Find], behind: int, *, is_placed: bool = False) -> Group | None:
    """The group at the end; nothing that stands before `behind`, where the title and its number end."""
    end = len(text.rstrip(" ._"))
    last = end
    bracketed: Group | None = None
    for _ in range(6):
        opening = _PAIRS.get(text[end - 1 : end])
        if opening is None:
            break
        start = text.rfind(opening, 0, end)
        if start < behind - 1:
            break
        if end - start == 10 and _NUMBERS.fullmatch(text, start + 1, end - 1):
            last = end = len(text[:start].rstrip(" ._"))  # behind a checksum nothing else is expected
            continue
        if opening != "{" and bracketed is None:
            bracketed = _in_bracket(text, start + 1, end - 1, finds, is_last=end == last)
        is_checksum = _CHECKSUM.fullmatch(text, start + 1, end - 1) is not None
        end, outermost = len(text[:start].rstrip(" ._")), end == last
        last = end if is_checksum and outermost else last
    dashed = _behind_dash(text, end, finds, behind, is_placed=is_placed)
    if dashed is not None:
        return dashed
    return bracketed or _undashed(text, end, behind)


def _covering(finds: Sequence[Find], place: int) -> Find | None:
    for find in finds:
        if find.start <= place < find.end and find.property not in ("number", "year"):
            return find
    return None


def _in_bracket(text: str, start: int, end: int, finds: Sequence[Find], *, is_last: bool) -> Group | None:
    content = text[start:end]
    holds = any(start <= find.start < end for find in finds)
    is_word = _WORD.fullmatch(content.replace("-", "")) and not content.isdigit()
    if _DOTTED.fullmatch(content) or (is_word and not (holds and "-" in content)):
        covered = _covering(finds, start)
        is_checksum = _CHECKSUM.fullmatch(content) is not None
        return Group(content, start, end) if is_last and not covered and not is_checksum else None
    if not holds:
        return None
    last = max(content.rfind(" "), content.rfind("-"))
    word = content[last + 1 :]
    place = start + last + 1
    if last > 0 and _WORD.fullmatch(word) and not word.isdigit() and _covering(finds, place) is None:
        return Group(word, place, end)
    return None


def _behind_dash(text: str, end: int, finds: Sequence[Find], behind: int, *, is_placed: bool) -> Group | None:
    for known in _WRITTEN_SO if text.endswith(_WRITTEN_SO, 0, end) else ():
        if text.endswith(known, 0, end) and end - len(known) > behind and not text[end - len(known) - 1].isalnum():
            return Group(known, end - len(known), end)
    dash = text.rfind("-", 0, end)
    start = dash + 1
    if dash < behind - 1 or dash < 0:
        return None
    end = _end_of_word(text, start, end, finds)
    word = text[start:end]
    if not _WORD.fullmatch(word) or len(word) > 40 or _NUMBERS.fullmatch(word):
        return None
    before = text.rfind("-", behind, dash)
    first = text[before + 1 : dash]
    has_two_words = (
        before > 0 and first.isalnum() and first.lower() not in _NO_GROUP and _stands_behind(before, dash, finds)
    )
    is_whole = (word == "WEB" and _is_called_so(word, dash, finds)) or (word in ("x", "X") and has_two_words)
    if word.lower() in _NO_GROUP and not is_whole:
        return None
    covered = _covering(finds, start)
    if covered is not None and (covered.strong or covered.start < start) and not _is_called_so(word, dash, finds):
        return None
    beside = _covering(finds, dash - 1) if covered is not None and covered.property == "language" else None
    if beside is not None and beside.property == "language":
        return None  # "EN-FR"
    if not is_placed and not any(find.strong and find.start < dash for find in finds):
        return None
    if " " in text and not any(find.strong and behind <= find.start < dash for find in finds):
        return None  # "Show - S01E02 - Spider-Man": the dash belongs to the episode's title
    if has_two_words:
        return Group(text[before + 1 : end], before + 1, end)
    return Group(word, start, end)


def _end_of_word(text: str, start: int, end: int, finds: Sequence[Find]) -> int:
    """`x264-GROUP and more`: right behind a property the first word is the group, where no other property follows."""
    word = _WORD.match(text, start, end)
    if word is None or word.end() == end:
        return end
    if text[word.end()] not in " ._":
        return end
    is_behind = any(find.end == start - 1 and find.strong for find in finds)
    return word.end() if is_behind and not any(find.strong and find.start >= start for find in finds) else end


def _stands_behind(place: int, dash: int, finds: Sequence[Find]) -> bool:
    """`x264-FIRST-SECOND` is one group, where nothing between is known as something else."""
    known = any(find.end == place and find.strong for find in finds)
    return known and not any(place < find.start < dash for find in finds)


def _is_called_so(word: str, dash: int, finds: Sequence[Find]) -> bool:
    """`x264-HDTV`: behind a codec even the name of a source is a group's."""
    return word.isupper() and any(find.end == dash and find.property == "video_codec" for find in finds)


def _undashed(text: str, end: int, behind: int) -> Group | None:
    start = max(text.rfind(character, 0, end) for character in " ._") + 1
    word = text[start:end]
    return Group(word, start, end) if start > behind and word.lower() in _WITHOUT_DASH else None
