"""Quality profiles, as the core judges with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from monarr.core.quality import LanguageGoal, PackPolicy, ProfileItem, QualityProfile, SizeLimits
from monarr.db.models import CustomFormatRow, ProfileFormat, ProfileItemRow, QualityProfileRow
from monarr.db.within import within


class ProfileSettings(msgspec.Struct, frozen=True, omit_defaults=True):
    """What `quality_profile.settings` holds: goals and policies that have no column of their own."""

    audio_goals: tuple[LanguageGoal, ...] = ()
    subtitle_goals: tuple[LanguageGoal, ...] = ()
    pack_policy: PackPolicy | None = None
    pack_share_percent: int | None = None


def stored_settings(profile: QualityProfile) -> dict[str, Any]:
    """The part of a profile that is stored in `settings`; what is as usual is left out."""
    names = ProfileSettings.__struct_fields__
    found: dict[str, Any] = msgspec.to_builtins(ProfileSettings(**{name: getattr(profile, name) for name in names}))
    return found


_ROW: Any = QualityProfileRow.__table__
_STEP: Any = ProfileItemRow.__table__
_FORMAT: Any = CustomFormatRow.__table__
_SCORE: Any = ProfileFormat.__table__
_ROWS = select(_ROW).where(within(_ROW.c.id, "ids"))
_STEPS = select(_STEP).where(within(_STEP.c.profile_id, "ids")).order_by(_STEP.c.profile_id, _STEP.c.position)
_SCORES = (
    select(_SCORE.c.profile_id, _FORMAT.c.name, _SCORE.c.score)
    .join(_FORMAT, _FORMAT.c.id == _SCORE.c.format_id)
    .where(within(_SCORE.c.profile_id, "ids"))
)


def load_profiles(connection: Connection, ids: set[int]) -> dict[int, QualityProfile]:
    """Profiles by id, with their steps and the scores of their formats: three statements, however many."""
    if not ids:
        return {}
    given = {"ids": sorted(ids)}
    return build_profiles(*(connection.execute(each, given) for each in (_ROWS, _STEPS, _SCORES)))


def build_profiles(profiles: Iterable[Any], steps: Iterable[Any], scores: Iterable[Any]) -> dict[int, QualityProfile]:
    """Profiles by id from the rows of their three tables; steps in the order of their position."""
    items: dict[int, list[ProfileItem]] = {}
    for row in steps:
        items.setdefault(row.profile_id, []).append(ProfileItem(tuple(row.qualities), row.allowed, row.name))
    points: dict[int, dict[str, int]] = {}
    for row in scores:
        points.setdefault(row.profile_id, {})[row.name] = row.score
    return {
        row.id: QualityProfile(
            id=row.id,
            name=row.name,
            items=tuple(items.get(row.id, ())),
            cutoff=row.cutoff,
            upgrade_allowed=row.upgrade_allowed,
            minimum_format_score=row.minimum_format_score,
            cutoff_format_score=row.cutoff_format_score,
            minimum_score_increment=row.minimum_score_increment,
            format_scores=points.get(row.id, {}),
            sizes=msgspec.convert(row.sizes, dict[str, SizeLimits]),
            languages=tuple(row.languages),
            reputation_weight=row.reputation_weight,
            **msgspec.structs.asdict(msgspec.convert(row.settings, ProfileSettings)),
        )
        for row in profiles
    }
