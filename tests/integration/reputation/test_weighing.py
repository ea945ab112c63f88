"""Release groups are weighed from the ledger and from what became of downloads, each thing once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, update

from monarr.core.kinds import Origin, Protocol
from monarr.db.events import record_event
from monarr.db.models import Download, QualityProfileRow, Release, ReleaseGroup, ReleaseGroupSnapshot
from monarr.demo.fakes.torznab import FakeIndexer
from monarr.ports.indexer import IndexerRelease
from monarr.services.judging import judge_offers
from monarr.services.offers import Offer
from monarr.services.reputation import weigh_groups
from monarr.services.search import interactive_search
from tests.integration.acquisition.scene import NOW, Scene, release

WEB = "Sintel.2010.1080p.WEB-DL.x264-OPEN"


async def offered(scene: Scene, archive: FakeIndexer, *names: str, **more: Any) -> int:
    archive.releases = [release(name, **more) for name in names]
    film = scene.film()
    await interactive_search(scene.house, film)
    return film


def download(scene: Scene) -> int:
    return scene.add(Download, release_title=WEB, grabbed_at=NOW, state="imported", created_at=NOW, updated_at=NOW)


def told(scene: Scene, kind: str, download_id: int, **payload: Any) -> None:
    """Something became of a download."""
    given = {"release": WEB} | payload
    scene.db.write_now(
        lambda connection: record_event(connection, kind, now=NOW, download_id=download_id, payload=given)
    )


def group(scene: Scene, name: str = "OPEN") -> Any:
    [row] = scene.rows(ReleaseGroup, name=name)
    return row


async def test_what_indexers_offer_is_counted_once(scene: Scene, archive: FakeIndexer) -> None:
    await offered(scene, archive, WEB, WEB.replace("WEB-DL", "BluRay"), gb=1.5, seeders=55)
    done = await weigh_groups(scene.house)
    assert (done.releases, done.groups, group(scene).release_count) == (2, 1, 2)
    factors = {one["code"]: one for one in group(scene).analysis["factors"]}
    assert factors["seeder_health_score"]["value"] == 1.0
    assert factors["size_appropriateness"]["figures"]["mean_gigabytes"] == 12.0  # 1.5 GB of a film of 15 minutes
    assert factors["internal_ratio"]["value"] is None
    assert (await weigh_groups(scene.house)).releases == 0
    assert group(scene).release_count == 2


async def test_a_release_on_two_indexers_is_one(scene: Scene, archive: FakeIndexer) -> None:
    async with FakeIndexer() as other:
        scene.indexer(other, "Other")
        other.releases = [release(WEB)]
        await offered(scene, archive, WEB)
        await weigh_groups(scene.house)
    assert len(scene.rows(Release)) == 2 and group(scene).release_count == 1


async def test_internal_releases_count_where_the_indexer_marks_them(scene: Scene, archive: FakeIndexer) -> None:
    film = scene.film()
    flags = {"A": frozenset[str](), "B": frozenset({"internal"})}
    offers = [
        Offer(IndexerRelease(guid=name, title=WEB.replace("OPEN", name), protocol=Protocol.TORRENT, flags=marks), 1, "")
        for name, marks in flags.items()
    ]
    await judge_offers(scene.house, offers, film, origin=Origin.SEARCH)
    await weigh_groups(scene.house)
    values = {
        row.name: next(one["value"] for one in row.analysis["factors"] if one["code"] == "internal_ratio")
        for row in scene.rows(ReleaseGroup)
    }
    assert values == {"A": 0.0, "B": 1.0}


async def test_own_experience_comes_from_events(scene: Scene) -> None:
    first, second, third, fourth = (download(scene) for _ in range(4))
    told(scene, "file.imported", first)
    told(scene, "file.imported", first)  # a second episode of the same download
    told(scene, "file.upgraded", second, old_group="GONE")
    told(scene, "download.failed", third, code="fake")
    told(scene, "download.failed", fourth)
    await weigh_groups(scene.house)
    row = group(scene)
    assert (row.imported_count, row.fake_count, row.failed_count, row.upgraded_count) == (2, 1, 1, 0)
    assert row.analysis["adjustments"] == {"fakes": -7.5}
    assert group(scene, "GONE").upgraded_count == 1
    assert (await weigh_groups(scene.house)).events == 0 and group(scene).imported_count == 2


async def test_what_the_ledger_forgets_is_still_known_of_the_group(scene: Scene, archive: FakeIndexer) -> None:
    await offered(scene, archive, WEB)
    await weigh_groups(scene.house)
    table: Any = Release.__table__
    scene.db.write_now(lambda connection: connection.execute(delete(table)))
    scene.clock.forward(days=45)
    await weigh_groups(scene.house)
    assert group(scene).release_count == 1
    recency = next(one for one in group(scene).analysis["factors"] if one["code"] == "recency_score")
    assert recency["value"] < 0.5  # the time that passed was weighed


async def test_history_has_one_line_for_a_day(scene: Scene, archive: FakeIndexer) -> None:
    await offered(scene, archive, WEB)
    await weigh_groups(scene.house)
    told(scene, "file.imported", download(scene))
    await weigh_groups(scene.house)
    scene.clock.forward(days=1)
    told(scene, "download.failed", download(scene), code="fake")
    await weigh_groups(scene.house)
    first, second = scene.rows(ReleaseGroupSnapshot)
    assert first.taken_on == NOW.date() and second.taken_on == (NOW + timedelta(days=1)).date()
    assert (first.imported_count, first.ended_count, second.ended_count) == (1, 1, 2)
    assert second.score < first.score


async def test_the_profile_says_what_reputation_counts_in_the_order(scene: Scene, archive: FakeIndexer) -> None:
    good, bad = WEB.replace("OPEN", "Good"), WEB.replace("OPEN", "Bad")
    for name, score in (("Good", 95.0), ("Bad", 10.0)):
        scene.add(ReleaseGroup, key=name.lower(), name=name, score=score, confidence=100, analysed_at=NOW)
    film = await offered(scene, archive, bad, good)
    archive.releases = [release(bad, gb=1, seeders=900), release(good, gb=1, seeders=2)]

    async def order() -> list[tuple[str, int, int]]:
        report = await interactive_search(scene.house, film)
        found = [one.judged.candidate for one in report.releases]
        return [(one.release_title, one.score, one.ranking_score) for one in found]

    assert await order() == [(bad, 0, 0), (good, 0, 0)]
    table: Any = QualityProfileRow.__table__
    scene.db.write_now(lambda connection: connection.execute(update(table).values(reputation_weight=100)))
    assert await order() == [(good, 0, 90), (bad, 0, -80)]
    assert all(row.score == 0 for row in scene.verdicts(good))  # the ledger's score is that of formats
