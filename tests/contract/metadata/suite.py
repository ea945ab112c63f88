"""What every metadata source must do. A test class inherits this and supplies `source`, `fake` and what it knows."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from monarr.core.errors import RateLimited, Unavailable, UnexpectedAnswer
from monarr.core.kinds import MediaKind
from monarr.demo.fakes._serving import Response

SERIES = MediaKind.SERIES


class MetadataContract:
    own_id: ClassVar[str]

    async def test_its_settings_can_be_tried(self, source: Any) -> None:
        await source.test()

    async def test_a_series_is_found_by_words(self, source: Any) -> None:
        [hit] = await source.search_titles(SERIES, "harbour lights")
        assert (hit.title, hit.year, hit.kind) == ("Harbour Lights", 2023, SERIES)
        assert hit.ids[self.own_id].isdigit()
        assert hit.poster_url.startswith("http")

    async def test_words_without_a_title_find_nothing(self, source: Any) -> None:
        assert await source.search_titles(SERIES, "zzz nothing") == []
        assert await source.search_titles(SERIES, "   ") == []

    async def test_a_hit_can_be_described(self, source: Any) -> None:
        [hit] = await source.search_titles(SERIES, "The Long Signal")
        details = await source.describe(SERIES, hit.ids)
        assert (details.title, details.status, details.network) == ("The Long Signal", "continuing", "Northlight")
        assert "four hundred years" in details.overview
        assert [season.title for season in details.seasons] == ["Noise", "Answer"]
        assert [(e.season_number, e.episode_number) for e in details.episodes][:4] == [(1, 1), (1, 2), (1, 3), (2, 1)]
        assert details.episodes[1].title == "Carrier Wave"
        assert {image.slot for image in details.images} == {"poster", "fanart"}
        assert ("Tove Lindqvist", "actor", "Dr. Sanna Reyes") in {
            (credit.name, credit.role, credit.character) for credit in details.credits
        }

    async def test_a_series_is_described_by_another_sites_id(self, source: Any) -> None:
        details = await source.describe(SERIES, {"tvdb": "170551"})
        assert details.title == "Pioneer One"
        assert details.ids["imdb"] == "tt1748166"
        assert (await source.describe(SERIES, {"imdb": "tt0052451"})).title == "One Step Beyond"

    @pytest.mark.parametrize("ids", [{"tvdb": "1"}, {"imdb": "tt9999999"}, {}, {"tvdb": "1", "imdb": "tt9999999"}])
    async def test_an_unknown_title_is_absent_not_a_failure(self, source: Any, ids: dict[str, str]) -> None:
        assert await source.describe(SERIES, ids) is None
        assert await source.describe(SERIES, {self.own_id: "1"}) is None
        assert await source.describe(SERIES, {self.own_id: "../1"}) is None

    async def test_a_fault_over_there_is_unavailable(self, source: Any, fake: Any) -> None:
        fake.down = True
        with pytest.raises(Unavailable):
            await source.search_titles(SERIES, "harbour")

    async def test_too_many_requests_say_how_long_to_wait(self, source: Any, fake: Any) -> None:
        fake.next_answers = [Response(429, b"", headers={"Retry-After": "60"})] * 5
        with pytest.raises(RateLimited) as limited:
            await source.search_titles(SERIES, "harbour")
        assert limited.value.retry_after_seconds == 60

    @pytest.mark.parametrize("body", [b"<html>Welcome</html>", b'{"results": 5, "images": 7}', b"[1, 2]", b""])
    async def test_another_answer_than_expected_is_kept_as_sample(self, source: Any, fake: Any, body: bytes) -> None:
        fake.next_answers = [Response(body=body)] * 3
        with pytest.raises(UnexpectedAnswer):
            await source.search_titles(SERIES, "harbour")
