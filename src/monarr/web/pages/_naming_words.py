"""The words of the naming page: its fields, choices and families of tokens."""

from __future__ import annotations

from typing import Literal

import msgspec

from monarr.core.naming import Place
from monarr.core.text import Text, text


class PatternField(msgspec.Struct, frozen=True):
    """A field, and the samples (fields of NamingPreview) that it makes."""

    name: str
    label: Text
    samples: tuple[str, ...]


class PatternGroup(msgspec.Struct, frozen=True):
    key: Literal["films", "series"]
    name: Text
    tokens: Place
    fields: tuple[PatternField, ...]


GROUPS = (
    PatternGroup(
        "films", text("Films"), "movie_file",
        (
            PatternField("movie_folder_format", text("Folder of a film"), ("movie_folder",)),
            PatternField("movie_format", text("File of a film"), ("movie",)),
        ),
    ),
    PatternGroup(
        "series", text("Series"), "episode_file",
        (
            PatternField("series_folder_format", text("Folder of a series"), ("series_folder",)),
            PatternField("season_folder_format", text("Folder of a season"), ("season_folder",)),
            PatternField("specials_folder_format", text("Folder of specials"), ("specials_folder",)),
            PatternField("standard_episode_format", text("Episode"), ("episode", "episodes")),
            PatternField("daily_episode_format", text("Episode by date"), ("daily_episode",)),
            PatternField("anime_episode_format", text("Episode of an anime"), ("anime_episode", "anime_episodes")),
        ),
    ),
)  # fmt: skip
COLONS = (
    ("smart", text("Smart: dash with space where it fits")), ("delete", text("Left out")), ("dash", text("Dash")),
    ("space_dash", text("Space and dash")), ("space_dash_space", text("Dash between spaces")),
    ("custom", text("Another sign")),
)  # fmt: skip
SEVERAL = (
    ("prefixed_range", "S01E01-E03"), ("range", "S01E01-03"), ("extend", "S01E01-02-03"), ("scene", "S01E01-E02-E03"),
    ("repeat", "S01E01E02E03"), ("duplicate", "S01E01 - S01E02 - S01E03"),
)  # fmt: skip
FAMILIES = {
    "title": text("Titles"),
    "title-more": text("About the title"),
    "number": text("Numbers and dates"),
    "quality": text("Quality"),
    "streams": text("Picture, sound and subtitles"),
    "release": text("The release"),
    "id": text("Ids"),
}
