"""A change in lines: what is altered, from what to what, beside what is stored now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection

from monarr.core.quality import DEFAULT_SIZES, QualityProfile, SizeLimits
from monarr.core.restricting import DelayInput, ReleaseProfileInput
from monarr.core.text import Text, text
from monarr.core.what_if import (
    Change,
    DelayChange,
    DelayOrderChange,
    FormatChange,
    ProfileChange,
    SizesChange,
    WordsChange,
)
from monarr.db.repositories.profiles import JudgingRules, load_rules
from monarr.messages.human import wait
from monarr.services.context import House
from monarr.services.delays import find_delay, list_delays_in
from monarr.services.formats import find_format
from monarr.services.quality import find_sizes
from monarr.services.release_profiles import find_words

Shown = Text | str | None
_NO_LIMIT = text("no limit")
_YES, _NO = text("yes"), text("no")


class Line(msgspec.Struct, frozen=True):
    """One setting. `before` None: it is new; `after` None: it goes."""

    label: Text
    before: Shown
    after: Shown


class Described(msgspec.Struct, frozen=True):
    """A change with the name of what is changed."""

    name: str
    lines: tuple[Line, ...]


async def describe_change(house: House, change: Change) -> Described:
    """What the change alters. Where it was saved already there is no line left."""
    return await house.db.read(_describe, change)


def _describe(connection: Connection, change: Change) -> Described:
    match change:
        case ProfileChange():
            profile = load_rules(connection).profiles.get(change.profile_id)
            lines = _profile_lines(profile, change.profile) if profile is not None else ()
            return Described(change.profile.name, tuple(lines))
        case SizesChange():
            stored = find_sizes(connection, change.library_id)
            return Described("", tuple(_size_lines(stored, change.sizes)))
        case FormatChange():
            return _describe_format(connection, change, load_rules(connection))
        case DelayChange():
            before = find_delay(connection, change.delay_id) if change.delay_id is not None else None
            return _described(text("Delay"), before, change.delay, _delay_lines)
        case DelayOrderChange():
            return _describe_order(connection, change)
        case WordsChange():
            words = find_words(connection, change.profile_id) if change.profile_id is not None else None
            return _described(text("Words"), words, change.profile, _word_lines)


def _profile_lines(before: QualityProfile, after: QualityProfile) -> Iterable[Line]:
    yield from _one(text("Name"), before.name, after.name)
    allowed = [{item.label for item in one.items if item.allowed} for one in (before, after)]
    more, less = ", ".join(sorted(allowed[1] - allowed[0])), ", ".join(sorted(allowed[0] - allowed[1]))
    if more or less:
        yield Line(text("Allowed"), less or None, more or None)
    if [item.label for item in before.items] != [item.label for item in after.items]:
        yield Line(text("Order of qualities"), None, text("changed"))
    yield from _one(text("Goal"), _goal(before), _goal(after))
    yield from _one(text("Replace by a better one"), _said(before.upgrade_allowed), _said(after.upgrade_allowed))
    yield from _one(text("Least score"), str(before.minimum_format_score), str(after.minimum_format_score))
    yield from _one(text("Goal score"), str(before.cutoff_format_score), str(after.cutoff_format_score))
    yield from _one(
        text("Least gain of an upgrade"), str(before.minimum_score_increment), str(after.minimum_score_increment)
    )
    yield from _one(text("Language"), ", ".join(before.languages) or None, ", ".join(after.languages) or None)
    yield from _one(
        text("Points for a trusted release group"), f"{before.reputation_weight:g}", f"{after.reputation_weight:g}"
    )
    for name in sorted(before.format_scores.keys() | after.format_scores.keys()):
        points = before.format_scores.get(name, 0), after.format_scores.get(name, 0)
        yield from _one(text("Format {name}", name=name), f"{points[0]:+d}", f"{points[1]:+d}")
    named = before.sizes.keys() | after.sizes.keys()
    known = {name: before.sizes.get(name, DEFAULT_SIZES.get(name, SizeLimits())) for name in named}
    later = {name: after.sizes.get(name, DEFAULT_SIZES.get(name, SizeLimits())) for name in named}
    yield from _size_lines(known, later)


def _size_lines(before: Mapping[str, SizeLimits], after: Mapping[str, SizeLimits]) -> Iterable[Line]:
    for name in sorted(after):
        old, new = before.get(name, SizeLimits()), after[name]
        yield from _one(text("Least per minute, {quality}", quality=name), _mb(old.minimum), _mb(new.minimum))
        yield from _one(text("Preferred per minute, {quality}", quality=name), _mb(old.preferred), _mb(new.preferred))
        yield from _one(text("Most per minute, {quality}", quality=name), _mb(old.maximum), _mb(new.maximum))


def _describe_format(connection: Connection, change: FormatChange, rules: JudgingRules) -> Described:
    stored = find_format(connection, change.format_id) if change.format_id is not None else None
    old = stored.name if stored is not None else None
    if change.remove:
        lines = [Line(text("Custom format"), old, None)]
        return Described(old or "", tuple(lines))
    name = str(change.spec.get("name", "")).strip()
    lines = list(_one(text("Name"), old, name))
    if stored is None or stored.spec["specifications"] != change.spec.get("specifications"):
        lines.append(Line(text("Conditions"), None, text("changed") if stored else text("new")))
    for key, points in sorted(change.scores.items()):
        profile = rules.profiles.get(key)
        if profile is not None:
            before = profile.format_scores.get(old or name, 0)
            lines += _one(text("Points in {profile}", profile=profile.name), f"{before:+d}", f"{points:+d}")
    return Described(name, tuple(lines))


def _described(label: Text, before: Any, after: Any, lines: Callable[[Any, Any], Iterable[Line]]) -> Described:
    """Of something that can be new, and can be removed."""
    if after is None:
        return Described(before.name if before else "", (Line(label, before.name, None),) if before else ())
    return Described(after.name.strip(), tuple(lines(before, after)))


def _describe_order(connection: Connection, change: DelayOrderChange) -> Described:
    """The names in both orders; of what has gone meanwhile nothing is said."""
    stored = list_delays_in(connection)
    names = {one.id: one.name for one in stored}
    orders = [", ".join(names[key] for key in ids if key in names) for ids in ([one.id for one in stored], change.ids)]
    return Described("", tuple(_one(text("Asked in this order"), *orders)))


def _delay_lines(before: DelayInput | None, after: DelayInput) -> Iterable[Line]:
    old = before or DelayInput(name="")
    if before is None:
        yield Line(text("Delay"), None, after.name.strip())
    else:
        yield from _one(text("Name"), before.name, after.name.strip())
    for label, enabled, minutes in (
        (text("Torrents wait"), "enable_torrent", "torrent_minutes"),
        (text("Usenet waits"), "enable_usenet", "usenet_minutes"),
    ):
        spans = [_span(getattr(one, minutes), on=getattr(one, enabled)) for one in (old, after)]
        yield from _one(label, *spans)
    yield from _one(text("Preferred"), _protocol(old), _protocol(after))
    yield from _one(
        text("The best quality does not wait"), _said(old.bypass_if_highest_quality),
        _said(after.bypass_if_highest_quality),
    )  # fmt: skip
    yield from _one(
        text("Nothing waits from score"), _number(old.bypass_above_score), _number(after.bypass_above_score)
    )
    yield from _place_lines(old, after)


def _word_lines(before: ReleaseProfileInput | None, after: ReleaseProfileInput) -> Iterable[Line]:
    old = before or ReleaseProfileInput(name="")
    if before is None:
        yield Line(text("Words"), None, after.name.strip())
    else:
        yield from _one(text("Name"), before.name, after.name.strip())
    yield from _one(text("Must have one of"), _listed(old.required), _listed(after.required))
    yield from _one(text("Must not have"), _listed(old.forbidden), _listed(after.forbidden))
    yield from _one(text("In force"), _said(old.enabled), _said(after.enabled))
    yield from _one(text("Refuse before the air date"), _said(old.refuse_before_air), _said(after.refuse_before_air))
    yield from _one(text("Days of grace"), str(old.grace_days), str(after.grace_days))
    yield from _one(text("Not for tags"), _listed(old.excluded_tags), _listed(after.excluded_tags))
    yield from _place_lines(old, after)
    if set(old.indexer_ids) != set(after.indexer_ids):
        yield Line(text("Indexers"), None, text("changed"))


def _place_lines(before: DelayInput | ReleaseProfileInput, after: DelayInput | ReleaseProfileInput) -> Iterable[Line]:
    yield from _one(text("Tags"), _listed(before.tags), _listed(after.tags))
    if before.library_id != after.library_id:
        yield Line(text("Library"), None, text("changed"))


def _span(minutes: int, *, on: bool) -> Shown:
    if not on:
        return text("switched off")
    return wait(minutes) if minutes else text("not at all")


def _protocol(delay: DelayInput) -> Shown:
    return text("both alike") if delay.preferred_protocol is None else delay.preferred_protocol.value


def _number(value: int | None) -> Shown:
    return None if value is None else str(value)


def _listed(words: Iterable[str]) -> Shown:
    return ", ".join(words) or None


def _one(label: Text, before: Shown, after: Shown) -> list[Line]:
    return [] if before == after else [Line(label, before, after)]


def _goal(profile: QualityProfile) -> str:
    return profile.items[profile.cutoff_rank].label if profile.items else profile.cutoff


def _said(value: bool) -> Text:
    return _YES if value else _NO


def _mb(value: float | None) -> Shown:
    return _NO_LIMIT if value is None else text("{number} MB", number=f"{value:g}")
