"""How a title is looked for, changed on its page: where the fixes of verdicts lead."""

from __future__ import annotations

from html.parser import HTMLParser

from monarr.core.decisions import find_rules
from monarr.core.kinds import MediaKind
from monarr.db.models import Episode, EpisodeNumbering, IndexerRow, ItemTag, MediaItem, Movie, Series, TitleAlias
from monarr.messages.verdicts import FIXES
from monarr.web.pages._why import FIX_PATHS, Subject, fix_path
from tests.integration.acquisition.scene import Scene
from tests.integration.pages.conftest import People

URL = "http://127.0.0.1:9/api"
NAMED = sorted({rule.fix for rule in find_rules() if rule.fix} | set(FIXES) | set(FIX_PATHS))


class Ids(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value: tag for name, value in attrs if name == "id" and value}


async def test_every_fix_leads_to_a_page_with_its_field(people: People, scene: Scene) -> None:
    series, episodes = scene.series("Paper Cranes", 2)
    film, profile = scene.film("Sintel"), scene.profiles["Films 1080p"]
    indexer = scene.add(
        IndexerRow, name="Torznab A", implementation="torznab", protocol="torrent", settings={"url": URL}
    )
    known = {"profile_id": profile, "indexer_id": indexer}
    subjects = [
        Subject(title_id=film, kind=MediaKind.MOVIE, **known),
        Subject(title_id=series, kind=MediaKind.SERIES, **known),
        Subject(title_id=series, kind=MediaKind.SERIES, episode_id=episodes[0], **known),
    ]
    for fix in NAMED:
        asked = subjects[1:] if fix == "title.numbering" else subjects  # no rule asks a film for its episodes
        paths = {path for about in asked if (path := fix_path(fix, about)) is not None}
        assert paths, fix
        for path in sorted(paths):
            address, _, field = path.partition("#")
            answer = await people.ada.get(address)
            assert answer.status_code == 200, (fix, path)
            assert not field or field in Ids(answer.text).found, (fix, path)


