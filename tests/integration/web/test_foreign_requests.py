"""Requests from other sites change nothing: token, Origin and Sec-Fetch-Site."""

from __future__ import annotations

import pytest

from tests.integration.web.conftest import Cast

PREFERENCES = "/api/v1/account/preferences"


async def test_without_token_and_without_a_word_of_the_browser_nothing_is_done(browse, cast: Cast) -> None:
    answer = await browse(token=cast.tokens["ada"]).patch(PREFERENCES, json={"theme": "light"})
    assert answer.status_code == 403
    assert "nothing was done" in answer.json()["detail"]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://localhost.evil.example", "sec-fetch-site": "same-origin"},
    ],
)
async def test_another_site_is_refused_even_with_the_token(browse, cast: Cast, headers: dict[str, str]) -> None:
    client = browse(token=cast.tokens["ada"], headers=headers | {"x-csrf-token": cast.csrf["ada"]})
    assert (await client.patch(PREFERENCES, json={"theme": "light"})).status_code == 403


@pytest.mark.parametrize("headers", [{"origin": "http://localhost"}, {"sec-fetch-site": "same-origin"}])
async def test_our_own_pages_are_known_by_the_browser(browse, cast: Cast, headers: dict[str, str]) -> None:
    client = browse(token=cast.tokens["ada"], headers=headers)
    assert (await client.patch(PREFERENCES, json={"theme": "light"})).status_code == 200


async def test_the_token_of_the_session_is_enough_and_another_is_not(browse, cast: Cast) -> None:
    client = browse(token=cast.tokens["ada"])
    good = await client.patch(PREFERENCES, json={"theme": "light"}, headers={"x-csrf-token": cast.csrf["ada"]})
    bad = await client.patch(PREFERENCES, json={"theme": "light"}, headers={"x-csrf-token": cast.csrf["ben"]})
    assert (good.status_code, bad.status_code) == (200, 403)


async def test_signing_in_from_another_site_is_refused(browse, cast: Cast) -> None:
    body = {"username": "ada", "password": "a long way home"}
    answer = await browse(headers={"origin": "https://evil.example"}).post("/api/v1/session", json=body)
    assert answer.status_code == 403


async def test_a_key_needs_no_token(browse, cast: Cast) -> None:
    ada = browse(token=cast.tokens["ada"], headers={"sec-fetch-site": "same-origin"})
    key = (await ada.post("/api/v1/account/keys", json={"name": "script"})).json()["key"]
    answer = await browse(headers={"x-api-key": key}).patch(PREFERENCES, json={"theme": "light"})
    assert answer.status_code == 200
