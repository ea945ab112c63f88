"""From a dry run: save only the rule, or save it and grab what it found."""

from __future__ import annotations

from typing import Any

import pytest

from monarr.core.errors import Conflict
from monarr.core.quality import SizeLimits
from monarr.core.what_if import FormatChange, SizesChange, WhatIf
from monarr.demo.fakes.torznab import FakeIndexer
from monarr.services.formats import list_formats
from monarr.services.profiles import list_profiles
from monarr.services.quality import read_sizes
from monarr.services.what_if import read_what_if, start_what_if, work_out
from monarr.services.what_if_saving import grab_what_if, save_and_grab, save_change, save_what_if
from tests.integration.acquisition.scene import Scene, release
from tests.integration.what_if.running import finish
from tests.integration.what_if.test_replay import HDR, UHD, allowing, judged


async def finished(scene: Scene, change: Any) -> int:
    """A dry run whose job has run."""
    job_id = await start_what_if(scene.house, change, scene.person("Ada"))
    await finish(scene, job_id)
    return job_id


async def test_the_answer_is_the_same_after_it_was_kept(scene: Scene, archive: FakeIndexer) -> None:
    await judged(scene, archive, scene.film(), UHD, gb=3)
    change = await allowing(scene, "WEB 2160p")
    kept = await read_what_if(scene.house, await finished(scene, change))
    worked_out: WhatIf = await work_out(scene.house, change)
    assert kept.answer is not None
    assert (kept.answer.effects, kept.answer.totals) == (worked_out.effects, worked_out.totals)


async def test_saving_only_the_rule_grabs_nothing(scene: Scene, archive: FakeIndexer) -> None:
    await judged(scene, archive, scene.film(), UHD, gb=3)
    job_id = await finished(scene, await allowing(scene, "WEB 2160p"))
    await save_what_if(scene.house, job_id, scene.person("Ben"))
    saved = next(one for one in await list_profiles(scene.house) if one.name == "Films 1080p")
    assert saved.allows("WEBDL-2160p")
    assert scene.downloads() == [] and scene.jobs("grab_what_if") == []


async def test_saving_and_grabbing_takes_what_was_not_left_out(scene: Scene, archive: FakeIndexer) -> None:
    kept, left = scene.film(), scene.film("Charge", 2022)
    await judged(scene, archive, kept, UHD, gb=3)
    await judged(scene, archive, left, UHD.replace("Sintel.2010", "Charge.2022"), gb=3)
    job_id = await finished(scene, await allowing(scene, "WEB 2160p"))
    answer = (await read_what_if(scene.house, job_id)).answer
    assert answer is not None and len(answer.effects) == 2
    key = next(one.key for one in answer.effects if one.title == "Charge")
    await save_and_grab(scene.house, job_id, [key], scene.person("Ben"))
    [job] = scene.jobs("grab_what_if")
    archive.releases = [release(UHD, gb=3)]  # the indexer still has it
    done = await grab_what_if(scene.house, job.payload["what_if"], job.payload["left_out"], scene.person("Cleo"))
    assert [row.release_title for row in scene.downloads()] == [UHD] and len(done.download_ids) == 1
    again = await grab_what_if(scene.house, job.payload["what_if"], job.payload["left_out"], scene.person("Dora"))
    assert again.download_ids == () and len(scene.downloads()) == 1


async def test_grabbing_waits_for_the_answer(scene: Scene) -> None:
    job_id = await start_what_if(scene.house, await allowing(scene, "WEB 2160p"), scene.person("Ada"))
    with pytest.raises(Conflict):
        await save_and_grab(scene.house, job_id, [], scene.person("Ben"))


async def test_sizes_and_formats_are_saved_as_their_pages_would(scene: Scene) -> None:
    actor = scene.person("Ada")
    await save_change(scene.house, SizesChange(sizes={"DVD": SizeLimits(1, 2, 3)}), actor)
    assert (await read_sizes(scene.house))["DVD"] == SizeLimits(1, 2, 3)
    four_k = next(one for one in await list_profiles(scene.house) if one.name == "Films 4K")
    await save_change(scene.house, FormatChange(spec=HDR, scores={four_k.id: 75}), actor)
    [made] = await list_formats(scene.house)
    scores = {one.name: one.format_scores for one in await list_profiles(scene.house) if one.format_scores}
    assert scores == {"Films 4K": {"HDR": 75}}
    await save_change(scene.house, FormatChange(format_id=made.id, remove=True), actor)
    assert await list_formats(scene.house) == []
