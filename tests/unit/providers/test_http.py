"""The way out: what an exchange gives, and what each failure becomes."""

from __future__ import annotations

import asyncio
import gzip
import logging
import socket
import time

import pytest

from monarr.core.errors import AuthenticationFailed, RateLimited, Refused, Unavailable, UnexpectedAnswer
from monarr.demo.fakes._serving import Request, Response
from monarr.providers.http import HostLimit, Http
from tests.support.ports import free_port
from tests.unit.providers.conftest import Site


async def test_parameters_join_those_of_the_address_and_none_is_left_out(http: Http, site: Site) -> None:
    url = site.on("/a", Response(body=b"hello"))
    answer = await http.request("GET", url + "?kept=1", params={"q": "a b", "n": None, "on": True}, configured=True)
    assert answer.text() == "hello"
    assert site.asked[0].query == {"kept": "1", "q": "a b", "on": "true"}


async def test_json_form_and_basic_authentication_arrive(http: Http, site: Site) -> None:
    url = site.on("/a", Response(body=b'{"ok": true}', content_type="application/json"))
    answer = await http.request("POST", url, json={"x": 1}, auth=("ada", "pw"), configured=True)
    await http.request("POST", url, form={"name": "value"}, configured=True)
    assert answer.json() == {"ok": True}
    assert site.asked[0].body == b'{"x":1}'
    assert site.asked[0].headers["authorization"] == "Basic YWRhOnB3"
    assert site.asked[1].body == b"name=value"


async def test_files_arrive_as_multipart(http: Http, site: Site) -> None:
    url = site.on("/a", Response())
    await http.request("POST", url, form={"k": "v"}, files={"f": ("a.torrent", b"d1:ae", "x/y")}, configured=True)
    assert b'filename="a.torrent"' in site.asked[0].body
    assert b"d1:ae" in site.asked[0].body


async def test_cookies_are_given_to_the_caller_and_kept_for_nobody_else(http: Http, site: Site) -> None:
    url = site.on("/login", Response(headers={"Set-Cookie": "SID=abc; HttpOnly"}))
    answer = await http.request("GET", url, configured=True)
    await http.request("GET", url, configured=True)
    await http.request("GET", url, cookies={"SID": "mine"}, configured=True)
    assert answer.cookies == {"SID": "abc"}
    assert "cookie" not in site.asked[1].headers
    assert site.asked[2].headers["cookie"] == "SID=mine"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, AuthenticationFailed),
        (403, AuthenticationFailed),
        (404, Refused),
        (418, Refused),
        (429, RateLimited),
        (500, Unavailable),
        (503, Unavailable),
    ],
)
async def test_each_status_has_its_error(http: Http, site: Site, status: int, error: type[Exception]) -> None:
    url = site.on("/a", Response(status, b"what it says"))
    with pytest.raises(error) as caught:
        await http.request("GET", url, configured=True, retries=0)
    assert str(status) in str(caught.value) or status == 429
    assert caught.value.sample == "what it says"  # type: ignore[attr-defined]


async def test_an_allowed_status_is_returned(http: Http, site: Site) -> None:
    url = site.on("/a", Response(409, b"have it"))
    answer = await http.request("GET", url, configured=True, allow_status=(409,))
    assert (answer.status, answer.content) == (409, b"have it")


async def test_a_fault_of_theirs_is_tried_again(http: Http, site: Site) -> None:
    url = site.on("/a", Response(502), Response(503), Response(body=b"at last"))
    assert (await http.request("GET", url, configured=True)).content == b"at last"
    assert len(site.asked) == 3


async def test_a_post_is_sent_once_only(http: Http, site: Site) -> None:
    url = site.on("/a", Response(502), Response())
    with pytest.raises(Unavailable):
        await http.request("POST", url, configured=True)
    assert len(site.asked) == 1


async def test_a_short_wait_is_waited_and_a_long_one_is_told(http: Http, site: Site) -> None:
    short = site.on("/short", Response(429, headers={"Retry-After": "0"}), Response(body=b"now"))
    long = site.on("/long", Response(429, headers={"Retry-After": "3600"}))
    assert (await http.request("GET", short, configured=True)).content == b"now"
    with pytest.raises(RateLimited, match="wait 3600 seconds") as caught:
        await http.request("GET", long, configured=True)
    assert caught.value.retry_after_seconds == 3600


