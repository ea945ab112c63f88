"""Documents to bytes, in Kodi's dialect. The same documents always give the same bytes, so that a hash tells whether a
published file is still ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from monarr.core.nfo.model import NfoActor, NfoDocument, NfoKind, NfoRating, NfoStreams

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What XML 1.0 has no way to say, escaped or not (https://www.w3.org/TR/xml/#charsets)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_nfo(documents: NfoDocument | Sequence[NfoDocument]) -> bytes:
    """The file. Several documents follow one another, as Kodi wants the episodes of one video; raises ValueError when
    there is none."""
    listed = [documents] if isinstance(documents, NfoDocument) else list(documents)
    if not listed:
        raise ValueError("an NFO file needs a document")
    return (_HEAD + "".join(_document(document) for document in listed)).encode()


class _Lines:
    """Indented lines of XML."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.depth = 0

    def open(self, tag: str, **attributes: object) -> None:
        self.lines.append(f"{self._indent()}<{tag}{_attributes(attributes)}>")
        self.depth += 1

    def close(self, tag: str) -> None:
        self.depth -= 1
        self.lines.append(f"{self._indent()}</{tag}>")

    def leaf(self, tag: str, value: object, **attributes: object) -> None:
        """One element with text; nothing when the value is None or empty."""
        if value is None or value == "":
            return
        self.lines.append(f"{self._indent()}<{tag}{_attributes(attributes)}>{_escape(str(value))}</{tag}>")

    def leaves(self, tag: str, values: Iterable[object]) -> None:
        for value in values:
            self.leaf(tag, value)

    def _indent(self) -> str:
        return "  " * self.depth


def _document(document: NfoDocument) -> str:
    out = _Lines()
    out.open(document.kind.value)
    _titles(out, document)
    _ratings(out, document.ratings)
    _words(out, document)
    default_id = document.default_id or next(iter(document.ids), None)
    for source, value in document.ids.items():
        out.leaf("uniqueid", value, type=source, default="true" if source == default_id else None)
    _groups(out, document)
    for actor in document.actors:
        _actor(out, actor)
    if document.streams is not None:
        _streams(out, document.streams)
    if document.added_at is not None:
        out.leaf("dateadded", document.added_at.strftime("%Y-%m-%d %H:%M:%S"))
    out.close(document.kind.value)
    return "\n".join(out.lines) + "\n"


def _titles(out: _Lines, document: NfoDocument) -> None:
    out.leaf("title", document.title)
    out.leaf("originaltitle", document.original_title)
    out.leaf("sorttitle", document.sort_title)
    out.leaf("showtitle", document.show_title)
    for number, name in sorted(document.season_names.items()):
        out.leaf("namedseason", name, number=number)
    out.leaf("seasonnumber" if document.kind is NfoKind.SEASON else "season", document.season)
    out.leaf("episode", document.episode)


def _ratings(out: _Lines, ratings: tuple[NfoRating, ...]) -> None:
    if not ratings:
        return
    out.open("ratings")
    for rating in ratings:
        out.open("rating", name=rating.source, max=_figure(rating.scale), default="true" if rating.default else None)
        out.leaf("value", _figure(rating.value))
        out.leaf("votes", rating.votes)
        out.close("rating")
    out.close("ratings")


def _words(out: _Lines, document: NfoDocument) -> None:
    out.leaf("outline", document.outline)
    out.leaf("plot", document.plot)
    out.leaf("tagline", document.tagline)
    out.leaf("runtime", document.runtime_minutes)
    out.leaf("mpaa", document.certification)
    out.leaf("year", document.year)
    out.leaf("premiered", document.premiered_on)
    out.leaf("aired", document.aired_on)
    out.leaf("status", document.status)


def _groups(out: _Lines, document: NfoDocument) -> None:
    out.leaves("genre", document.genres)
    out.leaves("country", document.countries)
    if document.set is not None:
        out.open("set")
        out.leaf("name", document.set.name)
        out.leaf("overview", document.set.overview)
        out.close("set")
    out.leaves("tag", document.tags)
    out.leaves("credits", document.writers)
    out.leaves("director", document.directors)
    out.leaves("studio", document.studios)
    out.leaf("trailer", document.trailer)


def _actor(out: _Lines, actor: NfoActor) -> None:
    out.open("actor")
    out.leaf("name", actor.name)
    out.leaf("role", actor.role)
    out.leaf("order", actor.order)
    out.leaf("thumb", actor.thumb)
    out.close("actor")


def _streams(out: _Lines, streams: NfoStreams) -> None:
    out.open("fileinfo")
    out.open("streamdetails")
    for video in streams.video:
        out.open("video")
        out.leaf("codec", video.codec)
        out.leaf("aspect", None if video.aspect is None else f"{video.aspect:.6f}")
        out.leaf("width", video.width)
        out.leaf("height", video.height)
        out.leaf("durationinseconds", video.duration_seconds)
        out.leaf("hdrtype", video.hdr)
        out.close("video")
    for audio in streams.audio:
        out.open("audio")
        out.leaf("codec", audio.codec)
        out.leaf("language", audio.language)
        out.leaf("channels", audio.channels)
        out.close("audio")
    for subtitle in streams.subtitles:
        out.open("subtitle")
        out.leaf("language", subtitle.language)
        out.close("subtitle")
    out.close("streamdetails")
    out.close("fileinfo")


def _attributes(attributes: dict[str, object]) -> str:
    return "".join(
        f' {name}="{_escape(str(value)).replace(chr(34), "&quot;")}"'
        for name, value in attributes.items()
        if value is not None
    )


def _escape(value: str) -> str:
    """Text as XML; lines end as Unix's do, because a reader makes them so anyway."""
    legal = _NOT_XML.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return legal.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _figure(value: float) -> str:
    """A number without needless decimals."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
