"""Custom formats: how conditions work together, and what cannot be used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monarr.core.formats import compile_formats, find_kinds, of_known_title, read_format, write_format
from monarr.core.releases import ParsedRelease
from tests.unit.formats.matching import condition, matches


def test_every_kind_of_condition_has_its_module_of_cases() -> None:
    names = {path.stem.removeprefix("test_") for path in (Path(__file__).parent / "conditions").glob("test_*.py")}
    kinds = {kind.build.__module__.rpartition(".")[2] for kind in find_kinds().values()}
    assert names == kinds


YES = {"value": "1080p"}
NO = {"value": "2160p"}


def test_one_match_in_a_group_is_enough() -> None:
    assert matches(condition("ReleaseTitle", **NO), condition("ReleaseTitle", **YES))


def test_every_group_needs_a_match() -> None:
    assert not matches(condition("ReleaseTitle", **YES), condition("Source", value=9))


def test_a_required_condition_must_hold_whatever_else_matches() -> None:
    assert not matches(condition("ReleaseTitle", **YES), condition("ReleaseTitle", required=True, **NO))
    assert matches(condition("ReleaseTitle", **NO), condition("ReleaseTitle", required=True, **YES))


def test_a_required_negation_holds_when_its_words_are_absent() -> None:
    assert matches(condition("ReleaseTitle", required=True, negate=True, **NO), condition("ReleaseTitle", **YES))


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (condition("ReleaseTitle", value="("), "bad-expression"),
        (condition("ReleaseTitle", value=""), "empty-expression"),
        (condition("Weather", value=1), "unknown-implementation"),
        (condition("Language", value=999), "unknown-value"),
        (condition("Size", min=1), "missing-value"),
    ],
)
def test_a_format_that_cannot_be_used_is_told_and_leaves_the_others(entry: dict[str, Any], code: str) -> None:
    good = {"name": "Good", "specifications": [condition("ReleaseTitle", **YES)]}
    formats = compile_formats([{"name": "Bad", "specifications": [entry]}, good])
    assert [(error.format, error.code) for error in formats.errors] == [("Bad", code)]
    assert formats.names == ("Good",)


@pytest.mark.parametrize("spec", [None, [], "x", {}, {"name": "x"}, {"name": "x", "specifications": [1]}])
def test_what_is_no_format_is_an_error_value(spec: Any) -> None:
    assert compile_formats([spec]).errors[0].code == "not-a-format"


def test_a_format_written_is_read_back_the_same_also_with_fields_as_a_list() -> None:
    entry = condition("ReleaseTitle", required=True, value="a")
    as_list = entry | {"fields": [{"name": "value", "value": "a"}]}
    first = read_format({"name": "F", "specifications": [entry]})
    assert read_format({"name": "F", "specifications": [as_list]}) == first
    assert read_format(write_format(first)) == first  # type: ignore[arg-type]


def test_an_explanation_tells_each_condition() -> None:
    spec = {"name": "F", "specifications": [condition("ReleaseTitle", **YES), condition("Source", value=9)]}
    told = compile_formats([spec], "movie").explain("a 1080p b", ParsedRelease(type="movie", title="x"))
    assert [(c.implementation[:6], c.matched) for c in told[0].conditions] == [("Releas", True), ("Source", False)]
    assert not told[0].matched


def test_a_release_of_a_known_title_that_names_no_language_is_in_the_original_one() -> None:
    unnamed = ParsedRelease(type="movie", title="x", year=2011)
    named = ParsedRelease(type="movie", title="x", languages=["German"])
    assert of_known_title(unnamed, "Dutch", 2010) == ParsedRelease(
        type="movie", title="x", year=2010, languages=["Dutch"]
    )
    assert of_known_title(named, "Dutch", None) == named
    assert of_known_title(unnamed, None, None) == unnamed


_TEXTS = st.sampled_from(
    ["x264", r"\bWEB\b.*OPEN$", "^(OPEN|PEACH)$", "^(OPEN)", "1080p|2160p", r"\d+", "(?!x)web", "é", "^$", "a?b?"]
)
_CONDITIONS = st.builds(
    condition, st.sampled_from(["ReleaseTitle", "ReleaseGroup", "Edition"]), st.booleans(), st.booleans(), value=_TEXTS
) | st.builds(condition, st.just("Resolution"), st.booleans(), st.booleans(), value=st.sampled_from([1080, 2160]))
_NAMES = st.sampled_from(
    [
        "Sintel.2010.1080p.WEB-DL.x264-OPEN",
        "Sintel 2010 2160p BluRay-peach",
        "Sintel.2010",
        "Sintél.2010.1080p.web.X264-OPEN",
    ]
)


@given(
    st.lists(st.lists(_CONDITIONS, max_size=4), max_size=6),
    _NAMES,
    st.sampled_from([None, "OPEN", "open", "Pêche", "PEACH"]),
)
@settings(max_examples=150, deadline=None)
def test_formats_that_are_passed_over_for_their_words_would_not_have_matched(
    conditions: list[list[dict[str, Any]]], name: str, group: str | None
) -> None:
    formats = compile_formats([{"name": str(n), "specifications": one} for n, one in enumerate(conditions)], "movie")
    parsed = ParsedRelease(type="movie", title="Sintel", quality="WEBDL-1080p", release_group=group)
    told = formats.explain(name, parsed)
    assert formats.match(name, parsed) == tuple(one.name for one in told if one.matched)
