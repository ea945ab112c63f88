"""What a profile asks beyond quality: languages of sound and subtitles, and when packs and repairs replace files."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Strength(StrEnum):
    """How much a language is wanted. Stored."""

    MUST = "must"  # without it a release is refused
    NICE = "nice"  # with it a release is preferred
    REFUSE = "refuse"  # a release that has no other language is refused


class LanguageGoal(msgspec.Struct, frozen=True):
    """A language by its English name, or "Original". Goals stand in the order of preference. `wait_days`: so long after
    the title came out a must stays one, then it is only nice; None: for ever."""

    language: str
    strength: Strength = Strength.MUST
    wait_days: int | None = None


class PackPolicy(StrEnum):
    """When a season pack may replace episodes that are here. Stored."""

    ALL = "all"  # every episode must gain
    SHARE = "share"  # a stated share of them
    ANY = "any"  # one is enough


class RepairPolicy(StrEnum):
    """What propers and repacks count for. Stored."""

    PREFER = "prefer"  # preferred among releases, and they replace what they repair
    KEEP = "keep"  # preferred among releases, but what is here stays
    IGNORE = "ignore"  # as any other release; custom formats may speak for them
