"""A release name in, a `ParsedRelease` out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from monarr.core.releases import audio, edition, languages, music, quality, revision, sites, title
from monarr.core.releases._read import LONGEST, read
from monarr.core.releases._reading import BETWEEN, Reading
from monarr.core.releases._scan import Find, Name
from monarr.core.releases._sound import sounds_like
from monarr.core.releases.model import ParsedRelease
from monarr.core.releases.numbers import Bare

# in a bracket of its own these say more than elsewhere, unless a resolution tells
_HIGH_IN_BRACKETS = {"hdtv": ("hdtv", None), "webdl": ("webhd", None), "web": ("webhd", None)}
_CODECS_BEHIND = {"xvid": "XviD", "divx": "DivX"}
_BURNT_IN = ("hardsub", "hardsubs", "hardsubbed", "subbed")
Kept = dict[str, list[Find]]  # what counts, by its property
CHECKSUM = re.compile(r"[\[(]([0-9A-Fa-f]{8})[\])]")


def parse_release(name: str, kind: str | None = None) -> ParsedRelease | None:
    """What a release name says; None when it is no release (a hash, a random string, plain words).

    `kind` ("series", "movie", "music") tells what is asked for: a name of other media gives None. Without it the name
    decides. Never raises, and takes time linear in the length; more than 4,096 characters give None.
    """
    if not name or len(name) > LONGEST:
        return None
    if not name.isascii():
        name = unicodedata.normalize("NFC", name)
    if ("/" in name or "\\" in name) and sites.is_path(name):
        from monarr.core.releases.paths import parse_path  # which reads the names in it with this function

        return parse_path(name, kind)
    if kind == "music":
        return music.parse(name)
    if name.count("-") > 4 and music.is_live_set(name):
        return music.parse(name) if kind is None else None
    reading = read(name, kind)
    if reading is None:
        return None
    if reading.extension in sites.AUDIO and not _shows_pictures(reading):
        return music.parse(name) if kind is None else None
    if not reading.is_series and sounds_like(reading.name.text, reading.finds):
        album = music.parse(name)
        if album is not None:
            return album if kind is None else None
    parsed = assemble(reading, kind)
    if parsed is None and kind is None and reading.is_series and reading.title_end <= reading.title_start:
        as_film = read(name, "movie")  # the number is all the title there is: "4x4.2019"
        return assemble(as_film, "movie") if as_film else None
    return parsed


def _shows_pictures(reading: Reading) -> bool:
    """`Title.XviD.MP3` ends in its sound, not in the ending of a file."""
    return any(find.property in ("resolution", "video_codec") for find in reading.finds)


def assemble(reading: Reading, kind: str | None, *, is_path: bool = False) -> ParsedRelease | None:
    """The release that a reading tells of, or None. A path may lack a title and every property."""
    if (kind == "movie" and reading.is_series) or (kind == "series" and not reading.is_series):
        return None
    if reading.refused:
        return None
    evidence = reading.is_series or reading.year is not None or any(find.strong for find in reading.kept)
    if not evidence and not is_path and not _weakly_a_release(reading.kept):
        return None
    written = title.written(reading.name.text[reading.title_start : reading.title_end], acronyms=not reading.is_series)
    if is_path and reading.is_dated_in_front:
        written = ""
    if not any(character.isalnum() for character in written):
        written = written if any(ord(character) > 127 for character in written) else ""
    if not written and not is_path:
        return None
    of_scripts = (reading.is_anime and reading.is_series) or " " not in reading.name.text[: reading.title_end].strip()
    names = title.titles(written, by_script=of_scripts)
    fields: dict[str, Any] = {"title": names[0], "alternate_titles": names[1:]}
    if reading.year is not None:
        fields["year"] = reading.year.value
    fields["type"] = "series" if reading.is_series else "movie"
    kept = _by_property(reading.kept)
    _add_numbers(fields, reading, kept)
    _add_quality(fields, reading, kept)
    _add_details(fields, reading)
    _add_single(fields, reading.name, kept)
    return ParsedRelease(**fields)


def _weakly_a_release(kept: list[Find]) -> bool:
    return any(find.property in ("source", "resolution") for find in kept)


def _by_property(finds: list[Find]) -> Kept:
    """In order of place within each property."""
    found: Kept = {}
    for find in finds:
        if find.property in found:
            found[find.property].append(find)
        else:
            found[find.property] = [find]
    return found


def _add_numbers(fields: dict[str, Any], reading: Reading, kept: Kept) -> None:
    text, numbering = reading.name.text, reading.numbering
    if reading.aired is not None:
        fields["air_date"] = reading.aired.value
    if reading.absolute is not None:
        fields["absolute_episodes"] = _absolutes(reading.absolute)
    if numbering is not None:
        value = numbering.value
        fields["season"] = value.season if value.season is not None else 1
        fields["episodes"] = list(value.episodes)
        fields["seasons"] = list(value.seasons)
        fields["part"] = value.part
        fields["full_season"] = value.full_season
    if numbering is not None and not numbering.value.episodes and "extras" in kept:
        fields["extras"] = fields["full_season"] = True
    lowered = text[reading.title_end :].lower()
    is_special = (
        reading.is_special
        or "special" in kept
        or " special" in lowered
        or ".special" in lowered
        or _counts_specials(reading)
    )
    fields["special"] = reading.is_series and (fields.get("season") == 0 or is_special)
    if is_special and fields.get("full_season") and not fields.get("extras"):
        fields["full_season"] = False
    if reading.aired is not None:
        fields["part"] = kept["part"][0].value.part if "part" in kept else None


def _counts_specials(reading: Reading) -> bool:
    """`OVA - 01`: a word for specials right before the absolute number."""
    absolute = reading.absolute
    if absolute is None:
        return False
    before = [find for find in reading.finds if find.property == "special" and find.end <= absolute.start]
    return bool(before) and all(sign in BETWEEN for sign in reading.name.text[before[-1].end : absolute.start])


def _absolutes(find: Find) -> list[float]:
    bare = find.value
    if not isinstance(bare, Bare):
        return [float(number) if number != int(number) else number for number in bare.episodes]
    first = int(bare.digits)
    if bare.half:
        return [first + 0.5]
    last = bare.last if bare.last is not None and first < bare.last <= first + 2000 else first
    return list(range(first, last + 1))


def _add_quality(fields: dict[str, Any], reading: Reading, kept: Kept) -> None:
    lines = kept.get("resolution", [])
    codecs = [find.value for find in kept.get("video_codec", ())]
    if reading.extension in _CODECS_BEHIND:  # it looks like a file's extension
        codecs.append(_CODECS_BEHIND[reading.extension])
    traits = quality.Traits(
        sources=_sources(reading, kept.get("source", ())),
        resolution=_resolution(lines),
        codecs=codecs,
        complete="disk" in kept or _is_whole_disc(reading, kept, codecs),
        original_german=any(find.value in ("dl", "ml") for find in kept.get("multi", ())),
        extension=reading.extension,
        is_series=reading.is_series,
        interlaced=any(reading.name.words[find.first].endswith("i") for find in lines),
    )
    grade = quality.grade(traits)
    fields["quality"] = grade.quality
    fields["source"] = grade.source
    fields["resolution"] = grade.resolution
    fields["modifier"] = grade.modifier
    fields["video_codec"] = codecs[0] if codecs else None


def _sources(reading: Reading, found: Sequence[Find]) -> list[tuple[str | None, str | None]]:
    """Sources in order of place, those of which the name is sure first."""
    sure_first = sorted(found, key=lambda find: not find.strong) if len(found) > 1 else found
    return [_HIGH_IN_BRACKETS.get(_bracketed(reading, find), find.value) for find in sure_first]


def _bracketed(reading: Reading, find: Find) -> str:
    """The word of a find that has a bracket for itself; else empty."""
    text = reading.name.text
    alone = text[find.start - 1 : find.start] == "[" and text[find.end : find.end + 1] == "]"
    return reading.name.words[find.first] if alone else ""


def _resolution(lines: list[Find]) -> int | None:
    """The first written with its lines (`1080p`); a bare `4K` or `UHD` only when there is none."""
    for find in lines:
        if find.strong:
            return int(find.value)
    return int(lines[0].value) if lines else None


def _is_whole_disc(reading: Reading, kept: Kept, codecs: list[str]) -> bool:
    """`COMPLETE` beside a Blu-ray of its own codec."""
    said = any(reading.name.words[find.first] == "complete" for find in kept.get("pack", ()))
    return said and not reading.is_series and not {"x264", "x265"} & set(codecs)


def _add_details(fields: dict[str, Any], reading: Reading) -> None:
    kept, name = reading.kept, reading.name
    numbered = reading.numbering or reading.absolute
    version = numbered.value.version if numbered is not None else None
    fields["revision"] = revision.decide(kept, version)
    fields["languages"] = languages.decide(name, kept)
    fields["is_multi"] = languages.says_multi(kept)
    fields["edition"] = None if reading.is_series else edition.decide(name, kept)
    fields["release_group"] = reading.group.name if reading.group else None
    checksum = CHECKSUM.search(name.text, reading.title_end) if name.text else None
    if checksum and not (checksum[1].isdigit() and checksum[1].startswith(("19", "20"))):
        fields["crc"] = fields["release_hash"] = checksum[1]
    fields["audio"], fields["audio_channels"] = audio.decide(kept)


def _add_single(fields: dict[str, Any], name: Name, kept: Kept) -> None:
    fields["flags"] = list(dict.fromkeys([find.value for find in kept.get("flag", ())]))
    for property_ in ("bit_depth", "imdb_id", "tmdb_id", "hardcoded_subs", "streaming_service"):
        if property_ in kept:
            fields[property_] = kept[property_][0].value
    if any(name.words[find.first] in _BURNT_IN for find in kept.get("subtitles", ())):
        fields["hardcoded_subs"] = "Generic Hardcoded Subs"
    fields["three_d"] = "three_d" in kept or any("3d" in name.words[find.first] for find in kept.get("source", ()))
    fields["hdr"] = list(dict.fromkeys([one for find in kept.get("hdr", ()) for one in find.value.split(" ")]))