async def test_a_film_is_looked_for_earlier_by_another_name_and_tags(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    form = {"monitored": "true", "minimum_availability": "in_cinemas", "tags": "kids, 4K"}
    answer = await people.ada.post(f"/title/{film}/edit", **form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/title/{film}")
    assert [row.minimum_availability for row in scene.rows(Movie, item_id=film)] == ["in_cinemas"]
    assert len(scene.rows(ItemTag, item_id=film)) == 2
    wrong = await people.ada.post(f"/title/{film}/edit", minimum_availability="tomorrow")
    assert wrong.status_code == 422 and "Choose announced" in wrong.text
    await people.ada.post(f"/title/{film}/edit", minimum_availability="released")
    [row] = scene.rows(MediaItem, id=film)
    assert not row.monitored and not scene.rows(ItemTag, item_id=film)


async def test_a_name_is_given_taken_and_given_back(people: People, scene: Scene) -> None:
    film, other = scene.film("Sintel"), scene.film("Spring", 2019, aliases=("Durian",))
    await people.ada.post(f"/title/{film}/names", name="Durian")
    page = await people.ada.get(f"/title/{film}/edit")
    assert "Durian" in page.text and "given by hand" in page.text and f"/title/{other}/edit#aliases" in page.text
    again = await people.ada.post(f"/title/{film}/names", name="durian")
    assert again.status_code == 422 and "is called so already" in again.text
    [name] = scene.rows(TitleAlias, item_id=film)
    answer = await people.ada.post(f"/title/{film}/names/{name.id}/remove")
    assert not scene.rows(TitleAlias, item_id=film)
    assert (
        f"/title/{film}/names?name=Durian" in (await people.ada.get(answer.headers["location"].partition("#")[0])).text
    )
    await people.ada.post(f"/title/{film}/names?name=Durian")
    assert [row.title for row in scene.rows(TitleAlias, item_id=film)] == ["Durian"]
    assert (await people.ben.post(f"/title/{film}/names", name="x")).status_code == 403


async def test_a_name_of_a_source_stays_away(people: People, scene: Scene) -> None:
    film = scene.film("Sintel", aliases=("Durian",))
    [name] = scene.rows(TitleAlias, item_id=film)
    await people.ada.post(f"/title/{film}/names/{name.id}/remove")
    assert [row.locked_fields for row in scene.rows(MediaItem, id=film)] == [["aliases"]]
    assert f"/title/{film}/names/unlock" in (await people.ada.get(f"/title/{film}/edit")).text
    await people.ada.post(f"/title/{film}/names/unlock")
    assert [row.locked_fields for row in scene.rows(MediaItem, id=film)] == [[]]


async def test_a_season_bears_a_name_of_its_own(people: People, scene: Scene) -> None:
    series, _ = scene.series("Paper Cranes", 2)
    await people.ada.post(f"/title/{series}/names", name="Paper Cranes Returns", season="1")
    assert [row.season_number for row in scene.rows(TitleAlias, item_id=series)] == [1]
    assert "Season 1 only" in (await people.ada.get(f"/title/{series}/edit")).text
    none = await people.ada.post(f"/title/{series}/names", name="Paper Cranes Ends", season="7")
    assert none.status_code == 422 and "no such season" in none.text


async def test_numbers_are_set_and_confirmed(people: People, scene: Scene) -> None:
    series, (first, second) = scene.series("Paper Cranes", 2)
    scene.add(EpisodeNumbering, episode_id=first, scheme="scene", season_number=2, episode_number=1, verified=False)
    page = await people.ada.get(f"/title/{first}/numbers")
    assert (
        "Nobody has confirmed the numbers of 1 episode yet." in page.text
        and f'name="scene_number:{second}"' in page.text
    )
    same = {f"scene_season:{first}": "2", f"scene_number:{first}": "1"}
    wrong = await people.ada.post(f"/title/{series}/numbers?season=1", **same, **{
        f"scene_season:{second}": "2", f"scene_number:{second}": "1", f"absolute_number:{second}": "x"})  # fmt: skip
    assert wrong.status_code == 422 and "whole number" in wrong.text
    twice = await people.ada.post(f"/title/{series}/numbers?season=1", **same, **{
        f"scene_season:{second}": "2", f"scene_number:{second}": "1"})  # fmt: skip
    assert twice.status_code == 422 and "Another episode has this number." in twice.text
    half = await people.ada.post(f"/title/{series}/numbers?season=1", **same, **{f"scene_number:{second}": "2"})
    assert half.status_code == 422 and "go together" in half.text
    await people.ada.post(f"/title/{series}/numbers?season=1", **same, **{f"absolute_number:{second}": "14"})
    [row] = scene.rows(EpisodeNumbering)
    assert (row.episode_id, row.verified) == (first, True)
    assert [row.absolute_number for row in scene.rows(Episode, item_id=second)] == [14]
    assert [row.locked_fields for row in scene.rows(MediaItem, id=second)] == [["absolute_number"]]
    await people.ada.post(f"/title/{series}/numbers?season=1")
    assert not scene.rows(EpisodeNumbering)


async def test_a_series_is_counted_and_its_episode_left_alone(people: People, scene: Scene) -> None:
    series, episodes = scene.series("Paper Cranes", 2)
    await people.ada.post(f"/title/{series}/edit", monitored="true", series_type="anime", season_folder="true")
    [row] = scene.rows(Series, item_id=series)
    assert (row.series_type, row.season_folder, row.monitor_new_seasons) == ("anime", True, False)
    await people.ada.post(f"/title/{episodes[0]}/edit")
    assert [row.monitored for row in scene.rows(MediaItem, id=episodes[0])] == [False]
    await people.ada.post(f"/title/{series}/edit", series_type="anime")
    assert "The series itself is not monitored." in (await people.ada.get(f"/title/{episodes[0]}/edit")).text
