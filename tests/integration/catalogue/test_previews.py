"""Posters of titles that were looked for: fetched by Monarr, small, kept for a week, and only those that sources offer."""

from __future__ import annotations

import io
import os
from datetime import timedelta

import pytest
from PIL import Image

from monarr.core.errors import NotFound
from monarr.core.kinds import MediaKind
from monarr.demo.fakes.tmdb import FakeTMDB
from monarr.services.context import House
from monarr.services.lookup import look_up
from monarr.services.previews import KEPT, preview_picture, preview_token, sweep_previews


async def token_of(house: House, words: str) -> str:
    found = (await look_up(house, MediaKind.MOVIE, words)).titles[0]
    token = preview_token(house, found.poster_url)
    assert token is not None and str(found.poster_url) not in token
    return token


async def test_a_poster_is_small_and_kept(house: House, sources: None, tmdb: FakeTMDB) -> None:
    token = await token_of(house, "sintel")
    picture = await preview_picture(house, token)
    with Image.open(io.BytesIO(picture)) as image:
        assert (image.format, image.width <= 176) == ("WEBP", True)
    tmdb.down = True
    again = await token_of_same(house, token)
    assert await preview_picture(house, again) == picture


async def token_of_same(house: House, token: str) -> str:
    """Another token of the same address, as the next search hands it out."""
    return str(preview_token(house, house.cipher.decrypt(token, "preview:picture:address")))


async def test_one_that_cannot_be_had_is_missing(house: House, sources: None, tmdb: FakeTMDB) -> None:
    token = await token_of(house, "sintel")
    tmdb.down = True
    with pytest.raises(NotFound):
        await preview_picture(house, token)
    tmdb.down = False
    assert await preview_picture(house, token)


async def test_what_is_no_picture_is_missing(house: House, sources: None, tmdb: FakeTMDB) -> None:
    token = preview_token(house, f"{tmdb.url}/3/search/movie?query=sintel")
    with pytest.raises(NotFound):
        await preview_picture(house, str(token))


@pytest.mark.parametrize("token", ["", "x", "k1.00000000.AAAA", "http://127.0.0.1/poster.jpg"])
async def test_only_addresses_that_monarr_handed_out_are_fetched(house: House, token: str) -> None:
    with pytest.raises(NotFound):
        await preview_picture(house, token)


async def test_an_address_is_handed_out_for_this_use_only(house: House, sources: None) -> None:
    other = house.cipher.encrypt("http://127.0.0.1/secret", "provider:1:secrets")
    with pytest.raises(NotFound):
        await preview_picture(house, other)
    assert preview_token(house, None) is None and preview_token(house, "http://x/" + "y" * 3000) is None


async def test_old_ones_are_removed(house: House, sources: None) -> None:
    await preview_picture(house, await token_of(house, "sintel"))
    [path] = (house.paths.cache / "previews").glob("*.webp")
    recent = (house.clock.now() - KEPT + timedelta(hours=1)).timestamp()
    os.utime(path, (recent, recent))
    assert await sweep_previews(house) == 0
    old = (house.clock.now() - KEPT - timedelta(hours=1)).timestamp()
    os.utime(path, (old, old))
    assert await sweep_previews(house) == 1
    assert not path.exists()
