"""Dry runs of delay profiles and of words: from the ledger, by API and page, and saved."""

from __future__ import annotations

import pytest

from monarr.core.errors import InvalidInput, NotFound
from monarr.core.restricting import DelayInput, ReleaseProfileInput
from monarr.core.what_if import Change, DelayChange, DelayOrderChange, WhatIf, WordsChange
from monarr.db.models import DelayProfile, ReleaseProfile
from monarr.demo.fakes.torznab import FakeIndexer
from monarr.messages.what_if import effect_sentence, headline
from monarr.services.delays import list_delays, save_delay
from monarr.services.release_profiles import list_release_profiles
from monarr.services.search import interactive_search
from monarr.services.what_if import start_what_if, work_out
from monarr.services.what_if_lines import describe_change
from monarr.services.what_if_saving import save_change
from tests.integration.acquisition.scene import GB, Scene, release
from tests.integration.pages.conftest import People
from tests.integration.what_if.running import finish
from tests.integration.what_if.test_api import sent
from tests.integration.what_if.test_replay import BLURAY, WEB, judged

TWO_HOURS = DelayInput(name="Two hours", torrent_minutes=120)


async def answer(scene: Scene, change: Change) -> WhatIf:
    return await work_out(scene.house, change)


async def came(scene: Scene, archive: FakeIndexer) -> int:
    """A film of which a WEB-DL came, and an hour later a Blu-ray."""
    film = scene.film()
    archive.releases = [release(WEB, hours=0, gb=1)]
    await interactive_search(scene.house, film)
    scene.clock.forward(hours=1)
    archive.releases = [release(BLURAY, hours=-1, gb=2), *archive.releases]
    await interactive_search(scene.house, film)
    scene.clock.forward(hours=10)
    return film


async def test_a_new_delay_says_what_would_have_waited_and_what_it_spares(scene: Scene, archive: FakeIndexer) -> None:
    await came(scene, archive)
    told = await answer(scene, DelayChange(delay=TWO_HOURS))
    [effect] = told.effects
    assert (effect.what, effect.wait_minutes, effect.spared_count, effect.release_id) == ("other", 120, 1, None)
    assert effect.before is not None and effect.after is not None
    assert (effect.before.release_title, effect.after.release_title) == (WEB, BLURAY)
    assert (told.totals.spared_downloads, told.totals.download_bytes, told.totals.growth_bytes) == (1, -1 * GB, 0)
    assert str(effect_sentence(effect)) == "2 h later, and 1 download less"


async def test_another_order_makes_another_delay_hold(scene: Scene, archive: FakeIndexer) -> None:
    await came(scene, archive)
    actor = scene.person("Ada")
    first = await save_delay(scene.house, DelayInput(name="At once"), actor)
    second = await save_delay(scene.house, TWO_HOURS, actor)
    assert (await answer(scene, DelayOrderChange(ids=(first, second)))).effects == ()
    change = DelayOrderChange(ids=(second, first))
    [effect] = (await answer(scene, change)).effects
    assert (effect.what, effect.wait_minutes) == ("other", 120)
    [line] = (await describe_change(scene.house, change)).lines
    assert (line.before, line.after) == ("At once, Two hours", "Two hours, At once")
    await save_change(scene.house, change, actor)
    assert [one.id for one in await list_delays(scene.house)] == [second, first]
    assert (await describe_change(scene.house, change)).lines == ()
    with pytest.raises(InvalidInput):
        await start_what_if(scene.house, DelayOrderChange(ids=(first,)), actor)


async def test_what_was_imported_since_is_tried_as_if_it_were_not_here(scene: Scene, archive: FakeIndexer) -> None:
    film = scene.film()
    await judged(scene, archive, film, WEB)
    scene.file(film, film, "Bluray-1080p", release_title=BLURAY)  # it came after
    seven = DelayInput(name="Seven hours", torrent_minutes=420)
    told = await answer(scene, DelayChange(delay=seven))  # published five hours before it was seen
    [effect] = told.effects
    assert (effect.what, effect.wait_minutes, told.totals.later) == ("later", 120, 1)
    assert str(headline(told)) == "With this change 1 film or episode would have come 2 h later."


async def test_a_shorter_delay_and_none_bring_it_sooner(scene: Scene, archive: FakeIndexer) -> None:
    film = scene.film()
    archive.releases = [release(WEB, hours=0)]
    await interactive_search(scene.house, film)
    delay_id = await save_delay(scene.house, TWO_HOURS, scene.person("Ada"))
    [shorter] = (
        await answer(scene, DelayChange(delay_id=delay_id, delay=DelayInput(name="x", torrent_minutes=30)))
    ).effects
    [gone] = (await answer(scene, DelayChange(delay_id=delay_id))).effects
    assert [(one.what, one.wait_minutes) for one in (shorter, gone)] == [("sooner", -90), ("sooner", -120)]


