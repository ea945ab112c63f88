"""The year in the name between two years, both included."""

from __future__ import annotations

from typing import Any

from monarr.core.formats.conditions._fields import number
from monarr.core.formats.model import ConditionKind, Predicate
from monarr.core.formats.vocabulary import Numbering


def build(fields: dict[str, Any], numbering: Numbering) -> Predicate:
    first, last = number(fields, "min"), number(fields, "max")
    return lambda subject: subject.year is not None and first <= subject.year <= last


KIND = ConditionKind("YearSpecification", build)
