"""Addresses that nobody configured: only public ones, whatever name or redirect leads there."""

from __future__ import annotations

import asyncio
import ssl

import pytest

from monarr.core.errors import ProviderError, Refused, Unavailable
from monarr.demo.fakes._serving import Response
from monarr.providers._guard import is_public
from monarr.providers.http import Http
from tests.unit.providers.conftest import Site


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "fd00:ec2::254",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1",
        "2002:7f00:1::",
        "2002:c0a8:101::",
        "::ffff:0:127.0.0.1",
        "2001:0:53aa:64c:0:0:80ff:fffe",
        "nonsense",
    ],
)
def test_private_and_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_ordinary_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0"],
)
async def test_loopback_is_refused_in_every_spelling(http: Http, site: Site, host: str) -> None:
    site.on("/a", Response())
    with pytest.raises(ProviderError, match=r"private network|No address is known|no web address"):
        await http.request("GET", f"http://{host}:{site.server.port}/a")
    assert site.asked == []


async def test_a_name_that_leads_into_a_private_network_is_refused(site: Site) -> None:
    async def inside(host: str, port: int) -> list[str]:
        return ["127.0.0.1", "10.0.0.7"]

    http = Http(resolve=inside)
    with pytest.raises(Refused, match=r"feed.example:\d+, which is on a private network"):
        await http.request("GET", f"http://feed.example:{site.server.port}/a")
    await http.aclose()
    assert site.asked == []


async def test_configured_and_allowed_addresses_may_be_private(http: Http, site: Site) -> None:
    url = site.on("/a", Response(body=b"in"))
    assert (await http.request("GET", url, configured=True)).content == b"in"
    with pytest.raises(Refused):
        await http.request("GET", url)
    http.allow(url)
    assert (await http.request("GET", url)).content == b"in"
    with pytest.raises(Refused):
        await http.request("GET", "http://127.0.0.1:1/")


async def test_permission_does_not_travel_with_a_redirect(http: Http, site: Site, other_site: Site) -> None:
    there = other_site.on("/inside", Response(body=b"secret"))
    url = site.on("/a", Response(302, headers={"Location": there}))
    with pytest.raises(Refused, match="private network"):
        await http.request("GET", url, configured=True)
    assert other_site.asked == []


async def test_a_redirect_within_the_configured_host_is_followed(http: Http, site: Site) -> None:
    site.on("/b", Response(body=b"there"))
    url = site.on("/a", Response(301, headers={"Location": "b?x=1"}))
    answer = await http.request("GET", url, configured=True)
    assert (answer.content, answer.url) == (b"there", site.url + "/b?x=1")


async def test_the_connection_goes_to_the_address_that_was_checked(site: Site) -> None:
    asked: list[str] = []

    async def changing(host: str, port: int) -> list[str]:
        """Public when first asked, then loopback: a rebinding name."""
        asked.append(host)
        return ["127.0.0.1"] if len(asked) > 1 else ["192.0.0.9", "127.0.0.1"]

    site.on("/a", Response())
    http = Http(resolve=changing, first_pause_seconds=0.001)
    with pytest.raises((Unavailable, Refused)):
        await http.request("GET", f"http://rebind.example:{site.server.port}/a", timeout_seconds=0.3)
    await http.aclose()
    assert site.asked == []


async def test_a_connection_opened_by_permission_serves_nobody_without_it(http: Http, site: Site) -> None:
    url = site.on("/a", Response())
    await http.request("GET", url, configured=True)
    with pytest.raises(Refused):
        await http.request("GET", url)
    assert len(site.asked) == 1


async def test_keys_and_cookies_stay_behind_on_the_way_to_another_host(site: Site, other_site: Site) -> None:
    there = other_site.on("/b", Response())
    url = site.on("/a", Response(302, headers={"Location": there, "Set-Cookie": "a=1"}))
    http = Http(allowed_hosts=[there.removeprefix("http://").removesuffix("/b")])
    await http.request(
        "GET",
        url,
        headers={"X-Api-Key": "k", "Authorization": "Bearer t", "Accept": "text/xml"},
        cookies={"SID": "s"},
        auth=("u", "p"),
        configured=True,
    )
    await http.aclose()
    got = other_site.asked[0].headers
    assert got["accept"] == "text/xml"
    assert not {"x-api-key", "authorization", "cookie"} & set(got)


async def test_keys_and_new_cookies_go_along_within_a_host(http: Http, site: Site) -> None:
    site.on("/b", Response())
    url = site.on("/a", Response(302, headers={"Location": "/b", "Set-Cookie": "a=1"}))
    await http.request("GET", url, headers={"X-Api-Key": "k"}, cookies={"SID": "s"}, configured=True)
    assert site.asked[1].headers["x-api-key"] == "k"
    assert site.asked[1].headers["cookie"] == "SID=s; a=1"


async def test_a_post_becomes_a_get_or_stays_as_the_status_says(http: Http, site: Site) -> None:
    site.on("/b", Response())
    see_other = site.on("/303", Response(303, headers={"Location": "/b"}))
    repeat = site.on("/307", Response(307, headers={"Location": "/b"}))
    await http.request("POST", see_other, json={"a": 1}, configured=True)
    await http.request("POST", repeat, json={"a": 1}, configured=True)
    assert [(r.method, r.body) for r in site.asked if r.path == "/b"] == [("GET", b""), ("POST", b'{"a":1}')]


async def test_a_body_is_not_carried_to_another_host(http: Http, site: Site, other_site: Site) -> None:
    url = site.on("/a", Response(307, headers={"Location": other_site.url + "/b"}))
    with pytest.raises(Refused, match="another server"):
        await http.request("POST", url, json={"password": "x"}, configured=True)


async def test_redirects_in_circles_end(http: Http, site: Site) -> None:
    url = site.on("/a", Response(302, headers={"Location": "/a"}))
    with pytest.raises(Exception, match="redirects in circles"):
        await http.request("GET", url, configured=True)
    assert len(site.asked) == 6


@pytest.mark.parametrize("location", ["file:///etc/passwd", "javascript:alert(1)", "ftp://x/"])
async def test_a_redirect_to_another_scheme_is_refused(http: Http, site: Site, location: str) -> None:
    url = site.on("/a", Response(302, headers={"Location": location}))
    with pytest.raises(Refused, match="http or https only"):
        await http.request("GET", url, configured=True)


async def test_a_redirect_to_a_magnet_address_is_handed_back(http: Http, site: Site) -> None:
    url = site.on("/a", Response(302, headers={"Location": "magnet:?xt=urn:btih:" + "a" * 40}))
    answer = await http.request("GET", url, configured=True)
    assert answer.status == 302
    assert answer.headers["location"].startswith("magnet:")


async def test_an_untrusted_certificate_is_named(self_signed: ssl.SSLContext, http: Http) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with await asyncio.start_server(silent, "127.0.0.1", 0, ssl=self_signed) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(Unavailable, match=r"certificate of 127.0.0.1:\d+ cannot be trusted"):
            await http.request("GET", f"https://127.0.0.1:{port}/", configured=True, retries=0)
