"""Reading the settings of a condition."""

from __future__ import annotations

from typing import Any

from monarr.core.formats.expressions import BadExpression, Expression, compile_expression
from monarr.core.formats.model import ConditionError

_CODES = {"empty": "empty-expression", "too-long": "long-expression", "syntax": "bad-expression"}


def expression(fields: dict[str, Any]) -> Expression:
    """The expression under `value`."""
    value = fields.get("value")
    if value is not None and not isinstance(value, str):
        raise ConditionError("unknown-value", str(value))
    found = compile_expression(value or "")
    if isinstance(found, BadExpression):
        raise ConditionError(_CODES[found.reason], found.detail or found.source[:100])
    return found


def word(fields: dict[str, Any], words: dict[int, str]) -> str:
    """The word under `value`: given as a number of the table, digits in a text, or the word itself in any case."""
    value = fields.get("value")
    if value is None or value == "":
        raise ConditionError("missing-value")
    if isinstance(value, str) and not value.lstrip("-").isdigit():
        known = {name.casefold(): name for name in words.values()}
        if value.casefold() not in known:
            raise ConditionError("unknown-value", value)
        return known[value.casefold()]
    found = words.get(int(number(fields, "value")))
    if found is None:
        raise ConditionError("unknown-value", str(value))
    return found


def is_switched_on(fields: dict[str, Any], name: str) -> bool:
    """A switch, also written as a text."""
    value = fields.get(name)
    return value.strip().lower() == "true" if isinstance(value, str) else bool(value)


def number(fields: dict[str, Any], name: str) -> float:
    """The number under a name, also written as a text."""
    value = fields.get(name)
    if value is None or value == "":
        raise ConditionError("missing-value", name)
    try:
        return float(value)
    except (TypeError, ValueError):
        raise ConditionError("unknown-value", str(value)) from None
