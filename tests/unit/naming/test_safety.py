"""Whatever a title holds, its name is one that every system takes, and Monarr reads it back."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from monarr.core.naming import (
    MOST_BYTES,
    NamingConfig,
    NamingEpisode,
    NamingFile,
    NamingItem,
    episode_file_name,
    movie_file_name,
    movie_folder_name,
    plain_name,
    season_folder_name,
    series_folder_name,
)

CONFIG = NamingConfig()
FORBIDDEN = re.compile(r'[\x00-\x1f<>:"\\|?*]')
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
TEXTS = st.one_of(
    st.text(max_size=300),
    st.sampled_from(
        ["CON", "nul.txt", "..", "../../etc", "a/b\\c", "...", " ", "", "👩‍👩‍👧‍👦" * 40, "é" * 300, "com1"]
    ),
)


def assert_safe(name: str, extension: str = "") -> None:
    for level in name.split("/") if name else []:
        assert level
        assert level not in (".", "..")
        assert not FORBIDDEN.search(level)
        assert not RESERVED.match(level)
        assert level == level.strip(" ")
        assert extension or not level.endswith(".")
        assert len((level + extension).encode()) <= MOST_BYTES


@settings(max_examples=300, deadline=None)
@given(
    TEXTS, TEXTS, st.sampled_from([CONFIG, NamingConfig(rename=False), NamingConfig(replace_illegal_characters=False)])
)
def test_any_title_gives_safe_names(title: str, more: str, config: NamingConfig) -> None:
    item = NamingItem(title=title, year=2010)
    file = NamingFile(quality="Bluray-1080p", release_group=more, scene_name=more, edition=more)
    assert_safe(movie_folder_name(item, config))
    assert_safe(movie_file_name(item, file, config), file.extension)
    assert_safe(series_folder_name(item, config))
    assert_safe(season_folder_name(item, 0, config))
    assert_safe(episode_file_name(item, [NamingEpisode(season=1, episode=2, title=more)], file, config), file.extension)


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS)
def test_any_file_has_a_name_at_last(title: str, more: str) -> None:
    item, episode = NamingItem(title=title), NamingEpisode(season=1, episode=2, title=more)
    for name in (plain_name(item, (), CONFIG), plain_name(item, [episode], CONFIG)):
        assert name
        assert_safe(name, ".mkv")


def test_pattern_makes_folders_but_a_value_never_does() -> None:
    config = NamingConfig(movie_format="{Movie Title}/{Movie Title} {Edition Tags}")
    named = movie_file_name(NamingItem(title="Up/Down"), NamingFile(edition="../x"), config)
    assert named == "Up+Down/Up+Down +X"


def test_long_episode_title_is_cut_before_the_series_title() -> None:
    episode = NamingEpisode(season=1, episode=2, title="Night " * 60)
    named = episode_file_name(NamingItem(title="Moth"), [episode], NamingFile(quality="HDTV-720p"), CONFIG)
    assert named.startswith("Moth - S01E02 - Night")
    assert named.endswith("... HDTV-720p")
    assert 240 < len((named + ".mkv").encode()) <= MOST_BYTES


def test_joined_emoji_are_never_torn() -> None:
    family = "👩‍👩‍👧‍👦"
    named = movie_file_name(NamingItem(title=family * 40, year=2010), NamingFile(quality="SDTV"), CONFIG)
    assert named.removesuffix("... (2010) SDTV").replace(family, "") == ""
