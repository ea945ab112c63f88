"""Expressions mean here what they mean in .NET."""

from __future__ import annotations

import time

import pytest

from monarr.core.formats import BadExpression, Expression, compile_expression


def found(source: str, text: str) -> bool:
    expression = compile_expression(source)
    assert isinstance(expression, Expression), expression
    return expression.is_in(text)


@pytest.mark.parametrize(
    ("source", "text", "matches"),
    [
        (r"\bx26[45]\b", "Film.X264-A", True),
        (r"(?<=\bDTS.{0,5})HD", "DTS - HD", True),  # look-behind of any length
        (r"(?<!10.?)bit", "10-bit", False),
        (r"a{e}", "a", False),  # braces that count nothing are text
        (r"a{e}", "a{e}", True),
        (r"a{,2}", "a{,2}", True),
        (r"a{2,}", "xaaax", True),
        (r"[[(]web[])]", "[WEB]", True),  # brackets inside a set are text
        (r"[a-z-[aeiou]]{3}", "bcd", True),  # a set less another
        (r"^[a-z-[aeiou]]+$", "bad", False),
        (r"x(?-i)Y", "XY", True),
        (r"x(?-i)Y", "Xy", False),
        (r"x(?i:y)", "XY", True),
        (r"(?'mark'hdr).\k<mark>", "HDR-hdr", True),
        (r"\p{IsCyrillic}", "Кин", True),
        (r"(?>a+)b", "aab", True),
        (r"^(ABC|DEF)$", "def", True),
        (r"^(ABC|DEF)$", "defx", False),
        (r"^ABC|DEF$", "abcx", True),
        (r"straße", "STRASSE", False),
    ],
)
def test_an_expression_finds_what_dotnet_finds(source: str, text: str, matches: bool) -> None:
    assert found(source, text) is matches


@pytest.mark.parametrize(
    ("source", "reason"),
    [("", "empty"), ("  ", "empty"), ("(", "syntax"), ("[a", "syntax"), ("a" * 30_000, "too-long")],
)
def test_a_bad_expression_is_a_value_with_its_reason(source: str, reason: str) -> None:
    bad = compile_expression(source)
    assert isinstance(bad, BadExpression)
    assert bad.reason == reason


def test_an_expression_that_explodes_is_stopped_and_counts_as_not_found() -> None:
    began = time.monotonic()
    assert not found(r"^(\w+\s?)*\1$!", "a " * 60 + "é!")
    assert time.monotonic() - began < 5
