"""Names that Monarr writes, Monarr reads back to the same film or episode: with every preset, folders and all."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from monarr.core.kinds import SeriesType
from monarr.core.naming import (
    PRESETS,
    NamingConfig,
    NamingEpisode,
    NamingFile,
    NamingItem,
    episode_file_name,
    movie_file_name,
    movie_folder_name,
    season_folder_name,
    series_folder_name,
)
from monarr.core.quality import MOVIE_ORDER, SERIES_ORDER
from monarr.core.releases import clean_title, parse_path

# plain words, none of which is also a word of release names
WORDS = st.sampled_from(
    ["Moth", "Night", "Lantern", "Übermut", "of", "the", "and", "Harbour", "Ночь", "机器人", "O'Neil", "Mr.", "Rain"]
)
TITLES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join).filter(lambda title: bool(clean_title(title)))
EDITIONS = st.sampled_from([None, "Director's Cut", "Extended"])
MOVIE_QUALITIES = st.sampled_from([step for group in MOVIE_ORDER for step in group])
SERIES_QUALITIES = st.sampled_from([step for group in SERIES_ORDER for step in group])
CONFIGS = [(preset.key, preset.applied(NamingConfig())) for preset in PRESETS]


@settings(max_examples=60, deadline=None)
@given(TITLES, st.integers(1888, 2030), MOVIE_QUALITIES, EDITIONS, st.integers(100, 999_999))
def test_film_is_read_back(title: str, year: int, quality: str, edition: str | None, tmdb_id: int) -> None:
    item, file = NamingItem(title=title, year=year, tmdb_id=tmdb_id), NamingFile(quality=quality, edition=edition)
    for preset, config in CONFIGS:
        path = f"/films/{movie_folder_name(item, config)}/{movie_file_name(item, file, config)}.mkv"
        parsed = parse_path(path, "movie")
        assert parsed is not None, path
        assert (clean_title(parsed.title), parsed.year) == (clean_title(title), year), path
        assert parsed.quality == quality or quality == "Unknown" or preset == "minimal", path


@settings(max_examples=60, deadline=None)
@given(
    TITLES, st.integers(1950, 2030), st.integers(0, 40), st.integers(1, 90), st.integers(0, 2), TITLES, SERIES_QUALITIES,
    st.sampled_from([SeriesType.STANDARD, SeriesType.ANIME]),
)  # fmt: skip
def test_episodes_are_read_back(
    title: str, year: int, season: int, first: int, more: int, name: str, quality: str, kind: SeriesType
) -> None:  # fmt: skip
    item = NamingItem(title=title, year=year, tvdb_id=170551, series_type=kind)
    numbers = list(range(first, first + more + 1))
    episodes = [NamingEpisode(season=season, episode=one, absolute=one + 100, title=name) for one in numbers]
    for preset, config in CONFIGS:
        folder = f"/tv/{series_folder_name(item, config)}/{season_folder_name(item, season, config)}"
        path = f"{folder}/{episode_file_name(item, episodes, NamingFile(quality=quality), config)}.mkv"
        parsed = parse_path(path, "series")
        assert parsed is not None, path
        found = (clean_title(parsed.title), parsed.season, parsed.episodes)
        assert found == (clean_title(title), season, numbers), path
        assert parsed.quality == quality or quality == "Unknown" or preset == "minimal", path


@settings(max_examples=60, deadline=None)
@given(TITLES, st.integers(1950, 2030), TITLES, SERIES_QUALITIES, st.dates(date(1950, 1, 1), date(2030, 12, 31)))
def test_daily_episode_is_read_back(title: str, year: int, name: str, quality: str, day: date) -> None:
    item = NamingItem(title=title, year=year, tvdb_id=170551, series_type=SeriesType.DAILY)
    episode = NamingEpisode(season=day.year, episode=day.month, title=name, air_date=day)
    for _, config in CONFIGS:
        folder = f"/tv/{series_folder_name(item, config)}/{season_folder_name(item, day.year, config)}"
        path = f"{folder}/{episode_file_name(item, [episode], NamingFile(quality=quality), config)}.mkv"
        parsed = parse_path(path, "series")
        assert parsed is not None, path
        assert (clean_title(parsed.title), parsed.air_date) == (clean_title(title), day), path
