"""Files of a guide: told apart by content, checked, and what is bad does not stop the others."""

from __future__ import annotations

from typing import Any

import pytest

from monarr.core.guides import (
    FormatGroup,
    GuideFile,
    NamingPreset,
    ProfileGuide,
    SizeGuide,
    fingerprint,
    read_entry,
    read_guide,
)
from monarr.core.quality import SizeLimits
from monarr.messages.formats import guide_problem
from tests.unit.guides.documents import GROUP, GUIDE, NAMING, OPEN_TIER, PASSED_OVER, PROFILE, SIZES, files


def content(document: Any, kind: Any = "series") -> Any:
    entry = read_entry(document, "x.json", kind)
    assert entry is not None
    return getattr(entry, "content", entry)


def problems(document: Any, kind: Any = "series") -> list[str]:
    return [problem.code for problem in read_guide(files({"x.json": document}), kind).problems]


def test_every_file_of_a_guide_is_taken_and_told_apart() -> None:
    reading = read_guide(files(GUIDE | PASSED_OVER), "series")
    assert reading.problems == ()
    assert reading.files == len(GUIDE)
    assert sorted(entry.type for entry in reading.entries) == [
        "custom_format", "custom_format", "format_group", "naming", "quality_profile", "quality_size",
    ]  # fmt: skip


def test_what_helps_only_the_guide_itself_is_passed_over() -> None:
    reading = read_guide(files(PASSED_OVER), "series")
    assert (reading.files, reading.problems) == (0, ())


def test_a_dummy_is_known_wherever_it_lies() -> None:
    assert problems(PASSED_OVER["dummy-files/dummy.json"]) == []


def test_a_profile_becomes_worst_first_with_monarrs_names() -> None:
    guide: ProfileGuide = content(PROFILE)
    profile = guide.profile
    assert [item.qualities for item in profile.items] == [
        ("HDTV-720p",), ("WEBDL-1080p", "WEBRip-1080p"), ("Remux-1080p",),
    ]  # fmt: skip
    assert [item.allowed for item in profile.items] == [True, True, False]
    assert (profile.cutoff, profile.minimum_format_score, profile.minimum_score_increment) == ("WEB 1080p", 10, 5)
    assert guide.formats == {"a1": "Open Tier 01"}


def test_a_cutoff_within_a_group_is_the_group() -> None:
    assert content(PROFILE | {"cutoff": "WEBDL-1080p"}).profile.cutoff == "WEB 1080p"


@pytest.mark.parametrize(("language", "wanted"), [("Original", ("Original",)), ("Any", ()), ("", ()), (None, ())])
def test_the_language_of_a_profile_is_a_wish(language: Any, wanted: tuple[str, ...]) -> None:
    assert content(PROFILE | {"language": language}).profile.languages == wanted


def test_a_slider_at_its_end_is_no_limit() -> None:
    sizes: SizeGuide = content(SIZES)
    assert sizes.sizes == {"HDTV-720p": SizeLimits(10, None, None), "Remux-1080p": SizeLimits(20.5, 80, 90)}


def test_a_group_says_what_it_needs_and_what_one_may_choose() -> None:
    group: FormatGroup = content(GROUP)
    assert (group.needed, group.optional, group.profiles) == (("a1",), ("b2",), ("p1",))


def test_naming_gives_variants_by_field() -> None:
    naming: NamingPreset = content(NAMING)
    assert set(naming.patterns) == {"season_folder_format", "series_folder_format", "standard_episode_format"}
    assert naming.patterns["series_folder_format"]["plex"] == "{Series Title} {tvdb-{TvdbId}}"


def test_an_answer_of_several_formats_is_one_file() -> None:
    reading = read_guide(files({"exported.json": [OPEN_TIER, OPEN_TIER | {"name": "B", "trash_id": "z"}]}), "series")
    assert (reading.files, len(reading.entries)) == (1, 2)


