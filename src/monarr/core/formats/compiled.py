"""Formats ready to match. Conditions are grouped by their implementation; a format matches when in every group at least
one condition matches and no required one fails, after negation. What several formats ask is asked once for a release, and
only of those formats whose words stand in its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from monarr.core.formats._possible import Asked, Possible, places_of
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
    TextSearch,
)
from monarr.core.formats.read import read_format
from monarr.core.formats.subject import subject_of
from monarr.core.formats.vocabulary import Numbering
from monarr.core.releases import ParsedRelease


class _Answers:
    """What the predicates of a set say of one release; each is asked at most once, and only when it matters."""

    __slots__ = ("_known", "_predicates", "_subject")

    def __init__(self, predicates: list[Predicate], subject: Subject) -> None:
        self._predicates, self._subject = predicates, subject
        self._known: list[bool | None] = [None] * len(predicates)

    def holds(self, check: _Check) -> bool:
        found = self._known[check.predicate]
        if found is None:
            found = self._known[check.predicate] = self._predicates[check.predicate](self._subject)
        return found is not check.negate


class _Check(msgspec.Struct, frozen=True):
    condition: Condition
    predicate: int  # its place among the predicates of the set
    negate: bool


class _Group(msgspec.Struct, frozen=True):
    """The conditions of one kind. With required ones, these decide alone: they must all hold, and then one has matched."""

    required: tuple[_Check, ...]
    others: tuple[_Check, ...]

    def asked(self, predicates: Sequence[Predicate]) -> Asked:
        """The searches of texts that must hold: each required one, else one of all."""
        if self.required:
            return [found for check in self.required if (found := _searches([check], predicates))]
        return [_searches(self.others, predicates)]

    def matches(self, answers: _Answers) -> bool:
        for check in self.required:
            if not answers.holds(check):
                return False
        if self.required:
            return True
        for check in self.others:  # noqa: SIM110 - the hottest loop of judging
            if answers.holds(check):
                return True
        return False


def _searches(checks: Sequence[_Check], predicates: Sequence[Predicate]) -> list[TextSearch]:
    """The checks as searches of texts; empty when one of them can hold without any."""
    found = [(check, predicates[check.predicate]) for check in checks]
    searches = [asked for check, asked in found if isinstance(asked, TextSearch) and not check.negate]
    return searches if len(searches) == len(checks) else []


class _Compiled(msgspec.Struct, frozen=True):
    name: str
    groups: tuple[_Group, ...]  # cheap kinds first
    checks: tuple[_Check, ...]  # as written

    def asked(self, predicates: Sequence[Predicate]) -> Asked:
        return [searches for group in self.groups for searches in group.asked(predicates)]

    def matches(self, answers: _Answers) -> bool:
        for group in self.groups:  # noqa: SIM110
            if not group.matches(answers):
                return False
        return True


class FormatSet:
    """Several formats, compiled once and matched often. `errors` tells which could not be used; they never match."""

    def __init__(
        self,
        compiled: Iterable[_Compiled],
        predicates: list[Predicate],
        errors: Iterable[FormatError],
        numbering: Numbering,
    ) -> None:
        self._compiled = tuple(compiled)
        self._predicates = predicates
        self._possible = Possible(compiled.asked(predicates) for compiled in self._compiled)
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
        possible = self._possible.of(subject)
        if not possible:
            return ()
        answers, listed = _Answers(self._predicates, subject), self._compiled
        found = [listed[place] for place in places_of(possible)]
        return tuple([compiled.name for compiled in found if compiled.matches(answers)])

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
        """Every format with the answer of every condition, in the order in which they are written."""
        subject = subject_of(release_title, parsed, size_bytes, flags, self.numbering, original_language, release_type)
        answers = _Answers(self._predicates, subject)
        return tuple(
            FormatResult(
                compiled.name,
                compiled.matches(answers),
                tuple(_result(check, answers) for check in compiled.checks),
            )
            for compiled in self._compiled
        )


def _result(check: _Check, answers: _Answers) -> ConditionResult:
    condition = check.condition
    return ConditionResult(
        condition.implementation, condition.name, condition.negate, condition.required, answers.holds(check)
    )


def compile_formats(formats: Iterable[CustomFormat | Mapping[str, Any]], numbering: Numbering = "series") -> FormatSet:
    """A set ready to match. `numbering` says whose numbers stand in the conditions: Sonarr's ("series") or Radarr's
    ("movie"). A format with a condition that cannot be used is left out and told in `errors`."""
    compiled: list[_Compiled] = []
    errors: list[FormatError] = []
    predicates = _Predicates(numbering)
    for given in formats:
        custom = given if isinstance(given, CustomFormat) else read_format(given)
        ready = custom if isinstance(custom, FormatError) else _compile(custom, predicates)
        if isinstance(ready, FormatError):
            errors.append(ready)
        else:
            compiled.append(ready)
    return FormatSet(compiled, predicates.built, errors, numbering)


class _Predicates:
    """The predicates of a set; two conditions that ask the same share one."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering: Numbering = numbering
        self._places: dict[tuple[str, bytes], int] = {}
        self.built: list[Predicate] = []

    def place(self, condition: Condition) -> int:
        """Raises ConditionError."""
        kind = find_kinds().get(condition.implementation)
        if kind is None:
            raise ConditionError("unknown-implementation", condition.implementation)
        key = condition.implementation, msgspec.json.encode(condition.fields, enc_hook=str, order="deterministic")
        if key not in self._places:
            self.built.append(kind.build(condition.fields, self._numbering))
            self._places[key] = len(self.built) - 1
        return self._places[key]


def _compile(custom: CustomFormat, predicates: _Predicates) -> _Compiled | FormatError:
    checks: list[_Check] = []
    for condition in custom.conditions:
        try:
            checks.append(_Check(condition, predicates.place(condition), condition.negate))
        except ConditionError as error:
            return FormatError(custom.name, condition.name, error.code, error.detail)
    kinds = find_kinds()
    names = sorted({check.condition.implementation for check in checks}, key=lambda name: kinds[name].cost)
    return _Compiled(custom.name, tuple(_group(checks, name) for name in names), tuple(checks))


def _group(checks: list[_Check], implementation: str) -> _Group:
    mine = [check for check in checks if check.condition.implementation == implementation]
    return _Group(
        tuple(check for check in mine if check.condition.required),
        tuple(check for check in mine if not check.condition.required),
    )
