"""Custom formats: every kind of condition, the grouping, and what cannot be used."""

from __future__ import annotations

from typing import Any

import pytest

from monarr.core.formats import compile_formats, find_kinds, read_format, write_format
from monarr.core.formats.vocabulary import Numbering
from monarr.core.releases import ParsedRelease

GB = 1024**3


def condition(kind: str, negate: bool = False, required: bool = False, **fields: Any) -> dict[str, Any]:
    implementation = kind + "Specification"
    return {"name": kind, "implementation": implementation, "negate": negate, "required": required, "fields": fields}


def matches(
    *conditions: dict[str, Any],
    title: str = "Sintel.2010.1080p.WEB-DL.x264-OPEN",
    numbering: Numbering = "movie",
    parsed: dict[str, Any] | None = None,
    **more: Any,
) -> bool:
    given = {"type": numbering, "title": "Sintel", "year": 2010, "quality": "WEBDL-1080p", "release_group": "OPEN"}
    release = ParsedRelease(**(given | {"languages": ["English"]} | (parsed or {})))
    formats = compile_formats([{"name": "F", "specifications": list(conditions)}], numbering)
    assert formats.errors == ()
    return formats.match(title, release, **more) == ("F",)


CASES: list[tuple[str, dict[str, Any], dict[str, Any], bool]] = [
    ("ReleaseTitle", {"value": r"\bx264\b"}, {}, True),
    ("ReleaseTitle", {"value": r"\bx265\b"}, {}, False),
    ("ReleaseTitle", {"value": r"mkv"}, {"title": "Sintel.1080p.mkv"}, False),
    ("ReleaseTitle", {"value": r"Sintel"}, {}, False),
    ("ReleaseTitle", {"value": r"^A\.Movie\.2010"}, {}, True),
    ("ReleaseTitle", {"value": r"Sintel"}, {"numbering": "series"}, True),
    ("ReleaseGroup", {"value": "^(OPEN|FREE)$"}, {}, True),
    ("ReleaseGroup", {"value": "."}, {"parsed": {"release_group": None}}, False),
    ("Edition", {"value": "cut"}, {"parsed": {"edition": "Director's Cut"}}, True),
    ("Edition", {"value": "cut"}, {}, False),
    ("Language", {"value": 1}, {}, True),
    ("Language", {"value": 1, "exceptLanguage": True}, {}, False),
    ("Language", {"value": 4, "exceptLanguage": True}, {}, True),
    ("Language", {"value": -2}, {"original_language": "English"}, True),
    ("Language", {"value": -2}, {"original_language": "Dutch"}, False),
    ("Language", {"value": -2}, {"parsed": {"languages": ["Original"]}}, True),
    ("Language", {"value": 26}, {"parsed": {"languages": ["Hindi"]}}, True),
    ("Language", {"value": 26}, {"numbering": "series", "parsed": {"languages": ["Arabic"]}}, True),
    ("Source", {"value": 7}, {}, True),
    ("Source", {"value": 3}, {"numbering": "series"}, True),
    ("Source", {"value": 7}, {"numbering": "series", "parsed": {"quality": "Remux-1080p"}}, True),
    ("Source", {"value": 6}, {"numbering": "series", "parsed": {"quality": "Remux-1080p"}}, False),
    ("Source", {"value": 9}, {"parsed": {"quality": "Remux-1080p"}}, True),
    ("Source", {"value": "webdl"}, {}, True),
    ("Resolution", {"value": 1080}, {}, True),
    ("Resolution", {"value": 480}, {"parsed": {"quality": "DVD"}}, False),
    ("Resolution", {"value": "480"}, {"numbering": "series", "parsed": {"quality": "DVD"}}, True),
    ("QualityModifier", {"value": 5}, {"parsed": {"quality": "Remux-2160p"}}, True),
    ("QualityModifier", {"value": 5}, {}, False),
    ("Size", {"min": 1, "max": 2}, {"size_bytes": 2 * GB}, True),
    ("Size", {"min": 1, "max": 2}, {"size_bytes": GB}, False),
    ("Size", {"min": 0, "max": 2}, {}, False),
    ("Year", {"min": 2010, "max": 2010}, {}, True),
    ("Year", {"min": 2011, "max": 2012}, {}, False),
    ("IndexerFlag", {"value": 32}, {"flags": frozenset({"internal"})}, True),
    ("IndexerFlag", {"value": 8}, {"numbering": "series", "flags": frozenset({"internal"})}, True),
    ("IndexerFlag", {"value": 1}, {}, False),
    ("ReleaseType", {"value": 3}, {"numbering": "series", "parsed": {"season": 1, "full_season": True}}, True),
    ("ReleaseType", {"value": 2}, {"numbering": "series", "parsed": {"season": 1, "episodes": [1, 2]}}, True),
    ("ReleaseType", {"value": 1}, {"numbering": "series", "release_type": "season_pack"}, False),
]


@pytest.mark.parametrize(("kind", "fields", "release", "expected"), CASES)
def test_a_condition_matches_and_its_negation_does_not(
    kind: str, fields: dict[str, Any], release: dict[str, Any], expected: bool
) -> None:
    assert matches(condition(kind, **fields), **release) is expected
    assert matches(condition(kind, negate=True, **fields), **release) is not expected


def test_every_kind_of_condition_has_a_case() -> None:
    assert {kind + "Specification" for kind, *_ in CASES} == set(find_kinds())


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
