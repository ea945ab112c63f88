"""The group in a bracket behind the rest: `[GROUP]`, `(1080p x265 Group)`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monarr.core.releases._group_words import CHECKSUM, WORD, Group, covering
from monarr.core.releases._scan import Find

_DOTTED = re.compile(r"YTS\.\w{2}|[A-Z]{2,4}\.[A-Z]{2}", re.IGNORECASE)


def group_in_bracket(text: str, start: int, end: int, finds: Sequence[Find], *, is_last: bool) -> Group | None:
    content = text[start:end]
    holds = any(start <= find.start < end for find in finds)
    is_word = WORD.fullmatch(content.replace("-", "")) and not content.isdigit()
    if _DOTTED.fullmatch(content) or (is_word and not (holds and "-" in content)):
        covered = covering(finds, start)
        is_checksum = CHECKSUM.fullmatch(content) is not None
        return Group(content, start, end) if is_last and not covered and not is_checksum else None
    if not holds:
        return None
    last = max(content.rfind(" "), content.rfind("-"))
    word = content[last + 1 :]
    place = start + last + 1
    if last > 0 and WORD.fullmatch(word) and not word.isdigit() and covering(finds, place) is None:
        return Group(word, place, end)
    return None
