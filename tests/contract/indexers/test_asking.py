"""What is asked of an indexer, and what comes back: for Torznab and Newznab alike."""

from __future__ import annotations

from datetime import date

import pytest

from monarr.core.errors import Refused
from monarr.demo.fakes.torznab import FakeIndexer, Misbehaviour
from monarr.ports.indexer import Indexer, Query, QueryKind
from tests.contract.indexers.conftest import KEY, MakeIndexer, episode, movie

FILM = Query(kind=QueryKind.MOVIE, title="Sintel", year=2010, ids={"imdb": "tt1727587", "tmdb": "45745"})
EPISODE = Query(kind=QueryKind.EPISODE, title="Pioneer One", season=1, episode=2, ids={"tvdb": "170551"})
WORDS_ONLY = {"search": "q", "tv-search": "q,season,ep", "movie-search": "q"}


async def test_capabilities_are_read_and_asked_once(indexer: Indexer, fake: FakeIndexer) -> None:
    fake.releases = [movie(), episode()]
    fake.page_size = 50
    known = await indexer.capabilities()
    await indexer.capabilities()
    assert known.modes["movie"] == {"q", "imdbid", "tmdbid"}
    assert (known.limit_maximum, known.server, sorted(known.categories)) == (
        50,
        "Fake indexer",
        [2000, 2040, 5000, 5040],
    )
    assert [asked.function for asked in fake.asked] == ["caps"]


async def test_a_film_is_asked_for_by_one_id_in_film_categories(indexer: Indexer, fake: FakeIndexer) -> None:
    fake.releases = [movie(), episode()]
    found = await indexer.search(FILM)
    assert [release.title for release in found] == ["Sintel.2010.1080p.WEB-DL.x264-OPEN"]
    asked = fake.searches[0].parameters
    assert (asked["t"], asked["imdbid"], asked["apikey"]) == ("movie", "1727587", KEY)
    assert "q" not in asked and "tmdbid" not in asked
    assert all(number.startswith("2") for number in asked["cat"].split(","))


async def test_an_episode_is_asked_for_by_id_season_and_episode(indexer: Indexer, fake: FakeIndexer) -> None:
    fake.releases = [episode(), episode("Pioneer.One.S01E03.720p.WEB.x264-OPEN")]
    found = await indexer.search(EPISODE)
    assert [release.title for release in found] == ["Pioneer.One.S01E02.720p.WEB.x264-OPEN"]
    asked = fake.searches[0].parameters
    assert (asked["t"], asked["tvdbid"], asked["season"], asked["ep"]) == ("tvsearch", "170551", "1", "2")


async def test_a_season_is_asked_for_without_an_episode(indexer: Indexer, fake: FakeIndexer) -> None:
    fake.releases = [episode("Pioneer.One.S01.720p.WEB.x264-OPEN"), episode()]
    found = await indexer.search(Query(kind=QueryKind.SEASON, title="Pioneer One", season=1, ids={"tvdb": "170551"}))
    assert len(found) == 2
    assert "ep" not in fake.searches[0].parameters


async def test_a_daily_episode_is_asked_for_by_its_date(indexer: Indexer, fake: FakeIndexer) -> None:
    fake.releases = [episode("Evening.News.2026.03.14.720p.WEB-OPEN"), episode("Evening.News.2026.03.15.720p.WEB-OPEN")]
    found = await indexer.search(Query(kind=QueryKind.DAILY, title="Evening News", air_date=date(2026, 3, 14)))
    assert [release.title for release in found] == ["Evening.News.2026.03.14.720p.WEB-OPEN"]
    assert fake.searches[0].parameters["ep"] == "03/14"


async def test_an_absolute_number_is_asked_for_in_anime_categories_too(make: MakeIndexer, fake: FakeIndexer) -> None:
    fake.releases = [episode("[Open] Pioneer One - 07 [720p]", categories=(5070,), ids={})]
    query = Query(kind=QueryKind.EPISODE, title="Pioneer One", season=1, episode=7, absolute_episode=7)
    found = await make(anime_categories=[5070]).search(query)
    assert [release.title for release in found] == ["[Open] Pioneer One - 07 [720p]"]
    assert any(a.parameters["q"] == "Pioneer One 07" and a.parameters["cat"] == "5070" for a in fake.searches)


async def test_words_follow_when_the_id_finds_nothing(indexer: Indexer, fake: FakeIndexer) -> None:
    fake.releases = [movie(ids={})]
    found = await indexer.search(FILM)
    assert len(found) == 1
    assert [asked.parameters.get("q") for asked in fake.searches] == [None, "Sintel 2010"]


async def test_words_are_not_asked_when_the_id_found_something(indexer: Indexer, fake: FakeIndexer) -> None:
    fake.releases = [movie()]
    await indexer.search(FILM)
    assert len(fake.searches) == 1


async def test_an_indexer_without_ids_gets_words(indexer: Indexer, fake: FakeIndexer) -> None:
    fake.modes = WORDS_ONLY
    fake.releases = [movie(), episode()]
    assert len(await indexer.search(FILM)) == 1
    assert len(await indexer.search(EPISODE)) == 1
    assert fake.searches[-1].parameters["q"] == "Pioneer One"


