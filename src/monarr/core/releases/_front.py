"""What stands before the title: `[1080p] Moth`, `(2010) Moth`, `tt1234567 Moth`."""

from __future__ import annotations

from monarr.core.releases._scan import Find, Name

_CLOSING = {"[": "]", "(": ")", "{": "}"}
_BEFORE_TITLE = frozenset(
    ("resolution", "source", "video_codec", "audio", "hdr", "bit_depth", "imdb_id", "tmdb_id", "tvdb_id")
)
_FARTHEST = 60  # characters that a bracket in front holds at most


def find_front(name: Name, finds: list[Find], begin: int) -> tuple[int, list[Find]]:
    """Where the title may begin at or behind `begin`, and the finds before it; none when the title begins there."""
    text = name.text
    finds = [find for find in finds if find.start >= begin]
    if not finds:
        return begin, []
    closing = _CLOSING.get(text[begin : begin + 1])
    if closing is None:
        first = finds[0]
        is_id = first.property == "imdb_id" and first.start == begin
        return (first.end, [first]) if is_id and _goes_on(text, first.end) else (begin, [])
    end = text.find(closing, begin + 1, begin + _FARTHEST)
    inside = [find for find in finds if find.start < end]
    if not inside or not _goes_on(text, end + 1):
        return begin, []
    is_year = inside[0].property == "year" and text[begin + 1 : end].strip() == text[inside[0].start : inside[0].end]
    says = any(find.strong and find.property in _BEFORE_TITLE for find in inside)
    return (end + 1, inside) if is_year or says else (begin, [])


def _goes_on(text: str, end: int) -> bool:
    return any(character.isalpha() for character in text[end : end + _FARTHEST])
