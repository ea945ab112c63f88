"""The rules as they would be after a change, beside those of today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, select

from monarr.core.errors import InvalidInput, NotFound
from monarr.core.formats import FormatError, compile_formats, read_format, write_format
from monarr.core.quality import QualityProfile
from monarr.core.text import text
from monarr.core.what_if import (
    Change,
    DelayChange,
    DelayOrderChange,
    FormatChange,
    ProfileChange,
    SizesChange,
    WordsChange,
)
from monarr.db.models import CustomFormatRow
from monarr.db.repositories.profiles import Delay, JudgingRules, StoredFormat, Words
from monarr.db.repositories.tags import TAG
from monarr.services.delays import find_delay, insist_on_delay, insist_on_order
from monarr.services.profiles import check_profile
from monarr.services.release_profiles import find_words, insist_on_words, trimmed_words

_FORMAT: Any = CustomFormatRow.__table__
_NO_TAG = -1


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
        case DelayChange():
            return _with_delay(connection, rules, change)
        case DelayOrderChange():
            insist_on_order(connection, change.ids)
            return replace(rules, delays=tuple(sorted(rules.delays, key=lambda one: change.ids.index(one.id))))
        case WordsChange():
            return _with_words(connection, rules, change)


def concerned_library(rules: JudgingRules, changed: JudgingRules, change: Change) -> int | None:
    """The library whose titles alone the change may concern; None: all."""
    match change:
        case SizesChange():
            return change.library_id
        case DelayChange():
            places = {one.library_id for one in {*rules.delays} ^ {*changed.delays}}
        case WordsChange():
            places = {one.library_id for one in {*rules.words} ^ {*changed.words}}
        case _:
            return None
    return places.pop() if len(places) == 1 else None


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


def _with_delay(connection: Connection, rules: JudgingRules, change: DelayChange) -> JudgingRules:
    given = change.delay
    if given is None:
        find_delay(connection, change.delay_id or 0)
        return replace(rules, delays=tuple(one for one in rules.delays if one.id != change.delay_id))
    insist_on_delay(connection, given, change.delay_id)
    plain = {name: getattr(given, name) for name in given.__struct_fields__ if name not in ("tags", "name")}
    fresh = Delay(
        id=change.delay_id or 0, name=given.name.strip(), tag_ids=_tag_ids(connection, given.tags), **plain
    )  # fmt: skip
    if change.delay_id is None:
        return replace(rules, delays=(*rules.delays, fresh))
    return replace(rules, delays=tuple(fresh if one.id == change.delay_id else one for one in rules.delays))


def _with_words(connection: Connection, rules: JudgingRules, change: WordsChange) -> JudgingRules:
    given = change.profile
    others = tuple(one for one in rules.words if one.id != change.profile_id)
    if given is None:
        find_words(connection, change.profile_id or 0)
        return replace(rules, words=others)
    insist_on_words(connection, given, change.profile_id)
    if not given.enabled:
        return replace(rules, words=others)
    fresh = Words(
        id=change.profile_id or 0, name=given.name.strip(), library_id=given.library_id,
        indexer_ids=frozenset(given.indexer_ids), tag_ids=_tag_ids(connection, given.tags),
        excluded_tag_ids=_tag_ids(connection, given.excluded_tags), required=trimmed_words(given.required),
        forbidden=trimmed_words(given.forbidden), refuse_before_air=given.refuse_before_air,
        grace_days=given.grace_days,
    )  # fmt: skip
    return replace(rules, words=(*others, fresh))


def _tag_ids(connection: Connection, labels: Sequence[str]) -> frozenset[int]:
    """The ids of tags; one that is not there yet fits no title."""
    wanted = {label.strip().lower() for label in labels}
    known = connection.execute(select(TAG.c.id, TAG.c.label))
    found = {row.label.lower(): row.id for row in known if row.label.lower() in wanted}
    return frozenset(found.get(label, _NO_TAG) for label in wanted)


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
