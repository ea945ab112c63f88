"""Added again: the title in the trash and its newer self become one, and nothing of either is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from monarr.core.errors import InvalidInput, NotFound
from monarr.db.models import (
    AssetBlob,
    AssetSlot,
    Download,
    Episode,
    EventRow,
    ExternalId,
    ItemTag,
    Job,
    MediaFile,
    MediaItem,
    Movie,
    Season,
    Tag,
    TitleAlias,
    Version,
)
from monarr.db.repositories.artwork import set_slot
from monarr.db.repositories.titles import get_item
from monarr.db.statistics import check
from monarr.services.context import MONARR
from monarr.services.edit import edit_title, lock_fields
from monarr.services.import_download import import_download
from monarr.services.merge import merge_title, preview_merge, restore_merged
from monarr.services.recover import recover
from monarr.services.remove import delete_file, delete_title
from monarr.services.restore import AddedAgain, restore_file, restore_title
from tests.integration.imports.scene import NOW, Scene, video
from tests.integration.imports.test_killed import Nursery, nursery

__all__ = ["nursery"]

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


def choose(scene: Scene, item: int, slot: str, sum_of: str = "ab") -> int:
    """A person has chosen a picture for the item."""

    def write(c: Any) -> int:
        blob = {"sha256": sum_of * 32, "extension": "jpg", "mime": "image/jpeg", "size_bytes": 1, "created_at": NOW,
                "last_used_at": NOW}  # fmt: skip
        blob_id = int(c.execute(insert(AssetBlob).returning(AssetBlob.id), blob).scalar_one())
        values = {"blob_id": blob_id, "locked": True, "selected_by": "user", "trace": [], "selected_at": NOW}
        set_slot(c, item, slot, 1, values)
        return blob_id

    return scene.house.db.write_now(write)


def tagline_of(scene: Scene, film: int) -> str | None:
    query = select(Movie.tagline).where(Movie.item_id == film)
    return scene.house.db.read_now(lambda c: c.execute(query).scalar_one())


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


async def test_edits_their_locks_and_chosen_pictures_go_over(scene: Scene) -> None:
    old = know(scene, scene.film())
    ours = {"title": "Sintel, ours", "tagline": "A dragon", "genres": ["Open", "Fantasy"]}
    await edit_title(scene.house, old, ours, MONARR)
    await lock_fields(scene.house, old, ["aliases"], MONARR)
    alias = {"item_id": old, "title": "Our dragon", "clean_title": "our dragon", "source": "user"}
    scene.house.db.write_now(lambda c: c.execute(insert(TitleAlias), alias))
    blob = choose(scene, old, "poster")
    await delete_title(scene.house, old, delete_files=False)
    new = know(scene, scene.film())
    await edit_title(scene.house, new, {"tagline": "A newer word"}, MONARR)
    await merge_title(scene.house, old, new, MONARR)
    item = scene.row(MediaItem, new)
    assert (item.title, item.clean_title, tagline_of(scene, new)) == ("Sintel, ours", "sintelours", "A newer word")
    assert item.locked_fields == ["aliases", "genres", "tagline", "title"] and item.primary_genre == "Open"
    [slot] = scene.house.db.read_now(lambda c: c.execute(select(AssetSlot.__table__)).all())
    assert (slot.item_id, slot.blob_id, slot.locked, slot.selected_by) == (new, blob, True, "user")
    assert scene.row(AssetBlob, blob).reference_count == 1
    names = select(TitleAlias.title).where(TitleAlias.item_id == new)
    assert "Our dragon" in scene.house.db.read_now(lambda c: c.execute(names).scalars().all())
    sound(scene)


async def test_a_picture_chosen_for_the_newer_one_stays(scene: Scene) -> None:
    old = know(scene, scene.film())
    choose(scene, old, "poster", "aa")
    fanart = choose(scene, old, "fanart", "bb")
    await delete_title(scene.house, old, delete_files=False)
    new = know(scene, scene.film())
    poster = choose(scene, new, "poster", "cc")
    await merge_title(scene.house, old, new, MONARR)
    rows = scene.house.db.read_now(lambda c: c.execute(select(AssetSlot.slot, AssetSlot.blob_id)).all())
    assert {tuple(row) for row in rows} == {("poster", poster), ("fanart", fanart)}


async def test_edited_episodes_keep_their_words(scene: Scene) -> None:
    old, episodes = scene.series(episodes=2)
    know(scene, old, "series", "33")
    await edit_title(scene.house, episodes[1], {"title": "Our name"}, MONARR)
    await delete_title(scene.house, old, delete_files=False)
    new, newer = scene.series(episodes=2)
    know(scene, new, "series", "33")
    await merge_title(scene.house, old, new, MONARR)
    item = scene.row(MediaItem, newer[1])
    assert (item.title, item.locked_fields) == ("Our name", ["title"])
    assert scene.row(MediaItem, newer[0]).locked_fields == []


def waiting(scene: Scene) -> list[Any]:
    query = select(Job.__table__).where(Job.type == "restore_merged")
    return list(scene.house.db.read_now(lambda c: c.execute(query).all()))


async def test_a_merge_that_ends_leaves_no_job(scene: Scene) -> None:
    old = know(scene, scene.film())
    await imported(scene, old)
    await delete_title(scene.house, old, delete_files=True)
    await merge_title(scene.house, old, know(scene, scene.film()), MONARR)
    assert waiting(scene) == []


@pytest.mark.timeout(280)
async def test_killed_at_any_point_it_is_ended_by_its_job(scene: Scene, nursery: Nursery) -> None:
    async def prepare(number: int) -> tuple[int, int]:
        name = f"Film {number}"
        old = know(scene, scene.film(name, 2010), value=str(number))
        await edit_title(scene.house, old, {"tagline": "Ours"}, MONARR)
        await imported(scene, old, f"Film.{number}.2010.1080p.WEB-DL.x264-Durian")
        await delete_title(scene.house, old, delete_files=True)
        return old, know(scene, scene.film(name, 2010), value=str(number))

    old, new = await prepare(1)
    told, points = nursery.run(url=scene.house.db.url, folder=str(scene.folder), act="merge", key=old, count=True)
    assert told == "lived" and points >= 4
    resumed = 0
    for number in range(points):
        old, new = await prepare(100 + number)
        how = ("exit", "kill")[number % 2]
        told, _ = nursery.run(
            url=scene.house.db.url, folder=str(scene.folder), act="merge", key=old, at=number, how=how
        )
        assert told == "died"
        await recover(scene.house)
        if scene.row(MediaItem, old) is not None:
            await merge_title(scene.house, old, new, MONARR)  # it had not begun: nothing of it is there
        for job in waiting(scene):
            resumed += await restore_merged(scene.house, **job.payload)
            scene.house.db.write_now(lambda c: c.execute(delete(Job.__table__).where(Job.type == "restore_merged")))
        [file] = [row for row in scene.files() if row.title_id == new]
        assert str(Path(file.path).relative_to(scene.folder)) in scene.library_files()
        assert scene.row(MediaItem, old) is None
        assert (scene.row(MediaItem, new).file_count, tagline_of(scene, new)) == (1, "Ours")
    assert resumed
    sound(scene)


async def test_different_titles_are_not_merged(scene: Scene) -> None:
    old = know(scene, scene.film())
    await delete_title(scene.house, old, delete_files=True)
    other = know(scene, scene.film("Charge", 2022), value="717")
    with pytest.raises(InvalidInput, match="not the same"):
        await merge_title(scene.house, old, other, MONARR)
    with pytest.raises(NotFound):
        await merge_title(scene.house, other, old, MONARR)
    assert scene.house.db.read_now(lambda c: c.execute(select(MediaFile.id)).all()) == []
