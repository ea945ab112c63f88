"""Portraits: fetched once for those who take part, kept like all pictures, and drawn on the page of the cast."""

from __future__ import annotations

from sqlalchemy import select, update

from monarr.db.models import AssetBlob, CreditRow, Job, MediaItem, Person
from monarr.db.queries.titles import Credit, list_credits
from monarr.demo.fakes._serving import Response
from monarr.demo.fakes.tmdb import FakeTMDB
from monarr.demo.portraits import portrait_name
from monarr.services.add import add_title
from monarr.services.context import House
from monarr.services.housekeeping import keep_house
from monarr.services.pictures import blob_path
from monarr.services.portraits import fetch_portraits
from monarr.services.refresh import refresh_title
from tests.integration.catalogue.conftest import Shelves
from tests.integration.catalogue.test_add import rows, sintel


async def described(house: House, shelves: Shelves) -> int:
    film = await add_title(house, sintel(shelves))
    await refresh_title(house, film)
    return film


async def credits_of(house: House, film: int) -> list[Credit]:
    return await house.db.read(list_credits, film)


async def kept(house: House) -> set[str]:
    """Names of those whose portrait is kept."""
    query = select(Person.name).where(Person.image_blob_id.is_not(None))
    return set(await house.db.read(lambda c: c.execute(query).scalars().all()))


async def test_describing_a_title_asks_for_its_portraits_and_they_are_kept_once(
    house: House, shelves: Shelves, sources: None, tmdb: FakeTMDB
) -> None:
    film = await described(house, shelves)
    assert [job.payload for job in await rows(house, Job) if job.type == "fetch_portraits"] == [{"title_id": film}]
    taking_part = {one.name for one in await credits_of(house, film)}
    assert await fetch_portraits(house, film) == len({name for name in taking_part if portrait_name(name)}) > 2
    assert await kept(house) == {name for name in taking_part if portrait_name(name)}
    shown = next(one.portrait for one in await credits_of(house, film) if one.portrait)
    assert blob_path(house.paths.assets, shown.sha256, shown.extension).is_file()
    blobs = {blob.sha256: blob.reference_count for blob in await rows(house, AssetBlob)}
    assert blobs[shown.sha256] == 1
    asked = len(tmdb.requests)
    assert (await fetch_portraits(house, film), len(tmdb.requests)) == (0, asked)


async def test_one_that_cannot_be_had_is_passed_over_and_tried_with_the_next_description(
    house: House, shelves: Shelves, sources: None, tmdb: FakeTMDB
) -> None:
    film = await described(house, shelves)
    tmdb.next_answers = [Response(404, b""), Response(200, b"<html>no picture</html>")]
    everybody = len({one.name for one in await credits_of(house, film) if one.image_url})
    assert await fetch_portraits(house, film) == everybody - 2
    assert await fetch_portraits(house, film) == 2


async def test_another_address_brings_another_portrait(
    house: House, shelves: Shelves, sources: None, tmdb: FakeTMDB
) -> None:
    film = await described(house, shelves)
    await fetch_portraits(house, film)
    name = next(iter(await kept(house)))
    await house.db.write(
        lambda c: c.execute(update(Person).where(Person.name == name), {"image_url": f"{tmdb.url}/old"})
    )
    await refresh_title(house, film)
    assert name not in await kept(house)
    assert await fetch_portraits(house, film) == 1


async def test_those_who_are_in_no_title_go_with_their_portraits(house: House, shelves: Shelves, sources: None) -> None:
    film = await described(house, shelves)
    await fetch_portraits(house, film)
    count = len(await kept(house))
    await house.db.write(lambda c: c.execute(CreditRow.__table__.delete()))
    assert (await keep_house(house)).rows["person"] >= count
    assert await rows(house, Person) == []
    assert [blob for blob in await rows(house, AssetBlob) if blob.reference_count > 0 and blob.height == 1026] == []
    assert [item.id for item in await rows(house, MediaItem)] == [film]
