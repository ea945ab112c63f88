"""TMDB over real HTTP, in the shapes of its API 3, with the demo's catalogue and its artwork.

It asks for a key (any but `wrong`), takes it as parameter or bearer token, appends lists as asked, and serves pictures
in the sizes of the real image host under `/t/p/`.
"""

from __future__ import annotations

import re
import zlib
from datetime import timedelta
from typing import Any

from monarr.core.kinds import MediaKind
from monarr.demo.catalogue import DemoEpisode, DemoSeason, DemoTitle, find_title
from monarr.demo.fakes._serving import Request, Response
from monarr.demo.fakes._source import FakeSource, json_response, picture_response, suits
from monarr.demo.portraits import portrait_name

_KINDS = {"movie": MediaKind.MOVIE, "tv": MediaKind.SERIES}
_DETAILS = re.compile(r"/3/(movie|tv)/(\d+)")
_SEASON = re.compile(r"/3/tv/(\d+)/season/(\d+)")
_PICTURE = re.compile(r"/t/p/(?:w(\d+)|h\d+|original)/(.+)")
_IN_CINEMAS, _DIGITAL, _PHYSICAL = 3, 4, 5
_ABSENT = {"success": False, "status_code": 34, "status_message": "The resource you requested could not be found."}
_NO_KEY = {"status_code": 7, "status_message": "Invalid API key: You must be granted a valid key.", "success": False}


class FakeTMDB(FakeSource):
    """See the module. Its key for the settings is `KEY`."""

    KEY = "0123456789abcdef0123456789abcdef"

    async def proper_answer(self, request: Request) -> Response:
        picture = _PICTURE.fullmatch(request.path)
        if picture is not None:
            return await picture_response(picture[2], int(picture[1]) if picture[1] else None)
        key = request.query.get("api_key") or request.headers.get("authorization", "").removeprefix("Bearer ")
        if key in ("", "wrong"):
            return json_response(_NO_KEY, 401)
        return self._api(request.path, request.query)

    def _api(self, path: str, query: dict[str, str]) -> Response:
        if path == "/3/configuration":
            return json_response({"images": {"secure_base_url": f"{self.url}/t/p/", "base_url": f"{self.url}/t/p/"}})
        if path in ("/3/search/movie", "/3/search/tv"):
            return self._search(path.rsplit("/", 1)[1], query)
        if path.startswith("/3/find/"):
            return self._find(path.removeprefix("/3/find/"), query.get("external_source", ""))
        details, season = _DETAILS.fullmatch(path), _SEASON.fullmatch(path)
        if season is not None:
            title = find_title(self.titles, MediaKind.SERIES, "tmdb", season[1])
            found = _season_numbered(title, int(season[2])) if title else None
            return json_response(_season(title, found)) if title and found else json_response(_ABSENT, 404)
        title = find_title(self.titles, _KINDS[details[1]], "tmdb", details[2]) if details else None
        if title is None:
            return json_response(_ABSENT, 404)
        return json_response(self._details(title, query.get("append_to_response", "").split(",")))

    def _search(self, path: str, query: dict[str, str]) -> Response:
        year = query.get("year") or query.get("first_air_date_year")
        found = [
            _head(title)
            for title in self.titles
            if title.kind is _KINDS[path] and suits(title, query.get("query", "")) and year in (None, str(title.year))
        ]
        return json_response({"page": 1, "results": found, "total_pages": 1, "total_results": len(found)})

    def _find(self, value: str, source: str) -> Response:
        found: dict[str, list[Any]] = {"movie_results": [], "tv_results": []}
        for path, kind in _KINDS.items():
            title = find_title(self.titles, kind, source.removesuffix("_id"), value)
            found[f"{path}_results"] = [_head(title)] if title else []
        return json_response(found)

    def _details(self, title: DemoTitle, appended: list[str]) -> dict[str, Any]:
        details = _head(title) | _common(title)
        details |= _film(title) if title.kind is MediaKind.MOVIE else self._series(title)
        more = _appended(title)
        details |= {name: more[name] for name in appended if name in more}
        for name in appended:
            found = _season_numbered(title, int(name[7:])) if name.startswith("season/") else None
            if found is not None:
                details[name] = _season(title, found)
        return details

    def _series(self, title: DemoTitle) -> dict[str, Any]:
        shown = [episode.air_date for episode in title.episodes if episode.air_date <= self.today]
        return {
            "status": "Returning Series" if title.continuing else "Ended",
            "episode_run_time": [title.runtime_minutes],
            "networks": [{"id": 1, "name": title.studio, "origin_country": title.country}],
            "created_by": [_person(name) for name in title.writers[:1]],
            "origin_country": [title.country],
            "number_of_seasons": len(title.seasons),
            "last_air_date": str(max(shown, default=title.released_on)),
            "seasons": [_season_head(title, season) for season in title.seasons],
        }


