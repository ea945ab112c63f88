"""Kodi, on the fake player. `tests/live/kodi.py` does the same on the real program."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from monarr.core.errors import AuthenticationFailed, RateLimited, Refused, Unavailable, UnexpectedAnswer
from monarr.core.kinds import MediaKind
from monarr.core.nfo import NfoDocument, NfoKind, write_nfo
from monarr.demo.fakes._serving import Response
from monarr.demo.fakes.player import FakePlayer
from monarr.ports.clock import SystemClock
from monarr.ports.player import ChangedTitle
from monarr.ports.provider import ProviderContext
from monarr.providers.http import Http
from monarr.providers.players.kodi import Kodi, Settings


@pytest.fixture
async def fake() -> AsyncIterator[FakePlayer]:
    async with FakePlayer(username="kodi", password="secret") as running:
        yield running


@pytest.fixture
async def context(tmp_path: Path) -> AsyncIterator[ProviderContext]:
    http = Http(first_pause_seconds=0.001)
    yield ProviderContext(name="Living room", http=http, clock=SystemClock(), data_path=tmp_path)
    await http.aclose()


def kodi(fake: FakePlayer, context: ProviderContext, **settings: object) -> Kodi:
    own = {"url": fake.url, "username": "kodi", "password": "secret"}
    return Kodi(Settings.load(own | settings), context)


@pytest.fixture
def player(fake: FakePlayer, context: ProviderContext) -> Kodi:
    return kodi(fake, context)


def film(root: Path, title: str = "Sintel") -> ChangedTitle:
    folder = root / "films" / f"{title} (2010)"
    folder.mkdir(parents=True, exist_ok=True)
    video = folder / f"{title} (2010).mkv"
    video.write_bytes(b"video")
    write_film_nfo(video, title)
    (folder / "poster.jpg").write_bytes(b"picture")
    return ChangedTitle(kind=MediaKind.MOVIE, title=title, year=2010, path=str(video), folder=str(folder))


def write_film_nfo(video: Path, title: str) -> None:
    document = NfoDocument(kind=NfoKind.MOVIE, title=title, year=2010, ids={"tmdb": "45745"})
    video.with_suffix(".nfo").write_bytes(write_nfo(document))


def episode(root: Path, number: int) -> ChangedTitle:
    series = root / "series" / "Harbour Lights"
    season = series / "Season 1"
    season.mkdir(parents=True, exist_ok=True)
    (series / "tvshow.nfo").write_bytes(write_nfo(NfoDocument(kind=NfoKind.TVSHOW, title="Harbour Lights")))
    video = season / f"Harbour Lights - S01E{number:02d}.mkv"
    video.write_bytes(b"video")
    document = NfoDocument(kind=NfoKind.EPISODE, title=f"Part {number}", season=1, episode=number)
    video.with_suffix(".nfo").write_bytes(write_nfo(document))
    return ChangedTitle(kind=MediaKind.EPISODE, title=f"Part {number}", path=str(video), folder=str(series))


async def test_its_settings_can_be_tried(player: Kodi) -> None:
    await player.test()
    await player.close()


async def test_a_new_film_makes_it_scan_the_folder(player: Kodi, fake: FakePlayer, tmp_path: Path) -> None:
    change = film(tmp_path)
    told = await player.tell(change)
    assert told.method == "scan"
    [call] = fake.told
    assert call.params == {"directory": change.folder + "/", "showdialogs": False}
    [taken_up] = fake.library.list("movies")
    assert (taken_up["title"], taken_up["year"], taken_up["file"]) == ("Sintel", 2010, change.path)
    assert taken_up["art"] == {"poster": change.folder + "/poster.jpg"}


async def test_a_known_film_is_refreshed_with_its_nfo(player: Kodi, fake: FakePlayer, tmp_path: Path) -> None:
    change = film(tmp_path)
    await player.tell(change)
    await player.tell(film(tmp_path, "Spring"))
    write_film_nfo(Path(change.path), "Sintel, renamed")
    told = await player.tell(change)
    assert (told.method, fake.told[-1].method) == ("refresh", "VideoLibrary.RefreshMovie")
    assert fake.told[-1].params["ignorenfo"] is False
    assert {item["title"] for item in fake.library.list("movies")} == {"Sintel, renamed", "Spring"}


async def test_the_same_file_name_elsewhere_is_another_film(player: Kodi, fake: FakePlayer, tmp_path: Path) -> None:
    await player.tell(film(tmp_path / "a"))
    assert (await player.tell(film(tmp_path / "b"))).method == "scan"
    assert len(fake.library.list("movies")) == 2


async def test_an_episode_of_a_known_series_scans_the_series(player: Kodi, fake: FakePlayer, tmp_path: Path) -> None:
    first = episode(tmp_path, 1)
    await player.tell(first)
    second = episode(tmp_path, 2)
    season = str(Path(second.path).parent)
    await player.tell(ChangedTitle(kind=MediaKind.EPISODE, title="Part 2", path=second.path, folder=season))
    assert [call.params["directory"] for call in fake.told] == [first.folder + "/"] * 2
    assert [item["title"] for item in fake.library.list("episodes")] == ["Part 1", "Part 2"]


async def test_known_series_and_episodes_are_refreshed(player: Kodi, fake: FakePlayer, tmp_path: Path) -> None:
    change = episode(tmp_path, 1)
    await player.tell(change)
    await player.tell(change)
    series = ChangedTitle(kind=MediaKind.SERIES, title="Harbour Lights", path=change.folder, folder=change.folder)
    await player.tell(series)
    methods = [call.method for call in fake.told]
    assert methods == ["VideoLibrary.Scan", "VideoLibrary.RefreshEpisode", "VideoLibrary.RefreshTVShow"]


async def test_what_is_gone_is_cleaned_up(player: Kodi, fake: FakePlayer, tmp_path: Path) -> None:
    change = film(tmp_path)
    await player.tell(change)
    Path(change.path).unlink()  # noqa: ASYNC240
    gone = ChangedTitle(kind=MediaKind.MOVIE, title="Sintel", path=change.path, folder=change.folder, removed=True)
    assert (await player.tell(gone)).method == "clean"
    assert fake.library.list("movies") == []


async def test_it_waits_while_something_plays_only_if_told_so(
    fake: FakePlayer, context: ProviderContext, tmp_path: Path
) -> None:
    fake.playing = True
    assert await kodi(fake, context).is_playing()
    with pytest.raises(RateLimited) as waiting:
        await kodi(fake, context, wait_while_playing=True).tell(film(tmp_path))
    assert waiting.value.retry_after_seconds == 120
    assert fake.told == []
    assert (await kodi(fake, context).tell(film(tmp_path))).method == "scan"


async def test_a_note_is_shown_on_request(fake: FakePlayer, context: ProviderContext, tmp_path: Path) -> None:
    await kodi(fake, context, show_note=True).tell(film(tmp_path))
    assert (fake.told[-1].method, fake.told[-1].params["title"]) == ("GUI.ShowNotification", "Sintel (2010)")


async def test_folders_of_windows_end_in_their_own_slash(player: Kodi, fake: FakePlayer) -> None:
    change = ChangedTitle(kind=MediaKind.MOVIE, title="S", path="D:\\Films\\S\\S.mkv", folder="D:\\Films\\S")
    await player.tell(change)
    assert fake.told[-1].params["directory"] == "D:\\Films\\S\\"
    assert fake.calls[0].params["filter"]["value"] == "S.mkv"


async def test_a_wrong_password_says_so(fake: FakePlayer, context: ProviderContext) -> None:
    with pytest.raises(AuthenticationFailed):
        await kodi(fake, context, password="other").test()


@pytest.mark.parametrize("body", [b"<html></html>", b"[]", b"{}", b'{"result": {}}', b'{"result": "pong"}'])
async def test_what_is_not_kodi_is_noticed(player: Kodi, fake: FakePlayer, body: bytes) -> None:
    fake.next_answers = [Response(body=body)]
    with pytest.raises(UnexpectedAnswer):
        await player.test()


async def test_kodis_own_reason_is_passed_on(player: Kodi, fake: FakePlayer) -> None:
    fake.next_answers = [Response(body=b'{"error": {"code": -32100, "message": "Failed to execute method."}}')]
    with pytest.raises(Refused, match="Failed to execute method"):
        await player.test()
    fake.next_answers = [Response(body=b'{"result": {"version": {"major": 5}}}')]
    with pytest.raises(Refused, match="too old"):
        await player.test()


async def test_a_player_that_is_off_is_unavailable(player: Kodi, fake: FakePlayer, tmp_path: Path) -> None:
    change = film(tmp_path)
    await fake.stop()
    with pytest.raises(Unavailable):
        await player.tell(change)
