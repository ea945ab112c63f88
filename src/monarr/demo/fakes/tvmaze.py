"""TVmaze over real HTTP, in the shapes of its API, with the series of the demo's catalogue and their artwork."""

from __future__ import annotations

import re
import zlib
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from monarr.core.kinds import MediaKind
from monarr.demo.catalogue import DemoEpisode, DemoTitle, find_title
from monarr.demo.fakes._serving import Request, Response
from monarr.demo.fakes._source import FakeSource, json_response, picture_response, suits
from monarr.demo.portraits import portrait_name

_SHOW = re.compile(r"/shows/(\d+)(/episodes|/seasons|/cast|/images|/akas)?")
_PICTURE = re.compile(r"/uploads/images/(original|medium)/(.+)")
_LOOKUPS = {"thetvdb": "tvdb", "imdb": "imdb"}
_LANGUAGES = {"en": "English", "ja": "Japanese"}
_MEDIUM_WIDTH = 210
_ABSENT = {"name": "Not Found", "message": "", "code": 0, "status": 404}


class FakeTVmaze(FakeSource):
    """See the module."""

    async def proper_answer(self, request: Request) -> Response:
        picture = _PICTURE.fullmatch(request.path)
        if picture is not None:
            return await picture_response(picture[2], _MEDIUM_WIDTH if picture[1] == "medium" else None)
        if request.path == "/search/shows":
            return self._search(request.query.get("q", ""))
        if request.path == "/lookup/shows":
            return self._lookup(request.query)
        asked = _SHOW.fullmatch(request.path)
        title = find_title(self.titles, MediaKind.SERIES, "tvmaze", asked[1]) if asked else None
        if asked is None or title is None:
            return json_response(_ABSENT, 404)
        embedded = _embedded(title, self.url)
        if asked[2]:
            return json_response(embedded[asked[2].strip("/")])
        more = {"_embedded": embedded} if "embed[]" in request.query or "embed" in request.query else {}
        return json_response(self._show(title) | more)

    def _search(self, words: str) -> Response:
        found = [title for title in self.titles if title.kind is MediaKind.SERIES and suits(title, words)]
        return json_response([{"score": 0.9, "show": self._show(title)} for title in found])

    def _lookup(self, query: dict[str, str]) -> Response:
        for parameter, source in _LOOKUPS.items():
            title = find_title(self.titles, MediaKind.SERIES, source, query.get(parameter, ""))
            if title is not None:
                return Response(301, headers={"Location": f"{self.url}/shows/{title.ids['tvmaze']}"})
        return json_response(None, 404)

    def _show(self, title: DemoTitle) -> dict[str, Any]:
        last_on = max(episode.air_date for episode in title.episodes)
        country = {"name": title.country, "code": title.country, "timezone": title.time_zone or "UTC"}
        return {
            "id": int(title.ids["tvmaze"]),
            "url": f"{self.url}/shows/{title.ids['tvmaze']}",
            "name": title.title,
            "type": "Animation" if "Animation" in title.genres else "Scripted",
            "language": _LANGUAGES.get(title.language),
            "genres": [genre for genre in title.genres if genre != "Animation"],
            "status": "Running" if title.continuing else "Ended",
            "runtime": title.runtime_minutes,
            "averageRuntime": title.runtime_minutes,
            "premiered": str(title.released_on),
            "ended": None if title.continuing else str(last_on),
            "officialSite": None,
            "schedule": {"time": title.air_time, "days": [f"{last_on:%A}"]},
            "rating": {"average": title.rating},
            "weight": round(title.rating * 10),
            "network": {"id": 1, "name": title.studio, "country": country, "officialSite": None},
            "webChannel": None,
            "externals": {"tvrage": None, "thetvdb": int(title.ids["tvdb"]), "imdb": title.ids.get("imdb")},
            "image": _picture(title, "poster", self.url),
            "summary": f"<p>{title.overview}</p>",
            "updated": 1_700_000_000,
        }


def _embedded(title: DemoTitle, url: str) -> dict[str, Any]:
    return {
        "episodes": [_episode(title, episode) for episode in title.episodes],
        "seasons": [
            {
                "id": int(title.ids["tvmaze"]) * 10 + season.number,
                "number": season.number,
                "name": season.title,
                "episodeOrder": len(season.episodes),
                "premiereDate": str(season.episodes[0].air_date),
                "endDate": str(season.episodes[-1].air_date),
                "image": None,
                "summary": None,
            }
            for season in title.seasons
        ],
        "cast": [
            {"person": _person(name, url), "character": {"id": n, "name": role, "image": None}, "self": False}
            for n, (name, role) in enumerate(title.cast, start=1)
        ],
        "crew": [{"type": "Creator", "person": _person(name, url)} for name in title.writers],
        "images": [
            _image(title, "poster", "poster", 1000, 1500, url),
            _image(title, "background", "fanart", 1920, 1080, url),
        ],
        "akas": [{"name": name, "country": None} for name in title.aliases],
    }


def _episode(title: DemoTitle, episode: DemoEpisode) -> dict[str, Any]:
    hour = time.fromisoformat(title.air_time) if title.air_time else time(12)
    zone = ZoneInfo(title.time_zone or "UTC")
    moment = datetime.combine(episode.air_date, hour, zone).astimezone(UTC)
    return {
        "id": episode.id,
        "name": episode.title,
        "season": episode.season_number,
        "number": episode.episode_number,
        "type": "regular",
        "airdate": str(episode.air_date),
        "airtime": title.air_time,
        "airstamp": moment.isoformat(),
        "runtime": episode.runtime_minutes,
        "rating": {"average": None},
        "image": None,
        "summary": f"<p>{episode.overview}</p>",
    }


def _image(title: DemoTitle, kind: str, slot: str, width: int, height: int, url: str) -> dict[str, Any]:
    address = f"{url}/uploads/images/original/{slot}-{title.key}.webp"
    original = {"url": address, "width": width, "height": height}
    return {"id": zlib.crc32(address.encode()), "type": kind, "main": True, "resolutions": {"original": original}}


def _picture(title: DemoTitle, slot: str, url: str) -> dict[str, str]:
    return {size: f"{url}/uploads/images/{size}/{slot}-{title.key}.webp" for size in ("medium", "original")}


def _person(name: str, url: str) -> dict[str, Any]:
    portrait = portrait_name(name)
    image = {size: f"{url}/uploads/images/{size}/{portrait}" for size in ("medium", "original")} if portrait else None
    return {"id": 900_000_000 + zlib.crc32(name.encode()) % 1_000_000, "name": name, "image": image}
