"""An expression over the release's whole name."""

from __future__ import annotations

from typing import Any

from monarr.core.formats.conditions._fields import expression
from monarr.core.formats.model import ConditionKind, Predicate, TextSearch
from monarr.core.formats.vocabulary import Numbering


def build(fields: dict[str, Any], numbering: Numbering) -> Predicate:
    return TextSearch("title", expression(fields))


KIND = ConditionKind("ReleaseTitleSpecification", build, cost=2)
