"""Guides: read, taken up, compared, pinned, made one's own; on both databases."""

from __future__ import annotations

import copy
import io
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from monarr.core.errors import Conflict, InvalidInput, NotFound
from monarr.core.quality import SizeLimits
from monarr.db.models import Job
from monarr.services.context import MONARR, House
from monarr.services.formats import delete_format, import_formats, list_formats, save_format
from monarr.services.guide_apply import apply_guide
from monarr.services.guide_use import use_naming, use_sizes
from monarr.services.guide_view import EntryView, GuideView, view_guide
from monarr.services.guides import add_guide, forget_guide, keep_entry, list_guides, look_again, pin_guide
from monarr.services.naming import read_naming
from monarr.services.profiles import delete_profile, edit_profile, list_profiles
from monarr.services.quality import read_sizes
from tests.unit.guides.documents import GUIDE, NAMING, OPEN_TIER, WEB


class Shelf:
    """A guide's folder that a test can rewrite."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.documents: dict[str, Any] = copy.deepcopy(GUIDE)
        self.write()

    def write(self) -> None:
        for path in self.folder.rglob("*.json"):
            path.unlink()
        for name, document in self.documents.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(msgspec.json.encode(document))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "guide")


async def read(house: House, shelf: Shelf) -> int:
    return await add_guide(house, "series", MONARR, folder=str(shelf.folder), name="Open guide")


async def taken(house: House, shelf: Shelf) -> int:
    guide_id = await read(house, shelf)
    await apply_guide(house, guide_id, MONARR, everything=True)
    return guide_id


def entry(view: GuideView, key: str) -> EntryView:
    return next(one for one in view.entries if one.key == key)


async def states(house: House, guide_id: int) -> dict[str, str]:
    return {one.key: one.state.value for one in (await view_guide(house, guide_id)).entries}


async def said(house: House, guide_id: int, key: str) -> list[str]:
    return [str(change) for change in entry(await view_guide(house, guide_id), key).changes]


async def profile(house: House) -> Any:
    return next(one for one in await list_profiles(house) if one.name == "Web 1080p")


async def formats(house: House) -> dict[str, Any]:
    return {one.name: one for one in await list_formats(house)}


async def test_a_guide_that_is_read_offers_and_changes_nothing(house: House, shelf: Shelf) -> None:
    guide_id = await read(house, shelf)
    assert set((await states(house, guide_id)).values()) == {"offered"}
    assert await list_formats(house) == []
    [source] = await list_guides(house)
    assert (source.name, source.version, len(source.found_version)) == ("Open guide", "", 10)
    assert source.found_dated_at is not None


async def test_taken_up_whole_its_formats_and_profiles_are_real(house: House, shelf: Shelf) -> None:
    guide_id = await read(house, shelf)
    applied = await apply_guide(house, guide_id, MONARR, everything=True)
    assert (set(applied.formats), applied.profiles) == ({"Open Tier 01", "Web"}, ("Web 1080p",))
    stored = await profile(house)
    assert stored.format_scores == {"Open Tier 01": 100}
    assert (stored.cutoff, stored.minimum_format_score) == ("WEB 1080p", 10)
    assert [item.label for item in stored.items if item.allowed] == ["HDTV-720p", "WEB 1080p"]
    assert {quality for item in stored.items for quality in item.qualities} >= {"Unknown", "Remux-2160p"}
    made = await formats(house)
    assert {one.kind for one in made.values()} == {"series"}
    [source] = await list_guides(house)
    assert source.version == source.found_version


async def test_one_profile_brings_the_formats_that_it_counts_and_no_other(house: House, shelf: Shelf) -> None:
    guide_id = await read(house, shelf)
    wanted = entry(await view_guide(house, guide_id), "p1").id
    await apply_guide(house, guide_id, MONARR, entry_ids=[wanted])
    assert set(await formats(house)) == {"Open Tier 01"}


async def test_the_score_set_of_a_profile_chooses_the_points(house: House, shelf: Shelf) -> None:
    shelf.documents["quality-profiles/web.json"]["trash_score_set"] = "german"
    shelf.write()
    await taken(house, shelf)
    assert (await profile(house)).format_scores == {"Open Tier 01": 40}


async def test_what_changed_is_said_and_comes_with_an_update(house: House, shelf: Shelf) -> None:
    guide_id = await taken(house, shelf)
    tier = shelf.documents["cf/open.json"]
    tier["trash_scores"]["default"] = 150
    tier["specifications"][0]["fields"]["value"] = "^(OPEN|FREE)$"
    tier["specifications"].append(WEB["specifications"][0])  # type: ignore[index]
    shelf.documents["quality-profiles/web.json"]["minFormatScore"] = 20
    shelf.write()
    await look_again(house, guide_id, MONARR)
    assert await said(house, guide_id, "a1") == [
        "New condition “WEB”.", "Condition “OPEN”: ^(OPEN)$ becomes ^(OPEN|FREE)$.",
        "Scores “default”: 100 points become 150.",
    ]  # fmt: skip
    assert await said(house, guide_id, "p1") == [
        "Takes a score from 20 on; it was 10.", "Open Tier 01: 100 points become 150.",
    ]  # fmt: skip
    assert (await profile(house)).format_scores == {"Open Tier 01": 100}  # nothing changed by looking
    await apply_guide(house, guide_id, MONARR)
    assert (await profile(house)).format_scores == {"Open Tier 01": 150}
    assert (await profile(house)).minimum_format_score == 20
    assert len((await formats(house))["Open Tier 01"].spec["specifications"]) == 2
    assert await states(house, guide_id) == {
        "a1": "current", "b2": "current", "p1": "current", "g1": "offered", "s1": "offered", "naming": "offered",
    }  # fmt: skip


async def test_points_follow_the_format_though_the_profile_did_not_change(house: House, shelf: Shelf) -> None:
    guide_id = await taken(house, shelf)
    shelf.documents["cf/open.json"]["trash_scores"] = {"default": 7}
    shelf.write()
    await look_again(house, guide_id, MONARR)
    assert (await states(house, guide_id))["p1"] == "changed"
    await apply_guide(house, guide_id, MONARR)
    assert (await profile(house)).format_scores == {"Open Tier 01": 7}
    assert set((await states(house, guide_id)).values()) == {"current", "offered"}


async def test_a_pinned_guide_stays_at_its_version(house: House, shelf: Shelf) -> None:
    guide_id = await taken(house, shelf)
    await pin_guide(house, guide_id, True, MONARR)
    with pytest.raises(Conflict, match="pinned"):
        await apply_guide(house, guide_id, MONARR)
    await pin_guide(house, guide_id, False, MONARR)
    assert (await apply_guide(house, guide_id, MONARR)).formats == ()


@pytest.mark.parametrize("how", ["pinned", "forked"])
async def test_what_is_pinned_or_ones_own_is_only_told(house: House, shelf: Shelf, how: str) -> None:
    guide_id = await taken(house, shelf)
    own = entry(await view_guide(house, guide_id), "a1").id
    await keep_entry(house, guide_id, own, MONARR, **{how: True})
    shelf.documents["cf/open.json"]["trash_scores"]["default"] = 1
    shelf.write()
    await look_again(house, guide_id, MONARR)
    await apply_guide(house, guide_id, MONARR)
    assert (await formats(house))["Open Tier 01"].suggested_score == 100
    assert (await states(house, guide_id))["a1"] == "changed"
    await apply_guide(house, guide_id, MONARR, entry_ids=[own])  # asked for by name it comes
    assert (await formats(house))["Open Tier 01"].suggested_score == 1


async def test_an_edited_format_and_profile_are_ones_own(house: House, shelf: Shelf) -> None:
    guide_id = await taken(house, shelf)
    tier = (await formats(house))["Open Tier 01"]
    await save_format(house, tier.spec, MONARR, format_id=tier.id)
    assert (await formats(house))["Open Tier 01"].kind == "series"
    stored = await profile(house)
    await edit_profile(house, stored.id, msgspec.structs.replace(stored, minimum_format_score=0), MONARR)
    view = await view_guide(house, guide_id)
    assert {one.key for one in view.entries if one.forked} == {"a1", "p1"}


async def test_what_was_deleted_here_does_not_come_back_by_itself(house: House, shelf: Shelf) -> None:
    guide_id = await taken(house, shelf)
    await delete_format(house, (await formats(house))["Web"].id, MONARR)
    await delete_profile(house, (await profile(house)).id, MONARR)
    await apply_guide(house, guide_id, MONARR, everything=True)
    assert set(await formats(house)) == {"Open Tier 01"}
    found = await states(house, guide_id)
    assert (found["b2"], found["p1"]) == ("let_go", "let_go")
    chosen = [entry(await view_guide(house, guide_id), "p1").id]
    await apply_guide(house, guide_id, MONARR, entry_ids=chosen)
    assert (await profile(house)).format_scores == {"Open Tier 01": 100}


async def test_what_the_guide_no_longer_has_goes_only_when_asked(house: House, shelf: Shelf) -> None:
    guide_id = await taken(house, shelf)
    del shelf.documents["cf/web.json"]
    shelf.documents["cf-groups/open.json"]["custom_formats"].pop()
    shelf.write()
    await look_again(house, guide_id, MONARR)
    await apply_guide(house, guide_id, MONARR)
    assert (await states(house, guide_id))["b2"] == "gone"
    assert "Web" in await formats(house)
    applied = await apply_guide(house, guide_id, MONARR, entry_ids=[entry(await view_guide(house, guide_id), "b2").id])
    assert applied.removed == ("Web",)
    assert "Web" not in await formats(house)


async def test_a_group_brings_its_formats_and_their_points(house: House, shelf: Shelf) -> None:
    shelf.documents["quality-profiles/web.json"]["formatItems"] = {}
    shelf.write()
    guide_id = await read(house, shelf)
    view = await view_guide(house, guide_id)
    await apply_guide(house, guide_id, MONARR, entry_ids=[entry(view, "p1").id])
    assert (await profile(house)).format_scores == {}
    await apply_guide(house, guide_id, MONARR, entry_ids=[entry(view, "g1").id])
    assert (await profile(house)).format_scores == {"Open Tier 01": 100}


async def test_a_name_that_somebody_has_gets_the_guides_behind_it(house: House, shelf: Shelf) -> None:
    own = {**copy.deepcopy(WEB), "name": "Open Tier 01"}
    del own["trash_id"]
    await import_formats(house, [own], MONARR, kind="series")
    await taken(house, shelf)
    assert set(await formats(house)) == {"Open Tier 01", "Open Tier 01 (Open guide)", "Web"}
    assert (await profile(house)).format_scores == {"Open Tier 01 (Open guide)": 100}


async def test_a_format_that_came_from_the_guide_by_hand_is_known_again(house: House, shelf: Shelf) -> None:
    [made] = await import_formats(house, [OPEN_TIER], MONARR, kind="series")
    guide_id = await taken(house, shelf)
    found = entry(await view_guide(house, guide_id), "a1")
    assert (found.local_id, found.forked) == (made, False)


async def test_series_and_films_keep_their_formats_apart(house: House, shelf: Shelf) -> None:
    await taken(house, shelf)
    film = {**copy.deepcopy(OPEN_TIER), "trash_id": "m1"}
    await import_formats(house, [film], MONARR, kind="movie")
    assert sorted((one.name, one.kind or "") for one in await list_formats(house)) == [
        ("Open Tier 01", "movie"), ("Open Tier 01", "series"), ("Web", "series"),
    ]  # fmt: skip


async def test_sizes_and_patterns_go_where_one_says(house: House, shelf: Shelf) -> None:
    guide_id = await read(house, shelf)
    view = await view_guide(house, guide_id)
    assert await use_sizes(house, guide_id, entry(view, "s1").id, MONARR) == 2
    assert (await read_sizes(house))["Remux-1080p"] == SizeLimits(20.5, 80, 90)
    naming = entry(view, "naming")
    assert naming.patterns["series_folder_format"]["plex"] == NAMING["series"]["plex"]  # type: ignore[index]
    await use_naming(house, guide_id, naming.id, {"series_folder_format": "plex"}, MONARR)
    assert (await read_naming(house)).series_folder_format == "{Series Title} {tvdb-{TvdbId}}"
    with pytest.raises(InvalidInput):
        await use_naming(house, guide_id, naming.id, {"series_folder_format": "nobody's"}, MONARR)


async def test_letting_a_guide_go_leaves_what_came_from_it(house: House, shelf: Shelf) -> None:
    guide_id = await taken(house, shelf)
    await forget_guide(house, guide_id, MONARR)
    assert set(await formats(house)) == {"Open Tier 01", "Web"}
    with pytest.raises(NotFound):
        await view_guide(house, guide_id)


def zipped(documents: dict[str, Any], comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.comment = comment
        for path, document in documents.items():
            archive.writestr(f"Guides-master/docs/json/sonarr/{path}", msgspec.json.encode(document))
        archive.writestr("Guides-master/docs/json/radarr/cf/bad.json", b"{")
        archive.writestr("../outside.json", b"{")
        archive.writestr("Guides-master/.vscode/settings.json", b"{")
    return buffer.getvalue()


def tarred(documents: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for path, document in documents.items():
            content = msgspec.json.encode(document)
            member = tarfile.TarInfo(f"guide/{path}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        link = tarfile.TarInfo("guide/link.json")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return buffer.getvalue()


async def test_an_archive_is_read_for_its_kind_and_names_its_commit(house: House) -> None:
    commit = "0123456789abcdef0123456789abcdef01234567"
    guide_id = await add_guide(
        house, "series", MONARR, archive=zipped(GUIDE, commit.encode()), file_name="Guides-master.zip"
    )
    view = await view_guide(house, guide_id)
    assert (view.source.name, view.source.found_version) == ("Guides-master.zip", commit[:10])
    assert (len(view.entries), view.source.problems) == (len(GUIDE), [])
    await look_again(house, guide_id, MONARR, archive=tarred({"cf/open.json": OPEN_TIER}))
    assert set(await states(house, guide_id)) == {"a1"}
    with pytest.raises(InvalidInput):
        await look_again(house, guide_id, MONARR)


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"\x1f\x8bbroken", b"{", b"[]", b'{"a": 1}', b""])
async def test_what_is_no_guide_is_refused_with_a_reason(house: House, content: bytes) -> None:
    with pytest.raises(InvalidInput):
        await add_guide(house, "series", MONARR, archive=content, file_name="x.zip")
    assert await list_guides(house) == []


@pytest.mark.parametrize("folder", ["relative", "/there/is/no/such/folder"])
async def test_a_folder_must_be_there(house: House, folder: str) -> None:
    with pytest.raises((InvalidInput, NotFound)):
        await add_guide(house, "series", MONARR, folder=folder)


async def test_an_address_goes_through_the_guard(house: House) -> None:
    with pytest.raises(InvalidInput):
        await add_guide(house, "series", MONARR, address="file:///etc/passwd")


async def test_two_guides_have_two_names(house: House, shelf: Shelf) -> None:
    await read(house, shelf)
    with pytest.raises(Conflict):
        await read(house, shelf)


async def test_what_is_taken_up_queues_the_scores_of_files_in_the_same_unit(house: House, shelf: Shelf) -> None:
    guide_id = await taken(house, shelf)
    jobs: Any = Job.__table__
    waits = select(jobs.c.payload).where(jobs.c.type == "rescore_files", jobs.c.state == "pending")
    found = await house.db.read(lambda connection: list(connection.execute(waits).scalars()))
    assert found == [{}]
    await house.db.write(lambda connection: connection.execute(jobs.delete()))
    await apply_guide(house, guide_id, MONARR, everything=True)  # nothing has changed
    assert await house.db.read(lambda connection: list(connection.execute(waits).scalars())) == []
