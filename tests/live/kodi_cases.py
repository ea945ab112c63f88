"""What Monarr writes and says, on a real Kodi. Not collected by itself: `test_kodi_live.py` runs it in a network of its
own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from monarr.core.kinds import MediaKind
from monarr.core.nfo import NfoActor, NfoDocument, NfoKind, NfoRating, NfoSet, write_nfo
from monarr.demo.art import art_path
from monarr.demo.media import make_video
from monarr.media.images import make_thumbnail
from monarr.ports.clock import SystemClock
from monarr.ports.player import ChangedTitle
from monarr.ports.provider import ProviderContext
from monarr.providers.http import Http
from monarr.providers.players.kodi import Kodi, Settings
from tests.live.kodi import RunningKodi, remove_tree, running_kodi

FILM = NfoDocument(
    kind=NfoKind.MOVIE,
    title="Sintel & the <Dragon>",
    original_title="Sintel",
    year=2010,
    premiered_on=date(2010, 9, 27),
    plot="A traveller looks for a dragon.\n\nShe finds it.",
    tagline="Late.",
    runtime_minutes=15,
    certification="PG-13",
    ratings=(NfoRating("imdb", 7.4, 10, 24000, True),),
    ids={"imdb": "tt1727587", "tmdb": "45745"},
    default_id="tmdb",
    genres=("Animation", "Fantasy"),
    studios=("Blender Studio",),
    tags=("open film",),
    set=NfoSet("Durian", "Films of an orchard."),
    actors=(NfoActor("Halina Reijn", "Sintel", 0),),
    directors=("Colin Levy",),
    writers=("Esther Wouda",),
)
SERIES = NfoDocument(
    kind=NfoKind.TVSHOW,
    title="Harbour Lights",
    year=2023,
    premiered_on=date(2023, 10, 4),
    plot="The night shift of a small port.",
    ids={"tvdb": "900000302"},
    season_names={1: "Fog"},
)


def episode_document(number: int) -> NfoDocument:
    return NfoDocument(
        kind=NfoKind.EPISODE,
        title=f"Part {number}",
        show_title="Harbour Lights",
        season=1,
        episode=number,
        plot=f"What happens in part {number}.",
        aired_on=date(2023, 10, number),
        ids={"tvdb": f"90001{number}"},
    )


@pytest.fixture(scope="module")
def kodi(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningKodi]:
    with running_kodi(tmp_path_factory.mktemp("kodi")) as running:
        yield running


@pytest.fixture
async def player(kodi: RunningKodi, tmp_path: Path) -> AsyncIterator[Kodi]:
    http = Http()
    context = ProviderContext(name="Kodi", http=http, clock=SystemClock(), data_path=tmp_path)
    yield Kodi(Settings.load({"url": kodi.url, "show_note": True}), context)
    await http.aclose()


def publish_film(kodi: RunningKodi, document: NfoDocument) -> ChangedTitle:
    folder = kodi.films / "Sintel (2010)"
    video = folder / "Sintel (2010).mkv"
    if not video.exists():
        folder.mkdir()
        make_video(video, seconds=5, width=320, height=180)
    video.with_suffix(".nfo").write_bytes(write_nfo(document))
    for slot in ("poster", "fanart"):
        content = make_thumbnail(art_path(slot, "sintel").read_bytes(), 640, 640, "jpeg")
        (folder / f"{slot}.jpg").write_bytes(content)
    return ChangedTitle(kind=MediaKind.MOVIE, title="Sintel", year=2010, path=str(video), folder=str(folder))


def publish_episode(kodi: RunningKodi, number: int) -> ChangedTitle:
    series = kodi.series / "Harbour Lights"
    season = series / "Season 1"
    season.mkdir(parents=True, exist_ok=True)
    (series / "tvshow.nfo").write_bytes(write_nfo(SERIES))
    (series / "poster.jpg").write_bytes(make_thumbnail(art_path("poster", "harbour").read_bytes(), 300, 450, "jpeg"))
    video = make_video(season / f"Harbour Lights - S01E{number:02d}.mkv", seconds=5, width=320, height=180)
    video.with_suffix(".nfo").write_bytes(write_nfo(episode_document(number)))
    return ChangedTitle(kind=MediaKind.EPISODE, title=f"Part {number}", path=str(video), folder=str(season))


def films(kodi: RunningKodi) -> list[dict[str, Any]]:
    fields = ["title", "year", "uniqueid", "plot", "art", "genre", "set", "tag", "director", "cast", "ratings", "mpaa"]
    return list(kodi.call("VideoLibrary.GetMovies", properties=[*fields, "file", "tagline"]).get("movies", []))


def episodes(kodi: RunningKodi) -> list[dict[str, Any]]:
    fields = ["title", "season", "episode", "plot", "firstaired", "showtitle", "uniqueid"]
    return list(kodi.call("VideoLibrary.GetEpisodes", properties=fields).get("episodes", []))


async def test_it_answers_and_plays_nothing(player: Kodi) -> None:
    await player.test()
    assert not await player.is_playing()


async def test_a_new_film_is_taken_up_with_nfo_and_artwork(kodi: RunningKodi, player: Kodi) -> None:
    told = await player.tell(publish_film(kodi, FILM))
    assert told.method == "scan"
    [found] = kodi.wait_for(lambda: films(kodi))
    assert (found["title"], found["year"], found["plot"]) == (FILM.title, 2010, FILM.plot)
    assert found["uniqueid"] == FILM.ids
    assert (found["genre"], found["set"], found["tag"]) == (["Animation", "Fantasy"], "Durian", ["open film"])
    assert (found["director"], found["tagline"], found["mpaa"]) == (["Colin Levy"], "Late.", "PG-13")
    assert [(actor["name"], actor["role"]) for actor in found["cast"]] == [("Halina Reijn", "Sintel")]
    assert (round(found["ratings"]["imdb"]["rating"], 1), found["ratings"]["imdb"]["votes"]) == (7.4, 24000)
    assert "poster.jpg" in found["art"]["poster"]
    assert "fanart.jpg" in found["art"]["fanart"]


async def test_an_edited_nfo_of_a_known_film_is_read_again(kodi: RunningKodi, player: Kodi) -> None:
    edited = msgspec.structs.replace(FILM, title="Sintel, edited", plot="Another plot.")
    told = await player.tell(publish_film(kodi, edited))
    assert told.method == "refresh"
    [found] = kodi.wait_for(lambda: [film for film in films(kodi) if film["title"] == "Sintel, edited"])
    assert found["plot"] == "Another plot."
    assert "poster.jpg" in found["art"]["poster"]
    assert len(films(kodi)) == 1


async def test_a_series_is_taken_up_with_its_first_episode(kodi: RunningKodi, player: Kodi) -> None:
    change = publish_episode(kodi, 1)
    series = str(kodi.series / "Harbour Lights")
    assert (await player.tell(msgspec.structs.replace(change, folder=series))).method == "scan"
    [found] = kodi.wait_for(lambda: episodes(kodi))
    assert (found["title"], found["season"], found["episode"]) == ("Part 1", 1, 1)
    assert (found["showtitle"], found["firstaired"], found["uniqueid"]) == (
        "Harbour Lights",
        "2023-10-01",
        {"tvdb": "900011"},
    )
    answer = kodi.call("VideoLibrary.GetTVShows", properties=["title", "plot", "uniqueid", "art", "year"])
    [show] = answer["tvshows"]
    assert (show["title"], show["plot"], show["uniqueid"]) == ("Harbour Lights", SERIES.plot, SERIES.ids)
    assert "poster.jpg" in show["art"]["poster"]


async def test_the_next_episode_joins_its_series(kodi: RunningKodi, player: Kodi) -> None:
    assert (await player.tell(publish_episode(kodi, 2))).method == "scan"
    found = kodi.wait_for(lambda: listed if len(listed := episodes(kodi)) == 2 else None)
    assert sorted(each["title"] for each in found) == ["Part 1", "Part 2"]
    assert len(kodi.call("VideoLibrary.GetTVShows")["tvshows"]) == 1


async def test_an_edited_episode_and_series_are_read_again(kodi: RunningKodi, player: Kodi) -> None:
    change = publish_episode(kodi, 1)
    edited = msgspec.structs.replace(episode_document(1), title="Part 1, edited")
    Path(change.path).with_suffix(".nfo").write_bytes(write_nfo(edited))
    assert (await player.tell(change)).method == "refresh"
    kodi.wait_for(lambda: [each for each in episodes(kodi) if each["title"] == "Part 1, edited"])
    folder = kodi.series / "Harbour Lights"
    renamed = msgspec.structs.replace(SERIES, title="Harbour Lights, edited")
    (folder / "tvshow.nfo").write_bytes(write_nfo(renamed))
    series = ChangedTitle(kind=MediaKind.SERIES, title="Harbour Lights", path=str(folder), folder=str(folder))
    assert (await player.tell(series)).method == "refresh"
    kodi.wait_for(lambda: "edited" in kodi.call("VideoLibrary.GetTVShows")["tvshows"][0]["label"])
    assert len(episodes(kodi)) == 2


async def test_a_film_that_is_gone_is_cleaned_up(kodi: RunningKodi, player: Kodi) -> None:
    folder = kodi.films / "Sintel (2010)"
    remove_tree(folder)
    video = str(folder / "Sintel (2010).mkv")
    gone = ChangedTitle(kind=MediaKind.MOVIE, title="Sintel", path=video, folder=str(folder), removed=True)
    assert (await player.tell(gone)).method == "clean"
    kodi.wait_for(lambda: not films(kodi))
