"""What a guide holds, as values."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from monarr.core.formats import CustomFormat
from monarr.core.quality import QualityProfile, SizeLimits


class EntryType(StrEnum):
    FORMAT = "custom_format"
    PROFILE = "quality_profile"
    SIZES = "quality_size"
    GROUP = "format_group"
    NAMING = "naming"


class GuideFile(msgspec.Struct, frozen=True):
    """A file of a guide: its path within it, parted by `/`, and its bytes; None for one that could not be read, with
    `problem` saying why (`too-large` or `unreadable`)."""

    path: str
    content: bytes | None
    problem: str = ""


class GuideProblem(msgspec.Struct, frozen=True):
    """Why a file cannot be used. `code` is one of `messages.formats`; `name` that of the thing, where it has one."""

    path: str
    code: str
    detail: str = ""
    name: str = ""
    condition: str = ""


class ProfileGuide(msgspec.Struct, frozen=True):
    """A quality profile of a guide. `profile` has no scores yet: they come from the formats' own lists, from the one
    called `score_set`. `formats` are the trash ids of the formats that count."""

    profile: QualityProfile
    formats: dict[str, str]  # trash id -> name
    score_set: str = "default"


class SizeGuide(msgspec.Struct, frozen=True):
    """Size limits, in MB per minute, of one kind of title (`movie`, `series`, `anime` …)."""

    name: str
    sizes: dict[str, SizeLimits]


class FormatGroup(msgspec.Struct, frozen=True):
    """Formats that go together: those that the group needs, and those that one may choose."""

    name: str
    needed: tuple[str, ...]  # trash ids
    optional: tuple[str, ...]
    profiles: tuple[str, ...]  # trash ids of the profiles that it is meant for
    description: str = ""


class NamingPreset(msgspec.Struct, frozen=True):
    """Patterns by the field of the naming settings, each in several variants by name."""

    patterns: dict[str, dict[str, str]]


Content = CustomFormat | ProfileGuide | SizeGuide | FormatGroup | NamingPreset


class GuideEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing of a guide. `key` tells it apart among its type: its trash id, else its name."""

    type: EntryType
    key: str
    name: str
    path: str
    document: dict[str, Any]  # as the guide writes it
    content: Content


class GuideReading(msgspec.Struct, frozen=True):
    """What a guide's files hold, and what is amiss with some of them. `files` counts those that were taken."""

    entries: tuple[GuideEntry, ...] = ()
    problems: tuple[GuideProblem, ...] = ()
    files: int = 0
