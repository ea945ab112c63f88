"""Every way in which an indexer can fail, and the class and sentence that follow."""

from __future__ import annotations

import time

import pytest

from monarr.core.errors import (
    AuthenticationFailed,
    ProviderError,
    RateLimited,
    Refused,
    Unavailable,
    UnexpectedAnswer,
)
from monarr.core.kinds import Protocol
from monarr.demo.fakes._serving import Response
from monarr.demo.fakes.torznab import FakeIndexer, Misbehaviour
from monarr.ports.indexer import Indexer, Query, QueryKind
from monarr.providers.indexers import _feed
from tests.contract.indexers.conftest import CONTENT, KEY, MakeIndexer, movie

ANY = Query(kind=QueryKind.TEXT, title="Sintel")


async def failing(indexer: Indexer, fake: FakeIndexer, *answers: Misbehaviour | Response) -> ProviderError:
    """The error of a search whose coming answers go wrong."""
    await indexer.capabilities()
    fake.next_answers = list(answers)
    with pytest.raises(ProviderError) as caught:
        await indexer.search(ANY)
    return caught.value


@pytest.mark.parametrize(
    ("how", "error", "sentence"),
    [
        (Misbehaviour.HTML, UnexpectedAnswer, "Indexer D answers with a web page where a feed should be"),
        (Misbehaviour.SIGN_IN_PAGE, AuthenticationFailed, "Indexer D shows its sign-in page"),
        (Misbehaviour.BROKEN_XML, UnexpectedAnswer, "Indexer D answers with something that is no feed"),
        (Misbehaviour.BINARY, UnexpectedAnswer, "something that is no feed"),
        (Misbehaviour.EMPTY, UnexpectedAnswer, "something that is no feed"),
        (Misbehaviour.OTHER_XML, UnexpectedAnswer, "not as an indexer does"),
        (Misbehaviour.ENTITY_BOMB, UnexpectedAnswer, "entities of its own"),
        (Misbehaviour.EXTERNAL_ENTITY, UnexpectedAnswer, "entities of its own"),
        (Misbehaviour.ENDLESS, UnexpectedAnswer, "sends more than 16 MB"),
        (Misbehaviour.RATE_LIMITED, RateLimited, "asks to wait 90 seconds"),
    ],
)
async def test_each_bad_answer_has_its_error(
    indexer: Indexer, fake: FakeIndexer, how: Misbehaviour, error: type[ProviderError], sentence: str
) -> None:
    found = await failing(indexer, fake, how)
    assert type(found) is error
    assert sentence in str(found)
    assert found.provider == "Indexer D"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (100, AuthenticationFailed),
        (101, AuthenticationFailed),
        (199, AuthenticationFailed),
        (200, Refused),
        (201, Refused),
        (203, Refused),
        (300, Refused),
        (429, RateLimited),
        (500, RateLimited),
        (501, RateLimited),
        (900, Unavailable),
        (910, RateLimited),
        (999, Unavailable),
    ],
)
@pytest.mark.parametrize("status", [200, 400])
async def test_each_error_code_has_its_error(
    indexer: Indexer, fake: FakeIndexer, code: int, error: type[ProviderError], status: int
) -> None:
    body = f'<?xml version="1.0"?><error code="{code}" description="what it says"/>'.encode()
    found = await failing(indexer, fake, Response(status, body), Response(status, body))
    assert type(found) is error
    assert "what it says" in str(found)


async def test_a_wait_is_told_in_seconds(indexer: Indexer, fake: FakeIndexer) -> None:
    found = await failing(indexer, fake, Misbehaviour.RATE_LIMITED)
    assert isinstance(found, RateLimited)
    assert found.retry_after_seconds == 90


async def test_a_wrong_key_is_said_by_the_test_button(make: MakeIndexer, fake: FakeIndexer) -> None:
    with pytest.raises(AuthenticationFailed, match="does not accept the API key: Incorrect user credentials"):
        await make(api_key="wrong").test()


async def test_a_lasting_fault_is_unavailable(indexer: Indexer, fake: FakeIndexer) -> None:
    found = await failing(indexer, fake, Misbehaviour.SERVER_ERROR, Misbehaviour.SERVER_ERROR)
    assert isinstance(found, Unavailable)


@pytest.mark.parametrize("how", [Misbehaviour.SLOW, Misbehaviour.DRIPPING])
async def test_a_slow_indexer_ends_at_the_time_limit(
    indexer: Indexer, fake: FakeIndexer, how: Misbehaviour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_feed, "_FEED_SECONDS", 0.3)
    started = time.monotonic()
    found = await failing(indexer, fake, how)
    assert isinstance(found, Unavailable)
    assert time.monotonic() - started < 10


