"""Choosing a release by hand, with a real indexer over HTTP."""

from __future__ import annotations

from monarr.db.models import BlocklistEntry, Download, Release
from monarr.demo.fakes.torznab import FakeIndexer
from tests.integration.acquisition.scene import Scene, release
from tests.integration.pages.conftest import People

GOOD = "Sintel.2010.1080p.BluRay.x264-DURIAN"
BAD = "Sintel.2010.480p.DVDRip.XviD-OLD"


async def test_a_release_is_explained_grabbed_and_blocked(people: People, scene: Scene) -> None:
    scene.client()
    film = scene.film("Sintel")
    async with FakeIndexer() as fake:
        scene.indexer(fake)
        fake.releases = [release(GOOD, gb=1.2), release(BAD, gb=0.6)]
        listed = await people.ada.get(f"/title/{film}/releases")
        assert listed.status_code == 200 and "DURIAN" in listed.text and "DVDRip" in listed.text
        version = scene.version_of(film)
        ids = {row.title: row.id for row in scene.rows(Release)}
        chosen = await people.ada.get(f"/title/{film}/releases?chosen={ids[BAD]}")
        assert "Override and grab" in chosen.text and "Refused" in chosen.text
        grabbed = await people.ada.post(f"/releases/{ids[GOOD]}/grab?title={film}&version={version}&items={film}")
        assert grabbed.headers.get("location") == f"/title/{film}", grabbed.text
        await people.ada.post(f"/releases/{ids[BAD]}/block?title={film}&version={version}")
    assert [row.release_title for row in scene.rows(Download)] == [GOOD]
    assert [row.release_title for row in scene.rows(BlocklistEntry)] == [BAD]
    arriving = await people.ada.get(f"/title/{film}")
    assert "Arriving" in arriving.text and "Grabbed" in arriving.text


async def test_two_releases_are_compared_level_by_level(people: People, scene: Scene) -> None:
    scene.client()
    film = scene.film("Sintel")
    async with FakeIndexer() as fake:
        scene.indexer(fake)
        fake.releases = [
            release(GOOD, gb=1.2),
            release("Sintel.2010.1080p.WEB-DL.H264-OPEN", gb=0.8),
            release(BAD, gb=0.6),
        ]
        await people.ada.get(f"/title/{film}/releases")
        ids = {row.title: row.id for row in scene.rows(Release)}
        best = (await people.ada.get(f"/title/{film}/releases?chosen={ids[GOOD]}")).text
        assert "Beside the next" in best and "The quality decides: Bluray-1080p over WEBDL-1080p." in best
        second = (
            await people.ada.get(f"/title/{film}/releases?chosen={ids['Sintel.2010.1080p.WEB-DL.H264-OPEN']}")
        ).text
        assert "Beside the best" in second and "The quality decides: Bluray-1080p over WEBDL-1080p." in second
        refused = (await people.ada.get(f"/title/{film}/releases?chosen={ids[BAD]}")).text
        assert "The other fits every rule; this one does not." in refused
