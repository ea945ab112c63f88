"""Formats ready to match. Conditions are grouped by their implementation; a format matches when in every group at least
one condition matches and no required one fails, after negation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from monarr.core.formats.conditions import find_kinds
from monarr.core.formats.model import (
    Condition,
    ConditionError,
    ConditionResult,
    CustomFormat,
    FormatError,
    FormatResult,
    Predicate,
    Subject,
)
from monarr.core.formats.read import read_format
from monarr.core.formats.subject import subject_of
from monarr.core.formats.vocabulary import Numbering
from monarr.core.releases import ParsedRelease


class _Check(msgspec.Struct, frozen=True):
    condition: Condition
    predicate: Predicate

    def holds(self, subject: Subject) -> bool:
        return self.predicate(subject) is not self.condition.negate


class _Group(msgspec.Struct, frozen=True):
    """The conditions of one kind. With required ones, these decide alone: they must all hold, and then one has matched."""

    required: tuple[_Check, ...]
    others: tuple[_Check, ...]

    def matches(self, subject: Subject) -> bool:
        for check in self.required:
            if not check.holds(subject):
                return False
        if self.required:
            return True
        return any(check.holds(subject) for check in self.others)


class _Compiled(msgspec.Struct, frozen=True):
    name: str
    groups: tuple[_Group, ...]  # cheap kinds first
    checks: tuple[_Check, ...]  # as written

    def matches(self, subject: Subject) -> bool:
        return all(group.matches(subject) for group in self.groups)


class FormatSet:
    """Several formats, compiled once and matched often. `errors` tells which could not be used; they never match."""

    def __init__(self, compiled: Iterable[_Compiled], errors: Iterable[FormatError], numbering: Numbering) -> None:
        self._compiled = tuple(compiled)
        self.errors = tuple(errors)
        self.numbering: Numbering = numbering

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(compiled.name for compiled in self._compiled)

    def match(
        self,
        release_title: str,
        parsed: ParsedRelease,
        size_bytes: int | None = None,
        flags: frozenset[str] = frozenset(),
        *,
        original_language: str | None = None,
        release_type: str | None = None,
    ) -> tuple[str, ...]:
        """Names of the formats that match, in the order of the set. What `parsed` says is taken as given, so a caller
        who knows better (an indexer's language, a chosen quality) puts it there. `release_type` None: as the name
        says."""
        if not self._compiled:
            return ()
        subject = subject_of(release_title, parsed, size_bytes, flags, self.numbering, original_language, release_type)
        return tuple(compiled.name for compiled in self._compiled if compiled.matches(subject))

    def explain(
        self,
        release_title: str,
        parsed: ParsedRelease,
        size_bytes: int | None = None,
        flags: frozenset[str] = frozenset(),
        *,
        original_language: str | None = None,
        release_type: str | None = None,
    ) -> tuple[FormatResult, ...]:
        """Every format with the answer of every condition."""
        subject = subject_of(release_title, parsed, size_bytes, flags, self.numbering, original_language, release_type)
        return tuple(
            FormatResult(
                compiled.name,
                compiled.matches(subject),
                tuple(_result(check, subject) for check in compiled.checks),
            )
            for compiled in self._compiled
        )


def _result(check: _Check, subject: Subject) -> ConditionResult:
    condition = check.condition
    return ConditionResult(
        condition.implementation, condition.name, condition.negate, condition.required, check.holds(subject)
    )


def compile_formats(formats: Iterable[CustomFormat | Mapping[str, Any]], numbering: Numbering = "series") -> FormatSet:
    """A set ready to match. `numbering` says whose numbers stand in the conditions: Sonarr's ("series") or Radarr's
    ("movie"). A format with a condition that cannot be used is left out and told in `errors`."""
    compiled: list[_Compiled] = []
    errors: list[FormatError] = []
    for given in formats:
        custom = given if isinstance(given, CustomFormat) else read_format(given)
        ready = custom if isinstance(custom, FormatError) else _compile(custom, numbering)
        if isinstance(ready, FormatError):
            errors.append(ready)
        else:
            compiled.append(ready)
    return FormatSet(compiled, errors, numbering)


def _compile(custom: CustomFormat, numbering: Numbering) -> _Compiled | FormatError:
    kinds = find_kinds()
    by_kind: dict[str, list[_Check]] = {}
    for condition in custom.conditions:
        kind = kinds.get(condition.implementation)
        if kind is None:
            return FormatError(custom.name, condition.name, "unknown-implementation", condition.implementation)
        try:
            predicate = kind.build(condition.fields, numbering)
        except ConditionError as error:
            return FormatError(custom.name, condition.name, error.code, error.detail)
        by_kind.setdefault(condition.implementation, []).append(_Check(condition, predicate))
    groups = tuple(
        _Group(
            tuple(check for check in by_kind[name] if check.condition.required),
            tuple(check for check in by_kind[name] if not check.condition.required),
        )
        for name in sorted(by_kind, key=lambda name: kinds[name].cost)
    )
    return _Compiled(custom.name, groups, tuple(check for checks in by_kind.values() for check in checks))
