"""Custom formats as values: what is stored, what a release shows them, and what they answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import msgspec

from monarr.core.formats.expressions import Expression, Searched
from monarr.core.formats.vocabulary import Numbering
from monarr.core.quality import Quality


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """One condition as it is stored. `implementation` is the name that Sonarr and Radarr give the kind; `fields` its
    settings by name. Numbers in them are Sonarr's or Radarr's, words are Monarr's."""

    implementation: str
    name: str = ""
    negate: bool = False
    required: bool = False
    fields: dict[str, Any] = {}


class CustomFormat(msgspec.Struct, frozen=True, kw_only=True):
    """A named set of conditions."""

    name: str
    conditions: tuple[Condition, ...] = ()
    include_when_renaming: bool = False
    trash_id: str | None = None
    trash_scores: dict[str, int] = {}


class Subject(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A release as conditions see it. Unknown is None. `title` is the text that expressions search."""

    numbering: Numbering
    title: Searched
    group: Searched | None
    edition: Searched | None
    languages: tuple[str, ...]
    original_language: str | None
    quality: Quality
    size_bytes: int | None
    year: int | None
    flags: frozenset[str]
    release_type: str


Predicate = Callable[[Subject], bool]


class TextSearch(msgspec.Struct, frozen=True):
    """A predicate that looks for an expression in one text of the release; without that text it does not hold. A set of
    formats sees which it is, and so knows beforehand where it cannot hold."""

    part: Literal["title", "group", "edition"]
    expression: Expression

    def __call__(self, subject: Subject) -> bool:
        text: Searched | None = getattr(subject, self.part)
        return text is not None and self.expression.finds(text)


class ConditionError(Exception):
    """A condition that cannot be used. `code` is `empty-expression`, `bad-expression`, `long-expression`,
    `missing-value`, `unknown-value` or `unknown-implementation`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class ConditionKind(msgspec.Struct, frozen=True):
    """A kind of condition: its stored name and how its fields become a predicate. `build` raises ConditionError.
    `cost` orders the evaluation, cheap first."""

    implementation: str
    build: Callable[[dict[str, Any], Numbering], Predicate]
    cost: int = 0


class FormatError(msgspec.Struct, frozen=True):
    """Why a format could not be used. `code` as in ConditionError, or `not-a-format`."""

    format: str
    condition: str
    code: str
    detail: str = ""


class ConditionResult(msgspec.Struct, frozen=True):
    """How one condition answered, negation applied."""

    implementation: str
    name: str
    negate: bool
    required: bool
    matched: bool


class FormatResult(msgspec.Struct, frozen=True):
    name: str
    matched: bool
    conditions: tuple[ConditionResult, ...]
