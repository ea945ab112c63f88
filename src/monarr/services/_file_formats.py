"""Which custom formats a file that is here has, or a release that is on its way: whenever formats, points or files
change, by what is stored of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, Literal

import msgspec

from monarr.core.formats import FormatSet, of_known_title
from monarr.core.kinds import MediaKind
from monarr.core.languages import language_name
from monarr.core.releases import ParsedRelease, parse_path, parse_release

_UNKNOWN = ("", "Unknown")


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What is stored. `path`, where it came from or lies, is asked where the release's name is not known; UNSET is what
    the name says."""

    release_title: str | None
    path: str = ""
    size_bytes: int | None
    quality: str
    release_group: str | msgspec.UnsetType | None = msgspec.UNSET
    edition: str | msgspec.UnsetType | None = msgspec.UNSET
    languages: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()


class OfTitle(msgspec.Struct, frozen=True):
    """What the title adds: its kind, its original language (ISO 639-1), its year."""

    kind: MediaKind
    original_language: str | None
    year: int | None


def flags_at_grab(facts: Mapping[str, Any] | None) -> frozenset[str]:
    """The flags that the indexer had put on the release when it was grabbed."""
    return frozenset((facts or {}).get("flags") or ())


def languages_at_grab(facts: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The languages of the release when it was grabbed; empty where they were not kept."""
    return tuple((facts or {}).get("languages") or ())


def known_file(row: Any, facts: Mapping[str, Any] | None) -> Known:
    """A row of `media_file`, with the facts of the download that it came from."""
    return Known(
        release_title=row.release_title, path=row.origin_path or row.path, size_bytes=row.size_bytes,
        quality=row.quality, release_group=row.release_group, edition=row.edition, languages=tuple(row.languages),
        flags=flags_at_grab(facts),
    )  # fmt: skip


def known_download(row: Any) -> Known:
    """A row of `download`."""
    return Known(
        release_title=row.release_title, size_bytes=row.size_bytes, quality=row.quality,
        languages=languages_at_grab(row.facts), flags=flags_at_grab(row.facts),
    )  # fmt: skip


def formats_of(known: Known, title: OfTitle, formats: FormatSet) -> tuple[str, ...]:
    """The names of the formats that it has. A name that says nothing still shows itself to expressions."""
    if not formats.names:
        return ()
    name = known.release_title or PurePath(known.path).name
    original = language_name(title.original_language)
    parsed = of_known_title(_as_stored(_parsed(known, title), known), original, title.year)
    return formats.match(name, parsed, known.size_bytes, known.flags, original_language=original)


def _parsed(known: Known, title: OfTitle) -> ParsedRelease:
    kind: Literal["movie", "series"] = "movie" if title.kind is MediaKind.MOVIE else "series"
    if known.release_title:
        found = parse_release(known.release_title, kind)
    else:
        found = parse_path(known.path, kind) or parse_release(PurePath(known.path).stem, kind)
    return found or ParsedRelease(type=kind, title="")


def _as_stored(parsed: ParsedRelease, known: Known) -> ParsedRelease:
    """What is stored stands before what the name says: a person, or the file itself, may have said otherwise."""
    said: dict[str, Any] = {"quality": known.quality}
    if any(language not in _UNKNOWN for language in known.languages):
        said["languages"] = list(known.languages)
    if known.release_group is not msgspec.UNSET:
        said["release_group"] = known.release_group
    if known.edition is not msgspec.UNSET:
        said["edition"] = known.edition
    return msgspec.structs.replace(parsed, **said)
