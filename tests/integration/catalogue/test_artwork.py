"""Pictures: the best that can be had, a person's choice before all, and a store without leftovers."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import delete, insert, select

from monarr.core.errors import Conflict, InvalidInput
from monarr.db.models import AssetBlob, AssetCandidate, AssetSlot
from monarr.demo.fakes._serving import LocalServer, Request, Response
from monarr.media.images import inspect_image
from monarr.services.add import add_title
from monarr.services.artwork import choose_for_item, pick_picture, sweep_pictures, unlock_picture, upload_picture
from monarr.services.context import House
from monarr.services.pictures import blob_path, image_path
from tests.integration.catalogue.conftest import Shelves
from tests.integration.catalogue.test_add import rows, sintel

CANDIDATE: Any = AssetCandidate.__table__


def picture(color: str, size: tuple[int, int] = (400, 600)) -> bytes:
    """A picture of one colour with a diagonal of its own, so that two look different."""
    image = Image.new("RGB", size, color)
    for place in range(min(size)):
        across = place if color == "red" else size[0] - 1 - place
        for wide in range(40):
            image.putpixel(((across + wide) % size[0], place), (255, 255, 255))
    out = io.BytesIO()
    image.save(out, "png")
    return out.getvalue()


class Gallery:
    """A site with pictures; what it does not have is 404. `asked` are the paths it was asked for."""

    def __init__(self) -> None:
        self.pictures = {"/red.png": picture("red"), "/blue.png": picture("blue"), "/page.png": b"<html>no</html>"}
        self.asked: list[str] = []
        self.server = LocalServer(self._answer)

    async def _answer(self, request: Request) -> Response:
        self.asked.append(request.path)
        content = self.pictures.get(request.path)
        return Response(404, b"") if content is None else Response(200, content, "image/png")


@pytest.fixture
async def gallery(house: House) -> Any:
    made = Gallery()
    async with made.server:
        house.http.allow(made.server.url)  # type: ignore[attr-defined]
        yield made


@pytest.fixture
async def film(house: House, shelves: Shelves) -> int:
    return await add_title(house, sintel(shelves))


async def offer(house: House, film: int, gallery: Gallery, **votes: float) -> dict[str, int]:
    """Candidates by name; more votes are better."""

    def write(connection: Any) -> dict[str, int]:
        found = {}
        for name, average in votes.items():
            values = {
                "item_id": film, "slot": "poster", "url": f"{gallery.server.url}/{name}.png", "provider": "tmdb",
                "width": 400, "height": 600, "vote_average": average, "vote_count": 100, "seen_at": house.clock.now(),
            }  # fmt: skip
            found[name] = connection.execute(insert(CANDIDATE).returning(CANDIDATE.c.id), values).scalar_one()
        return found

    return await house.db.write(write)


async def chosen(house: House) -> str | None:
    """The name of the chosen poster."""
    found = await house.db.read(
        lambda connection: connection.execute(
            select(AssetBlob.source_url).join(AssetSlot, AssetSlot.blob_id == AssetBlob.id)
        ).scalar()
    )
    return found and found.rpartition("/")[2]


async def test_what_cannot_be_had_gives_way_to_the_next_and_is_not_asked_for_again(
    house: House, film: int, gallery: Gallery
) -> None:
    await offer(house, film, gallery, missing=10, page=9, red=8, blue=1)
    assert await choose_for_item(house, film) == 1
    assert await chosen(house) == "red.png"
    states = {row.url.rpartition("/")[2]: row.state for row in await rows(house, AssetCandidate)}
    assert states == {"missing.png": "failed", "page.png": "failed", "red.png": "chosen", "blue.png": "offered"}
    gallery.asked.clear()
    assert await choose_for_item(house, film) == 0 and gallery.asked == []


async def test_a_better_picture_takes_the_place_and_the_trace_tells_why(
    house: House, film: int, gallery: Gallery
) -> None:
    await offer(house, film, gallery, red=5)
    await choose_for_item(house, film)
    await offer(house, film, gallery, blue=9)
    await choose_for_item(house, film)
    assert await chosen(house) == "blue.png"
    trace = (await rows(house, AssetSlot))[0].trace
    assert [entry["url"].rpartition("/")[2] for entry in trace] == ["blue.png", "red.png"]
    assert {part[0] for part in trace[0]["parts"]} == {"resolution", "aspect", "language", "votes", "provider"}


async def test_a_persons_choice_stays_until_it_is_given_back(house: House, film: int, gallery: Gallery) -> None:
    ids = await offer(house, film, gallery, red=9, blue=1)
    await choose_for_item(house, film)
    await pick_picture(house, film, "poster", ids["blue"])
    await choose_for_item(house, film)
    assert await chosen(house) == "blue.png"
    await unlock_picture(house, film, "poster")
    assert await chosen(house) == "red.png"


async def test_an_upload_is_kept_and_what_is_no_picture_refused(house: House, film: int, gallery: Gallery) -> None:
    await upload_picture(house, film, "poster", picture("green"))
    slot = (await rows(house, AssetSlot))[0]
    assert (slot.locked, slot.selected_by) == (True, "user")
    with pytest.raises(InvalidInput, match="no picture"):
        await upload_picture(house, film, "poster", b"plain text")
    with pytest.raises(InvalidInput):
        await upload_picture(house, film, "wallpaper", picture("green"))


async def test_a_pick_that_cannot_be_fetched_changes_nothing(house: House, film: int, gallery: Gallery) -> None:
    ids = await offer(house, film, gallery, red=9, missing=1)
    await choose_for_item(house, film)
    with pytest.raises(Conflict, match="could not be fetched"):
        await pick_picture(house, film, "poster", ids["missing"])
    assert await chosen(house) == "red.png"


async def test_smaller_pictures_are_made_once_and_swept_with_the_unused_one(
    house: House, film: int, gallery: Gallery
) -> None:
    await offer(house, film, gallery, red=9)
    await choose_for_item(house, film)
    blob = (await rows(house, AssetBlob))[0]
    assert blob.reference_count == 1
    small = await image_path(house, blob.sha256, blob.extension, 150)
    assert small is not None and inspect_image(small.read_bytes()).width == 160
    assert await image_path(house, blob.sha256, blob.extension, 155) == small
    await house.db.write(lambda connection: connection.execute(delete(AssetSlot)))
    assert await sweep_pictures(house) == 0
    house.clock.forward(days=91)  # type: ignore[attr-defined]
    assert await sweep_pictures(house) == 1
    assert not small.exists() and not blob_path(house.paths.assets, blob.sha256, blob.extension).exists()
