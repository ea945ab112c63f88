"""qBittorrent as other versions speak, and as it goes wrong. What 4.5 shows by itself is tested on the real one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from monarr.core.errors import AuthenticationFailed, InvalidInput, ProviderError, Refused, UnexpectedAnswer
from monarr.core.kinds import Protocol
from monarr.core.torrents import info_hash_of
from monarr.demo.fakes._serving import Response
from monarr.ports.download_client import AddDownload, ClientState, MarksImported
from monarr.providers.download_clients.qbittorrent import QBittorrent, Settings
from monarr.providers.http import Http
from tests.contract.download_clients.clients import qbittorrent
from tests.contract.download_clients.suite import torrent_nobody_has
from tests.fakes.qbittorrent import API_4_1, API_4_5, API_5_0, FakeQBittorrent

REF = "c12fe1c06bba254a9dc9f519b335aa7c1367a88a"


@pytest.fixture
def fake() -> FakeQBittorrent:
    return FakeQBittorrent()


@pytest.fixture
async def url(fake: FakeQBittorrent) -> AsyncIterator[str]:
    async with fake.server() as server:
        yield server.url


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    http = Http(first_pause_seconds=0.01)
    yield http
    await http.aclose()


@pytest.fixture
def client(url: str, http: Http) -> QBittorrent:
    return qbittorrent(url, http)


def magnet(**more: object) -> AddDownload:
    return AddDownload(name="A Film", protocol=Protocol.TORRENT, magnet_url=f"magnet:?xt=urn:btih:{REF}", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("version", "stop", "start"),
    [(API_4_1, "pause", "resume"), (API_4_5, "pause", "resume"), (API_5_0, "stop", "start")],
)
async def test_each_version_is_paused_and_resumed_in_its_own_words(
    fake: FakeQBittorrent, client: QBittorrent, version: str, stop: str, start: str
) -> None:
    fake.version = version
    ref = await client.add(magnet())
    await client.pause(ref)
    paused = await client.find(ref)
    await client.resume(ref)
    assert paused is not None
    assert paused.state is ClientState.PAUSED
    assert [path for path in fake.asked if path in (f"torrents/{stop}", f"torrents/{start}")] == [
        f"torrents/{stop}",
        f"torrents/{start}",
    ]


@pytest.mark.parametrize("version", [API_4_5, API_5_0])
async def test_a_download_that_shall_wait_is_added_stopped(
    fake: FakeQBittorrent, url: str, http: Http, version: str
) -> None:
    fake.version = version
    waiting = qbittorrent(url, http, initial_state="paused")
    found = await waiting.find(await waiting.add(magnet()))
    assert found is not None
    assert found.state is ClientState.PAUSED


async def test_unwanted_files_are_left_out_before_it_starts(fake: FakeQBittorrent, client: QBittorrent) -> None:
    content = torrent_nobody_has()
    download = AddDownload(name="Pack", protocol=Protocol.TORRENT, content=content, wanted_files=(1,))
    fake.files = {info_hash_of(content): [{"name": f"P/{n}", "size": 1, "index": n + 5} for n in range(3)]}
    await client.add(download)
    [(_, form)] = [call for call in fake.forms if call[0] == "torrents/filePrio"]
    assert (form["id"], form["priority"]) == ("5|7", "0")
    assert fake.asked.index("torrents/filePrio") < fake.asked.index("torrents/resume")


async def test_order_and_seeding_goals_go_along(fake: FakeQBittorrent, url: str, http: Http) -> None:
    client = qbittorrent(url, http, sequential=True, first_last=True)
    await client.add(magnet(seed_ratio=1.5))
    forms = dict(fake.forms)
    assert forms["torrents/add"]["sequentialDownload"] == forms["torrents/add"]["firstLastPiecePrio"] == "true"
    assert forms["torrents/setShareLimits"]["ratioLimit"] == "1.5"
    assert forms["torrents/setShareLimits"]["seedingTimeLimit"] == "-2"


STATES = {
    "error": "failed", "missingFiles": "failed", "uploading": "seeding", "stalledUP": "seeding", "forcedUP": "seeding",
    "queuedUP": "seeding", "pausedUP": "completed", "stoppedUP": "completed", "checkingUP": "checking",
    "moving": "checking", "downloading": "downloading", "forcedDL": "downloading", "metaDL": "metadata",
    "forcedMetaDL": "metadata", "stalledDL": "stalled", "queuedDL": "queued", "pausedDL": "paused",
    "stoppedDL": "paused", "checkingDL": "checking", "checkingResumeData": "checking", "allocating": "downloading",
    "somethingNew": "queued",
}  # fmt: skip


@pytest.mark.parametrize(("theirs", "ours"), STATES.items())
async def test_every_state_has_its_word(fake: FakeQBittorrent, client: QBittorrent, theirs: str, ours: str) -> None:
    fake.add(REF, state=theirs)
    found = await client.find(REF)
    assert found is not None
    assert found.state == ours
    assert (found.message is not None) == (
        theirs in ("error", "missingFiles", "moving", "stalledDL", "metaDL", "forcedMetaDL", "somethingNew")
    )


async def test_a_hundred_days_to_go_is_no_estimate(fake: FakeQBittorrent, client: QBittorrent) -> None:
    fake.add(REF, eta=8_640_000)
    [found] = await client.list_downloads()
    assert found.eta_seconds is None


async def test_a_version_without_content_path_says_where_it_is(fake: FakeQBittorrent, client: QBittorrent) -> None:
    fake.add(REF)
    del fake.torrents[REF]["content_path"]
    [found] = await client.list_downloads()
    assert found.output_path == "/downloads/A Film"


async def test_loose_files_are_not_taken_for_the_whole_download_folder(
    fake: FakeQBittorrent, client: QBittorrent
) -> None:
    fake.add(REF, content_path="/downloads")
    [found] = await client.list_downloads()
    assert found.output_path is None
    assert found.message is not None
    assert "subfolder" in found.message


@pytest.mark.parametrize(
    ("own", "everybodys", "may_remove"),
    [
        ({"ratio": 2.0}, {}, False),
        ({"ratio": 2.0}, {"max_ratio_enabled": True, "max_ratio": 1.5}, True),
        ({"ratio": 2.0}, {"max_ratio_enabled": False, "max_ratio": 1.5}, False),
        ({"ratio": 2.0, "ratio_limit": 3}, {"max_ratio_enabled": True, "max_ratio": 1.5}, False),
        ({"ratio": 2.0, "ratio_limit": -1}, {"max_ratio_enabled": True, "max_ratio": 1.5}, False),
        ({"ratio": 2.0, "ratio_limit": 2}, {}, True),
        ({"seeding_time": 3600, "seeding_time_limit": 60}, {}, True),
        ({"seeding_time": 3599}, {"max_seeding_time_enabled": True, "max_seeding_time": 60}, False),
        ({"ratio": 9.0, "ratio_limit": 1, "state": "checkingUP"}, {}, False),
        ({"ratio": 9.0, "ratio_limit": 1, "state": "downloading"}, {}, False),
    ],
)
async def test_files_are_free_once_the_limit_that_holds_is_reached(
    fake: FakeQBittorrent, client: QBittorrent, own: dict[str, object], everybodys: dict[str, object], may_remove: bool
) -> None:
    fake.preferences |= everybodys
    fake.add(REF, **{"state": "stalledUP", **own})
    [found] = await client.list_downloads()
    assert found.may_remove is may_remove


async def test_a_torrent_nobody_asks_for_is_free_after_the_idle_limit(
    fake: FakeQBittorrent, client: QBittorrent
) -> None:
    idle_since = datetime.now(UTC) - timedelta(minutes=31)
    fake.add(REF, state="stalledUP", inactive_seeding_time_limit=30, last_activity=int(idle_since.timestamp()))
    [found] = await client.list_downloads()
    assert found.may_remove


async def test_an_expired_session_is_renewed_once(fake: FakeQBittorrent, url: str, http: Http) -> None:
    fake.user = "ada"
    client = qbittorrent(url, http, username="ada", password="secret")
    await client.test()
    fake.sessions.clear()
    assert await client.list_downloads() == []
    assert fake.asked.count("auth/login") == 2


async def test_a_ban_is_told_in_the_programs_words(fake: FakeQBittorrent, url: str, http: Http) -> None:
    fake.user, fake.banned = "ada", True
    with pytest.raises(AuthenticationFailed, match="IP is banned"):
        await qbittorrent(url, http, username="ada", password="secret").test()


async def test_a_wrong_password_is_sent_once_for_each_call(fake: FakeQBittorrent, url: str, http: Http) -> None:
    fake.user = "ada"
    with pytest.raises(AuthenticationFailed, match="user name and password") as caught:
        await qbittorrent(url, http, username="ada", password="guessed").test()
    assert fake.asked.count("auth/login") == 1
    assert "guessed" not in f"{caught.value} {caught.value.sample}"


async def test_a_host_name_the_web_ui_does_not_know_is_told_as_that(fake: FakeQBittorrent, client: QBittorrent) -> None:
    fake.says["app/webapiVersion"] = Response(401, b"Unauthorized")
    with pytest.raises(AuthenticationFailed, match="other domains"):
        await client.test()


@pytest.mark.parametrize("body", [b"null", b"[]", b'"soon"', b"7"])
async def test_json_of_another_shape_is_an_unexpected_answer(
    fake: FakeQBittorrent, client: QBittorrent, body: bytes
) -> None:
    fake.says["app/preferences"] = Response(200, body, "application/json")
    with pytest.raises(UnexpectedAnswer) as caught:
        await client.test()
    assert caught.value.provider == "qBittorrent"


@pytest.mark.parametrize("status", [200, 404])
async def test_a_web_page_is_told_as_that(fake: FakeQBittorrent, client: QBittorrent, status: int) -> None:
    fake.says["app/webapiVersion"] = Response(status, b"<!doctype html><title>Router</title>", "text/html")
    with pytest.raises(UnexpectedAnswer, match="web page answers at this address"):
        await client.test()


@pytest.mark.parametrize("answer", [Response(404, b"Not Found"), Response(200, b"1.9"), Response(200, b"")])
async def test_a_version_before_4_1_is_told_as_that(
    fake: FakeQBittorrent, client: QBittorrent, answer: Response
) -> None:
    fake.says["app/webapiVersion"] = answer
    with pytest.raises(Refused, match=r"older than 4\.1"):
        await client.test()


async def test_the_test_makes_the_categories(fake: FakeQBittorrent, url: str, http: Http) -> None:
    await qbittorrent(url, http, imported_category="done").test()
    assert set(fake.categories) == {"monarr", "done"}


async def test_a_client_that_removes_torrents_by_itself_does_not_pass(
    fake: FakeQBittorrent, client: QBittorrent
) -> None:
    fake.preferences |= {"max_ratio_act": 3, "max_ratio_enabled": True}
    with pytest.raises(Refused, match="Let it stop them there"):
        await client.test()


@pytest.mark.parametrize("answer", [Response(200, b"Fails."), Response(415, b"Torrent file is not valid")])
async def test_a_torrent_it_does_not_take_is_refused(
    fake: FakeQBittorrent, client: QBittorrent, answer: Response
) -> None:
    fake.says["torrents/add"] = answer
    with pytest.raises(Refused, match=r"A Film|not valid"):
        await client.add(magnet())


async def test_broken_json_is_an_unexpected_answer(fake: FakeQBittorrent, client: QBittorrent) -> None:
    fake.says["torrents/info"] = Response(200, b'[{"hash": ', "application/json")
    with pytest.raises(UnexpectedAnswer):
        await client.list_downloads()


async def test_errors_name_the_client(fake: FakeQBittorrent, client: QBittorrent) -> None:
    fake.says["app/preferences"] = Response(200, b"<html>", "text/html")
    with pytest.raises(ProviderError) as caught:
        await client.test()
    assert caught.value.provider == "qBittorrent"


@pytest.mark.parametrize(
    ("category", "preferences", "folder"),
    [
        ({}, {}, "/downloads"),
        ({"savePath": "/films"}, {}, "/films"),
        ({"savePath": "films"}, {}, "/downloads/films"),
        ({"savePath": ""}, {"auto_tmm_enabled": True}, "/downloads/monarr"),
    ],
)
async def test_the_download_folder_is_where_the_category_goes(
    fake: FakeQBittorrent,
    client: QBittorrent,
    category: dict[str, str],
    preferences: dict[str, object],
    folder: str,
) -> None:
    fake.preferences |= preferences
    fake.categories["monarr"] = category
    assert str(await client.download_folder()) == folder


def test_a_category_that_it_would_not_take_is_told_at_the_field() -> None:
    with pytest.raises(InvalidInput) as caught:
        Settings.load({"url": "http://box:8080", "category": "a//b", "imported_category": "a//b"})
    assert set(caught.value.fields) == {"category", "imported_category"}


def test_it_can_mark_what_is_imported(client: QBittorrent) -> None:
    assert isinstance(client, MarksImported)
