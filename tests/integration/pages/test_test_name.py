"""Testing a name: what it says, how it would be judged, what its file would be called; the page and the API."""

from __future__ import annotations

from urllib.parse import urlencode

from monarr.core.naming import NamingConfig
from monarr.db.models import CustomFormatRow, ProfileFormat, Release, RootFolder
from monarr.db.search import index_title
from monarr.services.context import Actor
from monarr.services.naming import change_naming
from tests.integration.acquisition.scene import Scene
from tests.integration.pages.conftest import People

PATH = "/settings/test-a-name"
NAME = "Sintel.2010.1080p.BluRay.x264-DURIAN"


def asking(**query: object) -> str:
    return f"{PATH}?{urlencode(query)}"


async def test_a_name_is_explained_and_judged_for_the_title_that_it_names(people: People, scene: Scene) -> None:
    scene.client()
    scene.film("Sintel")
    page = (await people.ada.get(asking(name=NAME))).text
    assert "It fits every rule." in page and "as the name says" in page
    assert '<li class="part quality"><span class="mono">BluRay</span><small>source</small></li>' in page
    assert "Sintel (2010) Bluray-1080p.mkv" in page
    assert scene.rows(Release) == []


async def test_a_refusal_is_said_with_its_rule(people: People, scene: Scene) -> None:
    scene.client()
    film = scene.film("Sintel")
    page = (await people.ada.get(asking(name="Sintel.2010.720p.WEB-DL.H264-OPEN", title=film))).text
    assert "Sintel" in page and 'class="refused"' in page and "WEBDL-720p" in page
    big = (await people.ada.get(asking(name=NAME, title=film, size="90"))).text
    assert "90.0 GB" in big or "90 GB" in big


async def test_another_profile_is_tried_without_changing_the_title(people: People, scene: Scene) -> None:
    scene.client()
    scene.film("Sintel")
    name = "Sintel.2010.2160p.WEB-DL.H265-OPEN"
    assert "It fits every rule." not in (await people.ada.get(asking(name=name))).text
    other = asking(name=name, profile=scene.profiles["Films 4K"])
    assert "It fits every rule." in (await people.ada.get(other)).text


async def test_formats_count_with_the_points_of_the_profile(people: People, scene: Scene) -> None:
    scene.film("Sintel")
    condition = {"name": "x264", "implementation": "ReleaseTitleSpecification", "negate": False, "required": False,
                 "fields": {"value": "x264"}}  # fmt: skip
    made = scene.add(CustomFormatRow, name="Plain codec", conditions=[condition])
    scene.add(ProfileFormat, profile_id=scene.profiles["Films 1080p"], format_id=made, score=40)
    answer = (await people.ada.client.get("/api/v1/try-name", params={"name": NAME})).json()
    assert answer["formats"] == [{"name": "Plain codec", "points": 40}]
    assert [token["property"] for token in answer["pieces"][0]["tokens"]][:2] == ["title", "year"]
    assert answer["title"]["guessed"] and answer["judgement"]["verdicts"]


async def test_words_choose_the_title_and_a_wrong_one_is_told(people: People, scene: Scene) -> None:
    scene.film("Sintel")
    other = scene.film("Nosferatu", 1922)
    scene.db.write_now(index_title, other, ["Nosferatu"])
    page = (await people.ada.get(asking(name=NAME, **{"for": "nosferatu"}))).text
    assert "Nosferatu (1922)" in page and "as the name says" not in page and 'class="refused"' in page
    none = (await people.ada.get(asking(name=NAME, **{"for": "zzzz"}))).text
    assert "No title here is called" in none


async def test_a_title_that_is_not_here_is_read_and_named_all_the_same(people: People) -> None:
    page = (await people.ada.get(asking(name="[Lantern] Paper Cranes - 07v2 (1080p) [ABCD1234].mkv"))).text
    assert "No title here is called so" in page and "absolute number" in page and "Paper Cranes" in page


async def test_an_episode_gets_its_place_in_the_series(people: People, scene: Scene) -> None:
    scene.client()
    scene.series("Pioneer One")
    page = (await people.ada.get(asking(name="Pioneer.One.S01E02.1080p.WEB-DL.H264-OPEN"))).text
    root = scene.rows(RootFolder, library_id=scene.shows)[0].path
    assert f"{root}/Pioneer One/Season 1/Pioneer One - S01E02 - Episode 2 WEBDL-1080p.mkv" in page


async def test_several_names_become_a_list(people: People, scene: Scene) -> None:
    scene.film("Sintel")
    names = f"{NAME}\n/films/Big Buck Bunny (2008)/bbb.720p.mkv\nPioneer.One.S01E02.1080p.WEB-DL.H264-OPEN"
    page = (await people.ada.get(asking(name=names))).text
    assert page.count("<tr>") == 4 and "1×02" in page
    part = await people.ada.part(asking(name=names), "answer")
    assert "<html" not in part.text and "<textarea" not in part.text


async def test_strange_names_are_answered_and_members_stay_out(people: People) -> None:
    for name in ("\x00\x01", "a" * 5000, "/", "//", "9f86d081884c7d659a2feaa0c55ad015", "<script>alert(1)</script>"):
        answer = await people.ada.get(asking(name=name))
        assert answer.status_code == 200 and "<script>alert" not in answer.text
    assert (await people.ada.client.get("/api/v1/try-name", params={"name": ""})).status_code == 422
    assert (await people.ben.get(asking(name=NAME))).status_code == 403
    assert (await people.ben.client.get("/api/v1/try-name", params={"name": NAME})).status_code == 403


async def test_the_palette_finds_the_page_by_its_name_and_by_a_word_on_it(people: People) -> None:
    for words in ("test a na", "tokens"):
        assert 'href="/settings/test-a-name"' in (await people.ada.get(f"/search?q={words}")).text
    assert "/settings/test-a-name" not in (await people.ben.get("/search?q=tokens")).text


async def test_the_sample_name_holds_the_formats_that_names_may_hold(people: People, scene: Scene) -> None:
    scene.film("Sintel")
    for name, in_names in (("Plain codec", True), ("Quiet", False)):
        condition = {"name": name, "implementation": "ReleaseTitleSpecification", "negate": False, "required": False,
                     "fields": {"value": "x264"}}  # fmt: skip
        scene.add(CustomFormatRow, name=name, conditions=[condition], include_when_renaming=in_names)
    pattern = NamingConfig(movie_format="{Movie Title} {Custom Formats}")
    await change_naming(scene.house, pattern, Actor(None, "Ada"))
    for name in (NAME, NAME.replace("Sintel", "Nobody")):
        answer = (await people.ada.client.get("/api/v1/try-name", params={"name": name})).json()
        assert "Plain codec" in answer["target"].replace("-", " ") and "Quiet" not in answer["target"]
