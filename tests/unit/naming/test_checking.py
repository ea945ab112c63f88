"""What is amiss with a pattern, and the patterns that Monarr and the guides bring along."""

from __future__ import annotations

import msgspec
import pytest

from monarr.core.naming import (
    PATTERN_PLACES,
    PRESETS,
    NamingConfig,
    check_config,
    check_pattern,
    find_preset,
)
from monarr.messages.naming import PRESETS as ABOUT
from monarr.messages.naming import pattern_sentence


@pytest.mark.parametrize(
    ("field", "pattern", "codes"),
    [
        ("standard_episode_format", "{Series Title} S{season:00}E{episode:00}", []),
        ("standard_episode_format", "{Series Title} {Air-Date}", []),
        ("standard_episode_format", "{Original Title}", []),
        ("standard_episode_format", "{Series Title}", ["number-missing"]),
        ("standard_episode_format", "{Series Title} {episode:00}", ["number-missing"]),
        ("standard_episode_format", "{Series Title} {absolute:000}", ["number-missing"]),
        ("anime_episode_format", "{Series Title} {absolute:000}", []),
        ("anime_episode_format", "{Series Title}", ["number-missing"]),
        ("daily_episode_format", "{Series Title} {Air.Date}", []),
        ("daily_episode_format", "{Series Title} {Episode Title}", ["number-missing"]),
        ("series_folder_format", "{Series CleanTitleYear}", []),
        ("series_folder_format", "{TvdbId}", []),
        ("series_folder_format", "{Series TitleFirstCharacter}", ["title-missing"]),
        ("series_folder_format", "{Series Title} {Quality Full}", ["token-elsewhere"]),
        ("season_folder_format", "Season {season}", []),
        ("season_folder_format", "Season", ["season-missing"]),
        ("specials_folder_format", "Specials", []),
        ("specials_folder_format", " ", ["pattern-missing"]),
        ("movie_format", "{Movie Title} {{Edition Tags}}", []),
        ("movie_format", "{Movie Title} {edition-{Edition Tags}}", []),
        ("movie_format", "{Release Year}", ["title-missing"]),
        ("movie_format", "{Original Filename}", []),
        ("movie_format", "{Movie Title", ["braces-unequal", "title-missing"]),
        ("movie_format", "{Movie Title} {Moth Count}", ["token-unknown"]),
        ("movie_format", "{Movie Title} {Episode Title}", ["token-elsewhere"]),
        ("movie_format", "{Movie Title}: {Release Year}", ["character-illegal"]),
        ("movie_folder_format", "/{Movie Title}", ["leaves-folder"]),
        ("movie_folder_format", "a/../{Movie Title}", ["leaves-folder"]),
        ("movie_folder_format", "{Movie Title}/..", ["leaves-folder"]),
        ("movie_folder_format", "{Movie TitleFirstCharacter}/{Movie Title}", []),
        ("standard_episode_format", "{Series Title} {{x}} S{season}E{episode}", []),
    ],
)
def test_pattern_is_checked(field: str, pattern: str, codes: list[str]) -> None:
    assert [one.code for one in check_pattern(field, pattern)] == codes


def test_problems_have_sentences_and_those_that_block_come_first() -> None:
    config = NamingConfig(movie_format="{Movie Title} {Moth Count} {Lamp}", season_folder_format="Season")
    problems = check_config(config)
    assert [(one.code, one.blocks) for one in problems] == [("season-missing", True), ("token-unknown", False)]
    assert str(pattern_sentence(problems[0])) == "Without {season} all seasons would share one folder."
    assert str(pattern_sentence(problems[1])).startswith("{Moth Count} {Lamp} are no tokens")


def test_custom_colon_must_be_fit_for_disks() -> None:
    config = NamingConfig(colon_replacement="custom", custom_colon_replacement="?")
    assert [one.code for one in check_config(config)] == ["colon-illegal"]
    assert check_config(msgspec.structs.replace(config, custom_colon_replacement="꞉")) == ()


def test_presets_are_whole_explained_and_without_problems() -> None:
    assert [one.key for one in PRESETS] == ["monarr", "plex", "jellyfin", "emby", "kodi", "minimal"] == list(ABOUT)
    for preset in PRESETS:
        assert check_config(preset.applied(NamingConfig(movie_format="x"))) == ()
        assert PATTERN_PLACES.keys() <= preset.values.keys()
    monarr = find_preset("monarr")
    assert monarr and monarr.applied(NamingConfig(movie_format="x")) == NamingConfig()
