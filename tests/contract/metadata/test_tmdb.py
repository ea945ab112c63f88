"""TMDB, on its fake."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date

import pytest

from monarr.core.errors import AuthenticationFailed, InvalidInput
from monarr.core.kinds import MediaKind
from monarr.demo.fakes.tmdb import FakeTMDB
from monarr.media.images import inspect_image
from monarr.ports.provider import ProviderContext
from monarr.providers.http import Http
from monarr.providers.metadata._tmdb_releases import Releases, movie_status, read_releases
from monarr.providers.metadata._tmdb_shapes import CountryReleases, Release, ReleaseDates
from monarr.providers.metadata.tmdb import TMDB, Settings
from tests.contract.metadata.suite import MetadataContract

FILM = MediaKind.MOVIE
TODAY = date(2026, 11, 20)


@pytest.fixture
async def fake(today: date) -> AsyncIterator[FakeTMDB]:
    async with FakeTMDB(today=today) as running:
        yield running


@pytest.fixture
def source(fake: FakeTMDB, context: ProviderContext) -> TMDB:
    return TMDB(Settings.load({"base_url": fake.url, "api_key": fake.KEY}), context)


class TestTMDB(MetadataContract):
    own_id = "tmdb"

    async def test_a_film_is_described_in_full(self, source: TMDB) -> None:
        details = await source.describe(FILM, {"imdb": "tt0063350"})
        assert details is not None
        assert (details.title, details.year, details.runtime_minutes) == ("Night of the Living Dead", 1968, 3)
        assert details.ids == {"tmdb": "10331", "imdb": "tt0063350"}
        assert (details.certification, details.status, details.genres) == ("NR", "released", ("Horror",))
        assert (details.in_cinemas_on, details.digital_on) == (date(1968, 10, 1), date(1968, 11, 30))
        roles = {(credit.name, credit.role) for credit in details.credits}
        assert {("Duane Jones", "actor"), ("George A. Romero", "director"), ("John A. Russo", "writer")} <= roles
        assert details.keywords == ("open film",)

    async def test_original_title_and_collection(self, source: TMDB) -> None:
        moon = await source.describe(FILM, {"tmdb": "775"})
        llama = await source.describe(FILM, {"tmdb": "900000004"})
        assert moon is not None
        assert llama is not None
        assert llama.collection is not None
        assert (moon.original_title, moon.original_language) == ("Le Voyage dans la Lune", "fr")
        assert (llama.collection.name, llama.original_title) == ("Caminandes", None)

    async def test_the_year_narrows_a_search_but_never_to_nothing(self, source: TMDB) -> None:
        for year in (None, 2010, 1999):
            assert [hit.title for hit in await source.search_titles(FILM, "sintel", year)] == ["Sintel"]

    async def test_posters_are_real_pictures(self, source: TMDB, fake: FakeTMDB, context: ProviderContext) -> None:
        [hit] = await source.search_titles(FILM, "Sintel")
        answer = await context.http.request("GET", hit.poster_url, configured=True)
        facts = inspect_image(answer.content)
        assert (facts.width, facts.height, facts.extension) == (342, 513, "webp")

    async def test_a_long_token_travels_in_a_header_a_short_key_in_the_address(
        self, fake: FakeTMDB, source: TMDB, context: ProviderContext
    ) -> None:
        await source.test()
        await TMDB(Settings.load({"base_url": fake.url, "api_key": "ey" + "J" * 200}), context).test()
        short, long = fake.requests
        assert ("api_key" in short.query, "authorization" in short.headers) == (True, False)
        assert ("api_key" in long.query, "authorization" in long.headers) == (False, True)

    async def test_a_wrong_key_says_so(self, fake: FakeTMDB, context: ProviderContext) -> None:
        with pytest.raises(AuthenticationFailed):
            await TMDB(Settings.load({"base_url": fake.url, "api_key": "wrong"}), context).test()

    async def test_many_seasons_take_one_request_for_twenty(self, source: TMDB, fake: FakeTMDB) -> None:
        await source.describe(MediaKind.SERIES, {"tmdb": "900000202"})
        appended = [r.query["append_to_response"] for r in fake.requests if "season/" in str(r.query)]
        assert appended == ["season/1,season/2,season/3"]


def test_a_key_is_needed() -> None:
    with pytest.raises(InvalidInput):
        Settings.load({})


def test_release_types_become_the_four_dates() -> None:
    days = {1: "2026-01-01", 2: "2026-02-02", 3: "2026-02-10", 4: "2026-05-05", 5: "2026-06-06", 6: "2026-05-01"}
    own = tuple(Release(kind, f"{day}T00:00:00.000Z", "PG" if kind == 3 else "") for kind, day in days.items())
    abroad = CountryReleases("DE", (Release(5, "2025-01-01T00:00:00.000Z", "12"),))
    releases = read_releases(ReleaseDates((CountryReleases("US", own), abroad)), "US")
    assert releases == Releases(
        in_cinemas_on=date(2026, 2, 2),
        digital_on=date(2026, 5, 1),
        physical_on=date(2026, 6, 6),
        certification="PG",
    )
    assert read_releases(ReleaseDates((abroad,)), "US") == Releases(physical_on=date(2025, 1, 1))


@pytest.mark.parametrize(
    ("word", "releases", "status"),
    [
        ("Released", Releases(), "released"),
        ("Planned", Releases(), "announced"),
        ("Released", Releases(in_cinemas_on=date(2026, 12, 1)), "announced"),
        ("Released", Releases(in_cinemas_on=date(2026, 11, 1)), "in_cinemas"),
        ("Released", Releases(in_cinemas_on=date(2026, 6, 1)), "released"),
        ("Released", Releases(in_cinemas_on=date(2026, 6, 1), digital_on=date(2026, 12, 1)), "in_cinemas"),
        ("Released", Releases(digital_on=date(2026, 11, 20)), "released"),
    ],
)
def test_the_status_of_a_film_follows_its_dates(word: str, releases: Releases, status: str) -> None:
    assert movie_status(word, releases, TODAY) == status


def test_it_is_built_without_asking_anything(context: ProviderContext) -> None:
    assert isinstance(context.http, Http)
    TMDB(Settings.load({"api_key": "x" * 32}), context)
