"""Added again: the title in the trash and its newer self become one, and nothing of either is lost."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert, select, update

from monarr.core.errors import InvalidInput, NotFound
from monarr.db.models import (
    Download,
    Episode,
    EventRow,
    ExternalId,
    ItemTag,
    MediaFile,
    MediaItem,
    Season,
    Tag,
    Version,
)
from monarr.db.repositories.titles import get_item
from monarr.db.statistics import check
from monarr.services.context import MONARR
from monarr.services.import_download import import_download
from monarr.services.merge import merge_title, preview_merge
from monarr.services.remove import delete_file, delete_title
from monarr.services.restore import AddedAgain, restore_file, restore_title
from tests.integration.imports.scene import NOW, Scene, video

SINTEL = "Sintel.2010.1080p.WEB-DL.x264-Durian"


def know(scene: Scene, item: int, kind: str = "movie", value: str = "45745") -> int:
    """The item has this id of TMDB's."""
    library = scene.films if kind == "movie" else scene.shows
    values = {"item_id": item, "provider": "tmdb", "value": value, "kind": kind, "library_id": library}
    scene.house.db.write_now(lambda c: c.execute(insert(ExternalId.__table__), values))
    return item


async def imported(scene: Scene, film: int, release: str = SINTEL, lines: int = 1080) -> int:
    download = scene.download(film, release, {"film.mkv": video(lines)})
    assert (await import_download(scene.house, download)).state == "imported"
    return download


def sound(scene: Scene) -> None:
    """The maintained figures of seasons and titles are those of the rows."""
    assert [one for one in scene.house.db.read_now(check) if one.what != "count"] == []


async def test_restoring_what_was_added_again_offers_to_merge(scene: Scene) -> None:
    old = know(scene, scene.film())
    await imported(scene, old)
    await delete_title(scene.house, old, delete_files=True)
    new = know(scene, scene.film())
    with pytest.raises(AddedAgain) as raised:
        await restore_title(scene.house, old)
    preview = await preview_merge(scene.house, old)
    assert raised.value.other_id == preview.new.title_id == new
    assert (preview.old.file_count, preview.new.file_count) == (1, 0)


async def test_a_merge_brings_files_history_downloads_and_tags_along(scene: Scene) -> None:
    old = know(scene, scene.film())
    download = await imported(scene, old)
    before = scene.library_files()
    scene.house.db.write_now(lambda c: c.execute(insert(Tag.__table__), {"id": 7, "label": "open"}))
    scene.house.db.write_now(lambda c: c.execute(insert(ItemTag.__table__), {"item_id": old, "tag_id": 7}))
    await delete_title(scene.house, old, delete_files=True)
    new = know(scene, scene.film())
    report = await merge_title(scene.house, old, new, MONARR)
    assert (report.restored_count, report.left_count) == (1, 0)
    [file] = scene.files()
    assert (file.title_id, scene.library_files()) == (new, before)
    assert scene.row(MediaItem, old) is None and scene.row(MediaItem, new).file_count == 1
    assert scene.row(Download, download).title_id == new
    assert scene.house.db.read_now(lambda c: c.execute(select(ItemTag.item_id)).scalars().all()) == [new]
    assert scene.events() == ["file.imported", "item.deleted", "item.restored", "file.restored"]
    mine = select(EventRow.id).where(EventRow.title_id == new)
    assert len(scene.house.db.read_now(lambda c: c.execute(mine).all())) == 4
    sound(scene)


async def test_a_place_that_is_taken_keeps_its_newer_file(scene: Scene) -> None:
    old = know(scene, scene.film())
    await imported(scene, old, "Sintel.2010.720p.WEB-DL.x264-Durian", 720)
    await delete_title(scene.house, old, delete_files=True)
    new = know(scene, scene.film())
    await imported(scene, new)
    report = await merge_title(scene.house, old, new, MONARR)
    assert (report.restored_count, report.left_count) == (0, 1)
    [here], [kept] = scene.files(), scene.files(deleted=True)
    assert (here.quality, kept.quality, kept.title_id) == ("WEBDL-1080p", "WEBDL-720p", new)
    await delete_file(scene.house, here.id)
    await restore_file(scene.house, kept.id)
    assert [file.quality for file in scene.files()] == ["WEBDL-720p"]


