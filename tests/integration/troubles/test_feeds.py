"""Odd feeds all the way: from the indexer over judging into the record."""

from __future__ import annotations

from monarr.core.kinds import Origin
from monarr.db.models import Release
from monarr.demo.fakes.torznab import FakeIndexer
from monarr.services.search import search_title
from monarr.services.why import explain_why
from tests.fakes.download_client import MemoryClient
from tests.integration.acquisition.scene import Scene, release

WEB = "Sintel.2010.1080p.WEB-DL.x264-OPEN"


async def test_an_item_without_size_date_and_peers_gets_every_rule_and_a_sentence(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    film = scene.film()
    archive.releases = [release(WEB, size_bytes=None, published_at=None, seeders=None, leechers=None)]
    await search_title(scene.house, film, origin=Origin.SEARCH)
    (kept,) = scene.rows(Release)
    assert (kept.size_bytes, kept.published_at) == (None, None)
    assert len(scene.verdicts(WEB)[0].verdicts) >= 30
    assert str((await explain_why(scene.house, film)).why.sentence)


async def test_ten_megabytes_of_answer_are_searched_and_the_best_grabbed(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    padding = (("padding", "x" * 105_000),)
    archive.releases = [
        release(f"Sintel.2010.480p.DVD.x264-G{number}", gb=0.2, further_attributes=padding) for number in range(99)
    ]
    archive.releases.append(release(WEB))
    archive.page_size = 200
    report = await search_title(scene.house, scene.film())
    assert (report.problems, len(scene.rows(Release))) == ((), 100)
    assert [row.release_title for row in scene.downloads()] == [WEB]