async def test_a_delay_for_other_titles_changes_nothing(scene: Scene, archive: FakeIndexer) -> None:
    await came(scene, archive)
    for elsewhere in (
        DelayInput(name="Tagged", torrent_minutes=60, tags=("slow",)),
        DelayInput(name="Series", torrent_minutes=60, library_id=scene.shows),
    ):
        assert (await answer(scene, DelayChange(delay=elsewhere))).effects == ()


async def test_words_say_what_they_would_refuse(scene: Scene, archive: FakeIndexer) -> None:
    await judged(scene, archive, scene.film(), WEB)
    words = ReleaseProfileInput(name="No x264", forbidden=("x264",))
    told = await answer(scene, WordsChange(profile=words))
    [effect] = told.effects
    assert (effect.what, effect.refusal.code if effect.refusal else None) == ("lost", "forbidden-words")
    key = scene.add(ReleaseProfile, name="No x264", forbidden=["x264"])
    [back] = (await answer(scene, WordsChange(profile_id=key))).effects
    assert back.what == "new"
    off = ReleaseProfileInput(name="No x264", forbidden=("x264",), enabled=False)
    assert (await answer(scene, WordsChange(profile_id=key, profile=off))).totals.new == 1


async def test_they_are_described_saved_and_removed(scene: Scene) -> None:
    actor = scene.person("Ada")
    made = await describe_change(scene.house, DelayChange(delay=TWO_HOURS))
    assert [(str(one.label), one.before is None) for one in made.lines] == [("Delay", True), ("Torrents wait", False)]
    await save_change(scene.house, DelayChange(delay=TWO_HOURS), actor)
    [delay] = await list_delays(scene.house)
    assert (await describe_change(scene.house, DelayChange(delay_id=delay.id, delay=TWO_HOURS))).lines == ()
    await save_change(scene.house, DelayChange(delay_id=delay.id), actor)
    assert await list_delays(scene.house) == []
    words = ReleaseProfileInput(name="Own", required=("OPEN",))
    await save_change(scene.house, WordsChange(profile=words), actor)
    [stored] = await list_release_profiles(scene.house)
    described = await describe_change(scene.house, WordsChange(profile_id=stored.id))
    assert [(str(one.before), one.after) for one in described.lines] == [("Own", None)]
    await save_change(scene.house, WordsChange(profile_id=stored.id), actor)
    assert await list_release_profiles(scene.house) == []


async def test_what_could_not_be_saved_is_refused_before_it_runs(scene: Scene) -> None:
    actor = scene.person("Ada")
    for change in (
        DelayChange(delay=DelayInput(name="")),
        WordsChange(profile=ReleaseProfileInput(name="Nothing")),
        WordsChange(profile=ReleaseProfileInput(name="Far", required=("a",), library_id=99)),
    ):
        with pytest.raises(InvalidInput):
            await start_what_if(scene.house, change, actor)
    for gone in (DelayChange(delay_id=7), DelayChange(delay_id=7, delay=TWO_HOURS), WordsChange(profile_id=7)):
        with pytest.raises(NotFound):
            await start_what_if(scene.house, gone, actor)


async def test_by_api_and_page(scene: Scene, people: People, archive: FakeIndexer) -> None:
    await came(scene, archive)
    change = {"kind": "delay", "delay": {"name": "Two hours", "torrent_minutes": 120}}
    job_id = (await sent(people.ada, "", change)).json()["job_id"]
    await finish(scene, job_id)
    told = (await people.ada.client.get(f"/api/v1/what-if/{job_id}")).json()["answer"]
    assert (told["totals"]["spared_downloads"], told["effects"][0]["wait_minutes"]) == (1, 120)
    page = (await people.ada.get(f"/settings/what-if/{job_id}")).text
    assert "2 h later, and 1 download less" in page and "Save and grab" not in page
    assert (await sent(people.ben, f"/{job_id}/save", {})).status_code == 403
    assert (await sent(people.ada, f"/{job_id}/save", {})).status_code == 200
    assert [row.torrent_minutes for row in scene.rows(DelayProfile)] == [120]


async def test_the_forms_offer_it(scene: Scene, people: People) -> None:
    form = {"name": "Wait", "enable_torrent": "on", "enable_usenet": "on", "torrent_minutes": "60"}
    assert "What would this do?" in (await people.ada.get("/settings/delays/new")).text
    tried = await people.ada.post("/settings/delays/new", **form, do="what-if")
    assert tried.headers["location"].startswith("/settings/what-if/") and scene.rows(DelayProfile) == []
    words = await people.ada.post("/settings/words/new", name="Own", required="OPEN", enabled="on", do="what-if")
    assert words.headers["location"].startswith("/settings/what-if/")
    assert (await people.ada.post("/settings/delays/new", name="", do="what-if")).status_code == 422
