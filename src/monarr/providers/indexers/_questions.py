"""What to ask an indexer for a query: by id where it can, else by words and numbers.

The questions come in rounds. A round is asked whole; the next one only if nothing came of it. So the exact question by id
goes first, and words are the way round an indexer that does not know the id.
"""

from __future__ import annotations

from collections.abc import Sequence

from monarr.ports.indexer import Capabilities, Query, QueryKind
from monarr.providers.indexers._settings import FeedSettings

Question = dict[str, str]
Rounds = list[list[Question]]

_MOVIE_IDS = (("imdb", "imdbid"), ("tmdb", "tmdbid"))
_SERIES_IDS = (("tvdb", "tvdbid"), ("tvmaze", "tvmazeid"), ("imdb", "imdbid"), ("tmdb", "tmdbid"))
_MOST_NAMES = 3  # each one is a request
_PUNCTUATION = str.maketrans(dict.fromkeys('()[]{}<>:;,!?"“”|/\\*', " ") | {"’": "'", "–": " ", "&": "and"})


def rounds_for(query: Query, capabilities: Capabilities, settings: FeedSettings) -> Rounds:
    """The questions for a query, best round first. Empty when the indexer's categories rule the query out."""
    if query.kind is QueryKind.TEXT:
        listed = list(query.categories or [*settings.categories, *settings.anime_categories])
        return [[_with_categories({"t": "search", "q": words(query.title)}, listed)]]
    categories = _categories(query, settings)
    if categories is None:
        return []
    rounds = _movie(query, capabilities) if query.kind is QueryKind.MOVIE else _series(query, capabilities)
    asked = [[_with_categories(question, categories) for question in questions] for questions in rounds if questions]
    if query.absolute_episode is not None:
        anime = list(query.categories or settings.anime_categories or categories)
        absolute = [_with_categories(question, anime) for question in _absolute(query)]
        asked = [[*asked[0], *absolute], *asked[1:]] if asked else [absolute]
    return asked


def recent_question(capabilities: Capabilities, settings: FeedSettings) -> Question:
    """The question for the newest releases."""
    mode = "search" if "search" in capabilities.modes else next(iter(capabilities.modes), "search")
    return _with_categories({"t": mode}, [*settings.categories, *settings.anime_categories])


def words(title: str) -> str:
    """A title as a search box likes it: without marks that indexers stumble over."""
    return " ".join(title.translate(_PUNCTUATION).split())


def _movie(query: Query, capabilities: Capabilities) -> Rounds:
    by_id = _id_question("movie", _MOVIE_IDS, query, capabilities)
    mode = "movie" if "q" in capabilities.modes.get("movie", ()) else "search"
    year = f" {query.year}" if query.year else ""
    return [by_id, [{"t": mode, "q": f"{name}{year}"} for name in _names(query)]]


def _series(query: Query, capabilities: Capabilities) -> Rounds:
    numbers = _numbers(query)
    by_id = [{**question, **numbers} for question in _id_question("tvsearch", _SERIES_IDS, query, capabilities)]
    can = capabilities.modes.get("tvsearch", frozenset())
    if not numbers.keys() <= can:
        by_id = []  # without the numbers every episode would come
    if {"q", *numbers} <= can:
        return [by_id, [{"t": "tvsearch", "q": name, **numbers} for name in _names(query)]]
    return [by_id, [{"t": "search", "q": f"{name} {_written(query)}".strip()} for name in _names(query)]]


def _absolute(query: Query) -> list[Question]:
    """Anime releases carry the number counted through all seasons, with two digits at least."""
    return [{"t": "search", "q": f"{name} {query.absolute_episode:02d}"} for name in _names(query)]


def _id_question(mode: str, ids: Sequence[tuple[str, str]], query: Query, capabilities: Capabilities) -> list[Question]:
    """By the first id that both sides know: more in one question would narrow it."""
    can = capabilities.modes.get(mode, frozenset())
    for provider, parameter in ids:
        value = query.ids.get(provider)
        if value and parameter in can:
            return [{"t": mode, parameter: value.removeprefix("tt")}]
    return []


def _numbers(query: Query) -> Question:
    """Season and episode as parameters; a daily one is year and month/day there."""
    if query.kind is QueryKind.DAILY and query.air_date is not None:
        return {"season": str(query.air_date.year), "ep": f"{query.air_date:%m/%d}"}
    numbers = {}
    if query.season is not None:
        numbers["season"] = str(query.season)
        if query.kind is QueryKind.EPISODE and query.episode is not None:
            numbers["ep"] = str(query.episode)
    return numbers


def _written(query: Query) -> str:
    """Season and episode as they stand in release names."""
    if query.kind is QueryKind.DAILY and query.air_date is not None:
        return f"{query.air_date:%Y %m %d}"
    if query.season is None:
        return ""
    episode = f"E{query.episode:02d}" if query.kind is QueryKind.EPISODE and query.episode is not None else ""
    return f"S{query.season:02d}{episode}"


def _names(query: Query) -> list[str]:
    names = (words(name) for name in (query.title, *query.titles))
    return list(dict.fromkeys(name for name in names if name))[:_MOST_NAMES]


def _categories(query: Query, settings: FeedSettings) -> list[int] | None:
    """Configured categories that suit the kind; None when the user set some, but none of this kind."""
    if query.categories:
        return list(query.categories)
    configured = [*settings.categories, *settings.anime_categories]
    other = range(5000, 6000) if query.kind is QueryKind.MOVIE else range(2000, 3000)
    if query.kind is QueryKind.MOVIE:
        configured = list(settings.categories)
    suiting = [number for number in configured if number not in other]
    return suiting if suiting or not configured else None


def _with_categories(question: Question, categories: list[int]) -> Question:
    return {**question, "cat": ",".join(map(str, dict.fromkeys(categories)))} if categories else question
