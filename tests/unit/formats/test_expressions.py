"""Expressions mean here what they mean in .NET."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from monarr.core.formats import BadExpression, Expression, compile_expression


def found(source: str, text: str) -> bool | None:
    expression = compile_expression(source)
    return expression.is_in(text) if isinstance(expression, Expression) else None


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
        (r"(?:)a$", "a\n", True),  # the end, or before the last line's end
        (r"a\Z", "a\n", True),
        (r"a\z", "a\n", False),
        (r"^(ABC)$", "abc\n", True),
        (r"\bx265(\b|\d)", "X2651", True),
        (r"(?<=\bS\d+(E\d+)?\b).*\bextras\b", "Show.S01E02.Extras", True),
        (r"(?<!\bweb[ ._-]?(dl|rip)?\b.*)-(FREE)\b", "Film.WEB-DL-FREE", False),
        (r"(?=a)?b", "b", True),  # a look-ahead may be counted
        (r"(?<=a)+b", "ab", True),
        (r"^*b", "ab", True),
        (r"[\w-.]+$", "a-b.c", True),
        (r"[]a]b", "]b", True),
        (r"[^]]b", "]b", False),
        (r"[[:alpha:]]", "a]", True),  # no classes of POSIX in .NET
        (r"[[:alpha:]]", "b", False),
        (r"[a&&b]+", "&", True),
        (r"(?(1)a|b)", "b", None),
        (r"(x)?(?(1)a|b)c", "xac", True),
        (r"(?<q>x)?(?(q)a|b)c", "bc", True),
        (r"(?(x)xa|b)", "xa", True),  # a name of no group is an expression that must follow
        (r"(?(?=x)xa|b)", "b", True),
        (r"\x41\u0042", "ab", True),
        (r"a\cIb", "a\tb", True),
        (r"\e", "\x1b", True),
        (r"(?#nothing)a", "a", True),
        (r"(?n)(a)b", "ab", True),
        (r"(?s)a.b", "a\nb", True),
        (r"a(?x: b c )d", "abcd", True),
        (r"\p{Lu}\p{Nd}", "A1", True),
        (r"\w", "é", True),
        (r"\d", "٣", True),
        (r"\bit\b", "ıt", False),  # the Turkish letters are their own
        (r"\bIT\b", "İT", False),
        (r"ıt", "ıT", True),
        (r"shirσ", "ShirΣ", True),
        (r"ΣΑΣ", "σας", False),  # the last sigma of a word and the long s are letters of their own
        (r"[a-z]", "ſ", False),
        (r"\bDL\b", "हिंदीDL", True),  # a vowel sign that takes room ends a word in .NET
        (r"\w\b|[^\w ]", "Ⅷ ", True),
        (r"\Bb", "a\u200db", True),
    ],
)
def test_an_expression_finds_what_dotnet_finds(source: str, text: str, matches: bool | None) -> None:
    assert found(source, text) is matches


ANSWERS = yaml.safe_load((Path(__file__).parents[2] / "data" / "expressions.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("source", "numbers"), ANSWERS["found"])
def test_an_expression_is_found_in_the_texts_in_which_dotnet_found_it(source: str, numbers: list[int]) -> None:
    assert [number for number, text in ANSWERS["texts"].items() if found(source, text)] == numbers


@pytest.mark.parametrize("source", ANSWERS["refused"])
def test_an_expression_that_dotnet_refused_is_refused(source: str) -> None:
    assert found(source, "a") is None


@pytest.mark.parametrize(
    ("source", "reason"),
    [("", "empty"), ("  ", "empty"), ("(", "syntax"), ("[a", "syntax"), ("a" * 30_000, "too-long")],
)
def test_a_bad_expression_is_a_value_with_its_reason(source: str, reason: str) -> None:
    bad = compile_expression(source)
    assert isinstance(bad, BadExpression)
    assert bad.reason == reason


@pytest.mark.parametrize(
    "source",
    [
        "*a", "a|*b", "(*a)", "a**", "a++", "a?+", "a{2}{3}", "a{2,1}", "(?P<n>a)", "(?|a)", "(?R)", "(?b)a", "(?V1)a",
        "(a", "a)", ")(a", ")(?x)(a", "[a", "[z-a]", r"\m", r"\K", r"\h", r"\_", r"\p{Latin}", r"\pL", r"\1", r"\k<n>", "a\\", r"\c1",
        "(?<a-b>x)",
    ],
)  # fmt: skip
def test_what_dotnet_refuses_is_refused(source: str) -> None:
    bad = compile_expression(source)
    assert isinstance(bad, BadExpression)
    assert bad.detail


_PIECES = ["a", "B", "web", "-", r"\.", r"\b", "(", "(?:", "(?=", "(?!", "(?<=", "(?<!", ")", "|", "?", "*", "+", "{2}",
           "{0,1}", ".", "[ab]", r"[^\]a]", r"\d", "^", "$", " ", "(?i)", r"\1", "{", "é"]  # fmt: skip


# What is drawn is cut into many: to draw takes far longer than to ask.
@given(st.lists(st.sampled_from(_PIECES), max_size=10), st.lists(st.sampled_from("aAbBewE-. é1"), max_size=60))
@settings(max_examples=400, deadline=None)
def test_asking_for_a_needed_text_first_never_changes_the_answer(pieces: list[str], signs: list[str]) -> None:
    texts = ["".join(signs[place : place + 12]) for place in range(0, 60, 6)]
    for source in {"".join(pieces), "".join(pieces[:4]), "".join(pieces[3:])}:
        expression = compile_expression(source)
        if isinstance(expression, Expression):
            for text in texts:
                assert expression.is_in(text) is (expression.pattern.search(text) is not None), (source, text)


def test_of_everything_that_must_be_there_something_must_stand_in_the_text() -> None:
    both = compile_expression(r"\b(?:x265|hevc)\b.*(?<=\.)(1080p|2160p)[ab]?")
    assert isinstance(both, Expression)
    assert set(both.needs) == {("hevc", "x265"), ("1080p", "2160p")}


@given(st.lists(st.sampled_from("ab(?<=!|)[]{}*+\\pPkK1-^$.&~: ,'#iV"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_becomes_an_expression_or_a_reason(signs: list[str]) -> None:
    text = "".join(signs)
    for source in (text[:3], text[3:8], text[8:18], text[18:36], text[36:]):
        found_ = compile_expression(source)
        if isinstance(found_, Expression):
            assert found_.is_in("aabb 11") in (True, False)
        else:
            assert found_.reason in ("empty", "syntax")


def test_an_expression_that_explodes_is_stopped_and_counts_as_not_found() -> None:
    began = time.monotonic()
    assert not found(r"^(\w+\s?)*\1$!", "a " * 60 + "é!")
    assert time.monotonic() - began < 5
