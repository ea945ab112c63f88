"""The lines of the quality."""

from __future__ import annotations

from typing import Any

from monarr.core.formats.conditions._fields import number
from monarr.core.formats.model import ConditionKind, Predicate
from monarr.core.formats.vocabulary import Numbering, resolution_lines


def build(fields: dict[str, Any], numbering: Numbering) -> Predicate:
    wanted = int(number(fields, "value"))
    return lambda subject: resolution_lines(subject.quality, numbering) == wanted


KIND = ConditionKind("ResolutionSpecification", build)
