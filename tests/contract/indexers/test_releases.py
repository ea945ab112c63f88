"""What an item of a feed becomes, complete or with pieces missing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monarr.core.kinds import Protocol
from monarr.demo.fakes.torznab import FakeIndexer, FakeRelease
from monarr.ports.indexer import Indexer, IndexerRelease
from tests.contract.indexers.conftest import WHEN, episode, movie

HASH = "0123456789abcdef0123456789abcdef01234567"


async def only(indexer: Indexer, fake: FakeIndexer, release: FakeRelease) -> IndexerRelease:
    fake.releases = [release]
    (found,) = await indexer.recent()
    return found


async def test_a_complete_item_is_taken_over_whole(indexer: Indexer, fake: FakeIndexer, protocol: Protocol) -> None:
    found = await only(
        indexer,
        fake,
        movie(
            guid="abc",
            info_hash=HASH.upper(),
            seeders=12,
            leechers=5,
            grabs=99,
            files=3,
            languages=("English", "German"),
            minimum_ratio=1.5,
            minimum_seed_seconds=90,
        ),
    )
    assert found == IndexerRelease(
        guid="abc",
        title="Sintel.2010.1080p.WEB-DL.x264-OPEN",
        protocol=protocol,
        download_url=fake.url + "/download/abc?apikey=0123456789abcdef0123456789abcdef",
        info_hash=HASH,
        size_bytes=1_234_567_890,
        published_at=WHEN,
        categories=(2000, 2040),
        seeders=12,
        leechers=5,
        grabs=99,
        file_count=3,
        ids={"imdb": "tt1727587", "tmdb": "45745"},
        languages=("English", "German"),
        minimum_ratio=1.5,
        minimum_seed_minutes=2,
    )


async def test_an_item_without_size_date_and_peers_says_so(indexer: Indexer, fake: FakeIndexer) -> None:
    found = await only(indexer, fake, movie(size_bytes=None, published_at=None))
    assert (found.size_bytes, found.published_at, found.seeders, found.leechers) == (None, None, None, None)


@pytest.mark.parametrize(
    ("attributes", "flags"),
    [
        ([("downloadvolumefactor", "0")], {"freeleech"}),
        ([("downloadvolumefactor", "0.5"), ("uploadvolumefactor", "2")], {"halfleech", "double_upload"}),
        ([("downloadvolumefactor", "0.25")], {"freeleech75"}),
        ([("downloadvolumefactor", "0.75")], {"freeleech25"}),
        ([("downloadvolumefactor", "1"), ("uploadvolumefactor", "1")], set()),
        ([("downloadvolumefactor", "much")], set()),
        ([("tag", "Internal"), ("tag", "scene"), ("tag", "whatever")], {"internal", "scene"}),
        ([("prematch", "1"), ("nuked", "1"), ("subs", "English")], {"scene", "nuked", "subtitles"}),
    ],
)
async def test_factors_and_tags_become_flags(
    indexer: Indexer, fake: FakeIndexer, attributes: list[tuple[str, str]], flags: set[str]
) -> None:
    found = await only(indexer, fake, movie(further_attributes=tuple(attributes)))
    assert found.flags == flags


async def test_a_magnet_address_gives_its_hash(indexer: Indexer, fake: FakeIndexer) -> None:
    magnet = f"magnet:?xt=urn:btih:{HASH.upper()}&dn=Sintel"
    found = await only(indexer, fake, movie(content=None, magnet_url=magnet))
    assert (found.magnet_url, found.info_hash, found.download_url) == (magnet, HASH, None)
    assert (await indexer.fetch(found)).magnet_url == magnet


RAW = "<item><title>{title}</title>{rest}</item>"


async def raw(
    indexer: Indexer, fake: FakeIndexer, rest: str, title: str = "A.Film.2020.1080p-OPEN"
) -> list[IndexerRelease]:
    fake.releases = [movie(raw_item=RAW.format(title=title, rest=rest))]
    return await indexer.recent()


async def test_the_size_is_taken_from_wherever_it_stands(indexer: Indexer, fake: FakeIndexer) -> None:
    (a,) = await raw(indexer, fake, '<enclosure url="http://a/x" length="700"/>')
    (b,) = await raw(indexer, fake, "<link>http://a/x</link><size>800</size>")
    (c,) = await raw(indexer, fake, '<enclosure url="http://a/x" length="0"/><size>-4</size>')
    assert (a.size_bytes, b.size_bytes, c.size_bytes) == (700, 800, None)


async def test_items_that_cannot_be_used_are_left_out(indexer: Indexer, fake: FakeIndexer) -> None:
    assert await raw(indexer, fake, "<link>http://a/x</link>", title="") == []
    assert await raw(indexer, fake, "") == []
    assert await raw(indexer, fake, "<link>javascript:alert(1)</link>") == []
    assert await raw(indexer, fake, "<enclosure url='http://[broken'/>") == []


async def test_without_a_guid_the_address_identifies_it(indexer: Indexer, fake: FakeIndexer) -> None:
    (found,) = await raw(indexer, fake, "<link>/relative?id=1</link>")
    assert found.guid == found.download_url == fake.url + "/relative?id=1"


async def test_the_page_about_it_is_told_without_its_anchor(indexer: Indexer, fake: FakeIndexer) -> None:
    rest = "<link>http://a/x</link><comments>http://a/details/1#comments</comments>"
    (found,) = await raw(indexer, fake, rest)
    assert found.info_url == "http://a/details/1"


async def test_leechers_are_peers_without_seeders(indexer: Indexer, fake: FakeIndexer) -> None:
    attributes = "".join(
        f'<torznab:attr name="{name}" value="{value}"/>' for name, value in (("seeders", 9), ("peers", 4))
    )
    (found,) = await raw(indexer, fake, "<link>http://a/x</link>" + attributes)
    assert (found.seeders, found.leechers) == (9, 0)


async def test_numbers_that_are_none_are_not_stated(indexer: Indexer, fake: FakeIndexer) -> None:
    names = ("size", "seeders", "peers", "grabs", "files", "imdb", "tmdbid", "category", "minimumseedtime")
    attributes = "".join(f'<newznab:attr name="{name}" value="n/a"/>' for name in names)
    (found,) = await raw(indexer, fake, "<link>http://a/x</link>" + attributes)
    assert (found.size_bytes, found.seeders, found.ids, found.categories) == (None, None, {}, ())


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Sat, 14 Mar 2026 17:10:42 +0000", WHEN),
        ("Sat, 14 Mar 2026 18:10:42 +0100 (CET)", WHEN),
        ("Sat, 14 Mar 2026 19:10:42 CEST", WHEN),
        ("Sat, 14 Mar 2026 13:10:42 EDT", WHEN),
        ("Sat, 14 Mar 2026 17:10:42 UTC", WHEN),
        ("14 Mar 2026 17:10:42 GMT", WHEN),
        ("Mon, 14 Mar 2026 17:10:42", WHEN),
        ("2026-03-14T17:10:42Z", WHEN),
        ("2026-03-14 18:10:42 +01:00", WHEN),
        ("1773508242", WHEN),
        ("14 Mar 26 17:10:42 Z", WHEN),
        ("yesterday", None),
        ("Sat, 99 Foo 2026 17:10:42 +0000", None),
        ("0000-00-00 00:00:00", None),
        ("", None),
    ],
)
async def test_dates_are_understood_as_they_are_written(
    indexer: Indexer, fake: FakeIndexer, written: str, moment: datetime | None
) -> None:
    (found,) = await raw(indexer, fake, f"<link>http://a/x</link><pubDate>{written}</pubDate>")
    assert found.published_at == moment


async def test_the_usenet_date_goes_before_the_feed_date(indexer: Indexer, fake: FakeIndexer) -> None:
    release = episode(further_attributes=(("usenetdate", "Fri, 13 Mar 2026 00:00:00 +0000"),))
    found = await only(indexer, fake, release)
    assert found.published_at == datetime(2026, 3, 13, tzinfo=UTC)


async def test_control_characters_and_bare_ampersands_are_forgiven(indexer: Indexer, fake: FakeIndexer) -> None:
    (found,) = await raw(indexer, fake, "<link>http://a/x?a=1&b=2</link>", title="Tom & Jerry\x0b 1080p")
    assert (found.title, found.download_url) == ("Tom & Jerry 1080p", "http://a/x?a=1&b=2")
