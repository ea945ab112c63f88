"""`monarr judge` and `monarr why`: lines in, verdicts out."""

from __future__ import annotations

import json
from io import StringIO

import pytest

from tests.integration.cli.conftest import Monarr

GOOD, BAD = "Sintel.2010.1080p.BluRay.x264-OPEN", "Sintel.2010.720p.HDTV.x264-OPEN"


def lines_of(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_names_are_judged_by_a_profile_alone(monarr: Monarr) -> None:
    answer = monarr("judge", "--profile", "1080p", "--json", BAD, GOOD, "f3a9c0d1e2")
    assert answer.code == 0
    bad, good, hash_ = lines_of(answer.out)
    assert [one["place"] for one in (good, bad)] == [1, 2] or good["place"] == 1
    refusals = {one["code"] for one in bad["verdicts"] if one["outcome"] == "refused"}  # type: ignore[attr-defined]
    assert "quality-allowed" in refusals
    codes = {one["code"] for one in hash_["verdicts"] if one["outcome"] == "refused"}  # type: ignore[attr-defined]
    assert "readable-name" in codes
    assert good["comparison"] is None and bad["comparison"]


def test_an_object_says_more_than_a_name(monarr: Monarr, monkeypatch: pytest.MonkeyPatch) -> None:
    stated = json.dumps({"title": GOOD, "seeders": 0, "flags": ["freeleech"]})
    monkeypatch.setattr("sys.stdin", StringIO(f"{GOOD}\n\n{stated}\n"))
    first, second = lines_of(monarr("judge", "--profile", "1080p", "--json").out)
    refusals = {one["code"] for one in second["verdicts"] if one["outcome"] == "refused"}  # type: ignore[attr-defined]
    assert "seeders" in refusals
    assert first["title"] == second["title"] == GOOD


def test_people_read_what_is_wrong_and_why_one_is_behind(monarr: Monarr) -> None:
    said = monarr("judge", "--profile", "1080p", BAD, GOOD).out
    assert "which the profile “1080p” leaves out." in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(("judge", GOOD), "by which profile"), (("judge", "--profile", "1080p", '{"title": 3}'), "Expected `str`"),
     (("judge", "--profile", "1080p", "{oops"), "no JSON")],
)  # fmt: skip
def test_what_cannot_be_judged_is_told(monarr: Monarr, words: tuple[str, ...], sentence: str) -> None:
    answer = monarr(*words)
    assert answer.code == 2
    assert sentence in answer.err


def test_why_without_a_title_tells_of_all_that_is_wanted(monarr: Monarr) -> None:
    assert monarr("why").out.strip() == "Nothing is wanted."
    assert monarr("why", "--better", "--json").data == []
