"""Names out: files and folders after patterns of tokens, fit for every system (see README.md)."""

from monarr.core.naming.checking import PATTERN_PLACES, PatternProblem, check_config, check_pattern
from monarr.core.naming.clean import MOST_BYTES, clean_file_name
from monarr.core.naming.model import (
    AudioStream,
    FormatName,
    NamingConfig,
    NamingEpisode,
    NamingFile,
    NamingItem,
    NamingMediaInfo,
    SubtitleStream,
    Translation,
)
from monarr.core.naming.names import (
    Place,
    episode_file_name,
    movie_file_name,
    movie_folder_name,
    plain_name,
    season_folder_name,
    series_folder_name,
    tokens_of,
)
from monarr.core.naming.presets import PRESETS, NamingPreset, find_preset

__all__ = [
    "MOST_BYTES",
    "PATTERN_PLACES",
    "PRESETS",
    "AudioStream",
    "FormatName",
    "NamingConfig",
    "NamingEpisode",
    "NamingFile",
    "NamingItem",
    "NamingMediaInfo",
    "NamingPreset",
    "PatternProblem",
    "Place",
    "SubtitleStream",
    "Translation",
    "check_config",
    "check_pattern",
    "clean_file_name",
    "episode_file_name",
    "find_preset",
    "movie_file_name",
    "movie_folder_name",
    "plain_name",
    "season_folder_name",
    "series_folder_name",
    "tokens_of",
]
