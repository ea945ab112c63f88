"""Finding titles by words, mistakes included, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, select, update

from monarr.db.models import MediaItem, TitleTerm
from monarr.db.search import fold, index_title, search_titles
from tests.integration.db import samples

TITLES = (
    "Sintel", "The General", "The Phantom of the Opera", "Nosferatu", "The Cabinet of Dr. Caligari", "Amélie’s Dream",
    "Night of the Living Dead", "Spring", "A Trip to the Moon", "Big Buck Bunny", "The Living Daylight", "2001 Nights",
)  # fmt: skip


@pytest.fixture
def titles(connection: Connection) -> dict[str, int]:
    made = {}
    for title in TITLES:
        made[title] = samples.item(connection, title)
        index_title(connection, made[title], [title])
    return made


def found(connection: Connection, words: str, **more: object) -> list[str]:
    names = dict(connection.execute(select(MediaItem.id, MediaItem.title)).all())
    return [names[hit.item_id] for hit in search_titles(connection, words, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("sintel", "Sintel"),
        ("SINT", "Sintel"),
        ("amelies", "Amélie’s Dream"),
        ("AMÉLIE'S dream", "Amélie’s Dream"),
        ("caligari dr", "The Cabinet of Dr. Caligari"),
        ("the cabinet of", "The Cabinet of Dr. Caligari"),
        ("2001", "2001 Nights"),
        ("nosfertu", "Nosferatu"),
        ("nosfreatu", "Nosferatu"),
        ("phantm opera", "The Phantom of the Opera"),
        ("sitnel", "Sintel"),
        ("bick buck buny", "Big Buck Bunny"),
    ],
)
def test_a_title_is_found(connection: Connection, titles: dict[str, int], words: str, title: str) -> None:
    assert found(connection, words)[:1] == [title]


@pytest.mark.parametrize("words", ["", "!!!", "'; DROP", "xqzw", '"', "zz* OR zy", "🎬", "NEAR(", "qqqqqqqq & |"])
def test_nothing_alike_gives_nothing(connection: Connection, titles: dict[str, int], words: str) -> None:
    assert found(connection, words) == []


def test_a_lone_stop_word_gives_titles_that_hold_it(connection: Connection, titles: dict[str, int]) -> None:
    assert all("the" in fold(title).split() for title in found(connection, "the"))
    assert len(found(connection, "the", limit=3)) == 3


def test_the_whole_name_comes_before_names_that_go_on(connection: Connection) -> None:
    for title in ("Spring Breeze", "Late Spring", "Spring"):
        index_title(connection, samples.item(connection, title), [title])
    assert found(connection, "spring") == ["Spring", "Spring Breeze", "Late Spring"]


def test_other_names_lead_to_the_title_once(connection: Connection) -> None:
    title_id = samples.item(connection, "Spirit of the Lake")
    index_title(connection, title_id, ["Spirit of the Lake", "Lake Spirit", "El espíritu del lago"])
    assert found(connection, "lake spirit") == ["Spirit of the Lake"]
    assert found(connection, "espiritu") == ["Spirit of the Lake"]


def test_a_new_name_replaces_the_old_one_and_its_words(connection: Connection) -> None:
    title_id = samples.item(connection, "Working Title")
    index_title(connection, title_id, ["Working Title"])
    index_title(connection, title_id, ["Harbour Lights"])
    assert found(connection, "working") == []
    assert set(connection.execute(select(TitleTerm.term)).scalars()) == {"harbour", "lights"}


def test_a_word_of_two_titles_stays_while_one_is_left(connection: Connection) -> None:
    first, second = samples.item(connection, "Paper Cranes"), samples.item(connection, "Paper Moon")
    index_title(connection, first, ["Paper Cranes"])
    index_title(connection, second, ["Paper Moon"])
    index_title(connection, first, [])
    assert set(connection.execute(select(TitleTerm.term)).scalars()) == {"paper", "moon"}
    assert found(connection, "papr") == ["Paper Moon"]


def test_titles_in_the_trash_are_not_found(connection: Connection, titles: dict[str, int]) -> None:
    connection.execute(update(MediaItem).where(MediaItem.id == titles["Sintel"]).values(deleted_at=samples.NOW))
    assert found(connection, "sintel") == []


def test_a_search_in_one_library_finds_nothing_of_another(connection: Connection) -> None:
    films, others = samples.library(connection, "Films"), samples.library(connection, "More")
    index_title(connection, samples.item(connection, "Sintel", library_id=films), ["Sintel"])
    assert found(connection, "sintel", library_ids=[others]) == []
    assert found(connection, "sintel", library_ids=[films]) == ["Sintel"]
    assert found(connection, "sintle", library_ids=[films]) == ["Sintel"]
