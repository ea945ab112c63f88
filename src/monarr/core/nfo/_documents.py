"""One element of an NFO file as a document, with the spellings that Kodi, Jellyfin, Emby and older managers used."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from monarr.core.nfo._xml import Node
from monarr.core.nfo.ids import IMDB_ID, accept_id
from monarr.core.nfo.model import (
    NfoActor,
    NfoAudio,
    NfoDocument,
    NfoKind,
    NfoRating,
    NfoSet,
    NfoStreams,
    NfoSubtitle,
    NfoVideo,
)

_ID_TAGS = {
    "imdbid": "imdb",
    "imdb_id": "imdb",
    "imdb": "imdb",
    "tmdbid": "tmdb",
    "tmdb": "tmdb",
    "tvdbid": "tvdb",
    "tvdb": "tvdb",
    "tvmazeid": "tvmaze",
    "tvmaze": "tvmaze",
}
_SOURCES = {"themoviedb": "tmdb", "moviedb": "tmdb", "thetvdb": "tvdb", "imdb": "imdb"}


def read_document(node: Node) -> NfoDocument:
    """Everything in it that can be understood; what cannot is left out."""
    kind = NfoKind(node.tag)
    ids, default_id = _ids(node, kind)
    premiered_on = _date(node.text_of("premiered") or node.text_of("releasedate"))
    return NfoDocument(
        kind=kind,
        title=node.text_of("title") or "",
        original_title=node.text_of("originaltitle"),
        sort_title=node.text_of("sorttitle"),
        show_title=node.text_of("showtitle"),
        year=_whole(node.text_of("year")) or (premiered_on.year if premiered_on else None),
        premiered_on=premiered_on,
        aired_on=_date(node.text_of("aired")),
        season=_whole(node.text_of("seasonnumber") or node.text_of("season")),
        episode=_whole(node.text_of("episode")) if kind is NfoKind.EPISODE else None,
        plot=node.text_of("plot"),
        outline=node.text_of("outline"),
        tagline=node.text_of("tagline"),
        runtime_minutes=_whole(node.text_of("runtime")),
        certification=node.text_of("mpaa") or node.text_of("certification"),
        status=node.text_of("status"),
        ratings=tuple(_ratings(node)),
        ids=ids,
        default_id=default_id,
        genres=_many(node, "genre"),
        countries=_many(node, "country"),
        studios=_many(node, "studio"),
        tags=_many(node, "tag"),
        set=_set(node),
        season_names=dict(_season_names(node)),
        actors=tuple(_actors(node)),
        directors=_many(node, "director"),
        writers=_many(node, "credits") or _many(node, "writer"),
        trailer=node.text_of("trailer"),
        streams=_streams(node),
        added_at=_moment(node.text_of("dateadded")),
    )


def _ids(node: Node, kind: NfoKind) -> tuple[dict[str, str], str | None]:
    """`<uniqueid>` holds; older tags fill gaps."""
    ids: dict[str, str] = {}
    default: str | None = None
    for unique in node.all("uniqueid"):
        named = unique.attributes.get("type", "").lower()
        source = _SOURCES.get(named, named) or _source_of_bare_id(unique.text, kind)
        value = accept_id(source, unique.text) if source else None
        if value is None or source is None:
            continue
        ids.setdefault(source, value)
        if unique.attributes.get("default", "").lower() == "true":
            default = default or source
    for source, value in _legacy_ids(node, kind):
        accepted = accept_id(source, value)
        if accepted is not None:
            ids.setdefault(source, accepted)
    return ids, default


def _legacy_ids(node: Node, kind: NfoKind) -> Iterator[tuple[str, str]]:
    for child in node.children:
        if child.tag in _ID_TAGS:
            yield _ID_TAGS[child.tag], child.text
        elif child.tag == "id":
            for name, value in child.attributes.items():
                if name in _ID_TAGS:
                    yield _ID_TAGS[name], value
            source = _source_of_bare_id(child.text, kind)
            if source is not None:
                yield _SOURCES.get(child.attributes.get("moviedb", "").lower(), source), child.text
        elif child.tag == "episodeguide" and child.text.startswith("{"):
            yield from _guide_ids(child.text)


def _guide_ids(text: str) -> Iterator[tuple[str, str]]:
    """Kodi's newer scrapers keep a series' ids as JSON in `<episodeguide>`."""
    try:
        guide = json.loads(text)
    except ValueError:
        return
    for name, value in guide.items() if isinstance(guide, dict) else ():
        if name in _ID_TAGS and isinstance(value, str | int):
            yield _ID_TAGS[name], str(value)


def _source_of_bare_id(value: str, kind: NfoKind) -> str | None:
    """Whose an `<id>` without a word is: IMDb's by its shape; a number is TMDB's in a film, TheTVDB's elsewhere."""
    if IMDB_ID.fullmatch(value):
        return "imdb"
    if value.isdigit():
        return "tmdb" if kind is NfoKind.MOVIE else "tvdb"
    return None


