"""Words for what is read in a release name: tokens, and facts as rows."""

from __future__ import annotations

from typing import Any

from monarr.core.releases import ParsedRelease, Token
from monarr.core.text import Text, text
from monarr.messages.parsing import considered_sentence, property_label

# How a token is set: by form and weight, as lights mean states only.
_FORMS = {
    "title": "name", "artist": "name", "album": "name",
    "year": "number", "season": "number", "episodes": "number", "absolute_episodes": "number", "air_date": "number",
    "part": "number", "special": "number", "extras": "number", "pack": "number", "number": "number",
    "resolution": "quality", "source": "quality", "revision": "quality", "disk": "quality",
    "language": "language", "multi": "language", "subtitles": "language", "hardcoded_subs": "language",
    "edition": "language",
    "release_group": "group", "crc": "group", "extension": "group", "imdb_id": "group", "tmdb_id": "group",
    "tvdb_id": "group", "tvmaze_id": "group",
    "": "rest",
}  # fmt: skip

_KINDS = {"movie": text("A film"), "series": text("A series"), "music": text("Music")}


def token_rows(tokens: tuple[Token, ...]) -> list[dict[str, Any]]:
    """Tokens as the page shows them: text, what it is, and its form."""
    return [
        {"text": token.text, "words": property_label(token.property), "form": _FORMS.get(token.property, "stream")}
        for token in tokens
    ]


def thought_rows(tokens: tuple[Token, ...]) -> list[Text]:
    """What parts were thought of besides, and why that was dropped."""
    return [
        text("{text} is no {property}: {reason}.", text=one.text, property=property_label(one.property),
             reason=considered_sentence(one.reason))
        for token in tokens
        for one in token.considered
    ]  # fmt: skip


def fact_rows(parsed: ParsedRelease) -> list[tuple[Text, Any]]:
    """What is known, in words; what is not known is left out."""
    revision = parsed.revision
    rows: list[tuple[Text, Any]] = [
        (text("What it is"), _KINDS[parsed.type]),
        (text("Title"), parsed.title),
        (text("Other titles"), ", ".join(parsed.alternate_titles)),
        (text("Artist"), parsed.artist),
        (text("Year"), parsed.year),
        (text("Season"), ", ".join(map(str, parsed.seasons)) or _zero(parsed.season)),
        (text("Episodes"), _numbers(parsed.episodes) or (text("the whole season") if parsed.full_season else "")),
        (text("Absolute numbers"), _numbers(parsed.absolute_episodes)),
        (text("Aired"), parsed.air_date.isoformat() if parsed.air_date else None),
        (text("Part"), parsed.part),
        (text("Special"), text("yes") if parsed.special else None),
        (text("Extras only"), text("yes") if parsed.extras else None),
        (text("Quality"), parsed.quality),
        (text("Edition"), parsed.edition),
        (text("Revision"), _revision(revision.version, revision.real, revision.is_repack)),
        (text("Languages"), ", ".join(parsed.languages)),
        (text("Picture"), ", ".join(_picture(parsed))),
        (text("Sound"), ", ".join([*parsed.audio, *([parsed.audio_channels] if parsed.audio_channels else [])])),
        (text("Service"), parsed.streaming_service),
        (text("Burnt-in subtitles"), parsed.hardcoded_subs),
        (text("Group"), parsed.release_group),
        (text("Checksum"), parsed.crc or parsed.release_hash),
        (text("IMDb"), parsed.imdb_id),
        (text("TMDB"), parsed.tmdb_id),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value not in (None, "")]


def _zero(season: int | None) -> Any:
    return text("0, the specials") if season == 0 else season


def _numbers(numbers: Any) -> str:
    return ", ".join(f"{number:g}" for number in numbers)


def _revision(version: int, real: int, is_repack: bool) -> Any:
    if version == 1 and not real:
        return None
    if is_repack:
        return text("version {version}, a repack", version=version)
    return text("version {version}, a proper", version=version)


def _picture(parsed: ParsedRelease) -> list[str]:
    depth = [f"{parsed.bit_depth}-bit"] if parsed.bit_depth else []
    return [
        *([parsed.video_codec] if parsed.video_codec else []),
        *depth,
        *parsed.hdr,
        *(["3D"] if parsed.three_d else []),
    ]
