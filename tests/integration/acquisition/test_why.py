"""“Why?” for everything that is wanted at once, and for a member."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from monarr.db.queries.wanted import list_cutoff_unmet, list_missing
from monarr.services.search import search_title
from monarr.services.why import WhyReport, explain_wanted, explain_why
from tests.fakes.download_client import MemoryClient
from tests.integration.acquisition.scene import FakeIndexer, Scene, release

HUGE = "Sintel.2010.1080p.WEB-DL.x264-OPEN"


async def reports(scene: Scene, listing=list_missing) -> list[WhyReport]:  # type: ignore[no-untyped-def]
    rows = await scene.db.read(listing, now=scene.clock.now())
    return await explain_wanted(scene.house, rows)


async def test_each_missing_thing_has_its_own_sentence(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    film, (_, episodes) = scene.film(), scene.series("Pioneer One", 2)
    archive.releases = [release(HUGE, gb=9), release("Pioneer.One.S01E01.720p.HDTV.x264-OPEN")]
    await search_title(scene.house, film)
    await search_title(scene.house, scene.rows(_episode(), item_id=episodes[0])[0].series_id)
    told = {report.episode_id or report.title_id: report.why for report in await reports(scene)}
    assert told[film].code == "size-maximum" and told[film].release_count == 1
    assert "9.0 GB" in str(told[film].sentence)
    assert told[episodes[0]].code == "quality-allowed"
    assert told[episodes[1]].code == "nothing-found"


def _episode():  # type: ignore[no-untyped-def]
    from monarr.db.models import Episode

    return Episode


async def test_all_at_once_says_the_same_as_one_by_one(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    film = scene.film()
    archive.releases = [release(HUGE.replace("OPEN", f"G{number}"), gb=9 + number) for number in range(7)]
    await search_title(scene.house, film)
    (at_once,) = await reports(scene)
    alone = await explain_why(scene.house, film)
    assert str(at_once.why.sentence) == str(alone.why.sentence)
    assert "The nearest of 7 releases is 9.0 GB" in str(alone.why.sentence)
    assert at_once.override == alone.override


async def test_what_is_here_says_why_nothing_better_came(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    film = scene.film()
    scene.file(film, film, "WEBDL-1080p")
    archive.releases = [release("Sintel.2010.1080p.WEBRip.x264-OTHER")]
    await search_title(scene.house, film)
    (told,) = await reports(scene, list_cutoff_unmet)
    assert told.why.code == "upgrade"
    assert not any(digit in str(told.why.for_members) for digit in "0123456789")


@pytest.mark.parametrize("films", [1, 9])
async def test_it_costs_a_fixed_number_of_statements(scene: Scene, films: int) -> None:
    for number in range(films):
        scene.film(f"Invented Film {chr(97 + number)}", 2001 + number)
    rows = await scene.db.read(list_missing, now=scene.clock.now())
    said: list[str] = []

    def note(_c, _u, statement, *_) -> None:  # type: ignore[no-untyped-def]
        said.append(statement)

    event.listen(scene.db.engine, "before_cursor_execute", note)
    assert len(await explain_wanted(scene.house, rows)) == films
    event.remove(scene.db.engine, "before_cursor_execute", note)
    assert len([one for one in said if one.lstrip().upper().startswith("SELECT")]) <= 32
