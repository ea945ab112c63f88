"""TMDB's shapes into Monarr's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from monarr.core.kinds import MediaKind
from monarr.ports.metadata import (
    Alias,
    CollectionRef,
    EpisodeDetails,
    Image,
    Rating,
    SeasonDetails,
    TitleDetails,
    TitleHit,
    Translation,
)
from monarr.providers.metadata._answers import parse_date
from monarr.providers.metadata._tmdb_credits import read_credits
from monarr.providers.metadata._tmdb_releases import Releases, movie_status, read_releases
from monarr.providers.metadata._tmdb_shapes import Episode, Hit, Picture, SeasonHead, Title

NAME = "tmdb"
_SERIES_STATUSES = {
    "returning series": "continuing",
    "planned": "upcoming",
    "in production": "upcoming",
    "pilot": "upcoming",
    "ended": "ended",
    "canceled": "ended",
}


def read_hit(hit: Hit, kind: MediaKind, image_base: str) -> TitleHit:
    first_on = parse_date(hit.release_date or hit.first_air_date)
    title = hit.title or hit.name or hit.original_title or hit.original_name or ""
    original = hit.original_title or hit.original_name
    return TitleHit(
        provider=NAME,
        kind=kind,
        title=title,
        ids={NAME: str(hit.id)},
        original_title=original if original != title else None,
        year=first_on.year if first_on else None,
        overview=hit.overview or None,
        poster_url=_address(image_base, hit.poster_path, "w342"),
        popularity=hit.popularity,
    )


def read_details(
    title: Title, kind: MediaKind, episodes: Iterable[Episode], image_base: str, country: str, today: date
) -> TitleDetails:
    is_movie = kind is MediaKind.MOVIE
    name = title.title or title.name or ""
    original = title.original_title or title.original_name
    releases = read_releases(title.release_dates, country) if is_movie else Releases()
    premiered_on = parse_date(title.release_date or title.first_air_date)
    series_status = _SERIES_STATUSES.get((title.status or "").lower())
    return TitleDetails(
        provider=NAME,
        kind=kind,
        title=name,
        ids=_ids(title),
        original_title=original if original and original != name else None,
        original_language=title.original_language,
        year=premiered_on.year if premiered_on else None,
        overview=title.overview or None,
        tagline=title.tagline or None,
        status=movie_status(title.status, releases, today) if is_movie else series_status,
        runtime_minutes=title.runtime or next(iter(title.episode_run_time), None) or None,
        certification=releases.certification if is_movie else _content_rating(title, country),
        genres=tuple(genre.name for genre in title.genres),
        keywords=tuple(word.name for word in title.keywords.keywords or title.keywords.results),
        studios=tuple(company.name for company in title.production_companies),
        network=next((network.name for network in title.networks), None),
        countries=tuple(c.iso_3166_1 for c in title.production_countries) or title.origin_country,
        ratings=_ratings(title.vote_average, title.vote_count),
        credits=tuple(read_credits(title, image_base)),
        images=tuple(_images(title, image_base)),
        translations=tuple(_translations(title)),
        aliases=tuple(_aliases(title)),
        collection=_collection(title),
        popularity=title.popularity,
        budget=title.budget or None,
        revenue=title.revenue or None,
        website=title.homepage or None,
        trailer_url=_trailer(title),
        premiered_on=premiered_on,
        in_cinemas_on=releases.in_cinemas_on,
        digital_on=releases.digital_on,
        physical_on=releases.physical_on,
        ended_on=parse_date(title.last_air_date) if series_status == "ended" else None,
        seasons=tuple(_season(season, image_base) for season in title.seasons),
        episodes=tuple(_episode(episode, image_base) for episode in episodes),
    )


def _ids(title: Title) -> dict[str, str]:
    external = title.external_ids
    others = {
        "imdb": external.imdb_id or title.imdb_id,
        "tvdb": str(external.tvdb_id) if external.tvdb_id else None,
        "wikidata": external.wikidata_id,
    }
    return {NAME: str(title.id)} | {source: value for source, value in others.items() if value}


def _content_rating(title: Title, country: str) -> str | None:
    ratings = title.content_ratings.results
    return next((rating.rating for rating in ratings if rating.iso_3166_1 == country and rating.rating), None)


def _ratings(average: float | None, votes: int | None) -> tuple[Rating, ...]:
    return (Rating(NAME, average, 10, votes),) if average and votes else ()


def _images(title: Title, base: str) -> Iterator[Image]:
    """Pictures on offer. A backdrop with words in it is a landscape picture, not a fanart."""
    for picture in title.images.posters:
        yield _image(picture, "poster", base)
    for picture in title.images.backdrops:
        yield _image(picture, "landscape" if picture.iso_639_1 else "fanart", base)
    for picture in title.images.logos:
        yield _image(picture, "clearlogo", base)
    listed = {picture.file_path for picture in (*title.images.posters, *title.images.backdrops)}
    for slot, path in (("poster", title.poster_path), ("fanart", title.backdrop_path)):
        if path and path not in listed:
            yield Image(slot=slot, url=_whole_address(base, path), provider=NAME)
    for season in title.seasons:
        if season.poster_path:
            address = _whole_address(base, season.poster_path)
            yield Image(slot="poster", url=address, provider=NAME, season_number=season.season_number)


def _image(picture: Picture, slot: str, base: str) -> Image:
    return Image(
        slot=slot,
        url=_whole_address(base, picture.file_path),
        provider=NAME,
        language=picture.iso_639_1 if picture.iso_639_1 not in ("", "xx") else None,
        width=picture.width,
        height=picture.height,
        vote_average=picture.vote_average,
        vote_count=picture.vote_count,
    )


def _translations(title: Title) -> Iterator[Translation]:
    """One for each language: the first country's words hold, gaps filled from the next."""
    merged: dict[str, Translation] = {}
    for each in title.translations.translations:
        words, known = each.data, merged.get(each.iso_639_1, Translation(each.iso_639_1))
        merged[each.iso_639_1] = Translation(
            each.iso_639_1,
            known.title or words.title or words.name or None,
            known.overview or words.overview or None,
            known.tagline or words.tagline or None,
        )
    return (each for each in merged.values() if each.title or each.overview or each.tagline)