async def test_an_indexer_with_text_search_only_gets_numbers_in_the_text(indexer: Indexer, fake: FakeIndexer) -> None:
    fake.modes = {"search": "q", "tv-search": "", "movie-search": ""}
    fake.releases = [episode()]
    await indexer.search(EPISODE)
    assert fake.searches[0].parameters["q"] == "Pioneer One S01E02"
    assert fake.searches[0].function == "search"


async def test_further_names_are_asked_and_the_same_release_comes_once(indexer: Indexer, fake: FakeIndexer) -> None:
    fake.releases = [movie("Sintel.Durian.2010.1080p-OPEN", ids={})]
    found = await indexer.search(Query(kind=QueryKind.MOVIE, title="Sintel", titles=("Durian", "Sintel"), year=2010))
    assert len(found) == 1
    assert [asked.parameters["q"] for asked in fake.searches] == ["Sintel 2010", "Durian 2010"]


async def test_marks_in_titles_do_not_reach_the_indexer(indexer: Indexer, fake: FakeIndexer) -> None:
    await indexer.search(Query(kind=QueryKind.TEXT, title="Charade: (Who & “Why”?)"))
    assert fake.searches[0].parameters["q"] == "Charade Who and Why"


async def test_no_question_goes_to_an_indexer_whose_categories_rule_it_out(
    make: MakeIndexer, fake: FakeIndexer
) -> None:
    assert await make(categories=[5000], anime_categories=[5070]).search(FILM) == []
    assert fake.searches == []


async def test_additional_parameters_go_along(make: MakeIndexer, fake: FakeIndexer) -> None:
    await make(additional_parameters="&attrs=poster&hidden=0").search(FILM)
    assert fake.searches[0].parameters["attrs"] == "poster"
    assert fake.searches[0].parameters["hidden"] == "0"


@pytest.mark.parametrize("states_total", [True, False])
async def test_all_pages_are_read_up_to_the_limit(indexer: Indexer, fake: FakeIndexer, states_total: bool) -> None:
    fake.releases = [movie(f"Sintel.{number}.2010.1080p-OPEN") for number in range(250)]
    fake.page_size, fake.states_total = 60, states_total
    found = await indexer.search(Query(kind=QueryKind.TEXT, title="Sintel", limit=200))
    assert len(found) == 200
    assert [asked.parameters.get("offset") for asked in fake.searches] == [None, "60", "120", "180"]


@pytest.mark.parametrize("states_total", [True, False])
async def test_a_short_page_is_the_last(indexer: Indexer, fake: FakeIndexer, states_total: bool) -> None:
    fake.releases = [movie(f"Sintel.{number}.2010.1080p-OPEN") for number in range(70)]
    fake.page_size, fake.states_total = 60, states_total
    assert len(await indexer.search(Query(kind=QueryKind.TEXT, title="Sintel", limit=500))) == 70
    assert len(fake.searches) == 2


async def test_an_indexer_that_repeats_its_first_page_is_not_asked_for_ever(
    indexer: Indexer, fake: FakeIndexer
) -> None:
    fake.releases = [movie(f"Sintel.{number}.2010.1080p-OPEN") for number in range(150)]
    fake.pages = False
    assert len(await indexer.search(Query(kind=QueryKind.TEXT, title="Sintel", limit=1000))) == 100
    assert len(fake.searches) == 2


async def test_recent_releases_come_newest_first_up_to_the_last_known(indexer: Indexer, fake: FakeIndexer) -> None:
    fake.releases = [movie(f"Film.{number}.2010.1080p-OPEN", guid=f"g{number}") for number in range(300)]
    found = await indexer.recent(limit=1000, until_guid="g130")
    assert [release.guid for release in found] == [f"g{number}" for number in range(130)]
    assert len(fake.searches) == 2


async def test_recent_releases_stop_at_the_limit(indexer: Indexer, fake: FakeIndexer) -> None:
    fake.releases = [movie(f"Film.{number}.2010.1080p-OPEN") for number in range(300)]
    assert len(await indexer.recent(limit=120)) == 120


async def test_an_indexer_without_capabilities_is_searched_by_text(indexer: Indexer, fake: FakeIndexer) -> None:
    fake.releases = [movie()]
    fake.modes = {"search": "q"}
    fake.next_answers = [fake._error(203, "Function not available")]
    assert len(await indexer.search(FILM)) == 1
    assert fake.searches[0].function == "search"


async def test_the_test_button_is_content_with_a_working_indexer(indexer: Indexer, fake: FakeIndexer) -> None:
    fake.releases = [movie()]
    await indexer.test()
    assert [asked.function for asked in fake.asked] == ["caps", "search"]


async def test_the_test_button_says_when_the_categories_hold_nothing(make: MakeIndexer, fake: FakeIndexer) -> None:
    fake.releases = [movie()]
    with pytest.raises(Refused, match="nothing in these categories"):
        await make(categories=[5000]).test()


async def test_a_passing_fault_is_tried_again(indexer: Indexer, fake: FakeIndexer) -> None:
    fake.releases = [movie()]
    fake.next_answers = [Misbehaviour.SERVER_ERROR]
    assert len(await indexer.search(FILM)) == 1