async def test_files_that_stayed_at_their_place_are_known_again(scene: Scene) -> None:
    old = know(scene, scene.film())
    await imported(scene, old)
    before = scene.library_files()
    await delete_title(scene.house, old, delete_files=False)
    new = know(scene, scene.film())
    await merge_title(scene.house, old, new, MONARR)
    assert scene.library_files() == before and [file.title_id for file in scene.files()] == [new]


async def test_a_file_that_is_gone_from_its_place_is_not_claimed(scene: Scene) -> None:
    old = know(scene, scene.film())
    await imported(scene, old)
    await delete_title(scene.house, old, delete_files=False)
    for path in scene.library_files():
        (scene.folder / path).unlink()
    report = await merge_title(scene.house, old, know(scene, scene.film()), MONARR)
    assert (report.restored_count, report.left_count, scene.files()) == (0, 1, [])


async def test_versions_of_the_same_name_join_and_others_move(scene: Scene) -> None:
    old = know(scene, scene.film())

    def second(c: Any) -> None:
        own = c.execute(select(Version.quality_profile_id).where(Version.item_id == old)).scalar_one()
        c.execute(insert(Version.__table__), {"item_id": old, "name": "4K", "quality_profile_id": own, "position": 1,
                                              "created_at": NOW, "updated_at": NOW})  # fmt: skip

    scene.house.db.write_now(second)
    await delete_title(scene.house, old, delete_files=True)
    new = know(scene, scene.film())
    await merge_title(scene.house, old, new, MONARR)
    query = select(Version.name, Version.is_default).where(Version.item_id == new).order_by(Version.position)
    assert [tuple(row) for row in scene.house.db.read_now(lambda c: c.execute(query).all())] == [
        ("Default", True), ("4K", False),
    ]  # fmt: skip


async def test_episodes_join_by_their_numbers_and_the_lone_ones_move(scene: Scene) -> None:
    old, episodes = scene.series(episodes=3)
    know(scene, old, "series", "33")
    release = "Pioneer.One.S01E03.1080p.WEB-DL.x264-Durian"
    download = scene.download(old, release, {f"{release}.mkv": video()}, items=[episodes[2]])
    assert (await import_download(scene.house, download)).state == "imported"
    await delete_title(scene.house, old, delete_files=True)
    new, newer = scene.series(episodes=2)
    know(scene, new, "series", "33")
    await merge_title(scene.house, old, new, MONARR)
    query = (
        select(Episode.item_id, Episode.series_id).where(Episode.season_number == 1).order_by(Episode.episode_number)
    )
    rows = [tuple(row) for row in scene.house.db.read_now(lambda c: c.execute(query).all())]
    assert rows == [(newer[0], new), (newer[1], new), (episodes[2], new)]
    assert scene.house.db.read_now(get_item, episodes[2]).deleted_at is None
    [file] = scene.files()
    assert file.title_id == new and scene.row(MediaItem, episodes[2]).file_count == 1
    assert scene.row(MediaItem, old) is None
    sound(scene)


async def test_a_season_that_only_the_older_one_has_moves_whole(scene: Scene) -> None:
    old, episodes = scene.series(episodes=2)
    know(scene, old, "series", "33")

    def renumber(c: Any) -> None:
        c.execute(update(Season.__table__).values(season_number=2))
        c.execute(update(Episode.__table__).values(season_number=2))

    scene.house.db.write_now(renumber)
    await delete_title(scene.house, old, delete_files=True)
    new, newer = scene.series(episodes=1)
    know(scene, new, "series", "33")
    await merge_title(scene.house, old, new, MONARR)
    query = select(Episode.item_id).where(Episode.series_id == new).order_by(Episode.item_id)
    assert scene.house.db.read_now(lambda c: c.execute(query).scalars().all()) == [*episodes, *newer]


async def test_different_titles_are_not_merged(scene: Scene) -> None:
    old = know(scene, scene.film())
    await delete_title(scene.house, old, delete_files=True)
    other = know(scene, scene.film("Charge", 2022), value="717")
    with pytest.raises(InvalidInput, match="not the same"):
        await merge_title(scene.house, old, other, MONARR)
    with pytest.raises(NotFound):
        await merge_title(scene.house, other, old, MONARR)
    assert scene.house.db.read_now(lambda c: c.execute(select(MediaFile.id)).all()) == []
