"""Standings of release groups on pages, in the API and at the prompt; members never see them."""

from __future__ import annotations

import pytest

from monarr.db.models import ReleaseGroup
from monarr.demo.fakes.torznab import FakeIndexer
from monarr.services.reputation import weigh_groups
from monarr.services.search import interactive_search
from tests.integration.acquisition.scene import Scene, release
from tests.integration.pages.conftest import People

WEB = "Sintel.2010.1080p.WEB-DL.x264-OPEN"


@pytest.fixture
async def film(scene: Scene) -> int:
    """A film with a release of a group that was weighed, and another group with a fake."""
    item = scene.film()
    async with FakeIndexer() as fake:
        scene.indexer(fake)
        fake.releases = [release(WEB)]
        await interactive_search(scene.house, item)
    await weigh_groups(scene.house)
    scene.add(ReleaseGroup, key="fake%", name="Fake%", score=12.0, confidence=50, release_count=3, fake_count=2,
              analysed_at=scene.clock.now())  # fmt: skip
    return item


async def test_groups_stand_in_an_order_and_are_found_by_name(people: People, film: int) -> None:
    page = (await people.ada.get("/settings/groups")).text
    assert page.index(">OPEN<") < page.index(">Fake%<") and "2 release groups are known." in page
    worst = (await people.ada.get("/settings/groups?sort=worst&from=x")).text
    assert worst.index(">Fake%<") < worst.index(">OPEN<") and "2 fakes" in worst
    found = (await people.ada.get("/settings/groups?q=e%25")).text
    assert ">Fake%<" in found and ">OPEN<" not in found
    none = (await people.ada.get("/settings/groups?q=beacon")).text
    assert "No release group has a name like that." in none and 'value="beacon"' in none


async def test_where_no_group_is_known_there_is_nothing_to_order(people: People) -> None:
    page = (await people.ada.get("/settings/groups")).text
    assert "No release group is known yet." in page and "Most fakes" not in page


async def test_a_group_opens_into_its_factors(scene: Scene, people: People, film: int) -> None:
    row = scene.rows(ReleaseGroup, key="open")[0]
    scene.clock.forward(days=3)
    await weigh_groups(scene.house)
    page = (await people.ada.get(f"/settings/groups/{row.id}")).text
    assert "Publishes lately" in page and "Unknown; counts as neutral." in page and "not tried yet." in page
    assert (await people.ada.get("/settings/groups/9999")).status_code == 404


async def test_members_see_neither_page_nor_answer(people: People, film: int) -> None:
    for path in ("/settings/groups", "/settings/groups/1", "/api/v1/groups", "/api/v1/groups/OPEN"):
        assert (await people.ben.client.get(path)).status_code == 403


async def test_the_api_lists_and_explains(people: People, film: int) -> None:
    listed = (await people.ada.client.get("/api/v1/groups?limit=1")).json()
    assert [one["name"] for one in listed["items"]] == ["OPEN"]
    rest = (await people.ada.client.get(f"/api/v1/groups?cursor={listed['next_cursor']}")).json()
    assert [(one["name"], one["words"], one["bars"]) for one in rest["items"]] == [("Fake%", "0 of 2 true", 1)]
    one = (await people.ada.client.get("/api/v1/groups/open")).json()
    assert len(one["factors"]) == 8 and one["score"] == pytest.approx(
        sum(part["points"] for part in one["factors"]), abs=0.1
    )
    assert one["history"][0]["releases"] == 1
    assert (await people.ada.client.get("/api/v1/groups/NOBODY")).status_code == 404


async def test_choosing_a_release_shows_how_its_group_fared(scene: Scene, people: People, film: int) -> None:
    async with FakeIndexer() as fake:
        scene.indexer(fake, "Again")
        fake.releases = [release(WEB)]
        page = (await people.ada.get(f"/title/{film}/releases")).text
    assert 'aria-label="not tried yet"' in page
