"""The group behind the last dash: `x264-GROUP`."""

from __future__ import annotations

from collections.abc import Sequence

from monarr.core.releases._group_words import NUMBERS, WORD, Group, covering
from monarr.core.releases._scan import Find

_WRITTEN_SO = (
    "D-Z0N3", "Fight-BB", "VH-PROD", "E.N.D", "SA89-x", "BEN-THE-MEN", "BEN THE MEN", "BEN.THE.MEN", "126811", "VARYG",
    "KRaLiMaRKo", "BluDragon", "DarQ", "KCRT", "TAoE", "QxR",
)  # fmt: skip
_NEVER = (
    "dl hd ma ray r rip es x web bluray dub subs sub proper repack internal part hi hra eng ita french german cut version edition and the of "
    "sample trailer en eng jap ger fra fre cat bit xray hdrip vostfr vff vf vf2 vfq vfi vof truefrench subfrench multi dual esub esubs msubs"
)
_NO_GROUP = frozenset(_NEVER.split())


def group_behind_dash(text: str, end: int, finds: Sequence[Find], behind: int, *, is_placed: bool) -> Group | None:
    for known in _WRITTEN_SO if text.endswith(_WRITTEN_SO, 0, end) else ():
        if text.endswith(known, 0, end) and end - len(known) > behind and not text[end - len(known) - 1].isalnum():
            return Group(known, end - len(known), end)
    dash = text.rfind("-", 0, end)
    start = dash + 1
    if dash < behind - 1 or dash < 0:
        return None
    end = _end_of_word(text, start, end, finds)
    word = text[start:end]
    if not WORD.fullmatch(word) or len(word) > 40 or NUMBERS.fullmatch(word):
        return None
    before = text.rfind("-", behind, dash)
    first = text[before + 1 : dash]
    has_two_words = (
        before > 0 and first.isalnum() and first.lower() not in _NO_GROUP and _stands_behind(before, dash, finds)
    )
    is_whole = (word == "WEB" and _is_called_so(word, dash, finds)) or (word in ("x", "X") and has_two_words)
    if word.lower() in _NO_GROUP and not is_whole:
        return None
    covered = covering(finds, start)
    if covered is not None and (covered.strong or covered.start < start) and not _is_called_so(word, dash, finds):
        return None
    beside = covering(finds, dash - 1) if covered is not None and covered.property == "language" else None
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
    word = WORD.match(text, start, end)
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
