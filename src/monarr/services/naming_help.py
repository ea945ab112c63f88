"""All tokens of a place with what each makes of an open film or series."""

from __future__ import annotations

from functools import cache

import msgspec

from monarr.core.naming import Place, tokens_of
from monarr.services.naming import token_example

# by the beginning of a token's key; the first that fits
_FAMILIES = (
    ("title", ("movietitle", "moviecleantitle", "movieoriginal", "moviecleanoriginal", "seriestitle", "seriescleantitle",
               "episodetitle", "episodecleantitle")),
    ("title-more", ("movie", "series", "releaseyear", "editiontags")),
    ("number", ("season", "episode", "absolute", "airdate")),
    ("quality", ("quality",)),
    ("streams", ("mediainfo",)),
    ("release", ("releasegroup", "releasehash", "customformat", "original")),
    ("id", ("imdbid", "tmdbid", "tvdbid", "tvmazeid")),
)  # fmt: skip
_WRITTEN = {
    "season": ("{season}", "{season:00}"),
    "episode": ("{episode:00}", "S{season:00}E{episode:00}"),
    "airdate": ("{Air-Date}", "{Air Date}"),
    "customformat": ("{Custom Format:HDR}",),
    "customformats": ("{Custom Formats}", "{Custom Formats:-HDR}"),
    "editiontags": ("{Edition Tags}", "{edition-{Edition Tags}}"),
    "mediainfoaudiolanguages": ("{MediaInfo AudioLanguages}", "{MediaInfo AudioLanguages:DE}"),
    "ellipsis": (),
}


class TokenExample(msgspec.Struct, frozen=True):
    token: str
    example: str


class TokenFamily(msgspec.Struct, frozen=True):
    """`code` is title, title-more, number, quality, streams, release or id."""

    code: str
    tokens: tuple[TokenExample, ...]


@cache
def token_help(place: Place) -> tuple[TokenFamily, ...]:
    """Families in the order in which patterns mostly have them."""
    found: dict[str, list[TokenExample]] = {code: [] for code, _ in _FAMILIES}
    for key, token in tokens_of(place).items():
        code = next((code for code, starts in _FAMILIES if key.startswith(starts)), "title-more")
        written = _WRITTEN.get(key, ("{" + token.name + "}",))
        found[code] += [TokenExample(one, token_example(place, one)) for one in written]
    if place == "episode_file":
        found["number"].append(TokenExample("{absolute:000}", token_example(place, "{absolute:000}")))
    return tuple(TokenFamily(code, tuple(tokens)) for code, tokens in found.items() if tokens)
