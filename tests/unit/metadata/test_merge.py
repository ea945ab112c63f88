"""The merge: gaps are filled, nothing is erased, and of each field the source is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from monarr.core.kinds import MediaKind
from monarr.core.metadata import merge_details, parse_id, promoted_rating, sort_title
from monarr.ports.metadata import Alias, Credit, EpisodeDetails, Image, Rating, TitleDetails, Translation


def said(provider: str, **fields: Any) -> TitleDetails:
    values: dict[str, Any] = {"title": "Pioneer One", "kind": MediaKind.SERIES, "ids": {}, **fields}
    return TitleDetails(provider=provider, **values)


def test_the_first_source_wins_and_the_second_fills_its_gaps() -> None:
    merged = merge_details([said("a", overview="Short.", genres=()), said("b", overview="Long.", genres=("Drama",))])
    assert (merged.details.overview, merged.details.genres) == ("Short.", ("Drama",))
    assert (merged.origins["overview"], merged.origins["genres"]) == ("a", "b")


def test_what_nobody_says_has_no_origin() -> None:
    merged = merge_details([said("a"), said("b", tagline="")])
    assert merged.details.tagline is None and "tagline" not in merged.origins


def test_ids_ratings_and_pictures_come_from_all() -> None:
    one = said(
        "a", ids={"tmdb": "1"}, ratings=(Rating("tmdb", 7),), images=(Image(slot="poster", url="u", provider="a"),)
    )
    two = said("b", ids={"tmdb": "2", "imdb": "tt1"}, ratings=(Rating("imdb", 8), Rating("tmdb", 1)),
               images=(Image(slot="poster", url="u", provider="b"), Image(slot="fanart", url="v", provider="b")))  # fmt: skip
    details = merge_details([one, two]).details
    assert details.ids == {"tmdb": "1", "imdb": "tt1"}
    assert [(rating.source, rating.value) for rating in details.ratings] == [("tmdb", 7), ("imdb", 8)]
    assert [(image.url, image.provider) for image in details.images] == [("u", "a"), ("v", "b")]


def test_each_role_comes_from_one_source_only() -> None:
    one = said("a", credits=(Credit(name="A. Actor", role="actor"),))
    two = said("b", credits=(Credit(name="Anna Actor", role="actor"), Credit(name="D", role="director")))
    assert [credit.name for credit in merge_details([one, two]).details.credits] == ["A. Actor", "D"]


def test_a_translation_is_filled_field_by_field() -> None:
    one, two = (
        said("a", translations=(Translation("de", "Titel"),)),
        said("b", translations=(Translation("de", "X", "Text"),)),
    )
    assert merge_details([one, two]).details.translations == (Translation("de", "Titel", "Text"),)


def test_names_that_differ_in_signs_only_are_one_alias() -> None:
    one, two = said("a", aliases=(Alias("Pioneer: One!"),)), said("b", aliases=(Alias("pioneer one"), Alias("P1")))
    assert [alias.title for alias in merge_details([one, two]).details.aliases] == ["Pioneer: One!", "P1"]


def episode(number: int, day: int | None = None, **fields: Any) -> EpisodeDetails:
    air_date = None if day is None else date(2010, 6, day)
    return EpisodeDetails(season_number=1, episode_number=number, air_date=air_date, **fields)


def test_the_first_source_with_episodes_says_which_there_are() -> None:
    one, two = said("a", episodes=(episode(1),)), said("b", episodes=(episode(1), episode(2)))
    merged = merge_details([said("none"), one, two])
    assert [entry.episode_number for entry in merged.details.episodes] == [1]
    assert merged.origins["episodes"] == "a"


def test_an_episode_is_filled_only_by_one_of_the_same_day() -> None:
    one = said("a", episodes=(episode(1, 16), episode(2, 20)))
    two = said(
        "b", episodes=(episode(1, 17, overview="Landing.", ids={"tvmaze": "5"}), episode(2, 27, overview="Other."))
    )
    first, second = merge_details([one, two]).details.episodes
    assert (first.overview, first.ids, first.air_date) == ("Landing.", {"tvmaze": "5"}, date(2010, 6, 16))
    assert second.overview is None


def test_a_source_that_lists_an_episode_twice_is_taken_at_its_first_word() -> None:
    entries = merge_details([said("a", episodes=(episode(1, title="One"), episode(1, title="Again")))]).details.episodes
    assert [entry.title for entry in entries] == ["One"]


def test_nothing_to_merge_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="nothing"):
        merge_details([])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tmdb:45745", ("tmdb", "45745")),
        (" TVDB: 81189 ", ("tvdb", "81189")),
        ("tvmazeid:8144", ("tvmaze", "8144")),
        ("imdb:tt1727587", ("imdb", "tt1727587")),
        ("imdb:27587", ("imdb", "tt0027587")),
        ("tt1727587", ("imdb", "tt1727587")),
        ("https://www.themoviedb.org/movie/45745-sintel?language=en", ("tmdb", "45745")),
        ("https://www.tvmaze.com/shows/8144/pioneer-one", ("tvmaze", "8144")),
        ("tmdb:tt1727587", None),
        ("tmdb", None),
        ("Sintel 2010", None),
        ("tt12", None),
    ],
)
def test_ids_as_people_type_them(words: str, expected: tuple[str, str] | None) -> None:
    assert parse_id(words) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The Matrix", "matrix"),
        ("A Trip to the Moon", "trip to the moon"),
        ("Amélie", "amelie"),
        ("9", "0009"),
        ("Apollo 13", "apollo 0013"),
        ("The", "the"),
        ("“Quoted”", "quoted"),
    ],
)
def test_titles_sort_without_articles_accents_and_by_number(title: str, expected: str) -> None:
    assert sort_title(title) == expected


def test_the_promoted_rating_prefers_imdb_and_knows_scales() -> None:
    assert promoted_rating([("metacritic", 80, 100), ("imdb", 7.4, 10)]) == 7.4
    assert promoted_rating([("metacritic", 81, 100)]) == 8.1
    assert promoted_rating([("tmdb", 0, 10)]) is None
