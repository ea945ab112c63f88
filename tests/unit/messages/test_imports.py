"""Sentences about downloads that were not brought in."""

from __future__ import annotations

import pytest

from monarr.core.decisions import Outcome, Verdict
from monarr.messages.imports import import_sentence, running_time


@pytest.mark.parametrize(
    ("code", "figures", "sentence"),
    [
        ("several-videos", {"count": 3}, "3 files could be it. Choose one."),
        (
            "free-space",
            {"size_bytes": 5_600_000_000, "free_bytes": 1_000_000},
            "It needs 5.6 GB; the disk has 1 MB free.",
        ),
        ("not-there", {}, "Nothing is left where the download was."),
        ("unknown-code", {}, "It was not imported."),
        ("disk", {"problem": "The disk is full."}, "The disk is full."),
    ],
)
def test_a_refusal_is_one_sentence(code: str, figures: dict[str, object], sentence: str) -> None:
    assert str(import_sentence(Verdict(Outcome.REFUSED, figures, code=code))) == sentence


@pytest.mark.parametrize(
    ("seconds", "words"), [(45, "45 s"), (125, "2 min 5 s"), (2520, "42 min"), (6000, "1 h 40 min"), (7200, "2 h")]
)
def test_a_running_time_is_short(seconds: float, words: str) -> None:
    assert str(running_time(seconds)) == words
