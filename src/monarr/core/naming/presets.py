"""Patterns that suit a player, ready to choose.

Sources: Plex (support.plex.tv, "Naming and organizing your movie/TV show files": ids and editions in braces), Jellyfin
(jellyfin.org/docs, "Movies", "Shows": ids in brackets, ` - ` before a version's name), Emby (emby.media/support, "Movie
naming", "TV naming"), Kodi (kodi.wiki, "Naming video files").
"""

from __future__ import annotations

import msgspec

from monarr.core.naming.model import NamingConfig

_EPISODE = "{Series TitleYear} - S{season:00}E{episode:00} - {Episode Title} {[Quality Full]}"
_ANIME = "{Series TitleYear} - S{season:00}E{episode:00} - {absolute:000} - {Episode Title} {[Quality Full]}"
_DAILY = "{Series TitleYear} - {Air-Date} - {Episode Title} {[Quality Full]}"


class NamingPreset(msgspec.Struct, frozen=True):
    """`key` is for programs, `name` for people; what it is for stands in `messages.naming`. `values` are the settings that
    it changes; the others stay."""

    key: str
    name: str
    values: dict[str, str]

    def applied(self, config: NamingConfig) -> NamingConfig:
        return msgspec.convert(msgspec.to_builtins(config) | self.values, NamingConfig)


def _preset(key: str, name: str, series_id: str, movie_id: str, *, film: str, **more: str) -> NamingPreset:
    values = {
        "multi_episode_style": "prefixed_range",
        "standard_episode_format": _EPISODE,
        "daily_episode_format": _DAILY,
        "anime_episode_format": _ANIME,
        "series_folder_format": f"{{Series TitleYear}} {series_id}".strip(),
        "season_folder_format": "Season {season:00}",
        "specials_folder_format": "Specials",
        "movie_folder_format": f"{{Movie Title}} ({{Release Year}}) {movie_id}".strip(),
        "movie_format": film,
    }
    return NamingPreset(key, name, values | more)


_plain = NamingConfig()
PRESETS = (
    NamingPreset(
        "monarr",
        "Monarr",
        {
            key: str(value)
            for key, value in msgspec.to_builtins(_plain).items()
            if key.endswith("_format") or key == "multi_episode_style"
        },
    ),
    _preset(
        "plex",
        "Plex",
        "{tvdb-{TvdbId}}",
        "{tmdb-{TmdbId}}",
        film="{Movie Title} ({Release Year}) {tmdb-{TmdbId}} {edition-{Edition Tags}} {[Quality Full]}",
    ),
    _preset(
        "jellyfin",
        "Jellyfin",
        "[tvdbid-{TvdbId}]",
        "[tmdbid-{TmdbId}]",
        film="{Movie Title} ({Release Year}) [tmdbid-{TmdbId}] - {Edition Tags }{[Quality Full]}",
        specials_folder_format="Season 00",
    ),
    _preset(
        "emby",
        "Emby",
        "[tvdb-{TvdbId}]",
        "[tmdb-{TmdbId}]",
        film="{Movie Title} ({Release Year}) [tmdb-{TmdbId}] - {Edition Tags }{[Quality Full]}",
    ),
    _preset(
        "kodi",
        "Kodi",
        "",
        "",
        film="{Movie Title} ({Release Year}) {Edition Tags} {[Quality Full]}",
        multi_episode_style="repeat",
    ),
    _preset(
        "minimal",
        "Minimal",
        "",
        "",
        film="{Movie Title} ({Release Year})",
        standard_episode_format="{Series Title} S{season:00}E{episode:00}",
        daily_episode_format="{Series Title} {Air-Date}",
        anime_episode_format="{Series Title} S{season:00}E{episode:00}",
        series_folder_format="{Series Title}",
        season_folder_format="Season {season}",
    ),
)


def find_preset(key: str) -> NamingPreset | None:
    return next((one for one in PRESETS if one.key == key), None)