async def test_an_indexer_that_is_down_is_named(indexer: Indexer, fake: FakeIndexer) -> None:
    await fake.stop()
    with pytest.raises(Unavailable, match=r"Nothing answers at 127.0.0.1:\d+") as caught:
        await indexer.recent()
    assert caught.value.provider == "Indexer D"


async def test_ten_megabytes_of_feed_are_read(indexer: Indexer, fake: FakeIndexer) -> None:
    fake.releases = [movie(f"Sintel.{number}.2010-OPEN", flags=frozenset({"scene"})) for number in range(15_000)]
    fake.page_size = 15_000
    started = time.monotonic()
    found = await indexer.recent(limit=15_000)
    assert len(found) == 15_000
    assert time.monotonic() - started < 20


async def test_the_key_is_in_no_error(indexer: Indexer, fake: FakeIndexer) -> None:
    body = f'<error code="100" description="apikey={KEY} is unknown"/>'.encode()
    found = await failing(indexer, fake, Response(200, body))
    assert KEY not in str(found) + str(found.sample)


async def test_a_torrent_or_nzb_is_fetched_with_its_name(
    indexer: Indexer, fake: FakeIndexer, protocol: Protocol
) -> None:
    fake.releases = [movie(content=CONTENT[protocol])]
    (release,) = await indexer.recent()
    grabbed = await indexer.fetch(release)
    ending = ".torrent" if protocol is Protocol.TORRENT else ".nzb"
    assert grabbed.content == CONTENT[protocol]
    assert grabbed.file_name == "Sintel.2010.1080p.WEB-DL.x264-OPEN" + ending


async def test_the_name_of_a_fetched_file_never_leaves_its_folder(
    indexer: Indexer, fake: FakeIndexer, protocol: Protocol
) -> None:
    fake.releases = [movie(content=CONTENT[protocol])]
    (release,) = await indexer.recent()
    ending = ".torrent" if protocol is Protocol.TORRENT else ".nzb"
    headers = {"Content-Disposition": f'attachment; filename="..%2F..%2Fetc/passwd{ending}"'}
    fake.next_answers = [Response(body=CONTENT[protocol], headers=headers)]
    name = (await indexer.fetch(release)).file_name
    assert "/" not in name
    assert name.endswith("passwd" + ending)


@pytest.mark.parametrize(
    "answer",
    [
        Response(302, headers={"Location": "magnet:?xt=urn:btih:" + "ab" * 20}),
        Response(body=b"magnet:?xt=urn:btih:" + b"ab" * 20 + b"\n"),
    ],
)
async def test_a_download_that_turns_out_to_be_a_magnet_is_taken(
    indexer: Indexer, fake: FakeIndexer, answer: Response, protocol: Protocol
) -> None:
    fake.releases = [movie(content=CONTENT[protocol])]
    (release,) = await indexer.recent()
    fake.next_answers = [answer]
    assert (await indexer.fetch(release)).magnet_url == "magnet:?xt=urn:btih:" + "ab" * 20


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Misbehaviour.HTML, UnexpectedAnswer),
        (Misbehaviour.SIGN_IN_PAGE, AuthenticationFailed),
        (Misbehaviour.BINARY, UnexpectedAnswer),
        (Misbehaviour.EMPTY, UnexpectedAnswer),
        (Misbehaviour.OTHER_XML, UnexpectedAnswer),
        (Misbehaviour.ENTITY_BOMB, UnexpectedAnswer),
        (Response(body=b"d4:infoi5ee"), UnexpectedAnswer),
        (Response(body=b"d4:infod4:name99999999999:a"), UnexpectedAnswer),
        (Response(body=b'<error code="501" description="Download limit reached"/>'), RateLimited),
        (Response(body=b'<error code="300" description="No such item"/>'), Refused),
        (Response(404), Refused),
        (Response(403), AuthenticationFailed),
        (Response(body=b"x" * 21_000_000), UnexpectedAnswer),
    ],
)
async def test_what_is_no_torrent_or_nzb_is_not_taken_for_one(
    indexer: Indexer, fake: FakeIndexer, protocol: Protocol, answer: Misbehaviour | Response, error: type[ProviderError]
) -> None:
    fake.releases = [movie(content=CONTENT[protocol])]
    (release,) = await indexer.recent()
    fake.next_answers = [answer]
    with pytest.raises(error) as caught:
        await indexer.fetch(release)
    assert caught.value.provider == "Indexer D"  # type: ignore[attr-defined]


async def test_a_feed_cannot_lead_into_the_private_network(indexer: Indexer, fake: FakeIndexer) -> None:
    fake.releases = [movie(raw_item="<item><title>A.Film</title><link>http://127.0.0.1:1/router</link></item>")]
    (release,) = await indexer.recent()
    with pytest.raises(Refused, match="private network"):
        await indexer.fetch(release)
