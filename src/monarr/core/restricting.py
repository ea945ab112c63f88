"""Delay profiles and release profiles as somebody writes them, before they are stored."""

from __future__ import annotations

import msgspec

from monarr.core.kinds import Protocol


class DelayInput(msgspec.Struct, frozen=True, kw_only=True):
    """A delay profile. Without tags it fits every title; without a library, those of all. `preferred_protocol` None:
    both alike. From `bypass_above_score` on, and (so set) at the best quality of the profile, nothing waits."""

    name: str
    library_id: int | None = None
    tags: tuple[str, ...] = ()
    preferred_protocol: Protocol | None = None
    enable_torrent: bool = True
    enable_usenet: bool = True
    torrent_minutes: int = 0
    usenet_minutes: int = 0
    bypass_if_highest_quality: bool = False
    bypass_above_score: int | None = None


class ReleaseProfileInput(msgspec.Struct, frozen=True, kw_only=True):
    """A name must have one of the `required` words and none of the `forbidden`; a word is looked for anywhere, `/…/` is
    an expression. It holds for titles with one of `tags` (without tags for all), never for those with one of
    `excluded_tags`, and for releases of `indexer_ids` (none named: of all). `refuse_before_air`: nothing is believed
    that is older than the air date less `grace_days`."""

    name: str
    library_id: int | None = None
    enabled: bool = True
    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    indexer_ids: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    excluded_tags: tuple[str, ...] = ()
    refuse_before_air: bool = False
    grace_days: int = 0
