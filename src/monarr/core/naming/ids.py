"""Tokens of the ids of other catalogues."""

from __future__ import annotations

from monarr.core.naming._context import Context
from monarr.core.naming._pattern import Token, Value


def _id(attribute: str) -> Value:
    def value(context: Context, argument: str) -> str:
        return str(getattr(context.item, attribute) or "")

    return value


MOVIE_TOKENS = (Token("ImdbId", _id("imdb_id")), Token("TmdbId", _id("tmdb_id")))
TOKENS = (*MOVIE_TOKENS, Token("TvdbId", _id("tvdb_id")), Token("TvMazeId", _id("tvmaze_id")))
