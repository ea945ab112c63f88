"""TMDB's answers as they stand on https://developer.themoviedb.org/reference: only what is read. A film and a series
share one shape, in which the fields of the other stay empty."""

from __future__ import annotations

import msgspec


class Named(msgspec.Struct, frozen=True):
    name: str
    id: int | None = None


class Hit(msgspec.Struct, frozen=True):
    id: int
    title: str | None = None  # film
    name: str | None = None  # series
    original_title: str | None = None
    original_name: str | None = None
    release_date: str | None = None
    first_air_date: str | None = None
    overview: str | None = None
    poster_path: str | None = None
    popularity: float = 0


class Hits(msgspec.Struct, frozen=True):
    results: tuple[Hit, ...] = ()


class Found(msgspec.Struct, frozen=True):
    movie_results: tuple[Hit, ...] = ()
    tv_results: tuple[Hit, ...] = ()


class ImageBase(msgspec.Struct, frozen=True):
    secure_base_url: str


class Configuration(msgspec.Struct, frozen=True):
    images: ImageBase


class Picture(msgspec.Struct, frozen=True):
    file_path: str
    iso_639_1: str | None = None
    width: int | None = None
    height: int | None = None
    vote_average: float | None = None
    vote_count: int | None = None


class Pictures(msgspec.Struct, frozen=True):
    posters: tuple[Picture, ...] = ()
    backdrops: tuple[Picture, ...] = ()
    logos: tuple[Picture, ...] = ()


class Part(msgspec.Struct, frozen=True):
    character: str | None = None
    job: str | None = None


class Member(msgspec.Struct, frozen=True):
    """Cast or crew; `roles` and `jobs` come with a series' aggregate credits."""

    id: int
    name: str
    character: str | None = None
    order: int | None = None
    job: str | None = None
    department: str | None = None
    roles: tuple[Part, ...] = ()
    jobs: tuple[Part, ...] = ()
    profile_path: str | None = None


class Credits(msgspec.Struct, frozen=True):
    cast: tuple[Member, ...] = ()
    crew: tuple[Member, ...] = ()


class Release(msgspec.Struct, frozen=True):
    type: int
    release_date: str | None = None
    certification: str | None = None


class CountryReleases(msgspec.Struct, frozen=True):
    iso_3166_1: str
    release_dates: tuple[Release, ...] = ()


class ReleaseDates(msgspec.Struct, frozen=True):
    results: tuple[CountryReleases, ...] = ()


class ContentRating(msgspec.Struct, frozen=True):
    iso_3166_1: str
    rating: str | None = None


class ContentRatings(msgspec.Struct, frozen=True):
    results: tuple[ContentRating, ...] = ()


class Words(msgspec.Struct, frozen=True):
    title: str | None = None
    name: str | None = None
    overview: str | None = None
    tagline: str | None = None


class Translated(msgspec.Struct, frozen=True):
    iso_639_1: str
    data: Words = Words()


class Translations(msgspec.Struct, frozen=True):
    translations: tuple[Translated, ...] = ()


class OtherTitle(msgspec.Struct, frozen=True):
    title: str
    iso_3166_1: str | None = None


class OtherTitles(msgspec.Struct, frozen=True):
    titles: tuple[OtherTitle, ...] = ()  # film
    results: tuple[OtherTitle, ...] = ()  # series


class Keywords(msgspec.Struct, frozen=True):
    keywords: tuple[Named, ...] = ()  # film
    results: tuple[Named, ...] = ()  # series


class Video(msgspec.Struct, frozen=True):
    key: str
    site: str
    type: str | None = None
    official: bool = False


class Videos(msgspec.Struct, frozen=True):
    results: tuple[Video, ...] = ()


class ExternalIds(msgspec.Struct, frozen=True):
    imdb_id: str | None = None
    tvdb_id: int | None = None
    wikidata_id: str | None = None


class Network(msgspec.Struct, frozen=True):
    name: str
    origin_country: str | None = None


class Country(msgspec.Struct, frozen=True):
    iso_3166_1: str


class SeasonHead(msgspec.Struct, frozen=True):
    id: int
    season_number: int
    name: str | None = None
    overview: str | None = None
    poster_path: str | None = None


class Episode(msgspec.Struct, frozen=True):
    id: int
    season_number: int
    episode_number: int
    name: str | None = None
    overview: str | None = None
    air_date: str | None = None
    runtime: float | None = None
    still_path: str | None = None
    vote_average: float | None = None
    vote_count: int | None = None
    episode_type: str | None = None  # standard, finale, mid_season


class Season(msgspec.Struct, frozen=True):
    episodes: tuple[Episode, ...] = ()


class Title(Hit, frozen=True):
    original_language: str | None = None
    tagline: str | None = None
    status: str | None = None
    runtime: float | None = None
    episode_run_time: tuple[float, ...] = ()
    genres: tuple[Named, ...] = ()
    production_companies: tuple[Named, ...] = ()
    production_countries: tuple[Country, ...] = ()
    origin_country: tuple[str, ...] = ()
    networks: tuple[Network, ...] = ()
    created_by: tuple[Member, ...] = ()
    belongs_to_collection: Named | None = None
    vote_average: float | None = None
    vote_count: int | None = None
    budget: int | None = None
    revenue: int | None = None
    homepage: str | None = None
    imdb_id: str | None = None
    last_air_date: str | None = None
    backdrop_path: str | None = None
    seasons: tuple[SeasonHead, ...] = ()
    credits: Credits = Credits()
    aggregate_credits: Credits = Credits()
    external_ids: ExternalIds = ExternalIds()
    images: Pictures = Pictures()
    release_dates: ReleaseDates = ReleaseDates()
    content_ratings: ContentRatings = ContentRatings()
    translations: Translations = Translations()
    alternative_titles: OtherTitles = OtherTitles()
    keywords: Keywords = Keywords()
    videos: Videos = Videos()
