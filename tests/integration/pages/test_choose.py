"""Choosing a release by hand, with a real indexer over HTTP."""

from __future__ import annotations

import re

from monarr.db.models import BlocklistEntry, CustomFormatRow, Download, ProfileFormat, Release
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
        list_page = f"/title/{film}/releases"
        blocking = f"/releases/{ids[BAD]}/block?title={film}&version={version}&back={list_page}"
        assert (await people.ada.post(blocking)).headers.get("location") == list_page
        blocked = (await people.ada.get(f"{list_page}?chosen={ids[BAD]}")).text
        assert "Somebody here put it on the blocklist." in blocked and "/block?" not in blocked
        grabbed = await people.ada.post(f"/releases/{ids[GOOD]}/grab?title={film}&version={version}&items={film}")
        assert grabbed.headers.get("location") == f"/title/{film}", grabbed.text
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


def shown_in_pane(page: str) -> str:
    """The release of which the side pane speaks."""
    found = re.search(r'class="mono chosen-name">(.*?)</h2>', page)
    assert found is not None
    return re.sub(r"</?b>", "", found.group(1))


async def test_the_first_row_is_shown_until_another_is_chosen(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    scene.client()
    async with FakeIndexer() as fake:
        scene.indexer(fake)
        fake.releases = [release(BAD, gb=0.6), release(GOOD, gb=1.2)]
        plain = (await people.ada.get(f"/title/{film}/releases")).text
        assert shown_in_pane(plain) == GOOD and 'class="columns choose"' in plain
        assert shown_in_pane((await people.ada.get(f"/title/{film}/releases?show=refused")).text) == BAD
        bad = next(row.id for row in scene.rows(Release) if row.title == BAD)
        asked = (await people.ada.get(f"/title/{film}/releases?chosen={bad}")).text
        assert shown_in_pane(asked) == BAD and 'class="columns choose asked"' in asked
        sheet = (await people.ada.part(f"/title/{film}/releases?chosen={bad}", "sheet")).text
        assert shown_in_pane(sheet) == BAD and "<ol data-roving" not in sheet


async def test_the_pane_adds_up_the_points_of_formats(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    condition = {"name": "x264", "implementation": "ReleaseTitleSpecification", "negate": False, "required": False,
                 "fields": {"value": "x264"}}  # fmt: skip
    made = scene.add(CustomFormatRow, name="Plain codec", conditions=[condition])
    scene.add(ProfileFormat, profile_id=scene.profiles["Films 1080p"], format_id=made, score=40)
    async with FakeIndexer() as fake:
        scene.indexer(fake)
        fake.releases = [release(GOOD, gb=1.2)]
        page = (await people.ada.get(f"/title/{film}/releases")).text
    assert 'class="waterfall"' in page and "<span>Plain codec</span><b>+40</b>" in page


async def test_where_nothing_fits_the_nearest_leads(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    scene.client()
    far, near = "Sintel.2010.480p.DVDRip.XviD-OLD", "Sintel.2010.1080p.WEB-DL.H264-OPEN"
    async with FakeIndexer() as fake:
        scene.indexer(fake)
        fake.releases = [release(far, gb=0.01), release(near, gb=90)]
        page = (await people.ada.get(f"/title/{film}/releases")).text
        assert "The nearest first" in page and shown_in_pane(page) == near
        assert page.index(near) < page.index(far)


async def test_a_rule_is_set_aside_with_a_reason_that_the_story_tells(people: People, scene: Scene) -> None:
    scene.client()
    film = scene.film("Sintel")
    async with FakeIndexer() as fake:
        scene.indexer(fake)
        fake.releases = [release(BAD, gb=0.6)]
        await people.ada.get(f"/title/{film}/releases")
        (bad,) = scene.rows(Release)
        why = (await people.ada.get(f"/title/{film}")).text
        assert "Grab it anyway" in why and 'name="reason"' in why
        path = f"/releases/{bad.id}/grab?title={film}&version={scene.version_of(film)}&items={film}&override=true"
        await people.ada.post(path, reason="Grandmother's <own> copy")
    story = (await people.ada.get(f"/title/{film}")).text
    assert "Ada grabbed DVD against the rules: Quality in the profile" in story
    assert "Grandmother&#39;s &lt;own&gt; copy" in story
