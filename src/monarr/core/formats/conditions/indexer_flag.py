"""Marks that the indexer puts on the release, such as freeleech. A number with several bits asks for all of them."""

from __future__ import annotations

from typing import Any

from monarr.core.formats.conditions._fields import number, word
from monarr.core.formats.model import ConditionError, ConditionKind, Predicate
from monarr.core.formats.vocabulary import FLAGS, Numbering


def build(fields: dict[str, Any], numbering: Numbering) -> Predicate:
    wanted = _flags(fields, FLAGS[numbering])
    return lambda subject: wanted <= subject.flags


def _flags(fields: dict[str, Any], known: dict[int, str]) -> frozenset[str]:
    value = fields.get("value")
    if value is None or (isinstance(value, str) and not value.isdigit()):
        return frozenset([word(fields, known)])
    mask = int(number(fields, "value"))
    found = {bit: name for bit, name in known.items() if mask & bit}
    if not found or sum(found) != mask:
        raise ConditionError("unknown-value", str(value))
    return frozenset(found.values())


KIND = ConditionKind("IndexerFlagSpecification", build)