def _ratings(node: Node) -> Iterator[NfoRating]:
    holder = node.find("ratings")
    for rating in holder.all("rating") if holder else ():
        value = _number(rating.text_of("value"))
        if value is not None:
            yield NfoRating(
                rating.attributes.get("name", "default"),
                value,
                _number(rating.attributes.get("max")) or 10,
                _whole(rating.text_of("votes")),
                rating.attributes.get("default", "").lower() == "true",
            )
    single = _number(node.text_of("rating"))
    if holder is None and single is not None:
        yield NfoRating("default", single, 10, _whole(node.text_of("votes")), True)


def _actors(node: Node) -> Iterator[NfoActor]:
    for actor in node.all("actor"):
        name = actor.text_of("name")
        if name is not None:
            yield NfoActor(name, actor.text_of("role"), _whole(actor.text_of("order")), actor.text_of("thumb"))


def _set(node: Node) -> NfoSet | None:
    found = node.find("set")
    if found is None:
        return None
    name = found.text_of("name") or found.text
    return NfoSet(name, found.text_of("overview")) if name else None


def _season_names(node: Node) -> Iterator[tuple[int, str]]:
    for named in node.all("namedseason"):
        number = _whole(named.attributes.get("number"))
        if number is not None and named.text:
            yield number, named.text


def _streams(node: Node) -> NfoStreams | None:
    info = node.find("fileinfo")
    details = info.find("streamdetails") if info else None
    if details is None:
        return None
    return NfoStreams(
        tuple(
            NfoVideo(
                codec=video.text_of("codec"),
                aspect=_number(video.text_of("aspect")),
                width=_whole(video.text_of("width")),
                height=_whole(video.text_of("height")),
                duration_seconds=_whole(video.text_of("durationinseconds")),
                hdr=video.text_of("hdrtype"),
            )
            for video in details.all("video")
        ),
        tuple(
            NfoAudio(audio.text_of("codec"), audio.text_of("language"), _whole(audio.text_of("channels")))
            for audio in details.all("audio")
        ),
        tuple(NfoSubtitle(subtitle.text_of("language")) for subtitle in details.all("subtitle")),
    )


def _many(node: Node, tag: str) -> tuple[str, ...]:
    """All values of a repeated tag, also where they stand in one, parted by ` / `; each once, in order."""
    values = (part.strip() for child in node.all(tag) for part in child.text.split(" / "))
    return tuple(dict.fromkeys(value for value in values if value))


def _number(value: str | None) -> float | None:
    if value is None:
        return None
    try:
        number = float(value.replace(",", "."))
    except ValueError:
        return None
    return number if abs(number) < 1e12 else None


def _whole(value: str | None) -> int | None:
    """The whole number that the text begins with (`97 min` is 97); thousands may be parted by commas."""
    found = re.match(r"-?\d{1,3}(?:,\d{3})+\b|-?\d{1,12}", value.strip()) if value else None
    return int(found[0].replace(",", "")) if found else None


def _date(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value.strip()[:10]) if value else None
    except ValueError:
        return None


def _moment(value: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(value.strip()).replace(tzinfo=UTC) if value else None
    except ValueError:
        return None
