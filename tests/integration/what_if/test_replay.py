"""A dry run judges the ledger by proposed rules, writes nothing, and says what would be otherwise."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from sqlalchemy import event

from monarr.core.errors import InvalidInput, NotFound
from monarr.core.quality import ProfileItem, QualityProfile, SizeLimits
from monarr.core.what_if import Change, FolderSpace, FormatChange, ProfileChange, SizesChange, WhatIf
from monarr.db.models import CustomFormatRow, Download, ProfileFormat, ReleaseVerdict
from monarr.demo.fakes.torznab import FakeIndexer
from monarr.messages.what_if import basis, space
from monarr.services.profiles import list_profiles
from monarr.services.search import interactive_search
from monarr.services.what_if import read_what_if, start_what_if, work_out
from tests.integration.acquisition.scene import GB, Scene, release

WEB = "Sintel.2010.1080p.WEB-DL.x264-OPEN"
BLURAY = "Sintel.2010.1080p.BluRay.x264-OPEN"
UHD = "Sintel.2010.2160p.WEB-DL.HDR.x265-OPEN"
HDR = {
    "name": "HDR",
    "specifications": [
        {"name": "HDR", "implementation": "ReleaseTitleSpecification", "fields": {"value": r"\bHDR\b"}},
    ],
}


async def judged(scene: Scene, archive: FakeIndexer, film: int, *names: str, gb: float = 1.0) -> None:
    """The ledger knows these releases of the film; none was grabbed."""
    archive.releases = [release(name, gb=gb) for name in names]
    await interactive_search(scene.house, film)


async def profile_of(scene: Scene, name: str) -> QualityProfile:
    return next(one for one in await list_profiles(scene.house) if one.name == name)


async def allowing(scene: Scene, *labels: str) -> ProfileChange:
    """The films' 1080p profile with these steps allowed too, and its goal at the best of them."""
    known = await profile_of(scene, "Films 1080p")
    items = tuple(ProfileItem(item.qualities, item.allowed or item.label in labels, item.name) for item in known.items)
    return ProfileChange(profile_id=known.id, profile=replace(known, items=items, cutoff=labels[-1]))


async def answer(scene: Scene, change: Change) -> WhatIf:
    return await work_out(scene.house, change)


async def test_what_a_profile_would_take_that_it_refuses_today_is_new(scene: Scene, archive: FakeIndexer) -> None:
    await judged(scene, archive, scene.film(), UHD, gb=3)
    told = await answer(scene, await allowing(scene, "WEB 2160p"))
    [effect] = told.effects
    assert (effect.what, effect.title, effect.growth_bytes) == ("new", "Sintel", 3 * GB)
    assert effect.after is not None and effect.after.quality == "WEBDL-2160p"
    assert (told.totals.new, told.totals.download_bytes, told.release_count) == (1, 3 * GB, 1)


async def test_a_file_that_would_give_way_counts_what_it_frees(scene: Scene, archive: FakeIndexer) -> None:
    film = scene.film()
    scene.file(film, film, "Bluray-1080p", release_title=BLURAY)
    await judged(scene, archive, film, UHD, gb=3)
    told = await answer(scene, await allowing(scene, "WEB 2160p"))
    assert (told.totals.replaced, told.totals.replaced_files) == (1, 1)
    assert (told.totals.download_bytes, told.totals.growth_bytes) == (3 * GB, 2 * GB)
    assert told.totals.under_goal == 1  # Bluray-1080p was the goal, and is no longer


async def test_what_would_be_grabbed_today_and_no_longer_says_why(scene: Scene, archive: FakeIndexer) -> None:
    await judged(scene, archive, scene.film(minutes=15), WEB, gb=1)
    told = await answer(scene, SizesChange(sizes={"WEBDL-1080p": SizeLimits(1, 5, 20)}))
    [effect] = told.effects
    assert effect.what == "lost" and effect.growth_bytes == -1 * GB
    assert effect.refusal is not None and effect.refusal.code == "size-maximum"
    assert effect.refusal.figures["limit_bytes"] == 300_000_000


async def test_a_change_that_changes_nothing_says_so(scene: Scene, archive: FakeIndexer) -> None:
    await judged(scene, archive, scene.film(), WEB)
    known = await profile_of(scene, "Films 1080p")
    told = await answer(scene, ProfileChange(profile_id=known.id, profile=replace(known, name="HD")))
    assert (told.effects, told.version_count, told.unchanged_count) == ((), 1, 1)


async def test_a_new_format_with_points_prefers_another_release(scene: Scene, archive: FakeIndexer) -> None:
    plain = UHD.replace(".HDR", "")
    archive.releases = [release(UHD, gb=1), release(plain, gb=2)]
    await interactive_search(scene.house, scene.film(profile="Films 4K"))
    scores = {(await profile_of(scene, "Films 4K")).id: 100}
    told = await answer(scene, FormatChange(spec=HDR, scores=scores))
    assert "seen in the last 30 days" in str(basis(told))
    [effect] = told.effects
    assert effect.before is not None and effect.after is not None
    assert (effect.what, effect.before.release_title, effect.after.release_title) == ("other", plain, UHD)
    assert (effect.after.score, effect.after.formats) == (100, ("HDR",))