def _aliases(title: Title) -> Iterator[Alias]:
    for other in title.alternative_titles.titles or title.alternative_titles.results:
        yield Alias(other.title, country=other.iso_3166_1)


def _collection(title: Title) -> CollectionRef | None:
    found = title.belongs_to_collection
    return CollectionRef(found.name, {NAME: str(found.id)} if found.id else {}) if found else None


def _trailer(title: Title) -> str | None:
    trailers = [video for video in title.videos.results if video.site == "YouTube" and video.type == "Trailer"]
    best = next(iter(sorted(trailers, key=lambda video: not video.official)), None)
    return f"https://www.youtube.com/watch?v={best.key}" if best else None


def _season(season: SeasonHead, base: str) -> SeasonDetails:
    return SeasonDetails(
        season_number=season.season_number,
        title=season.name or None,
        overview=season.overview or None,
        ids={NAME: str(season.id)},
        image_url=_address(base, season.poster_path),
    )


def _episode(episode: Episode, base: str) -> EpisodeDetails:
    return EpisodeDetails(
        season_number=episode.season_number,
        episode_number=episode.episode_number,
        title=episode.name or "",
        overview=episode.overview or None,
        air_date=parse_date(episode.air_date),
        runtime_minutes=episode.runtime or None,
        ids={NAME: str(episode.id)},
        ratings=_ratings(episode.vote_average, episode.vote_count),
        image_url=_address(base, episode.still_path),
        finale="season" if episode.episode_type == "finale" else None,
    )


def _address(base: str, path: str | None, size: str = "original") -> str | None:
    return _whole_address(base, path, size) if path else None


def _whole_address(base: str, path: str, size: str = "original") -> str:
    return f"{base.rstrip('/')}/{size}{path}"
