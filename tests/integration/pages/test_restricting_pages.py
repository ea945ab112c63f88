"""Pages of delays and of words: order, forms, and words tried on the newest names of the ledger."""

from __future__ import annotations

from monarr.db.models import Release
from monarr.services.delays import list_delays
from monarr.services.release_profiles import list_release_profiles
from tests.integration.acquisition.scene import NOW, Scene
from tests.integration.pages.conftest import People

NAMES = (
    "Sintel.2010.1080p.BluRay.x264-DURIAN",
    "Sintel.2010.1080p.WEB-DL.H265-OPEN",
    "Sintel.2010.480p.DVDRip.XviD-OLD",
)


def seen(scene: Scene) -> None:
    for name in NAMES:
        scene.add(Release, guid=name, title=name, protocol="torrent", first_seen_at=NOW, last_seen_at=NOW)


async def test_delays_are_made_ordered_and_taken_away(people: People, scene: Scene) -> None:
    assert "Nothing waits." in (await people.ada.get("/settings/delays")).text
    for name, minutes in (("Films", "120"), ("All", "0")):
        answer = await people.ada.post("/settings/delays/new", name=name, enable_torrent="true", enable_usenet="true",
                                       torrent_minutes=minutes, usenet_minutes="", tags="kids, hd")  # fmt: skip
        assert answer.status_code == 303, answer.text[-1500:]
    films, rest = await list_delays(scene.house)
    assert (films.torrent_minutes, films.tags) == (120, ("hd", "kids"))
    page = (await people.ada.get("/settings/delays")).text
    assert "torrents wait 2 h; usenet at once" in page
    moved = (await people.ada.get(f"/settings/delays?order={rest.id}")).text
    assert "The order is not saved yet." in moved and "What would this do?" in moved
    assert "not saved yet" not in (await people.ada.get(f"/settings/delays?order={films.id},77,x")).text
    tried = await people.ada.post("/settings/delays/order", order=f"{rest.id},{films.id}", do="what-if")
    assert tried.headers["location"].startswith("/settings/what-if/")
    assert [one.name for one in await list_delays(scene.house)] == ["Films", "All"]
    await people.ada.post("/settings/delays/order", order=f"{rest.id},{films.id}", do="save")
    assert [one.name for one in await list_delays(scene.house)] == ["All", "Films"]
    assert (await people.ada.post(f"/settings/delays/{films.id}/delete")).status_code == 303
    assert [one.name for one in await list_delays(scene.house)] == ["All"]


async def test_a_delay_that_does_not_fit_is_told_at_its_field(people: People) -> None:
    bad = await people.ada.post("/settings/delays/new", name="", torrent_minutes="-5", enable_torrent="true")
    assert bad.status_code == 422 and "A name is needed." in bad.text and "minutes." in bad.text
    words = await people.ada.post("/settings/delays/new", name="X", torrent_minutes="soon", enable_torrent="true")
    assert words.status_code == 422 and "whole number" in words.text


async def test_words_are_tried_on_the_newest_names_and_kept(people: People, scene: Scene) -> None:
    seen(scene)
    form = {"name": "No old codecs", "enabled": "true", "forbidden": "XviD\n/\\bh\\.?265\\b/", "required": ""}
    tried = (await people.ada.post("/settings/words/new", **form, do="try")).text
    assert (
        "Of 3 releases it refuses 2." in tried
        and "has “XviD”" in tried
        and await list_release_profiles(scene.house) == []
    )
    assert (await people.ada.post("/settings/words/new", **form)).status_code == 303
    [made] = await list_release_profiles(scene.house)
    assert made.forbidden == ("XviD", "/\\bh\\.?265\\b/")
    assert "never XviD" in (await people.ada.get("/settings/words")).text
    bad = await people.ada.post(f"/settings/words/{made.id}", **form | {"forbidden": "/(/"})
    assert bad.status_code == 422 and "cannot be read" in bad.text
    assert (await people.ada.post(f"/settings/words/{made.id}/delete")).status_code == 303


async def test_words_and_formats_are_tried_through_the_api(people: People, scene: Scene) -> None:
    seen(scene)
    headers = {"x-csrf-token": people.ada.csrf}
    words = await people.ada.client.post("/api/v1/release-profiles/try", json={"required": ["x264"]}, headers=headers)
    assert (words.json()["seen_count"], words.json()["refused_count"]) == (3, 2)
    assert (await people.ben.client.post("/api/v1/release-profiles/try", json={}, headers={"x-csrf-token": people.ben.csrf})).status_code == 403  # fmt: skip
