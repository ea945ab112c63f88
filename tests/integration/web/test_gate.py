"""The gate: headers of every answer, host names, sizes, proxies, base path, correlation."""

from __future__ import annotations

import uuid
from pathlib import Path

import msgspec
import pytest

from monarr.services.context import House
from monarr.services.house_settings import change_settings
from monarr.settings import StartupSettings, load_settings
from monarr.web.security import LARGEST_BODY_BYTES
from tests.integration.web.conftest import Cast, serving


async def test_every_answer_forbids_inline_script_frames_and_guessing_of_types(browse) -> None:
    for path in ("/ping", "/nothing", "/static/css/base.css", "/api/v1/account"):
        headers = (await browse().get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe-inline" not in policy and "unsafe-eval" not in policy and "data:" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]


async def test_private_answers_are_not_stored_and_static_files_are_for_long(browse) -> None:
    assert (await browse().get("/api/v1/setup")).headers["cache-control"] == "no-store"
    kept = (await browse().get("/static/css/base.css")).headers["cache-control"]
    assert "immutable" in kept and "max-age=31536000" in kept


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:8810", "[::1]:8810", "192.168.1.20", "10.0.0.3:99", "monarr.localhost"]
)
async def test_names_of_this_machine_and_private_addresses_are_answered(browse, host: str) -> None:
    assert (await browse().get("/ping", headers={"host": host})).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "8.8.8.8", "", "localhost.evil.example"])
async def test_a_foreign_name_is_refused_with_what_to_do(browse, host: str) -> None:
    answer = await browse().get("/ping", headers={"host": host})
    assert answer.status_code == 421
    assert "MONARR_EXTERNAL_URL" in answer.json()["detail"]


async def test_the_external_address_and_allowed_names_are_answered(house: House, settings, cast: Cast) -> None:
    outside = msgspec.structs.replace(settings, external_url="https://media.example")
    await change_settings(house, await cast.visitor("ada"), {"allowed_hosts": ["nas.lan"]})
    async with serving(house, outside) as browse:
        for host, status in (("media.example", 200), ("nas.lan", 200), ("other.lan", 421)):
            assert (await browse().get("/ping", headers={"host": host})).status_code == status


async def test_a_body_that_is_too_big_is_refused_before_it_is_read(browse) -> None:
    answer = await browse().post("/api/v1/session", content=b"x" * (LARGEST_BODY_BYTES + 1))
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_body_of_unknown_length_ends_at_the_same_size(browse) -> None:
    async def endless():
        for _ in range(60):
            yield b"x" * 100_000

    answer = await browse().post("/api/v1/session", content=endless(), headers={"content-type": "application/json"})
    assert 400 <= answer.status_code < 500


async def test_a_given_correlation_id_comes_back_and_another_word_does_not(browse) -> None:
    mine = str(uuid.uuid4())
    assert (await browse().get("/ping", headers={"x-correlation-id": mine})).headers["x-correlation-id"] == mine
    made = (await browse().get("/ping", headers={"x-correlation-id": "x\tevil"})).headers["x-correlation-id"]
    assert str(uuid.UUID(made)) == made


async def test_forwarding_headers_of_strangers_count_for_nothing(browse) -> None:
    headers = {"x-forwarded-for": "127.0.0.1", "x-forwarded-host": "localhost", "x-forwarded-proto": "https"}
    answer = await browse(address="192.168.1.9", base_url="http://192.168.1.5").get("/api/v1/setup", headers=headers)
    assert answer.json()["needs_token"] is True
    assert "strict-transport-security" not in answer.headers


async def test_a_trusted_proxy_is_believed(house: House, settings: StartupSettings, tmp_path: Path) -> None:
    trusting = load_settings(
        {"data_dir": tmp_path, "trusted_proxies": "192.168.1.9", "external_url": "https://media.example"}, {}
    )
    headers = {"x-forwarded-for": "6.6.6.6, 203.0.113.7", "x-forwarded-host": "media.example"}
    async with serving(house, trusting) as browse:
        proxied = browse(address="192.168.1.9", base_url="http://10.0.0.1")
        answer = await proxied.get("/ping", headers=headers | {"x-forwarded-proto": "https"})
        assert answer.status_code == 200
        assert "strict-transport-security" in answer.headers
        foreign = await proxied.get("/ping", headers=headers | {"x-forwarded-host": "evil.example"})
        assert foreign.status_code == 421


async def test_under_a_base_path_everything_lives_there(house: House, settings: StartupSettings, cast: Cast) -> None:
    based = msgspec.structs.replace(settings, base_path="/media")
    async with serving(house, based) as browse:
        client = browse()
        assert (await client.get("/media/ping")).status_code == 200
        assert (await client.get("/api/v1/setup")).status_code == 404
        signed_in = await client.post("/media/api/v1/session", json={"username": "ada", "password": "a long way home"})
        assert "Path=/media" in signed_in.headers["set-cookie"]
        assert (await client.get("/media/api/v1/account")).json()["username"] == "ada"
        page = await browse().get("/media/nothing", headers={"accept": "text/html"})
        assert 'href="/media/static/css/' in page.text and 'href="/static' not in page.text
