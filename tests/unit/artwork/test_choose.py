"""Pictures are chosen by named contributions; refused ones say why."""

from __future__ import annotations

from typing import Any

import pytest

from monarr.core.artwork import SLOTS, ArtworkCandidate, choose_artwork, hamming_distance, is_duplicate, score_artwork


def poster(url: str = "a", **changes: Any) -> ArtworkCandidate:
    given: dict[str, Any] = {"slot": "poster", "provider": "tmdb", "width": 2000, "height": 3000}
    return ArtworkCandidate(url=url, **(given | changes))


def points(candidate: ArtworkCandidate, *languages: str) -> dict[str, float]:
    return {part.name: part.points for part in score_artwork(candidate, SLOTS["poster"], languages)}


def test_a_perfect_poster_gets_the_documented_points() -> None:
    perfect = poster(language="en", vote_average=10, vote_count=50)
    assert points(perfect, "en") == {"resolution": 30, "aspect": 20, "language": 20, "votes": 20, "provider": 10}


def test_resolution_counts_up_to_half_as_much_again() -> None:
    assert points(poster(width=4000, height=6000))["resolution"] == 45
    assert points(poster(width=1000, height=1500))["resolution"] == 7.5


@pytest.mark.parametrize(("language", "given"), [("de", 20), ("fr", 19), (None, 18), ("en", 15), ("ja", 5)])
def test_languages_count_by_wish(language: str | None, given: float) -> None:
    assert points(poster(language=language), "de", "fr")["language"] == given


def test_few_votes_count_little() -> None:
    assert points(poster(vote_average=8, vote_count=25))["votes"] == 8


def test_the_best_is_chosen_and_the_trace_tells_all_best_first() -> None:
    choice = choose_artwork([poster("small", width=600, height=900), poster("big")], "poster")
    assert choice.chosen is not None
    assert choice.chosen.url == "big"
    assert [entry.candidate.url for entry in choice.trace] == ["big", "small"]


@pytest.mark.parametrize(
    ("candidate", "reason"),
    [
        (poster(width=0), "no-size"),
        (poster(width=100, height=150), "too-small"),
        (poster(width=3000, height=2000), "wrong-shape"),
        (poster("used"), "excluded"),
        (poster(perceptual_hash=0b111), "duplicate"),
        (poster(slot="fanart"), "other-slot"),
    ],
)
def test_a_picture_that_does_not_serve_says_why(candidate: ArtworkCandidate, reason: str) -> None:
    choice = choose_artwork([candidate], "poster", exclude_hashes=[0], exclude_urls=["used"])
    assert (choice.outcome, choice.chosen, choice.trace[0].refused) == ("absent", None, reason)


def test_a_picture_whose_size_nobody_tells_is_believed() -> None:
    assert choose_artwork([poster(width=None, height=None)], "poster").outcome == "found"


def test_ties_go_to_more_votes_then_to_the_smaller_file() -> None:
    voted = poster("b", vote_average=0, vote_count=9)
    assert choose_artwork([poster("a"), voted], "poster").chosen == voted
    light = poster("z", size_bytes=10)
    assert choose_artwork([poster("a", size_bytes=20), light], "poster").chosen == light


def test_hashes_differ_by_bits_also_when_the_database_keeps_them_signed() -> None:
    assert hamming_distance(-1, 0) == 64
    assert hamming_distance(0b1011, 0b0010) == 2
    assert is_duplicate(0b111111, [0])
    assert not is_duplicate(0b1111111, [0])
    assert not is_duplicate(None, [0])
