"""Naming patterns as the TRaSH Guides publish them (`naming/sonarr-naming.json`, `naming/radarr-naming.json`).

Source: https://github.com/TRaSH-Guides/Guides, docs/json/*/naming (MIT). Each place has patterns by name.
"""

from __future__ import annotations

from typing import Any

import msgspec

from monarr.core.naming.checking import PatternProblem, check_pattern

_FIELDS = {
    ("season",): "season_folder_format",
    ("series",): "series_folder_format",
    ("episodes", "standard"): "standard_episode_format",
    ("episodes", "daily"): "daily_episode_format",
    ("episodes", "anime"): "anime_episode_format",
    ("folder",): "movie_folder_format",
    ("file",): "movie_format",
}


class GuidePattern(msgspec.Struct, frozen=True):
    """`name` is the guide's (`plex-imdb`), `field` the place in the settings; `problems` as of any pattern."""

    field: str
    name: str
    pattern: str
    problems: tuple[PatternProblem, ...] = ()


def is_guide(data: Any) -> bool:
    """Whether this JSON is a naming guide: of folders and files, or of series and episodes."""
    return isinstance(data, dict) and ({"folder", "file"} <= data.keys() or {"series", "episodes"} <= data.keys())


def read_guide(data: Any) -> tuple[GuidePattern, ...]:
    """The patterns of a naming guide, in its order. Raises ValueError for what is none."""
    if not is_guide(data):
        raise ValueError("no naming guide")
    found: list[GuidePattern] = []
    for path, field in _FIELDS.items():
        part: Any = data
        for key in path:
            part = part.get(key) if isinstance(part, dict) else None
        for name, pattern in part.items() if isinstance(part, dict) else ():
            if isinstance(pattern, str):
                found.append(GuidePattern(field, str(name), pattern, check_pattern(field, pattern)))
    return tuple(found)
