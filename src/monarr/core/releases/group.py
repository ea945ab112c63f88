"""The release group: behind the last dash, in a bracket in front (anime) or behind, or absent."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monarr.core.releases._group_behind_dash import group_behind_dash
from monarr.core.releases._group_in_bracket import group_in_bracket
from monarr.core.releases._group_words import CHECKSUM, NUMBERS, Group
from monarr.core.releases._scan import Find

_PAIRS = {"]": "[", ")": "(", "}": "{", "】": "【"}
_LEADING = re.compile(r"\s*[\[【]([^\[\]【】]{1,44})[\]】][ ._]*")
_EASTERN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af \d：！？·・-]{2,}")
_WITHOUT_DASH = frozenset(
    ("yify", "rarbg", "yts", "tigole", "joy", "qxr", "psa", "galaxyrg", "megusta", "vyndros", "silence")
)


def leading(text: str) -> tuple[Group, int] | None:
    """The bracket that begins the name, with the place where the rest begins."""
    match = _LEADING.match(text)
    if match is None or match.end() >= len(text):
        return None
    inner = match[1].strip()
    start = match.start(1) + match[1].find(inner)
    return (Group(inner, start, start + len(inner)), match.end()) if inner else None


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
        if end - start == 10 and NUMBERS.fullmatch(text, start + 1, end - 1):
            last = end = len(text[:start].rstrip(" ._"))  # behind a checksum nothing else is expected
            continue
        if opening != "{" and bracketed is None:
            bracketed = group_in_bracket(text, start + 1, end - 1, finds, is_last=end == last)
        is_checksum = CHECKSUM.fullmatch(text, start + 1, end - 1) is not None
        end, outermost = len(text[:start].rstrip(" ._")), end == last
        last = end if is_checksum and outermost else last
    dashed = group_behind_dash(text, end, finds, behind, is_placed=is_placed)
    if dashed is not None:
        return dashed
    return bracketed or _undashed(text, end, behind)


def _undashed(text: str, end: int, behind: int) -> Group | None:
    start = max(text.rfind(character, 0, end) for character in " ._") + 1
    word = text[start:end]
    return Group(word, start, end) if start > behind and word.lower() in _WITHOUT_DASH else None