def test_numbers_are_read_as_those_of_the_application() -> None:
    wanted = {"name": "M", "specifications": [{"name": "s", "implementation": "SourceSpecification",
              "negate": False, "required": False, "fields": {"value": 9}}]}  # fmt: skip
    assert problems(wanted, "movie") == []
    assert problems(wanted, "series") == ["unknown-value"]


def broken(implementation: str, **fields: Any) -> dict[str, Any]:
    return {"name": "Bad", "specifications": [{"name": "c", "implementation": implementation, "fields": fields}]}


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (broken("ReleaseTitleSpecification", value="("), "bad-expression"),
        (broken("ReleaseTitleSpecification", value=""), "empty-expression"),
        (broken("ReleaseTitleSpecification"), "empty-expression"),
        (broken("WeatherSpecification", value=1), "unknown-implementation"),
        ({"name": "Bad", "specifications": "x"}, "not-a-format"),
        ({"specifications": []}, "not-a-format"),
        ({"hello": 1}, "unknown-content"),
        ([], "unknown-content"),
        ("text", "unknown-content"),
        (PROFILE | {"name": ""}, "missing-name"),
        (PROFILE | {"items": []}, "no-steps"),
        (PROFILE | {"items": [{"name": "HDTV-999p", "allowed": True}]}, "unknown-quality"),
        (PROFILE | {"items": [*PROFILE["items"], {"name": "WEBDL-1080p"}]}, "repeated-quality"),  # type: ignore[misc]
        (PROFILE | {"cutoff": "Remux-1080p"}, "bad-cutoff"),
        (PROFILE | {"minFormatScore": "ten"}, "bad-number"),
        (PROFILE | {"formatItems": ["a1"]}, "bad-shape"),
        (PROFILE, "missing-format"),
        ({"type": "series", "qualities": [{"quality": "SDTV", "min": 9, "preferred": 5, "max": 4}]}, "bad-limits"),
        ({"type": "series", "qualities": [{"quality": "?", "min": 1}]}, "unknown-quality"),
        ({"type": "series", "qualities": []}, "no-steps"),
        (GROUP | {"custom_formats": [{"name": "x"}]}, "bad-shape"),
        ({"folder": {"default": "{Movie Title}"}}, "other-kind"),
        (NAMING | {"season": {"default": " "}}, "bad-pattern"),
        (NAMING | {"series": "x"}, "bad-shape"),
    ],
)
def test_a_bad_file_is_one_problem_with_a_sentence(document: Any, code: str) -> None:
    assert problems(document) == [code]
    [problem] = read_guide(files({"x.json": document}), "series").problems
    assert "{" not in str(guide_problem(problem)).replace("{Movie", "")


@pytest.mark.parametrize("given", [b"", b"{", b"\xff\xfe", b"[" * 5000, b'{"a": 1} x'])
def test_what_is_no_json_is_a_problem(given: bytes) -> None:
    assert [one.code for one in read_guide([GuideFile("x.json", given)], "series").problems] == ["no-json"]


def test_a_bad_file_does_not_stop_the_others() -> None:
    reading = read_guide([GuideFile("a.json", b"{"), *files(GUIDE), GuideFile("z.json", None, "too-large")], "series")
    assert [problem.code for problem in reading.problems] == ["no-json", "too-large"]
    assert reading.files == len(GUIDE)


def test_a_profile_may_count_formats_that_are_known_already() -> None:
    assert read_guide(files({"p.json": PROFILE}), "series", known_formats=["a1"]).problems == ()


def test_a_mark_of_byte_order_is_no_matter() -> None:
    [file] = files({"a.json": OPEN_TIER})
    assert file.content is not None
    assert read_guide([GuideFile("a.json", b"\xef\xbb\xbf" + file.content)], "series").files == 1


def test_the_order_of_keys_makes_no_difference() -> None:
    assert fingerprint({"a": 1, "b": {"c": 2, "d": 3}}) == fingerprint({"b": {"d": 3, "c": 2}, "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})
