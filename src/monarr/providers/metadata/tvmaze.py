"""TVmaze: series, without a key. Source: https://www.tvmaze.com/api (CC BY-SA, to be credited).

At least 20 requests every 10 seconds are allowed; more may be answered with 429. A lookup by another site's id answers
with a redirect to the show, or 404. Films are unknown there. Specials carry no episode number.
"""

from __future__ import annotations

from typing import Any

from monarr.core.kinds import MediaKind
from monarr.ports.http import HttpAnswer
from monarr.ports.metadata import TitleDetails, TitleHit
from monarr.ports.provider import HttpUrl, Provider, ProviderContext, ProviderKind, ProviderSettings, setting
from monarr.providers.http import HostLimit
from monarr.providers.metadata._answers import decode
from monarr.providers.metadata._tvmaze_reading import NAME, read_details, read_hit
from monarr.providers.metadata._tvmaze_shapes import Episode, SearchResult, Show

_HOST = "https://api.tvmaze.com"
_LOOKUPS = (("tvdb", "thetvdb"), ("imdb", "imdb"), ("tvrage", "tvrage"))
_EMBEDDED = ["seasons", "cast", "crew", "images", "akas"]


class Settings(ProviderSettings):
    base_url: HttpUrl = setting("Address", default=HttpUrl(_HOST), advanced=True, help="Another one for a mirror.")


class TVmaze:
    """Fulfils `ports.metadata.TitleSearch` and `TitleDescription` for series."""

    kinds = frozenset({MediaKind.SERIES})

    def __init__(self, settings: Settings, context: ProviderContext) -> None:
        self._base_url = settings.base_url
        self._http = context.http
        self._configured = settings.base_url != _HOST
        if not self._configured:
            self._http.limit(_HOST, HostLimit(at_once=2, interval_seconds=0.5))

    async def test(self) -> None:
        """Searches for a word. Raises ProviderError."""
        await self.search_titles(MediaKind.SERIES, "one")

    async def search_titles(self, kind: MediaKind, words: str, year: int | None = None) -> list[TitleHit]:
        """Series by words, best first; those of the year asked for come before the others. No films."""
        if kind is not MediaKind.SERIES or not words.strip():
            return []
        answer = await self._get("/search/shows", {"q": words.strip()})
        hits = [read_hit(result) for result in decode(answer, list[SearchResult], "TVmaze")]
        return sorted(hits, key=lambda hit: year is not None and hit.year != year)

    async def describe(self, kind: MediaKind, ids: dict[str, str], language: str = "en") -> TitleDetails | None:
        """The series with all its episodes, or None. TVmaze has one language per series: `language` changes nothing."""
        if kind is not MediaKind.SERIES:
            return None
        show_id = ids.get(NAME) or await self._find(ids)
        if show_id is None or not show_id.isdigit():
            return None
        answer = await self._get(f"/shows/{show_id}", {"embed[]": _EMBEDDED}, absent=True)
        if answer.status == 404:
            return None
        show = decode(answer, Show, "TVmaze")
        episodes = await self._get(f"/shows/{show.id}/episodes", {"specials": 1})
        return read_details(show, decode(episodes, tuple[Episode, ...], "TVmaze"))

    async def _find(self, ids: dict[str, str]) -> str | None:
        for source, parameter in _LOOKUPS:
            if source not in ids:
                continue
            answer = await self._get("/lookup/shows", {parameter: ids[source]}, absent=True)
            if answer.status != 404:
                return str(decode(answer, Show, "TVmaze").id)
        return None

    async def _get(self, path: str, params: dict[str, Any] | None = None, *, absent: bool = False) -> HttpAnswer:
        answer: HttpAnswer = await self._http.request(
            "GET",
            self._base_url + path,
            params=params,
            configured=self._configured,
            allow_status=(404,) if absent else (),
        )
        return answer


PROVIDER = Provider(
    implementation=NAME,
    label="TVmaze",
    adapter=TVmaze,
    settings=Settings,
    kind=ProviderKind.METADATA,
    keyless=True,
    docs_url="https://www.tvmaze.com/api",
    help="Series, episodes and air times. Needs no key.",
)
