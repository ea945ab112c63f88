"""Choosing by other words and by filters, saying of which title a release is, and unblocking at once."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from monarr.db.models import BlocklistEntry, Download, Release
from monarr.demo.fakes.torznab import FakeIndexer
from monarr.services.indexing import index_names
from tests.integration.acquisition.scene import Scene, release
from tests.integration.pages.conftest import People

GOOD = "Sintel.2010.1080p.BluRay.x264-DURIAN"
SHARP = "Sintel.2010.2160p.WEB-DL.HDR10.H265-MANGO"
OTHER = "Durian.Project.2010.1080p.WEB-DL.H264-OPEN"


async def test_filters_narrow_by_kind_and_widen_within_one(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    scene.client()
    async with FakeIndexer() as fake:
        scene.indexer(fake)
        fake.releases = [release(GOOD), release(SHARP, gb=3)]
        page = f"/title/{film}/releases"
        every = (await people.ada.get(page)).text
        assert "only=resolution%3A2160" in every and "HDR" in every
        ids = {row.title: f'id="release-{row.id}"' for row in scene.rows(Release)}

        async def listed(only: str) -> list[str]:
            found = (await people.ada.get(f"{page}?only={only}")).text
            return [title for title, mark in ids.items() if mark in found]

        assert await listed("resolution:2160") == [SHARP]
        assert sorted(await listed("resolution:2160,resolution:1080")) == sorted([GOOD, SHARP])
        assert await listed("source:bluray,protocol:torrent") == [GOOD]
        assert len(await listed("colour:red,,resolution:")) == 2
        none = (await people.ada.get(f"{page}?only=resolution:1080,range:hdr")).text
        assert "None of 2 releases is of what is chosen here." in none and "Show all" in none


async def test_other_words_find_what_the_title_does_not(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    scene.client()
    async with FakeIndexer() as fake:
        scene.indexer(fake)
        fake.releases = [release(OTHER)]
        page = f"/title/{film}/releases"
        found = (await people.ada.get(f"{page}?words=Durian+Project")).text
        assert "OPEN" in found and "“Durian Project”, for Sintel" in found and 'value="Durian Project"' in found
        answer = await people.ada.post(f"{page}?words=Durian+Project")
        assert answer.headers["location"] == f"{page}?words=Durian+Project"
        assert "Its own words" in (await people.ada.get(f"{page}?words=nothing+at+all")).text


async def test_a_release_is_said_to_be_of_a_title_and_grabbed_for_it(people: People, scene: Scene) -> None:
    film, series = scene.film("Sintel"), scene.series("Paper Cranes", 2)
    scene.db.write_now(index_names, film)
    scene.client()
    async with FakeIndexer() as fake:
        scene.indexer(fake)
        fake.releases = [release(OTHER)]
        listed = (await people.ada.get(f"/title/{film}/releases?words=Durian+Project")).text
        [row] = scene.rows(Release)
        match = f"/releases/{row.id}/match"
        assert f"{match}?back=" in listed and "Re-match" in listed
        looked = (await people.ada.get(f"{match}?for=Sintel")).text
        assert f"title={film}" in looked and "Its name says “Durian Project”." in looked
        picked = (await people.ada.get(f"{match}?title={series[0]}")).text
        assert picked.count('name="episodes"') == 2
        unsaid = await people.ada.post(match, title=str(series[0]))
        assert unsaid.status_code == 422 and "Choose them." in unsaid.text
        assert (await people.ada.post(match)).status_code == 422
        judged = await people.ada.post(match, title=str(series[0]), episodes=str(series[1][1]))
        assert judged.status_code == 200 and f"items={series[1][1]}" in judged.text
        film_too = (await people.ada.post(match, title=str(film))).text
        assert "It fits every rule." in film_too
        grab = f"/releases/{row.id}/grab?title={film}&version={scene.version_of(film)}&items={film}"
        await people.ada.post(grab)
        assert (await people.ben.get(match)).status_code == 403
    assert [(one.release_title, one.title_id) for one in scene.rows(Download)] == [(OTHER, film)]


async def test_blocking_is_taken_back_at_once(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    scene.client()
    async with FakeIndexer() as fake:
        scene.indexer(fake)
        fake.releases = [release(GOOD)]
        page = f"/title/{film}/releases"
        await people.ada.get(page)
        [row] = scene.rows(Release)
        target = f"title={film}&version={scene.version_of(film)}&back={page}"
        answer = await people.ada.post(f"/releases/{row.id}/block?{target}")
        shown = (await people.ada.get(answer.headers["location"])).text
        assert f"/releases/{row.id}/unblock?" in shown and "Somebody here put it on the blocklist." in shown
        undone = await people.ada.post(f"/releases/{row.id}/unblock?{target}")
        assert urlsplit(undone.headers["location"]).path == page and not parse_qs(urlsplit(page).query)
        assert "Somebody here put it on the blocklist." not in (await people.ada.get(page)).text
    assert not scene.rows(BlocklistEntry)
    again = await people.ada.post(f"/releases/{row.id}/unblock?{target}")
    assert again.status_code == 404


async def test_the_api_says_of_which_title_it_is_and_unblocks(people: People, scene: Scene) -> None:
    film, series = scene.film("Sintel"), scene.series("Paper Cranes", 2)
    scene.client()
    headers = {"sec-fetch-site": "same-origin", "x-csrf-token": people.ada.csrf}
    async with FakeIndexer() as fake:
        scene.indexer(fake)
        fake.releases = [release(OTHER)]
        await people.ada.get(f"/title/{film}/releases?words=Durian+Project")
    [row] = scene.rows(Release)
    match, client = f"/api/v1/releases/{row.id}/match", people.ada.client
    told = await client.post(match, json={"title_id": film}, headers=headers)
    assert told.status_code == 200 and told.json()["outcome"] == "accepted", told.text
    unsaid = await client.post(match, json={"title_id": series[0]}, headers=headers)
    assert unsaid.status_code == 422 and "Choose them." in unsaid.text
    chosen = await client.post(match, json={"title_id": series[0], "episode_ids": [series[1][0]]}, headers=headers)
    assert chosen.json()["item_ids"] == [series[1][0]], chosen.text
    elsewhere = await client.post(match, json={"title_id": series[0], "episode_ids": [film]}, headers=headers)
    assert elsewhere.status_code == 404
    assert (await people.ben.client.post(match, json={"title_id": film}, headers=headers)).status_code == 403
    off = f"/api/v1/releases/{row.id}/unblock"
    assert (await client.post(off, json={"title_id": film}, headers=headers)).status_code == 404
    blocked = await client.post(f"/api/v1/releases/{row.id}/block", json={"title_id": film}, headers=headers)
    assert blocked.status_code == 201
    assert (await client.post(off, json={"title_id": film}, headers=headers)).status_code == 200
    assert not scene.rows(BlocklistEntry)
