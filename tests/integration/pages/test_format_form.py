"""The form of a custom format: tried on the newest names of the ledger, wrong expressions told at their condition, and
written as a file that Sonarr or Radarr reads."""

from __future__ import annotations

import itertools
from typing import Any

import msgspec
import pytest

from monarr.core.releases import parse_release
from monarr.db.models import CustomFormatRow, Release
from monarr.services.context import MONARR
from monarr.services.formats import import_formats
from tests.integration.acquisition.scene import NOW, Scene
from tests.integration.pages.conftest import People

PATH = "/settings/formats"
NAMES = (
    "Sintel.2010.2160p.WEB-DL.HDR.H265-OPEN",
    "Sintel.2010.2160p.WEB-DL.H265-OPEN",
    "Sintel.2010.480p.DVDRip.XviD-OLD",
)
FORM = {
    "name": "Sharp HDR", "kind-0": "ReleaseTitleSpecification", "name-0": "HDR", "value-0": r"\bHDR\b",
    "kind-1": "ResolutionSpecification", "name-1": "Sharp", "value-1": "2160",
}  # fmt: skip


def seen(scene: Scene) -> None:
    for name in NAMES:
        facts = {"parsed": msgspec.to_builtins(parse_release(name))}
        scene.add(Release, guid=name, title=name, protocol="torrent", first_seen_at=NOW, last_seen_at=NOW, facts=facts)


async def typed(people: People, **form: Any) -> str:
    """What comes while somebody types."""
    headers = {"accept": "text/html", "origin": "http://localhost", "hx-request": "true", "hx-target": "trial"}
    data = {"csrf_token": people.ada.csrf, "do": "try", **form}
    return (await people.ada.client.post(f"{PATH}/new", data=data, headers=headers)).text


async def test_the_ledger_shows_what_has_it_and_what_nearly_has(people: People, scene: Scene) -> None:
    seen(scene)
    part = await typed(people, **FORM)
    assert "1 of the 3 newest releases have it." in part and "<form" not in part
    assert NAMES[1] in part and "only “HDR” says no" in part and NAMES[2] not in part


async def test_a_wrong_expression_is_told_at_its_condition_as_it_is_typed(people: People, scene: Scene) -> None:
    seen(scene)
    part = await typed(people, **FORM | {"value-0": "(HDR"})
    problem = part.partition('<div id="problem-0" hx-swap-oob="true">')[2].partition("</div>")[0]
    assert "The expression of “HDR” cannot be read" in problem and "position" in problem
    assert '<div id="problem-1" hx-swap-oob="true"></div>' in part
    whole = (await people.ada.post(f"{PATH}/new", **FORM | {"value-0": "(HDR"}, do="try")).text
    assert "cannot be read" in whole and "hx-swap-oob" not in whole


async def test_a_film_format_shows_radarrs_numbers_as_words(people: People, scene: Scene) -> None:
    condition = {"name": "Web", "implementation": "SourceSpecification", "negate": False, "required": False,
                 "fields": {"value": 7}}  # fmt: skip
    made = scene.add(CustomFormatRow, name="Web", kind="movie", conditions=[condition])
    assert 'value="webdl" selected' in (await people.ada.get(f"{PATH}/{made}")).text


async def test_a_file_for_each_application_has_its_numbers(people: People, scene: Scene) -> None:
    await people.ada.post(f"{PATH}/new", **{**FORM, "kind-0": "SourceSpecification", "value-0": "webdl"}, do="save")
    found = {}
    for to in ("series", "movie"):
        answer = await people.ada.get(f"{PATH}/1/export?for={to}")
        assert answer.headers["content-disposition"] == 'attachment; filename="Sharp-HDR.json"'
        found[to] = [one["fields"]["value"] for one in answer.json()["specifications"]]
    assert found == {"series": [3, 2160], "movie": [7, 2160]}


async def test_a_format_is_tried_through_the_api(people: People, scene: Scene) -> None:
    seen(scene)
    spec = {
        "name": "x",
        "specifications": [{"implementation": "ReleaseTitleSpecification", "fields": {"value": "XviD"}}],
    }
    headers = {"x-csrf-token": people.ada.csrf}
    body = {"spec": spec, "name": "Nosferatu.1922.DVDRip.XviD-OLD"}
    answer = (await people.ada.client.post("/api/v1/formats/try", json=body, headers=headers)).json()
    assert (answer["matching_count"], answer["seen_count"], answer["own"]["matched"]) == (1, 3, True)
    wrong = await people.ada.client.post("/api/v1/formats/try", json={"spec": {"name": 3}}, headers=headers)
    assert wrong.status_code == 422


async def test_a_slow_format_is_tried_for_so_long_and_says_on_how_many(
    people: People, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen(scene)
    moments = itertools.count(0.0, 1.5)
    monkeypatch.setattr(scene.house.clock, "monotonic", lambda: next(moments))
    part = await typed(people, **FORM)
    assert "2 of 3 names were tried before the time was up." in part
    monkeypatch.undo()
    assert "before the time was up" not in await typed(people, **FORM)


async def test_a_new_format_is_for_films_alone_when_that_is_chosen(people: People, scene: Scene) -> None:
    source = {**FORM, "kind-0": "SourceSpecification", "value-0": "webdl", "media": "movie"}
    more = (await people.ada.post(f"{PATH}/new", **source, do="add", new_kind="ResolutionSpecification")).text
    assert '<option value="movie" selected>' in more
    await people.ada.post(f"{PATH}/new", **source, do="save")
    (made,) = scene.rows(CustomFormatRow)
    assert made.kind == "movie"
    page = (await people.ada.get(f"{PATH}/{made.id}")).text
    assert "For films" in page and 'name="media"' not in page
    await people.ada.post(f"{PATH}/{made.id}", **{**FORM, "media": "series"}, do="save")
    assert scene.rows(CustomFormatRow)[0].kind == "movie"


async def test_a_long_list_is_looked_through_by_name(people: People, scene: Scene) -> None:
    spec = {"implementation": "ReleaseTitleSpecification", "fields": {"value": "x"}}
    await import_formats(
        scene.house, [{"name": f"Tier {n:02}", "specifications": [spec]} for n in range(1, 26)], MONARR
    )
    whole = (await people.ada.get(PATH)).text
    assert 'role="search"' in whole and "Tier 25" in whole
    found = (await people.ada.get(f"{PATH}?q=tier+2")).text
    assert found.count("format-row") == 6 and "Tier 25" in found and "Tier 01" not in found
    assert "No format is called so." in (await people.ada.get(f"{PATH}?q=lamp")).text
    profiles = (await people.ada.get("/settings/profiles?q=4k")).text
    assert profiles.count("profile-row") == 2
    assert "No profile is called so." in (await people.ada.get("/settings/profiles?q=lamp")).text