async def test_a_wait_given_as_a_date_is_understood(http: Http, site: Site) -> None:
    url = site.on("/a", Response(429, headers={"Retry-After": "Fri, 31 Dec 2999 23:59:59 GMT"}))
    with pytest.raises(RateLimited) as caught:
        await http.request("GET", url, configured=True)
    assert caught.value.retry_after_seconds == 24 * 3600


async def test_slow_answers_and_dripping_ones_end_at_the_time_limit(http: Http, site: Site) -> None:
    slow = site.on("/slow", Response(pause_seconds=30))
    drip = site.on("/drip", Response(body=b"x" * 100_000, drip_seconds=0.05))
    started = time.monotonic()
    for url in (slow, drip):
        with pytest.raises(Unavailable, match="has not answered within a second"):
            await http.request("GET", url, timeout_seconds=0.3, configured=True)
    assert time.monotonic() - started < 2


async def test_an_answer_over_the_limit_is_not_read_to_its_end(http: Http, site: Site) -> None:
    announced = site.on("/a", Response(body=b"x" * 2000))
    packed = gzip.compress(b"x" * 5_000_000)
    bomb = site.on("/b", Response(body=packed, headers={"Content-Encoding": "gzip"}))
    for url, limit in ((announced, 1000), (bomb, 1_000_000)):
        with pytest.raises(UnexpectedAnswer, match="sends more than"):
            await http.request("GET", url, max_bytes=limit, configured=True)


async def test_nobody_listening_and_unknown_names_are_said(http: Http) -> None:
    port = free_port()
    with pytest.raises(Unavailable, match=f"Nothing answers at 127.0.0.1:{port}"):
        await http.request("GET", f"http://127.0.0.1:{port}/", configured=True)

    async def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror("unknown")

    with pytest.raises(Unavailable, match="No address is known for the name nas"):
        await Http(resolve=unknown).request("GET", "http://nas/", configured=True)


async def test_what_speaks_no_http_is_said(http: Http) -> None:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example ESMTP\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(UnexpectedAnswer, match="does not speak HTTP"):
            await http.request("GET", f"http://127.0.0.1:{port}/", configured=True, retries=0)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://a/b", "gopher://a:70/"])
async def test_only_http_and_https_are_opened(http: Http, url: str) -> None:
    with pytest.raises(Refused, match="http or https only"):
        await http.request("GET", url, configured=True)


@pytest.mark.parametrize("url", ["", "nonsense", "http://", "http://a:b/", "http://[::1/"])
async def test_what_is_no_address_is_said(http: Http, url: str) -> None:
    with pytest.raises(UnexpectedAnswer, match="no web address"):
        await http.request("GET", url, configured=True)


async def test_keys_are_in_no_log_and_no_sample(http: Http, site: Site, caplog: pytest.LogCaptureFixture) -> None:
    url = site.on("/a", Response(500, b"no such key: s3cr3t-value"))
    with caplog.at_level(logging.DEBUG), pytest.raises(Unavailable) as caught:
        await http.request("GET", url, params={"apikey": "s3cr3t-value"}, configured=True, retries=0)
    assert "s3cr3t-value" not in caplog.text
    assert "http_answered" in caplog.text
    assert caught.value.sample == "no such key: [hidden]"


async def test_a_host_is_asked_by_no_more_than_its_limit_at_once(http: Http, site: Site) -> None:
    running = most = 0

    async def slow(request: Request) -> Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.02)
        running -= 1
        return Response()

    site.answers["/a"] = slow
    http.limit(site.url, HostLimit(at_once=2))
    await asyncio.gather(*(http.request("GET", site.url + "/a", configured=True) for _ in range(8)))
    assert most == 2


async def test_requests_to_a_host_start_an_interval_apart(http: Http, site: Site) -> None:
    url = site.on("/a", Response())
    http.limit(url, HostLimit(interval_seconds=0.05))
    started = time.monotonic()
    await asyncio.gather(*(http.request("GET", url, configured=True) for _ in range(4)))
    assert time.monotonic() - started >= 0.15


async def test_closing_twice_and_asking_again_works(http: Http, site: Site) -> None:
    url = site.on("/a", Response())
    await http.request("GET", url, configured=True)
    await http.aclose()
    await http.aclose()
    assert (await http.request("GET", url, configured=True)).status == 200


async def test_an_answer_that_is_no_json_shows_a_sample(http: Http, site: Site) -> None:
    url = site.on("/a", Response(body=b"<html>"))
    with pytest.raises(UnexpectedAnswer) as caught:
        (await http.request("GET", url, configured=True)).json()
    assert caught.value.sample == "<html>"
