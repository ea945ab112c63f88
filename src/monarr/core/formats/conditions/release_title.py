"""An expression over the release's whole name."""

from __future__ import annotations

from typing import Any

from monarr.core.formats.conditions._fields import expression
from monarr.core.formats.model import ConditionKind, Predicate
from monarr.core.formats.vocabulary import Numbering


def build(fields: dict[str, Any], numbering: Numbering) -> Predicate:
    finds = expression(fields)
    return lambda subject: finds(subject.title)


KIND = ConditionKind("ReleaseTitleSpecification", build, cost=2)
