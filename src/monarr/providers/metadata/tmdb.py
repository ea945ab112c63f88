"""TMDB: films and series in many languages. Source: https://developer.themoviedb.org/reference (API 3).

The short API key (32 characters) goes into the address, the long read access token into a header; both work here. One
request brings a title with up to twenty further lists appended, seasons among them. This product uses the TMDB API but
is not endorsed or certified by TMDB.
"""

from __future__ import annotations

from typing import Any

import msgspec

from monarr.core.kinds import MediaKind
from monarr.ports.http import HttpAnswer
from monarr.ports.metadata import TitleDetails, TitleHit
from monarr.ports.provider import HttpUrl, Provider, ProviderContext, ProviderKind, ProviderSettings, Secret, setting
from monarr.providers.metadata._answers import decode
from monarr.providers.metadata._tmdb_reading import NAME, read_details, read_hit
from monarr.providers.metadata._tmdb_shapes import Configuration, Episode, Found, Hit, Hits, Season, Title

_HOST = "https://api.themoviedb.org"
_PATHS = {MediaKind.MOVIE: "movie", MediaKind.SERIES: "tv"}
_COMMON = "external_ids,images,translations,alternative_titles,keywords,videos"
_APPENDED = {
    MediaKind.MOVIE: f"credits,release_dates,{_COMMON}",
    MediaKind.SERIES: f"credits,aggregate_credits,content_ratings,{_COMMON}",
}
_MOST_APPENDED = 20
_SHORT_KEY_LENGTH = 32


class Settings(ProviderSettings):
    api_key: Secret = setting(
        "API key", help="The API key or the read access token, from your TMDB account’s settings."
    )
    country: str = setting("Country", default="US", help="Two letters: whose release dates and age ratings to use.")
    base_url: HttpUrl = setting("Address", default=HttpUrl(_HOST), advanced=True, help="Another one for a mirror.")


class TMDB:
    """Fulfils `ports.metadata.TitleSearch` and `TitleDescription`."""

    kinds = frozenset({MediaKind.MOVIE, MediaKind.SERIES})

    def __init__(self, settings: Settings, context: ProviderContext) -> None:
        self._settings = settings
        self._http = context.http
        self._clock = context.clock
        self._configured = settings.base_url != _HOST
        self._image_base: str | None = None

    async def test(self) -> None:
        """Reads the configuration, which needs a key that works. Raises ProviderError."""
        self._image_base = None
        await self._images()

    async def search_titles(self, kind: MediaKind, words: str, year: int | None = None) -> list[TitleHit]:
        """Titles by words, best first; with a year only those of it, unless there are none."""
        path = _PATHS.get(kind)
        if path is None or not words.strip():
            return []
        base = await self._images()
        year_parameter = "year" if kind is MediaKind.MOVIE else "first_air_date_year"
        for params in ({year_parameter: year},) * (year is not None) + ({},):
            answer = await self._get(f"/3/search/{path}", {"query": words.strip(), **params})
            hits = decode(answer, Hits, "TMDB").results
            if hits:
                return [read_hit(hit, kind, base) for hit in hits]
        return []

    async def describe(self, kind: MediaKind, ids: dict[str, str], language: str = "en") -> TitleDetails | None:
        """The title, for a series with all its episodes; None when TMDB does not know it."""
        path = _PATHS.get(kind)
        title_id = ids.get(NAME) or (await self._find(kind, ids) if path else None)
        if path is None or title_id is None or not title_id.isdigit():
            return None
        params = {
            "language": language,
            "append_to_response": _APPENDED[kind],
            "include_image_language": ",".join(dict.fromkeys((language.split("-")[0], "en", "null"))),
        }
        answer = await self._get(f"/3/{path}/{title_id}", params, absent=True)
        if answer.status == 404:
            return None
        title = decode(answer, Title, "TMDB")
        episodes = await self._episodes(title, language)
        today = self._clock.now().date()
        country = self._settings.country.upper()
        return read_details(title, kind, episodes, await self._images(), country, today)

    async def _episodes(self, title: Title, language: str) -> list[Episode]:
        """The episodes of all seasons, specials first, as many seasons to a request as TMDB takes."""
        numbers = sorted(season.season_number for season in title.seasons)
        episodes: list[Episode] = []
        for start in range(0, len(numbers), _MOST_APPENDED):
            wanted = [f"season/{number}" for number in numbers[start : start + _MOST_APPENDED]]
            params = {"language": language, "append_to_response": ",".join(wanted)}
            answer = await self._get(f"/3/tv/{title.id}", params)
            found = decode(answer, dict[str, msgspec.Raw], "TMDB")
            for name in wanted:
                if name in found:
                    season = decode(msgspec.structs.replace(answer, content=bytes(found[name])), Season, "TMDB")
                    episodes += season.episodes
        return episodes

    async def _find(self, kind: MediaKind, ids: dict[str, str]) -> str | None:
        """TMDB's id by another site's."""
        for source in ("imdb", "tvdb", "wikidata"):
            if source not in ids:
                continue
            answer = await self._get(f"/3/find/{ids[source]}", {"external_source": f"{source}_id"}, absent=True)
            if answer.status == 404:
                continue
            found = decode(answer, Found, "TMDB")
            hits: tuple[Hit, ...] = found.movie_results if kind is MediaKind.MOVIE else found.tv_results
            if hits:
                return str(hits[0].id)
        return None

    async def _images(self) -> str:
        """Where pictures lie; asked once."""
        if self._image_base is None:
            answer = await self._get("/3/configuration", {})
            self._image_base = decode(answer, Configuration, "TMDB").images.secure_base_url
        return self._image_base

    async def _get(self, path: str, params: dict[str, Any], *, absent: bool = False) -> HttpAnswer:
        key = self._settings.api_key
        short = len(key) <= _SHORT_KEY_LENGTH
        answer: HttpAnswer = await self._http.request(
            "GET",
            self._settings.base_url + path,
            params={**params, "api_key": key} if short else params,
            headers={} if short else {"Authorization": f"Bearer {key}"},
            configured=self._configured,
            allow_status=(404,) if absent else (),
        )
        return answer


PROVIDER = Provider(
    implementation=NAME,
    label="TMDB",
    adapter=TMDB,
    settings=Settings,
    kind=ProviderKind.METADATA,
    docs_url="https://developer.themoviedb.org/docs/getting-started",
    help="Films and series in many languages, with posters. Needs a free key.",
)
