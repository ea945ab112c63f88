"""Names out: files and folders after patterns of tokens, fit for every system (see README.md)."""

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
    episode_file_name,
    movie_file_name,
    movie_folder_name,
    plain_name,
    season_folder_name,
    series_folder_name,
)

__all__ = [
    "MOST_BYTES",
    "AudioStream",
    "FormatName",
    "NamingConfig",
    "NamingEpisode",
    "NamingFile",
    "NamingItem",
    "NamingMediaInfo",
    "SubtitleStream",
    "Translation",
    "clean_file_name",
    "episode_file_name",
    "movie_file_name",
    "movie_folder_name",
    "plain_name",
    "season_folder_name",
    "series_folder_name",
]
