"""Custom formats: conditions on a release, one module per kind, and the formats they make up."""

from monarr.core.formats.compiled import FormatSet, compile_formats
from monarr.core.formats.conditions import find_kinds
from monarr.core.formats.expressions import BadExpression, Expression, compile_expression
from monarr.core.formats.model import (
    Condition,
    ConditionKind,
    ConditionResult,
    CustomFormat,
    FormatError,
    FormatResult,
)
from monarr.core.formats.read import read_format, write_format
from monarr.core.formats.subject import of_known_title

__all__ = [
    "BadExpression", "Condition", "ConditionKind", "ConditionResult", "CustomFormat", "Expression", "FormatError",
    "FormatResult", "FormatSet", "compile_expression", "compile_formats", "find_kinds", "of_known_title", "read_format", "write_format",
]  # fmt: skip
