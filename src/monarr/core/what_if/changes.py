"""Changes of the rules as values: what somebody is about to save, before it is saved. Each is JSON with a `kind`."""

from __future__ import annotations

from typing import Any

import msgspec

from monarr.core.quality import QualityProfile, SizeLimits
from monarr.core.restricting import DelayInput, ReleaseProfileInput


class ProfileChange(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="profile"):
    """A profile as it would be."""

    profile_id: int
    profile: QualityProfile


class FormatChange(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="format"):
    """A custom format as it would be, or its removal. `spec` as the applications write formats; `format_id` None: a new
    one; `scores`: what profiles (by id) would give it, those not named keep what they give."""

    format_id: int | None = None
    spec: dict[str, Any] = {}
    suggested_score: int = 0
    scores: dict[int, int] = {}
    remove: bool = False


class SizesChange(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="sizes"):
    """Limits of qualities as they would be, for all (`library_id` None) or for a library; qualities not named keep
    theirs."""

    sizes: dict[str, SizeLimits]
    library_id: int | None = None


class DelayChange(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="delay"):
    """A delay profile as it would be, or its removal (`delay` None). `delay_id` None: a new one, which is asked last."""

    delay_id: int | None = None
    delay: DelayInput | None = None


class DelayOrderChange(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="delay-order"):
    """The order in which delay profiles are asked, the first one first; each is named once."""

    ids: tuple[int, ...]


class WordsChange(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="words"):
    """A release profile as it would be, or its removal (`profile` None). `profile_id` None: a new one."""

    profile_id: int | None = None
    profile: ReleaseProfileInput | None = None


Change = ProfileChange | FormatChange | SizesChange | DelayChange | DelayOrderChange | WordsChange
