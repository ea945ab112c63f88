"""What is no release name: hashes, random strings, stand-ins; and names that were written backwards."""

from __future__ import annotations

import re
from itertools import pairwise

_HASHES = re.compile(
    r"[0-9a-fA-F]{16,64}|[0-9a-zA-Z]{32}|[0-9a-z]{24}|[A-Z]{11}\d{3}|[a-z]{12}\d{3}"
    r"|abc(?:xyz)?|123|b00bs|backup_\d{5,}s\d\d-\d\d|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}",
)
_BASE64, _BASE64_SIGNS = re.compile(r"[0-9A-Za-z+/_-]{40,}={0,2}"), re.compile(r"[+/_-]")
_SINGLE = re.compile(r"[0-9A-Za-z]+")
_HINT = re.compile(r"E\d\dS|p0801|p027|p0612|-462")
_REVERSED = re.compile(
    r"(?:^|[^\W_]?[._ -])(?:p0801|p027|p0612|\d{2,3}E\d{2}S)(?:[._ -]|$)|[-._ ]\d{2,3}E\d{2}S[-._ ]|^[^\W_]+-462[xXhH]\b"
)


def is_obfuscated(stem: str) -> bool:
    """Whether a name without its extension is a hash or a random string."""
    if "." in stem or " " in stem:
        return False  # none of these has parts
    if _HASHES.fullmatch(stem) or (_BASE64.fullmatch(stem) and max(map(len, _BASE64_SIGNS.split(stem))) >= 20):
        return True
    return bool(_SINGLE.fullmatch(stem)) and len(stem) >= 12 and _changes(stem) * 3 > len(stem)


def _changes(word: str) -> int:
    """How often a word goes from letters to digits, or back, or from small to capital letters."""
    count = 0
    for one, other in pairwise(word):
        if one.isdigit() != other.isdigit() or (one.islower() and other.isupper()):
            count += 1
    return count


def turned(text: str) -> str:
    """The name the right way round, when it was written backwards."""
    return text[::-1] if _HINT.search(text) and _REVERSED.search(text) else text
