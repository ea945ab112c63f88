"""From a page of settings to its dry run, and back with the change saved; all of it without script."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest

from monarr.db.models import Job
from monarr.demo.fakes.torznab import FakeIndexer
from monarr.services.profiles import list_profiles
from monarr.services.search import interactive_search
from monarr.services.what_if import start_what_if
from monarr.web.pages import _what_if
from tests.integration.acquisition.scene import Scene, release
from tests.integration.pages.conftest import People
from tests.integration.what_if.running import finish
from tests.integration.what_if.test_replay import UHD, allowing

WEB_4K = "WEBDL-2160p|WEBRip-2160p"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """No worker runs here."""
    monkeypatch.setattr(_what_if, "_LOOKS", 0)


@pytest.fixture
async def archive(scene: Scene) -> AsyncIterator[FakeIndexer]:
    async with FakeIndexer() as fake:
        scene.indexer(fake)
        scene.client()
        fake.releases = [release(UHD, gb=3)]
        await interactive_search(scene.house, scene.film())
        yield fake


async def begun(scene: Scene, people: People) -> int:
    """A dry run from the form of a profile; its job's id."""
    path = f"/settings/profiles/{scene.profiles['Films 1080p']}"
    page = (await people.ada.get(path)).text
    order = re.findall(r'name="order" value="([^"]+)"', page)
    allowed = [*re.findall(r'name="allowed" value="([^"]+)" checked', page), WEB_4K]
    scores = {"minimum_score": "0", "cutoff_score": "100", "minimum_upgrade": "1"}
    answer = await people.ada.post(path, do="what-if", name="Films 1080p", order=order, allowed=allowed,
                                   cutoff=WEB_4K, upgrades_allowed="true", **scores)  # fmt: skip
    assert answer.status_code == 303
    return int(answer.headers["location"].rpartition("/")[2])


async def test_the_form_of_a_profile_shows_what_it_would_do(scene: Scene, people: People, archive: FakeIndexer) -> None:
    job_id = await begun(scene, people)
    waiting = (await people.ada.get(f"/settings/what-if/{job_id}")).text
    assert "Working it out." in waiting and "Look again" in waiting
    await finish(scene, job_id)
    page = (await people.ada.get(f"/settings/what-if/{job_id}")).text
    assert "This change would find 1 film or episode at last, 3.0 GB to download." in page
    assert "<dt>Goal</dt><dd><s>Bluray-1080p</s> <b>WEB 2160p</b>" in page
    assert "Fits now: 3.0 GB" in page and "Save and grab 1" in page
    assert (await people.ada.part(f"/settings/what-if/{job_id}", "answer")).headers["hx-refresh"] == "true"


async def test_saving_keeps_what_is_here_and_grabbing_queues_what_is_not_left_out(
    scene: Scene, people: People, archive: FakeIndexer
) -> None:
    job_id = await begun(scene, people)
    await finish(scene, job_id)
    path = f"/settings/what-if/{job_id}"
    key = re.findall(r'name="left_out" value="([^"]+)"', (await people.ada.get(path)).text)[0]
    assert (await people.ada.post(path, do="save")).headers["location"] == (
        f"/settings/profiles/{scene.profiles['Films 1080p']}"
    )
    saved = next(one for one in await list_profiles(scene.house) if one.name == "Films 1080p")
    assert saved.cutoff == "WEB 2160p" and scene.jobs("grab_what_if") == []
    assert (await people.ada.post(path, do="grab", left_out=key)).headers["location"] == "/activity"
    assert scene.jobs("grab_what_if")[0].payload == {"what_if": job_id, "left_out": [key]}


async def test_what_does_not_fit_is_said_in_the_form(scene: Scene, people: People) -> None:
    path = f"/settings/profiles/{scene.profiles['Films 1080p']}"
    answer = await people.ada.post(path, do="what-if", name="", cutoff="x")
    assert answer.status_code == 422 and "Allow at least one quality." in answer.text
    assert scene.rows(Job, type="what_if") == []


async def test_sizes_and_formats_have_their_dry_runs(scene: Scene, people: People) -> None:
    sizes = (await people.ada.post("/settings/quality", **{"do": "what-if", "minimum-0": "3"})).headers["location"]
    assert "Least per minute" in (await people.ada.get(sizes)).text
    form = {"name": "HDR", "kind-0": "ReleaseTitleSpecification", "name-0": "HDR", "value-0": r"\bHDR\b"}
    await people.ada.post("/settings/formats/new", **form, do="save")
    changed = await people.ada.post("/settings/formats/1", **{**form, "value-0": "HDR10"}, do="what-if")
    assert "<dt>Conditions</dt>" in (await people.ada.get(changed.headers["location"])).text


async def test_a_change_that_weighs_nothing_has_no_sign(scene: Scene, people: People) -> None:
    begun = (await people.ada.post("/settings/quality", **{"do": "what-if", "minimum-0": "3"})).headers["location"]
    await finish(scene, int(begun.rpartition("/")[2]))
    page = (await people.ada.get(begun)).text
    assert "This change would alter nothing that is known today." in page
    assert ">0\u00a0B<" in page and "+0" not in page.partition("dry-numbers")[2].partition("</ul>")[0]


async def test_members_never_see_it_and_a_broken_one_says_so(scene: Scene, people: People) -> None:
    job_id = await start_what_if(scene.house, await allowing(scene, "WEB 2160p"), scene.person("Cleo"))
    assert (await people.ben.get(f"/settings/what-if/{job_id}")).status_code == 403
    assert (await people.ben.post(f"/settings/what-if/{job_id}", do="save")).status_code == 403
    assert (await people.ada.get("/settings/what-if/99999")).status_code == 404
    early = await people.ada.post(f"/settings/what-if/{job_id}", do="grab")
    assert early.status_code == 422 and "The dry run has not ended yet." in early.text
