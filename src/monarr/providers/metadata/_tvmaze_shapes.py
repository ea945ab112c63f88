"""TVmaze's answers as they stand on https://www.tvmaze.com/api: only what is read."""

from __future__ import annotations

import msgspec


class Country(msgspec.Struct, frozen=True):
    code: str | None = None
    timezone: str | None = None


class Network(msgspec.Struct, frozen=True):
    name: str | None = None
    country: Country | None = None


class Schedule(msgspec.Struct, frozen=True):
    time: str | None = None


class Score(msgspec.Struct, frozen=True):
    average: float | None = None


class Externals(msgspec.Struct, frozen=True):
    thetvdb: int | None = None
    imdb: str | None = None
    tvrage: int | None = None


class Picture(msgspec.Struct, frozen=True):
    medium: str | None = None
    original: str | None = None


class Resolution(msgspec.Struct, frozen=True):
    url: str
    width: int | None = None
    height: int | None = None


class ShowImage(msgspec.Struct, frozen=True):
    type: str | None = None  # poster, background, banner, typography
    main: bool = False
    resolutions: dict[str, Resolution] = {}


class Person(msgspec.Struct, frozen=True):
    id: int
    name: str
    image: Picture | None = None


class Character(msgspec.Struct, frozen=True):
    name: str | None = None


class CastMember(msgspec.Struct, frozen=True):
    person: Person
    character: Character | None = None


class CrewMember(msgspec.Struct, frozen=True):
    type: str
    person: Person


class Aka(msgspec.Struct, frozen=True):
    name: str
    country: Country | None = None


class Season(msgspec.Struct, frozen=True):
    id: int
    number: int
    name: str | None = None
    image: Picture | None = None
    summary: str | None = None


class Episode(msgspec.Struct, frozen=True):
    id: int
    season: int
    name: str | None = None
    number: int | None = None  # None for specials
    airdate: str | None = None
    airtime: str | None = None
    airstamp: str | None = None
    runtime: float | None = None
    rating: Score = Score()
    image: Picture | None = None
    summary: str | None = None


class Embedded(msgspec.Struct, frozen=True):
    seasons: tuple[Season, ...] = ()
    cast: tuple[CastMember, ...] = ()
    crew: tuple[CrewMember, ...] = ()
    images: tuple[ShowImage, ...] = ()
    akas: tuple[Aka, ...] = ()


class Show(msgspec.Struct, frozen=True, rename={"embedded": "_embedded"}):
    id: int
    name: str
    type: str | None = None
    language: str | None = None
    genres: tuple[str, ...] = ()
    status: str | None = None
    runtime: float | None = None
    averageRuntime: float | None = None  # noqa: N815 - the API's spelling
    premiered: str | None = None
    ended: str | None = None
    officialSite: str | None = None  # noqa: N815
    schedule: Schedule = Schedule()
    rating: Score = Score()
    weight: float = 0
    network: Network | None = None
    webChannel: Network | None = None  # noqa: N815
    externals: Externals = Externals()
    image: Picture | None = None
    summary: str | None = None
    embedded: Embedded = Embedded()


class SearchResult(msgspec.Struct, frozen=True):
    show: Show
    score: float = 0
