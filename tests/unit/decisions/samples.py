"""A release that every rule lets pass, and the facts it is judged by; tests change one thing at a time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from monarr.core.decisions import Candidate, Existing, Facts, FormatMatch
from monarr.core.kinds import ContentType, MediaKind, Origin, Protocol
from monarr.core.quality import QualityProfile, builtin_profiles
from monarr.core.releases import ParsedRelease, Revision

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HD = next(profile for profile in builtin_profiles(ContentType.MOVIE) if profile.name == "1080p")


def profile(**changes: Any) -> QualityProfile:
    return replace(HD, **changes)


def candidate(**changes: Any) -> Candidate:
    """A film's release; `parsed` may be given as a dict of changes."""
    parsed = {"type": "movie", "title": "Sintel", "year": 2010, "quality": "WEBDL-1080p", "release_group": "OPEN"}
    parsed |= changes.pop("parsed", {})
    given: dict[str, Any] = {
        "release_title": "Sintel.2010.1080p.WEB-DL.x264-OPEN",
        "parsed": ParsedRelease(**parsed),
        "protocol": Protocol.TORRENT,
        "quality": parsed["quality"],
        "size_bytes": 1_000_000_000,
        "age_minutes": 600.0,
        "seeders": 20,
        "peers": 30,
        "indexer_id": 1,
        "indexer_name": "Archive",
    }
    return Candidate(**(given | changes))


def facts(**changes: Any) -> Facts:
    given: dict[str, Any] = {
        "now": NOW,
        "origin": Origin.RSS,
        "kind": MediaKind.MOVIE,
        "item_id": 1,
        "title": "Sintel",
        "year": 2010,
        "runtime_minutes": 15,
        "profile": HD,
        "free_bytes": 50_000_000_000,
        "file_names": ("Sintel.mkv", "Sintel.nfo"),
    }
    return Facts(**(given | changes))


def series_candidate(**changes: Any) -> Candidate:
    parsed = {"type": "series", "title": "Caminandes", "year": None, "season": 1, "episodes": [1]}
    parsed |= changes.pop("parsed", {})
    given = {"release_title": "Caminandes.S01E01.1080p.WEB-DL-OPEN", "episode_ids": (11,)}
    return candidate(parsed=parsed, **(given | changes))


def series_facts(**changes: Any) -> Facts:
    given = {"kind": MediaKind.SERIES, "title": "Caminandes", "year": 2013}
    return facts(**(given | changes))


def existing(quality: str = "HDTV-1080p", **changes: Any) -> Existing:
    given: dict[str, Any] = {"file_id": 1, "item_id": 1, "release_group": "OPEN"}
    return Existing(quality=quality, **(given | changes))


def score(points: int) -> tuple[FormatMatch, ...]:
    return (FormatMatch("Test", points),)


def second_version(*, repack: bool = False) -> Revision:
    return Revision(version=2, is_repack=repack)
