"""Pushing a release through the API: the verdict comes back, with a sentence for each refusal."""

from __future__ import annotations

from pathlib import Path

from monarr.services.context import House
from tests.integration.web.conftest import Cast
from tests.integration.web.test_titles_api import titles

__all__ = ["titles"]
SINTEL = {"title": "Sintel.2010.1080p.BluRay.x264-OPEN", "download_url": "http://127.0.0.1:9/sintel.torrent"}


async def test_a_pushed_release_is_judged_and_answered(
    house: House, browse, cast: Cast, titles, tmp_path: Path
) -> None:
    ada = browse(token=cast.tokens["ada"], headers={"sec-fetch-site": "same-origin"})
    told = (await ada.post("/api/v1/releases/push", json={**SINTEL, "seeders": 0})).json()
    assert told["outcome"] == "refused" and told["reason"] is None
    (item,) = told["items"]
    assert item["title_id"] == titles[0]
    refusal = next(one for one in item["refusals"] if one["code"] == "seeders")
    assert refusal["temporary"] and refusal["sentence"].endswith("more may come.")
    kept = (await ada.get(f"/api/v1/titles/{titles[0]}/ledger")).json()
    assert [one["title"] for one in kept] == [SINTEL["title"]]
    assert {one["outcome"] for one in kept[0]["verdicts"]} == {"passed", "refused", "not-asked"}


async def test_a_name_that_fits_nothing_says_so(browse, cast: Cast, titles) -> None:
    ada = browse(token=cast.tokens["ada"], headers={"sec-fetch-site": "same-origin"})
    for name, reason in (("Detour.1945.1080p.WEB-DL.x264-OPEN", "unknown"), ("8f2e77c1a0b94d33", "unreadable")):
        told = (await ada.post("/api/v1/releases/push", json={**SINTEL, "title": name})).json()
        assert (told["outcome"], told["reason"], told["items"]) == ("refused", reason, [])
        assert told["sentence"]


async def test_a_release_needs_an_address(browse, cast: Cast, titles) -> None:
    ada = browse(token=cast.tokens["ada"], headers={"sec-fetch-site": "same-origin"})
    assert (await ada.post("/api/v1/releases/push", json={"title": SINTEL["title"]})).status_code == 422


async def test_a_member_may_not_push(browse, cast: Cast, titles) -> None:
    ben = browse(token=cast.tokens["ben"], headers={"sec-fetch-site": "same-origin"})
    assert (await ben.post("/api/v1/releases/push", json=SINTEL)).status_code == 403


async def test_the_wanted_list_says_why_and_goes_on_over_pages(browse, cast: Cast, titles) -> None:
    ada = browse(token=cast.tokens["ada"], headers={"sec-fetch-site": "same-origin"})
    seen, cursor = [], None
    for _ in range(len(titles)):
        given = {"why": "true", "limit": 1} | ({"cursor": cursor} if cursor else {})
        answer = (await ada.get("/api/v1/wanted/missing", params=given)).json()
        seen += [(one["title_id"], one["why"]["sentence"]) for one in answer["items"]]
        cursor = answer["next_cursor"]
        if cursor is None:
            break
    assert all(sentence for _, sentence in seen)
    assert len(seen) == len({title for title, _ in seen})
