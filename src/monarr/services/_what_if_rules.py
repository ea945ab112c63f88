"""The rules as they would be after a change, beside those of today."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, select

from monarr.core.errors import InvalidInput, NotFound
from monarr.core.formats import FormatError, compile_formats, read_format, write_format
from monarr.core.quality import QualityProfile
from monarr.core.text import text
from monarr.core.what_if import Change, FormatChange, ProfileChange, SizesChange
from monarr.db.models import CustomFormatRow
from monarr.db.repositories.profiles import JudgingRules, StoredFormat
from monarr.services.profiles import check_profile

_FORMAT: Any = CustomFormatRow.__table__


def changed_rules(connection: Connection, rules: JudgingRules, change: Change) -> JudgingRules:
    """`rules` with the change in force. Raises NotFound for what is no longer there, InvalidInput for what could not be
    saved either."""
    match change:
        case ProfileChange():
            return _with_profile(rules, change)
        case FormatChange():
            return _with_format(connection, rules, change)
        case SizesChange():
            own = rules.sizes.get(change.library_id, {}) | change.sizes
            return replace(rules, sizes=rules.sizes | {change.library_id: own})


def concerned_profiles(rules: JudgingRules, changed: JudgingRules, change: Change) -> set[int] | None:
    """The profiles whose titles the change may concern; None: all."""
    if isinstance(change, ProfileChange):
        return {change.profile_id}
    if isinstance(change, FormatChange):
        names = {name for _library, name, _kind, _conditions in _comparable(rules) ^ _comparable(changed)}
        before, after = rules.profiles, changed.profiles
        moved = {key for key in after if after[key].format_scores != before[key].format_scores}
        return moved | {key for key, one in after.items() if names & one.format_scores.keys()}
    return None


def _comparable(rules: JudgingRules) -> frozenset[tuple[int | None, str, str | None, str]]:
    return frozenset((one.library_id, one.name, one.kind, str(one.conditions)) for one in rules.formats)


def without_waiting(rules: JudgingRules) -> JudgingRules:
    """The same rules with no delay: a replay asks what would be taken in the end."""
    delays = tuple(
        replace(delay, torrent_minutes=0, usenet_minutes=0) for delay in rules.delays
    )  # the preferred protocol, and what is switched off, stay
    return replace(rules, delays=delays)


def _with_profile(rules: JudgingRules, change: ProfileChange) -> JudgingRules:
    if change.profile_id not in rules.profiles:
        raise NotFound(text("There is no such quality profile."), subject=f"quality_profile:{change.profile_id}")
    problems = check_profile(change.profile)
    if problems:
        raise InvalidInput(text("The profile does not fit yet."), fields=problems)
    known = replace(change.profile, id=change.profile_id)
    return replace(rules, profiles=rules.profiles | {change.profile_id: known})


def _with_format(connection: Connection, rules: JudgingRules, change: FormatChange) -> JudgingRules:
    row = None
    if change.format_id is not None:
        row = connection.execute(select(_FORMAT).where(_FORMAT.c.id == change.format_id)).first()
        if row is None:
            raise NotFound(text("There is no such custom format."), subject=f"custom_format:{change.format_id}")
    kept = [
        one
        for one in rules.formats
        if row is None or (one.library_id, one.name, one.kind) != (row.library_id, row.name, row.kind)
    ]
    old_name = row.name if row is not None else None
    if change.remove:
        profiles = {key: _rescored(one, old_name, None, None) for key, one in rules.profiles.items()}
        return replace(rules, formats=tuple(kept), profiles=profiles)
    custom = read_format(change.spec)
    kind = row.kind if row is not None else None
    errors = (custom,) if isinstance(custom, FormatError) else compile_formats((custom,), kind or "series").errors
    if errors or isinstance(custom, FormatError):
        problem = text(
            "Its conditions cannot be used yet: {condition}", condition=errors[0].condition or errors[0].code
        )
        raise InvalidInput(problem, fields={"conditions": problem})
    name = custom.name.strip()
    library_id = row.library_id if row is not None else None
    stored = StoredFormat(library_id, name, write_format(custom)["specifications"], kind)
    profiles = {
        key: _rescored(one, old_name, name, change.scores.get(key, one.format_scores.get(old_name or name)))
        for key, one in rules.profiles.items()
    }
    return replace(rules, formats=(*kept, stored), profiles=profiles)


def _rescored(profile: QualityProfile, old: str | None, new: str | None, score: int | None) -> QualityProfile:
    scores = {name: points for name, points in profile.format_scores.items() if name != old}
    if new is not None and score:
        scores[new] = score
    elif new is not None:
        scores.pop(new, None)
    return replace(profile, format_scores=scores)