async def test_a_format_without_points_concerns_nothing(scene: Scene, archive: FakeIndexer) -> None:
    await judged(scene, archive, scene.film(), WEB)
    told = await answer(scene, FormatChange(spec=HDR))
    assert told.version_count == 0
    assert "No profile gives points to what would change" in str(basis(told))


async def test_a_file_keeps_its_own_points_when_scores_change(scene: Scene, archive: FakeIndexer) -> None:
    film = scene.film(profile="Films 4K")
    custom = scene.add(CustomFormatRow, name="HDR", conditions=HDR["specifications"])
    four_k = await profile_of(scene, "Films 4K")
    scene.file(film, film, "WEBDL-2160p", release_title=UHD)
    await judged(scene, archive, film, UHD.replace("OPEN", "LIGHT"), gb=2)
    told = await answer(scene, FormatChange(format_id=custom, spec=HDR, scores={four_k.id: 100}))
    assert told.effects == ()  # both have it: no upgrade


async def test_removing_a_format_takes_its_points_away(scene: Scene, archive: FakeIndexer) -> None:
    custom = scene.add(CustomFormatRow, name="HDR", conditions=HDR["specifications"])
    scene.add(ProfileFormat, profile_id=scene.profiles["Films 4K"], format_id=custom, score=50)
    film = scene.film(profile="Films 4K")
    small, big = UHD, UHD.replace(".HDR", "")
    archive.releases = [release(small, gb=1), release(big, gb=2)]
    await interactive_search(scene.house, film)
    [effect] = (await answer(scene, FormatChange(format_id=custom, remove=True))).effects
    assert (effect.what, effect.before.release_title, effect.after.release_title) == ("other", small, big)  # type: ignore[union-attr]


async def test_nothing_is_written_and_nothing_is_grabbed(scene: Scene, archive: FakeIndexer) -> None:
    await judged(scene, archive, scene.film(), UHD, gb=3)
    before = [(row.outcome, row.refusal, row.judged_at) for row in scene.rows(ReleaseVerdict)]
    await answer(scene, await allowing(scene, "WEB 2160p"))
    assert [(row.outcome, row.refusal, row.judged_at) for row in scene.rows(ReleaseVerdict)] == before
    assert scene.rows(Download) == []


async def test_a_series_counts_a_pack_once_and_by_episode(scene: Scene, archive: FakeIndexer) -> None:
    series, episodes = scene.series(episodes=3)
    archive.releases = [release("Pioneer.One.S01.2160p.WEB-DL.x265-OPEN", gb=9)]
    await interactive_search(scene.house, series, season=1)
    known = await profile_of(scene, "Series 1080p")
    items = tuple(ProfileItem(item.qualities, item.allowed or item.label == "WEB 2160p", item.name)
                  for item in known.items)  # fmt: skip
    change = ProfileChange(profile_id=known.id, profile=replace(known, items=items))
    [effect] = (await answer(scene, change)).effects
    assert (effect.item_ids, effect.growth_bytes) == (tuple(episodes), 9 * GB)


async def test_the_number_of_statements_does_not_grow_with_the_titles(scene: Scene, archive: FakeIndexer) -> None:
    counts = []
    for title in ("Sintel", "Charge", "Spring"):
        await judged(scene, archive, scene.film(title), UHD.replace("Sintel", title), gb=3)
        counts.append(await _statements(scene, await allowing(scene, "WEB 2160p")))
    assert counts[0] == counts[-1]


async def _statements(scene: Scene, change: Change) -> int:
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    engine = scene.db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        await answer(scene, change)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(seen)


async def test_a_change_that_could_not_be_saved_is_refused_before_it_runs(scene: Scene) -> None:
    known = await profile_of(scene, "Films 1080p")
    actor = scene.person("Ada")
    with pytest.raises(InvalidInput):
        await start_what_if(scene.house, ProfileChange(profile_id=known.id, profile=replace(known, name="")), actor)
    with pytest.raises(NotFound):
        await start_what_if(scene.house, ProfileChange(profile_id=10_000, profile=known), actor)
    with pytest.raises(InvalidInput):
        await start_what_if(scene.house, FormatChange(spec={"name": "x"}), actor)


async def test_a_dry_run_that_waits_shows_its_change(scene: Scene) -> None:
    change = await allowing(scene, "WEB 2160p")
    job_id = await start_what_if(scene.house, change, scene.person("Ada"))
    waiting = await read_what_if(scene.house, job_id)
    assert (waiting.state, waiting.answer, waiting.change) == ("pending", None, change)


def test_the_disk_is_spoken_of_only_where_it_would_fill() -> None:
    assert space([FolderSpace("/films", 100 * GB, GB)]) is None
    assert str(space([FolderSpace("/films", 100 * GB, 40 * GB)])) == "“/films” would have 60.0 GB left of 100 GB."
    assert str(space([FolderSpace("/films", 10 * GB, 40 * GB)])) == "“/films” has only 10.0 GB free."
    assert space([FolderSpace("/films", None, 40 * GB), FolderSpace("/tv", 10 * GB, -GB)]) is None
