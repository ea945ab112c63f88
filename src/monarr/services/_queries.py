"""The questions that a search asks indexers: by ids and by every useful name, in the numbers of the series' kind."""

from __future__ import annotations

from collections.abc import Sequence

from monarr.core.kinds import MediaKind, SeriesType
from monarr.core.releases import clean_title
from monarr.db.repositories.wanted import EpisodeFacts, Wanted
from monarr.ports.indexer import Query, QueryKind

_ASKED_IDS = ("imdb", "tmdb", "tvdb", "tvmaze")
_MOST_NAMES = 5


def text_query(words: str) -> Query:
    """What a person typed, as it is."""
    return Query(kind=QueryKind.TEXT, title=words)


def movie_query(wanted: Wanted) -> Query:
    return Query(
        kind=QueryKind.MOVIE,
        title=wanted.title,
        titles=useful_names(wanted),
        year=wanted.year,
        ids=_ids(wanted),
    )


def series_queries(wanted: Wanted, episodes: Sequence[EpisodeFacts], *, whole_season: bool = False) -> list[Query]:
    """For these episodes: one question for a season of which several are wanted, else one for each episode."""
    by_season: dict[int, list[EpisodeFacts]] = {}
    for episode in episodes:
        by_season.setdefault(_season(episode), []).append(episode)
    queries: list[Query] = []
    for season, held in sorted(by_season.items()):
        counted_by_season = wanted.series_type is not SeriesType.DAILY
        if counted_by_season and (len(held) > 1 or whole_season):
            queries.append(_season_query(wanted, season))
        else:
            queries.extend(episode_query(wanted, episode) for episode in held)
    return queries


def episode_query(wanted: Wanted, episode: EpisodeFacts) -> Query:
    season, number = episode.numbers.released_as
    is_daily = wanted.series_type is SeriesType.DAILY and episode.numbers.air_date is not None
    is_anime = wanted.series_type is SeriesType.ANIME and season > 0
    return Query(
        kind=QueryKind.DAILY if is_daily else QueryKind.EPISODE,
        title=wanted.title,
        titles=useful_names(wanted, season),
        year=wanted.year,
        season=season,
        episode=number,
        absolute_episode=episode.numbers.released_absolute if is_anime else None,
        air_date=episode.numbers.air_date if is_daily else None,
        ids=_ids(wanted),
    )


def useful_names(wanted: Wanted, season: int | None = None) -> tuple[str, ...]:
    """The names besides the title that releases may bear: a season's own first, then the original, then the others; each
    once as releases are compared, and those that indexers can read before those in other scripts."""
    given = (*wanted.season_names.get(season if season is not None else -1, ()), *wanted.names.main_aliases,
             *wanted.names.aliases)  # fmt: skip
    seen = {clean_title(wanted.title)}
    names = []
    for name in sorted(given, key=lambda name: not name.isascii()):
        clean = clean_title(name)
        if clean and clean not in seen:
            seen.add(clean)
            names.append(name)
    return tuple(names[:_MOST_NAMES])


def _season_query(wanted: Wanted, season: int) -> Query:
    return Query(
        kind=QueryKind.SEASON,
        title=wanted.title,
        titles=useful_names(wanted, season),
        year=wanted.year,
        season=season,
        ids=_ids(wanted),
    )


def _season(episode: EpisodeFacts) -> int:
    return episode.numbers.released_as[0]


def _ids(wanted: Wanted) -> dict[str, str]:
    asked = _ASKED_IDS if wanted.kind is MediaKind.SERIES else _ASKED_IDS[:2]
    return {provider: wanted.ids[provider] for provider in asked if provider in wanted.ids}
