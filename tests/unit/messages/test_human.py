"""Numbers as people say them."""

from __future__ import annotations

import pytest

from monarr.messages.human import age, duration, figure, figures, listing, size, wait, words


@pytest.mark.parametrize(
    ("size_bytes", "shown"),
    [
        (0, "0 bytes"), (1, "1 byte"), (1500, "2 kB"), (854_000_000, "854 MB"), (5_600_000_000, "5.6 GB"),
        (212_000_000_000, "212 GB"), (1_250_000_000_000, "1.2 TB"), (999_999_999, "1.0 GB"), (37_000_000_000, "37.0 GB"),
    ],
)  # fmt: skip
def test_sizes_are_decimal(size_bytes: float, shown: str) -> None:
    assert str(size(size_bytes)) == shown


@pytest.mark.parametrize(
    ("minutes", "shown"), [(1, "1 minute"), (15, "15 minutes"), (100, "1 h 40 min"), (120, "2 h"), (0, "0 minutes")]
)
def test_durations_are_in_words(minutes: float, shown: str) -> None:
    assert str(duration(minutes)) == shown


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(0.2, "under a minute"), (41, "41 min"), (125, "2 h 5 min"), (1440, "1 d"), (1560, "1 d 2 h"), (20_000, "13 d")],
)
def test_waits_are_short(minutes: float, shown: str) -> None:
    assert str(wait(minutes)) == shown


@pytest.mark.parametrize(
    ("minutes", "shown"), [(12, "12 min"), (300, "5 h"), (9 * 1440, "9 d"), (3 * 365 * 1440, "3 y"), (-5, "0 min")]
)
def test_ages_have_one_unit(minutes: float, shown: str) -> None:
    assert str(age(minutes)) == shown


def test_what_was_a_moment_ago_is_not_zero_days_ago() -> None:
    shown = figures({"age_days": 0.2, "existing_age_days": 1.4, "limit_days": 0})
    assert [str(shown[name]) for name in ("age_days", "existing_age_days", "limit_days")] == [
        "less than a day", "1 day", "0 days",
    ]  # fmt: skip


def test_two_sizes_that_differ_never_read_the_same() -> None:
    shown = figures({"size_bytes": 3_720_000_000, "limit_bytes": 3_700_000_000})
    assert [str(value) for value in shown.values()] == ["3.72 GB", "3.70 GB"]


def test_a_long_name_is_cut_where_it_must_fit_into_a_sentence() -> None:
    assert words("short") == "short"
    assert len(words("x" * 100)) == 24


def test_a_list_is_cut_after_what_fits() -> None:
    assert listing(["English", "German"]) == "English, German"
    assert listing(["English", "German", "Portuguese (Brazil)"]) == "English, German…"
    assert len(listing(["x" * 90, "y"])) <= 30


def test_the_name_of_a_profile_is_whole_and_other_texts_are_cut() -> None:
    long = "HD for the living room, small  enough"
    assert figure("profile", long) == "HD for the living room, small enough"
    assert figure("release", long).endswith("…")
