"""A goal as a profile."""

from __future__ import annotations

import hashlib

import msgspec

from monarr.core.goals.formats import FORMATS
from monarr.core.goals.model import Goal
from monarr.core.kinds import ContentType
from monarr.core.quality import MOVIE_ORDER, SERIES_ORDER, QualityProfile, SizeLimits, profile_items

NEVER = -10_000  # points of what is never taken: below any least score


def derive(goal: Goal, content_type: ContentType | None, *, name: str) -> QualityProfile:
    """The profile of a goal, with its formats by name. Best and worst stand as the kind's order has them."""
    order = MOVIE_ORDER if content_type is ContentType.MOVIE else SERIES_ORDER
    scores = {FORMATS[code].name: points for code, points in goal.formats.items()}
    scores |= {FORMATS[code].name: NEVER for code in goal.refused}
    return QualityProfile(
        name=name,
        items=profile_items(order, frozenset(goal.qualities)),
        cutoff=goal.cutoff,
        upgrade_allowed=goal.upgrades,
        # What only costs points is taken where nothing else fits; what is never taken lies far below.
        minimum_format_score=NEVER // 2,
        cutoff_format_score=goal.enough_score,
        format_scores=scores,
        sizes={quality: goal.sizes[quality] for quality in goal.qualities if quality in goal.sizes},
    )


def print_of(profile: QualityProfile) -> str:
    """What tells whether the rules of a profile are still those of its goal: its name, its language goals and the
    weight of reputation may be anybody's."""
    rules = {
        "items": profile.items, "cutoff": profile.cutoff, "upgrades": profile.upgrade_allowed,
        "scores": dict(sorted((name, points) for name, points in profile.format_scores.items() if points)),
        "limits": (profile.minimum_format_score, profile.cutoff_format_score, profile.minimum_score_increment),
        "sizes": {name: _plain(limits) for name, limits in sorted(profile.sizes.items())},
    }  # fmt: skip
    return hashlib.sha256(msgspec.json.encode(rules)).hexdigest()[:16]


def _plain(limits: SizeLimits) -> list[float | None]:
    """Numbers with a point, however they were stored."""
    return [None if part is None else float(part) for part in (limits.minimum, limits.preferred, limits.maximum)]
