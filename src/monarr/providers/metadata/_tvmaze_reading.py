"""TVmaze's shapes into Monarr's words."""

from __future__ import annotations

from collections.abc import Iterator

from monarr.core.kinds import MediaKind
from monarr.ports.metadata import (
    Alias,
    Credit,
    EpisodeDetails,
    Image,
    Rating,
    SeasonDetails,
    TitleDetails,
    TitleHit,
)
from monarr.providers.metadata._answers import html_to_text, parse_date, parse_moment
from monarr.providers.metadata._tvmaze_shapes import Episode, Person, Picture, SearchResult, Season, Show

NAME = "tvmaze"
_STATUSES = {
    "running": "continuing",
    "to be determined": "continuing",
    "ended": "ended",
    "in development": "upcoming",
}
_SLOTS = {"poster": "poster", "background": "fanart", "banner": "banner", "typography": "clearlogo"}
_JOBS = {
    "creator": "creator",
    "developer": "creator",
    "director": "director",
    "writer": "writer",
    "executive producer": "producer",
    "co-executive producer": "producer",
    "producer": "producer",
    "composer": "composer",
}
# TVmaze writes languages in English words
_LANGUAGES = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "japanese": "ja",
    "korean": "ko", "chinese": "zh", "portuguese": "pt", "russian": "ru", "dutch": "nl", "swedish": "sv",
    "danish": "da", "norwegian": "no", "finnish": "fi", "polish": "pl", "czech": "cs", "turkish": "tr",
    "arabic": "ar", "hebrew": "he", "hindi": "hi", "thai": "th", "hungarian": "hu", "romanian": "ro",
    "greek": "el", "ukrainian": "uk", "icelandic": "is", "catalan": "ca", "welsh": "cy", "irish": "ga",
    "tamil": "ta", "telugu": "te", "tagalog": "tl", "vietnamese": "vi", "indonesian": "id", "malay": "ms",
    "persian": "fa", "urdu": "ur", "bengali": "bn", "croatian": "hr", "serbian": "sr", "slovenian": "sl",
    "slovak": "sk", "bulgarian": "bg", "estonian": "et", "latvian": "lv", "lithuanian": "lt", "basque": "eu",
}  # fmt: skip


def read_hit(result: SearchResult) -> TitleHit:
    show = result.show
    premiered_on = parse_date(show.premiered)
    return TitleHit(
        provider=NAME,
        kind=MediaKind.SERIES,
        title=show.name,
        ids=_ids(show),
        year=premiered_on.year if premiered_on else None,
        overview=html_to_text(show.summary),
        poster_url=_address(show.image),
        popularity=show.weight,
        status=_status(show),
        network=_network(show),
    )


def read_details(show: Show, episodes: tuple[Episode, ...]) -> TitleDetails:
    premiered_on = parse_date(show.premiered)
    channel = show.network or show.webChannel
    country = channel.country if channel else None
    return TitleDetails(
        provider=NAME,
        kind=MediaKind.SERIES,
        title=show.name,
        ids=_ids(show),
        original_language=_LANGUAGES.get((show.language or "").lower()),
        year=premiered_on.year if premiered_on else None,
        overview=html_to_text(show.summary),
        status=_status(show),
        runtime_minutes=show.averageRuntime or show.runtime,
        genres=_genres(show),
        network=_network(show),
        countries=(country.code,) if country and country.code else (),
        ratings=_ratings(show.rating.average),
        credits=tuple(_credits(show)),
        images=tuple(_images(show)),
        aliases=tuple(Alias(aka.name, country=aka.country.code if aka.country else None) for aka in show.embedded.akas),
        popularity=show.weight,
        website=show.officialSite,
        premiered_on=premiered_on,
        ended_on=parse_date(show.ended),
        air_time=show.schedule.time or None,
        time_zone=country.timezone if country else None,
        seasons=tuple(_season(season) for season in show.embedded.seasons),
        episodes=tuple(_episodes(episodes)),
    )


def _ids(show: Show) -> dict[str, str]:
    others = {"tvdb": show.externals.thetvdb, "imdb": show.externals.imdb, "tvrage": show.externals.tvrage}
    return {NAME: str(show.id)} | {source: str(value) for source, value in others.items() if value}


def _genres(show: Show) -> tuple[str, ...]:
    """Genres, and the type where it is as good as one."""
    kind = (show.type,) if show.type in ("Animation", "Documentary", "Reality") else ()
    return tuple(dict.fromkeys((*show.genres, *kind)))


def _status(show: Show) -> str | None:
    return _STATUSES.get((show.status or "").lower())


def _network(show: Show) -> str | None:
    channel = show.network or show.webChannel
    return channel.name if channel else None


def _ratings(average: float | None) -> tuple[Rating, ...]:
    return (Rating(NAME, average),) if average else ()


def _address(picture: Picture | None) -> str | None:
    return (picture.original or picture.medium) if picture else None


def _credits(show: Show) -> Iterator[Credit]:
    for position, member in enumerate(show.embedded.cast):
        character = member.character.name if member.character else None
        yield _credit(member.person, "actor", position, character)
    for position, worker in enumerate(show.embedded.crew):
        role = _JOBS.get(worker.type.lower())
        if role is not None:
            yield _credit(worker.person, role, position)


def _credit(person: Person, role: str, position: int, character: str | None = None) -> Credit:
    return Credit(
        name=person.name,
        role=role,
        character=character,
        position=position,
        ids={NAME: str(person.id)},
        image_url=_address(person.image),
    )


def _images(show: Show) -> Iterator[Image]:
    """The main picture first. TVmaze says nothing of languages."""
    for image in sorted(show.embedded.images, key=lambda each: not each.main):
        slot = _SLOTS.get(image.type or "")
        original = image.resolutions.get("original")
        if slot is not None and original is not None:
            yield Image(slot=slot, url=original.url, provider=NAME, width=original.width, height=original.height)
    poster = _address(show.image)
    if poster and not any(image.type == "poster" for image in show.embedded.images):
        yield Image(slot="poster", url=poster, provider=NAME)
    for season in show.embedded.seasons:
        address = _address(season.image)
        if address:
            yield Image(slot="poster", url=address, provider=NAME, season_number=season.number)


def _season(season: Season) -> SeasonDetails:
    return SeasonDetails(
        season_number=season.number,
        title=season.name or None,
        overview=html_to_text(season.summary),
        ids={NAME: str(season.id)},
        image_url=_address(season.image),
    )


def _episodes(episodes: tuple[Episode, ...]) -> Iterator[EpisodeDetails]:
    """Specials have no number there: they become season 0, counted in the order in which they were shown."""
    specials = [episode for episode in episodes if episode.number is None]
    specials.sort(key=lambda episode: (episode.airdate or "9999", episode.id))
    for episode in episodes:
        if episode.number is not None:
            yield _episode(episode, episode.season, episode.number)
    for number, episode in enumerate(specials, start=1):
        yield _episode(episode, 0, number)


def _episode(episode: Episode, season: int, number: int) -> EpisodeDetails:
    return EpisodeDetails(
        season_number=season,
        episode_number=number,
        title=episode.name or "",
        overview=html_to_text(episode.summary),
        air_date=parse_date(episode.airdate),
        # without a time of day its moment is a placeholder: noon
        aired_at=parse_moment(episode.airstamp) if episode.airtime else None,
        runtime_minutes=episode.runtime,
        ids={NAME: str(episode.id)},
        ratings=_ratings(episode.rating.average),
        image_url=_address(episode.image),
    )
