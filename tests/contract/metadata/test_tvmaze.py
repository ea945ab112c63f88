"""TVmaze, on its fake."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import msgspec
import pytest

from monarr.core.kinds import MediaKind
from monarr.demo.fakes._serving import Response
from monarr.demo.fakes.tvmaze import FakeTVmaze
from monarr.ports.provider import ProviderContext
from monarr.providers.metadata._answers import html_to_text
from monarr.providers.metadata.tvmaze import Settings, TVmaze
from tests.contract.metadata.suite import SERIES, MetadataContract


@pytest.fixture
async def fake(today: date) -> AsyncIterator[FakeTVmaze]:
    async with FakeTVmaze(today=today) as running:
        yield running


@pytest.fixture
def source(fake: FakeTVmaze, context: ProviderContext) -> TVmaze:
    return TVmaze(Settings.load({"base_url": fake.url}), context)


class TestTVmaze(MetadataContract):
    own_id = "tvmaze"

    async def test_films_are_unknown_there_and_not_even_asked_for(self, source: TVmaze, fake: FakeTVmaze) -> None:
        assert await source.search_titles(MediaKind.MOVIE, "Sintel") == []
        assert await source.describe(MediaKind.MOVIE, {"imdb": "tt1727587"}) is None
        assert fake.requests == []

    async def test_the_moment_of_an_episode_is_told_with_the_networks_zone(self, source: TVmaze) -> None:
        details = await source.describe(SERIES, {"tvmaze": "900000401"})
        assert details is not None
        assert (details.air_time, details.time_zone) == ("21:00", "America/Toronto")
        assert details.episodes[0].air_date == date(2024, 2, 5)
        assert details.episodes[0].aired_at == datetime(2024, 2, 6, 2, 0, tzinfo=UTC)

    async def test_specials_become_season_zero_and_noon_is_no_moment(self, source: TVmaze, fake: FakeTVmaze) -> None:
        show = {"id": 7, "name": "Odd", "summary": "<p>A<br>B &amp; <b>C</b></p><p>D</p>"}
        episodes = [
            {"id": 3, "season": 1, "number": None, "name": "Later", "airdate": "2024-02-02"},
            {"id": 2, "season": 1, "number": None, "name": "Earlier", "airdate": "2024-01-02"},
            {"id": 1, "season": 1, "number": 1, "airdate": "", "airtime": "", "airstamp": "2024-01-01T12:00:00+00:00"},
        ]
        fake.next_answers = [Response(body=msgspec.json.encode(body)) for body in (show, episodes)]
        details = await source.describe(SERIES, {"tvmaze": "7"})
        assert details is not None
        assert details.overview == "A\nB & C\n\nD"
        listed = [(e.season_number, e.episode_number, e.title, e.aired_at) for e in details.episodes]
        assert listed == [(1, 1, "", None), (0, 1, "Earlier", None), (0, 2, "Later", None)]

    async def test_the_year_asked_for_comes_first(self, source: TVmaze, fake: FakeTVmaze) -> None:
        shows = [{"score": 1, "show": {"id": n, "name": "Same", "premiered": f"{2000 + n}-01-01"}} for n in (1, 2)]
        fake.next_answers = [Response(body=msgspec.json.encode(shows))]
        assert [hit.year for hit in await source.search_titles(SERIES, "same", 2002)] == [2002, 2001]


def test_html_becomes_plain_text() -> None:
    assert html_to_text("<ul><li>one</li><li>two</li></ul>") == "- one\n- two"
    assert html_to_text("<p> </p>") is None
    assert html_to_text(None) is None
