"""Quality profiles: which qualities are wanted, in which order, up to where, and what custom formats count."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, true, update

from monarr.core.errors import Conflict, InvalidInput
from monarr.core.kinds import ContentType
from monarr.core.quality import QUALITIES, LanguageGoal, QualityProfile, Strength
from monarr.core.text import Text, ntext, text
from monarr.db.defaults import insert_profile
from monarr.db.models import (
    CustomFormatRow,
    GuideEntryRow,
    LibraryDefault,
    ProfileFormat,
    ProfileItemRow,
    QualityProfileRow,
)  # fmt: skip
from monarr.db.profiles import ProfileSettings, load_profiles, stored_settings
from monarr.db.repositories.libraries import get_profile
from monarr.db.repositories.titles import VERSION
from monarr.services._rescoring import queue_rescoring
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House
from monarr.services.indexing import recount

_PROFILE: Any = QualityProfileRow.__table__
_STEP: Any = ProfileItemRow.__table__
_SCORE: Any = ProfileFormat.__table__
_FORMAT: Any = CustomFormatRow.__table__
_ENTRY: Any = GuideEntryRow.__table__
_DEFAULT: Any = LibraryDefault.__table__
MOST_REPUTATION = 10_000


async def list_profiles(house: House) -> list[QualityProfile]:
    """All profiles by name."""
    return await house.db.read(_list)


async def create_profile(
    house: House,
    profile: QualityProfile,
    actor: Actor,
    *,
    content_type: ContentType | None = None,
    library_id: int | None = None,
) -> int:
    """Stores a profile and returns its id; without a content type it fits films and series. Raises InvalidInput with
    the fields, Conflict for a name that is taken."""
    return await house.db.write(create_profile_in, profile, content_type, library_id, actor, house.clock.now())


async def edit_profile(house: House, profile_id: int, profile: QualityProfile, actor: Actor) -> None:
    """Replaces a profile; the states of the titles that use it follow. One of a guide is the user's own from then on.
    Raises NotFound, InvalidInput, Conflict."""
    for title_id in await house.db.write(edit_profile_in, profile_id, profile, actor, house.clock.now()):
        await house.db.write(recount, title_id, house.clock.now())


async def clone_profile(house: House, profile_id: int, name: str, actor: Actor) -> int:
    """Stores a copy under another name and returns its id. Raises NotFound, InvalidInput, Conflict for a name that is
    taken."""
    return await house.db.write(_clone, profile_id, name, actor, house.clock.now())


async def delete_profile(house: House, profile_id: int, actor: Actor, *, move_to: int | None = None) -> None:
    """Takes a profile away. With `move_to` the titles and libraries that use it get that one instead, and the states of
    the titles follow. Raises NotFound, and Conflict while a title uses it and has nowhere to go."""
    for title_id in await house.db.write(_delete, profile_id, move_to, actor, house.clock.now()):
        await house.db.write(recount, title_id, house.clock.now())


def check_profile(profile: QualityProfile) -> dict[str, Text | str]:
    """What does not fit, by field; empty when all does."""
    problems: dict[str, Text | str] = {}
    if not profile.name.strip():
        problems["name"] = text("A name is needed.")
    listed = [quality for item in profile.items for quality in item.qualities]
    unknown = sorted(set(listed) - set(QUALITIES))
    if unknown:
        problems["items"] = text("There is no quality “{name}”.", name=unknown[0])
    elif len(set(listed)) < len(listed):
        problems["items"] = text("Each quality may stand in the profile once.")
    elif any(len(item.qualities) != 1 and not item.name for item in profile.items):
        problems["items"] = text("A group of qualities needs a name.")
    elif not any(item.allowed for item in profile.items):
        problems["items"] = text("Allow at least one quality.")
    allowed = {name for item in profile.items if item.allowed for name in (item.label, *item.qualities)}
    if profile.cutoff not in allowed:
        problems["cutoff"] = text("Choose one of the allowed qualities, from which on nothing better is looked for.")
    if profile.minimum_score_increment < 1:
        problems["minimum_score_increment"] = text("This starts at 1.")
    if not 0 <= profile.reputation_weight <= MOST_REPUTATION:
        problems["reputation_weight"] = text("This is between 0 and {most}.", most=MOST_REPUTATION)
    if profile.cutoff_format_score < profile.minimum_format_score:
        problems["cutoff_format_score"] = text("This is at least the lowest score that is taken.")
    for name, limits in profile.sizes.items():
        if name not in QUALITIES:
            problems["sizes"] = text("There is no quality “{name}”.", name=name)
        elif not limits.agree:
            problems["sizes"] = text("The limits of {quality} contradict each other.", quality=name)
    return problems | _check_goals(profile)


def _check_goals(profile: QualityProfile) -> dict[str, Text | str]:
    problems: dict[str, Text | str] = {}
    for field in ("audio_goals", "subtitle_goals"):
        goals: tuple[LanguageGoal, ...] = getattr(profile, field)
        names = [goal.language for goal in goals]
        if any(not name.strip() for name in names):
            problems[field] = text("Choose a language.")
        elif len(set(names)) < len(names):
            problems[field] = text("Each language may stand there once.")
        elif any(goal.wait_days is not None and not 0 <= goal.wait_days <= 3650 for goal in goals):
            problems[field] = text("From 0 to {most} days.", most=3650)
    if any(goal.strength is Strength.REFUSE for goal in profile.subtitle_goals):
        problems["subtitle_goals"] = text("Subtitles can be switched off; there is none to refuse.")
    share = profile.pack_share_percent
    if share is not None and not 1 <= share <= 100:
        problems["pack_share_percent"] = text("From 1 to 100 percent.")
    return problems


def _list(connection: Connection) -> list[QualityProfile]:
    ids = list(connection.execute(select(_PROFILE.c.id).order_by(func.lower(_PROFILE.c.name), _PROFILE.c.id)).scalars())
    found = load_profiles(connection, set(ids))
    return [found[profile_id] for profile_id in ids]


def _check(
    connection: Connection, profile: QualityProfile, library_id: int | None, content_type: str | None, own_id: int = 0
) -> None:
    """Names are unique among the profiles of a content type."""
    problems = check_profile(profile)
    unknown = sorted(set(profile.format_scores) - set(connection.execute(select(_FORMAT.c.name)).scalars()))
    if unknown:
        problems["format_scores"] = text("There is no custom format “{name}”.", name=unknown[0])
    if problems:
        raise InvalidInput(text("The profile does not fit yet."), fields=problems)
    same_place = _PROFILE.c.library_id.is_(None) if library_id is None else _PROFILE.c.library_id == library_id
    same_kind = _PROFILE.c.content_type.is_(None) if content_type is None else _PROFILE.c.content_type == content_type
    statement = select(_PROFILE.c.id).where(
        func.lower(_PROFILE.c.name) == profile.name.strip().lower(), same_place, same_kind, _PROFILE.c.id != own_id
    )
    if connection.execute(statement).first() is not None:
        raise Conflict(text("“{name}” is taken. Choose another name.", name=profile.name.strip()))


def create_profile_in(
    connection: Connection, profile: QualityProfile, content_type: ContentType | None, library_id: int | None,
    actor: Actor, now: datetime,
) -> int:  # fmt: skip
    _check(connection, profile, library_id, content_type)
    named = msgspec.structs.replace(profile, name=profile.name.strip())
    profile_id = insert_profile(connection, named, now, content_type=content_type, library_id=library_id)
    _write_scores(connection, profile_id, profile.format_scores)
    _audit(connection, actor, "added", profile_id, {"after": _described(named)}, now)
    return profile_id


def edit_profile_in(
    connection: Connection, profile_id: int, profile: QualityProfile, actor: Actor, now: datetime
) -> list[int]:
    row = get_profile(connection, profile_id)
    before = load_profiles(connection, {profile_id})[profile_id]
    _check(connection, profile, row.library_id, row.content_type, profile_id)
    values = {
        "name": profile.name.strip(), "cutoff": profile.cutoff, "upgrade_allowed": profile.upgrade_allowed,
        "minimum_format_score": profile.minimum_format_score, "cutoff_format_score": profile.cutoff_format_score,
        "minimum_score_increment": profile.minimum_score_increment, "sizes": msgspec.to_builtins(profile.sizes),
        "languages": list(profile.languages), "reputation_weight": profile.reputation_weight,
        "settings": _settings(row.settings, profile), "updated_at": now,
    }  # fmt: skip
    connection.execute(update(_PROFILE).where(_PROFILE.c.id == profile_id), values)
    connection.execute(delete(_STEP).where(_STEP.c.profile_id == profile_id))
    connection.execute(
        insert(_STEP),
        [
            {"profile_id": profile_id, "position": place, "name": item.name, "qualities": list(item.qualities),
             "allowed": item.allowed}
            for place, item in enumerate(profile.items)
        ],
    )  # fmt: skip
    _write_scores(connection, profile_id, profile.format_scores)
    connection.execute(update(_ENTRY).where(_ENTRY.c.profile_id == profile_id), {"forked": True})
    if load_profiles(connection, {profile_id})[profile_id].format_scores != before.format_scores:
        queue_rescoring(connection, now, profile_id=profile_id)
    changes = {"before": _described(before), "after": _described(profile)}
    _audit(connection, actor, "edited", profile_id, changes, now)
    used = select(VERSION.c.item_id).distinct().where(VERSION.c.quality_profile_id == profile_id)
    return list(connection.execute(used).scalars())


def _settings(stored: dict[str, Any], profile: QualityProfile) -> dict[str, Any]:
    """What else is kept there stays."""
    others = {name: value for name, value in stored.items() if name not in ProfileSettings.__struct_fields__}
    return others | stored_settings(profile)


def _clone(connection: Connection, profile_id: int, name: str, actor: Actor, now: datetime) -> int:
    row = get_profile(connection, profile_id)
    copy = msgspec.structs.replace(load_profiles(connection, {profile_id})[profile_id], id=0, name=name)
    content_type = ContentType(row.content_type) if row.content_type else None
    return create_profile_in(connection, copy, content_type, row.library_id, actor, now)


def _delete(connection: Connection, profile_id: int, move_to: int | None, actor: Actor, now: datetime) -> list[int]:
    row = get_profile(connection, profile_id)
    used = select(VERSION.c.item_id).distinct().where(VERSION.c.quality_profile_id == profile_id)
    title_ids = list(connection.execute(used).scalars())
    if move_to is not None:
        _move(connection, profile_id, move_to, now)
    elif title_ids:
        raise Conflict(
            ntext("{count} title uses this profile.", "{count} titles use this profile.", len(title_ids)),
            subject=f"quality_profile:{profile_id}",
        )
    connection.execute(delete(_PROFILE).where(_PROFILE.c.id == profile_id))
    changes = {"before": {"name": row.name}} | ({"after": {"moved_to": move_to}} if title_ids else {})
    _audit(connection, actor, "deleted", profile_id, changes, now)
    return title_ids


def _move(connection: Connection, profile_id: int, move_to: int, now: datetime) -> None:
    """Gives what uses a profile another one."""
    get_profile(connection, move_to)
    if move_to == profile_id:
        problem = text("Choose another profile.")
        raise InvalidInput(problem, fields={"move_to": problem})
    own = {"quality_profile_id": move_to}
    stamped = own | {"updated_at": now}
    connection.execute(update(VERSION).where(VERSION.c.quality_profile_id == profile_id), stamped)
    connection.execute(update(_DEFAULT).where(_DEFAULT.c.quality_profile_id == profile_id), own)
    queue_rescoring(connection, now, profile_id=move_to)


def _write_scores(connection: Connection, profile_id: int, scores: dict[str, int]) -> None:
    connection.execute(delete(_SCORE).where(_SCORE.c.profile_id == profile_id))
    row = get_profile(connection, profile_id)
    kind = {None: None, ContentType.MOVIE: "movie"}.get(row.content_type, "series")
    fits = true() if kind is None else _FORMAT.c.kind.is_(None) | (_FORMAT.c.kind == kind)
    rows = [
        {"profile_id": profile_id, "format_id": one.id, "score": scores[one.name]}
        for one in connection.execute(select(_FORMAT.c.name, _FORMAT.c.id).where(fits))
        if scores.get(one.name)
    ]
    if rows:
        connection.execute(insert(_SCORE), rows)


def _described(profile: QualityProfile) -> dict[str, Any]:
    whole: dict[str, Any] = msgspec.to_builtins(profile)
    return {name: value for name, value in whole.items() if name != "id"}


def _audit(
    connection: Connection, actor: Actor, verb: str, profile_id: int, changes: dict[str, Any], now: datetime
) -> None:
    subject = f"quality_profile:{profile_id}"
    write_audit(connection, actor, f"settings.quality_profile.{verb}", now, subject=subject, changes=changes)