def _head(title: DemoTitle) -> dict[str, Any]:
    is_movie = title.kind is MediaKind.MOVIE
    return {
        "id": title.tmdb_id,
        "title" if is_movie else "name": title.title,
        "original_title" if is_movie else "original_name": title.original_title or title.title,
        "original_language": title.language,
        "release_date" if is_movie else "first_air_date": str(title.released_on),
        "overview": title.overview,
        "poster_path": f"/poster-{title.key}.webp",
        "backdrop_path": f"/fanart-{title.key}.webp",
        "popularity": round(title.rating * 3, 1),
        "vote_average": title.rating,
        "vote_count": 100 + zlib.crc32(title.key.encode()) % 5000,
        "adult": False,
    }


def _common(title: DemoTitle) -> dict[str, Any]:
    return {
        "tagline": title.tagline,
        "genres": [{"id": zlib.crc32(name.encode()) % 10_000, "name": name} for name in title.genres],
        "production_companies": [{"id": 1, "name": title.studio}] if title.studio else [],
        "production_countries": [{"iso_3166_1": title.country, "name": title.country}],
        "homepage": "",
    }


def _film(title: DemoTitle) -> dict[str, Any]:
    collection = title.collection
    return {
        "status": "Released",
        "runtime": title.runtime_minutes,
        "imdb_id": title.ids.get("imdb"),
        "belongs_to_collection": {"id": collection[0], "name": collection[1]} if collection else None,
        "budget": 0,
        "revenue": 0,
    }


def _appended(title: DemoTitle) -> dict[str, Any]:
    """All lists that may be asked for along with the details."""
    cast = [{**_person(name), "character": role, "order": n} for n, (name, role) in enumerate(title.cast)]
    crew = [{**_person(name), "job": "Director", "department": "Directing"} for name in title.directors]
    crew += [{**_person(name), "job": "Screenplay", "department": "Writing"} for name in title.writers]
    crew += [{**_person(name), "job": "Original Music Composer", "department": "Sound"} for name in title.composers]
    is_movie = title.kind is MediaKind.MOVIE
    others = [{"iso_3166_1": title.country, "title": name, "type": ""} for name in title.aliases]
    words = {"title" if is_movie else "name": title.title, "overview": title.overview, "tagline": title.tagline}
    rating = [{"iso_3166_1": "US", "rating": title.certification}] if title.certification else []
    return {
        "credits": {"cast": cast, "crew": crew},
        "external_ids": {"imdb_id": title.ids.get("imdb"), "tvdb_id": _number(title.ids.get("tvdb"))},
        "images": {
            "posters": [_image(title, "poster", 1000, 1500)],
            "backdrops": [_image(title, "fanart", 1920, 1080)],
            "logos": [],
        },
        "translations": {"translations": [{"iso_3166_1": "US", "iso_639_1": "en", "data": words}]},
        "alternative_titles": {"titles" if is_movie else "results": others},
        "keywords": {"keywords" if is_movie else "results": [{"id": 1, "name": "open film"}]},
        "videos": {"results": []},
        "release_dates": {"results": _releases(title)},
        "content_ratings": {"results": rating},
    }


def _releases(title: DemoTitle) -> list[dict[str, Any]]:
    first_on = title.released_on
    days = {_IN_CINEMAS: first_on, _DIGITAL: first_on + timedelta(days=60), _PHYSICAL: first_on + timedelta(days=120)}
    releases = [
        {"type": kind, "release_date": f"{day}T00:00:00.000Z", "certification": title.certification, "note": ""}
        for kind, day in days.items()
    ]
    return [{"iso_3166_1": "US", "release_dates": releases}]


def _image(title: DemoTitle, slot: str, width: int, height: int) -> dict[str, Any]:
    return {
        "file_path": f"/{slot}-{title.key}.webp",
        "iso_639_1": "en" if slot == "poster" else None,
        "width": width,
        "height": height,
        "aspect_ratio": round(width / height, 3),
        "vote_average": 5.5,
        "vote_count": 12,
    }


def _season_numbered(title: DemoTitle, number: int) -> DemoSeason | None:
    return next((season for season in title.seasons if season.number == number), None)


def _season_head(title: DemoTitle, season: DemoSeason) -> dict[str, Any]:
    return {
        "id": title.tmdb_id + 100_000 + season.number,
        "season_number": season.number,
        "name": season.title,
        "overview": "",
        "air_date": str(season.episodes[0].air_date),
        "episode_count": len(season.episodes),
        "poster_path": None,
    }


def _season(title: DemoTitle, season: DemoSeason) -> dict[str, Any]:
    episodes = [_episode(episode, last=episode is season.episodes[-1]) for episode in season.episodes]
    return _season_head(title, season) | {"episodes": episodes}


def _episode(episode: DemoEpisode, *, last: bool) -> dict[str, Any]:
    return {
        "id": episode.id,
        "season_number": episode.season_number,
        "episode_number": episode.episode_number,
        "name": episode.title,
        "overview": episode.overview,
        "air_date": str(episode.air_date),
        "runtime": episode.runtime_minutes,
        "still_path": None,
        "vote_average": 0.0,
        "vote_count": 0,
        "episode_type": "finale" if last else "standard",
    }


def _person(name: str) -> dict[str, Any]:
    portrait = portrait_name(name)
    number = 900_000_000 + zlib.crc32(name.encode()) % 1_000_000
    return {"id": number, "name": name, "profile_path": f"/{portrait}" if portrait else None}


def _number(value: str | None) -> int | None:
    return int(value) if value else None
