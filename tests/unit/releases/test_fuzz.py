"""Any text is read without an error, and in time that grows with its length only."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monarr.core.releases import clean_title, explain_release, parse_path, parse_release

PIECES = [
    "S01E02", "s1", "E05", "1x02", "-", ".", " ", "_", "[", "]", "(", ")", "2010", "1080p", "x264", "WEB-DL", "German", "DL",
    "Season", "Part", "2", "05v2", "v3", "12.5", "+", "&", "第", "05話", "é", "\x00", "\u202e", "Subs", "REPACK", "Cut", "Directors",
    "www.example.org", "Season 2", "Staffel", "3 of 8", "Part Two", "シーズン2", "第2季", "серия", " - ", "~", "#05", "[", "yEnc", "]-[",
    "2. Sezon", "16.05.04", "20160504", "END", "OVA", "S01-S03", "x02", "/Season 1/", "e\u0301", "\u0301" * 20, "9" * 300, "\u05d0", "tt1234567", "tmdb", "2018.01.22", "FLAC", "T3", "SP1", "OVA", "COMPLETE", "Seasons 1 2 3", "S01E01-S02E10", "Eng+Hin", "aka", "蛾", "[V0]", "EP 2010", ".mkv", "Specials/", "01.mkv", "Moth", "/", "\\", "ﬁ", "İ", "²", "٣",
]  # fmt: skip
NAMES = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
KINDS = st.sampled_from([None, "series", "movie", "music"])


@settings(max_examples=400, deadline=None)
@given(NAMES, KINDS)
def test_no_text_raises(text: str, kind: str | None) -> None:
    parsed = parse_release(text, kind)
    parse_path("/" + text, kind)
    clean_title(text)
    if kind is not None and parsed is not None:
        assert parsed.type == kind


@settings(max_examples=200, deadline=None)
@given(NAMES)
def test_tokens_stand_in_order_and_within_the_name(text: str) -> None:
    tokens = explain_release(text).tokens
    assert all(token.start <= token.end for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))


SIZES = (350, 2800)  # characters: eight times as many may take sixteen times the work, not sixty-four


def steps(call: Callable[[], Any]) -> int:
    """Lines of Python that a call runs through: a measure of work that no busy machine disturbs."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "S01E02-",
        "E01",
        "1x02",
        " - 05",
        "a.",
        "2010.",
        "1.2.2018.",
        "German.",
        "-a",
        "AKA ",
        "S01 - ",
        "[a]-",
        "[05]",
        "E01-E02",
        "1-2 ",
        "第1季",
        "第05話",
        "蛾 a ",
        "x1",
        "1x2x",
        "Season 1 ",
        "Season 1-",
        "1 Season ",
        "(1-3 сезон",
        "1-10 серии ",
        "Part 1 & ",
        "Part 1 of ",
        '"',
        "[#a] ",
        "- 05 - 06 ",
        "1,",
        "+1",
        "16.05.04.",
        "May 1 ",
        "1 of May ",
        "2016-",
        "\u0301",
        "9",
        "_",
        "e1",
        "yEnc ",
        "www.a.",
        "(",
        "[",
        "【",
        "~1",
        "S1E1,",
        " T1",
        "OVA ",
        "PROPER a ",
        "Bluray a ",
        "Eng+Hin ",
        "Seasons 1 2 ",
    ],
)
def test_work_grows_with_the_length_and_no_faster(piece: str) -> None:
    parse_release("warm up")
    short, long = ("Moth." + piece * (size // len(piece)) for size in SIZES)
    assert steps(lambda: parse_release(long)) < 16 * steps(lambda: parse_release(short)) + 1400


def test_a_list_that_comes_to_nothing_is_not_followed_from_every_place() -> None:
    parse_release("warm up")
    short, long = ("[a] " + " e1" * (size // 3) + "x" for size in SIZES)
    assert steps(lambda: parse_release(long)) < 16 * steps(lambda: parse_release(short)) + 1400


@pytest.mark.parametrize("piece", ['1"', "0.", "#0", "E05!", "a b ", "German."])
def test_explaining_grows_with_the_length_and_no_faster(piece: str) -> None:
    explain_release("warm up")
    short, long = ("Moth S01E02 " + piece * (size // len(piece)) for size in SIZES)
    assert steps(lambda: explain_release(long)) < 16 * steps(lambda: explain_release(short)) + 1400


@pytest.mark.parametrize(
    "name", ["[" + "\0" * 4000 + " 720p", "“" * 4096, "[ " * 2000 + "]", ".001" * 1000 + "x yEnc", "((((" * 1000]
)
def test_runs_of_signs_are_read_at_once(name: str) -> None:
    for kind in (None, "series", "movie", "music"):
        assert parse_release(name, kind) is None or len(name) > 100


def test_more_than_4096_characters_are_no_name() -> None:
    assert parse_release("Moth.S01E02." + "a" * 4096) is None


def test_longest_names_are_read() -> None:
    parsed = parse_release("Moth.S01E02." + "a." * 2000 + "720p")
    assert parsed is not None
    assert parsed.quality == "HDTV-720p"
