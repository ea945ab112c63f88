"""What news servers and posters wrap a name in: `[12]-[FULL]-[ Name ]-[1/9] - "name.rar" yEnc`, `(1/9) Name`, `Re: Name`."""

from __future__ import annotations

import re

_BRACKET = re.compile(r"\[([^\[\]]+)\]")
_PAIRS = {"[": "]", "(": ")", "{": "}"}
_ROUND = re.compile(r"\(([^()]{12,})\)\s*[\[(-]")
_QUOTED = re.compile(r"[\"“]([^\"“”]{8,})[\"”]")
_SAYS = re.compile(
    r"s\d{1,2}[ ._]?e\d|(?<![a-z0-9])(?:\d{3,4}[pi]|(?:19|20)\d\d|x26[45]|hdtv|dvdrip|web(?:rip|-dl)?|xvid|s\d{2})(?![a-z0-9])",
    re.I,
)
_COUNTED = re.compile(r"\s*[\[(]\d{1,4}(?:/| of )\d{1,4}[\])]\s*[-:]?\s*|\s*\b(?:re|fwd?):\s+", re.IGNORECASE)
_SAID = re.compile(r"<+\s*|(?:re: )?req(?:uest)?:? +(?=\S)|sample-(?=[\w.]{8})", re.IGNORECASE)
_FILE_BEHIND = re.compile(r"\s+-\s+\"?[\w.+-]{1,120}\.(?:nfo|nzb|rar|par2?|sfv|r\d\d|\d{3}|mkv|srr)\"?$", re.IGNORECASE)
_POSTED = re.compile(r"\s*\byenc\b\s*(?:[(\[]\d+/\d+[)\]])?\s*$", re.IGNORECASE)
_ARCHIVE = re.compile(
    r"(?:\.part\d+|\.vol\d+\+\d+|\.r\d\d|\.\d{3}|\.sfv|\.srr)+$|\.(?:part\d+\.rar|vol\d+\+\d+\.par2)$", re.IGNORECASE
)
_SHORTEST = 12  # characters of a wrapped name


def unwrapped(text: str) -> str:
    """The name inside; the text as it is when nothing wraps it."""
    first = text[:1]
    if first not in '[({<"“rRfFsS' and "yEnc" not in text:
        return text
    if first in "<rRsS" and (lead := _SAID.match(text)) is not None:
        text = text[lead.end() :].rstrip(" <>")
        first = text[:1]
    lead = _COUNTED.match(text)
    if lead is not None:
        text = text[lead.end() :]
        behind = _FILE_BEHIND.search(text, max(0, len(text) - 150))
        text = text[: behind.start()] if behind else text
        first = text[:1]
    posted = _POSTED.search(text, max(0, len(text) - 40))
    text = text[: posted.start()] if posted else text
    if first in _PAIRS and text.endswith(_PAIRS[first]) and _closes_at_end(text):
        return text[1:-1].strip()
    if first == "(" and (posted or lead) and (inner := _ROUND.match(text)) and _is_name(inner[1]):
        return inner[1]
    if first == "[" and ("]-[" in text or "] - [" in text or (text.endswith("]") and text.count("[") == 1)):
        inside = [piece for piece in map(str.strip, _BRACKET.findall(text)) if _is_name(piece)]
        if inside:
            return str(max(inside, key=len))
    if first in '"“' or posted is not None:
        quoted = [piece for piece in _QUOTED.findall(text) if _is_name(piece)]
        if quoted:
            return _ARCHIVE.sub("", quoted[0])
    return text


def _closes_at_end(text: str) -> bool:
    """Whether one pair of brackets holds all, and more than a word."""
    if (
        len(text) < _SHORTEST
        or (text[0] != "[" and _SAYS.search(text) is None)
        or not any(sign in text for sign in " ._")
    ):
        return False
    depth = 0
    opening, closing = text[0], _PAIRS[text[0]]
    for place, sign in enumerate(text):
        depth += (sign == opening) - (sign == closing)
        if depth == 0:
            return place == len(text) - 1
    return False


def _is_name(piece: str) -> bool:
    return len(piece) >= _SHORTEST and "@" not in piece and piece[0] != "#" and _SAYS.search(piece) is not None
