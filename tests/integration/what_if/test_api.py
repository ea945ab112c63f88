"""Dry runs through the API."""

from __future__ import annotations

from typing import Any

from monarr.demo.fakes.torznab import FakeIndexer
from tests.integration.acquisition.scene import Scene
from tests.integration.pages.conftest import People, Visit
from tests.integration.what_if.running import finish
from tests.integration.what_if.test_replay import UHD, judged


async def sent(who: Visit, path: str, body: Any) -> Any:
    headers = {"origin": "http://localhost", "x-csrf-token": who.csrf}
    return await who.client.post(f"/api/v1/what-if{path}", json=body, headers=headers)


async def test_sizes_are_tried_told_and_saved(scene: Scene, people: People, archive: FakeIndexer) -> None:
    await judged(scene, archive, scene.film(), UHD, gb=3)
    change = {"kind": "sizes", "sizes": {"WEBDL-2160p": {"minimum": 1, "preferred": 5, "maximum": 20}}}
    begun = await sent(people.ada, "", change)
    assert begun.status_code == 202
    job_id = begun.json()["job_id"]
    waiting = (await people.ada.client.get(f"/api/v1/what-if/{job_id}")).json()
    assert (waiting["state"], waiting["answer"], waiting["change"]["kind"]) == ("pending", None, "sizes")
    await finish(scene, job_id)
    told = (await people.ada.client.get(f"/api/v1/what-if/{job_id}")).json()
    assert (
        told["answer"]["sentence"] == "This change would alter nothing that is known today."
    )  # 1080p refuses it anyhow
    assert {line["label"] for line in told["lines"]} >= {"Most per minute, WEBDL-2160p"}
    assert (await sent(people.ada, f"/{job_id}/save", {})).json() == {"job_id": None}


async def test_only_who_may_change_it_saves_it(scene: Scene, people: People) -> None:
    change = {"kind": "sizes", "sizes": {"DVD": {"minimum": 1, "preferred": 5, "maximum": 20}}}
    assert (await sent(people.ben, "", change)).status_code == 403
    assert (await sent(people.ada, "", {"kind": "weather"})).status_code in (400, 422)
    job_id = (await sent(people.ada, "", change)).json()["job_id"]
    assert (await sent(people.ben, f"/{job_id}/save", {})).status_code == 403
    assert (await sent(people.ada, f"/{job_id}/save", {"grab": True})).status_code == 409
