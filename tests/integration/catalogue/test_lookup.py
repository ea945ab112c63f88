"""Looking a title up: everybody is asked, nobody stops the others."""

from __future__ import annotations

from monarr.core.kinds import MediaKind
from monarr.demo.fakes.tmdb import FakeTMDB
from monarr.demo.fakes.tvmaze import FakeTVmaze
from monarr.services.add import add_title
from monarr.services.context import House
from monarr.services.lookup import look_up
from tests.integration.catalogue.conftest import Shelves
from tests.integration.catalogue.test_add import sintel


async def test_a_film_is_found_by_words_by_id_and_by_address(house: House, sources: None) -> None:
    for words in ("sintel", "tmdb:45745", "tt1727587", "https://www.imdb.com/title/tt1727587/"):
        answer = await look_up(house, MediaKind.MOVIE, words)
        assert (answer.titles[0].title, answer.titles[0].ids["tmdb"]) == ("Sintel", "45745")
        assert answer.failed == ()


async def test_what_is_in_a_library_is_marked(house: House, shelves: Shelves, sources: None) -> None:
    title_id = await add_title(house, sintel(shelves))
    found = (await look_up(house, MediaKind.MOVIE, "Sintel")).titles[0]
    assert [(one.item_id, one.library, one.in_trash) for one in found.there] == [(title_id, "Films", False)]


async def test_a_series_that_two_sources_know_is_one_result(house: House, sources: None, tvmaze: FakeTVmaze) -> None:
    title = next(one for one in tvmaze.titles if one.kind is MediaKind.SERIES)
    found = [one for one in (await look_up(house, MediaKind.SERIES, title.title)).titles if one.title == title.title]
    assert [set(one.sources) for one in found] == [{"tmdb", "tvmaze"}]


async def test_one_source_that_is_down_is_named_and_the_other_answers(
    house: House, sources: None, tmdb: FakeTMDB, tvmaze: FakeTVmaze
) -> None:
    tmdb.down = True
    title = next(one for one in tvmaze.titles if one.kind is MediaKind.SERIES)
    answer = await look_up(house, MediaKind.SERIES, title.title)
    assert [one.name for one in answer.failed] == ["TMDB"]
    assert answer.titles[0].title == title.title
