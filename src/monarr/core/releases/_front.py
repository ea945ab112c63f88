"""What stands before the title: `[1080p] Moth`, `(2010) Moth`, `tt1234567 Moth`."""

from __future__ import annotations

from monarr.core.releases._scan import Find, Name

_CLOSING = {"[": "]", "(": ")", "{": "}"}
_BEFORE_TITLE = frozenset(
    ("resolution", "source", "video_codec", "audio", "hdr", "bit_depth", "imdb_id", "tmdb_id", "tvdb_id")
)
_FARTHEST = 60  # characters that a bracket in front holds at most


def find_front(name: Name, finds: list[Find]) -> tuple[int, list[Find]]:
    """Where the title may begin, and the finds before it; 0 and none when the name begins with its title."""
    if not finds:
        return 0, []
    text = name.text
    closing = _CLOSING.get(text[:1])
    if closing is None:
        first = finds[0]
        is_id = first.property == "imdb_id" and first.start == 0
        return (first.end, [first]) if is_id and _goes_on(text, first.end) else (0, [])
    end = text.find(closing, 1, _FARTHEST)
    inside = [find for find in finds if find.start < end]
    if not inside or not _goes_on(text, end + 1):
        return 0, []
    is_year = inside[0].property == "year" and text[1:end].strip() == text[inside[0].start : inside[0].end]
    says = any(find.strong and find.property in _BEFORE_TITLE for find in inside)
    return (end + 1, inside) if is_year or says else (0, [])


def _goes_on(text: str, end: int) -> bool:
    return any(character.isalpha() for character in text[end : end + _FARTHEST])
