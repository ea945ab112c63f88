"""NFO documents survive writing and reading, and strange files are read for what they hold."""

from __future__ import annotations

from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monarr.core.nfo import (
    NfoActor,
    NfoAudio,
    NfoDocument,
    NfoKind,
    NfoRating,
    NfoSet,
    NfoStreams,
    NfoSubtitle,
    NfoVideo,
    kodi_hdr,
    read_nfo,
    write_nfo,
)

FILM = NfoDocument(
    kind=NfoKind.MOVIE,
    title="Carnival & <Souls>",
    original_title="Carnival of Souls",
    sort_title="Carnival of Souls",
    year=1962,
    premiered_on=date(1962, 9, 26),
    plot="An organist hears what nobody plays.\n\nThen she drives on.",
    outline="An organist.",
    tagline="She was a stranger among the living.",
    runtime_minutes=78,
    certification="US:PG",
    status="released",
    ratings=(NfoRating("imdb", 7.0, 10, 30000, True), NfoRating("metacritic", 71, 100)),
    ids={"imdb": "tt0055830", "tmdb": "16093"},
    default_id="tmdb",
    genres=("Horror", "Mystery"),
    countries=("United States of America",),
    studios=("Harcourt Productions",),
    tags=("public domain",),
    set=NfoSet("Organs", "Films with organs."),
    actors=(NfoActor("Candace Hilligoss", "Mary Henry", 0, "https://example.org/a.jpg"), NfoActor("Frances Feist")),
    directors=("Herk Harvey",),
    writers=("John Clifford",),
    trailer="https://example.org/t.mp4",
    streams=NfoStreams(
        (NfoVideo(codec="h264", aspect=1.333333, width=1440, height=1080, duration_seconds=4680, hdr="hdr10"),),
        (NfoAudio("aac", "eng", 2), NfoAudio("ac3", "ger", 6)),
        (NfoSubtitle("eng"),),
    ),
    added_at=datetime(2026, 11, 20, 20, 0, 5, tzinfo=UTC),
)
SERIES = NfoDocument(
    kind=NfoKind.TVSHOW, title="Harbour Lights", ids={"tvdb": "900000002"}, default_id="tvdb", season_names={1: "Fog"}
)
SEASON = NfoDocument(kind=NfoKind.SEASON, title="Fog", season=1, plot="The first winter.")


def episode(number: int) -> NfoDocument:
    return NfoDocument(
        kind=NfoKind.EPISODE,
        title=f"Part {number}",
        show_title="Harbour Lights",
        season=1,
        episode=number,
        aired_on=date(2024, 1, number),
        ids={"tvdb": str(900000100 + number)},
        default_id="tvdb",
    )


@pytest.mark.parametrize("document", [FILM, SERIES, SEASON, episode(1)], ids=lambda document: document.kind.value)
def test_what_is_written_reads_back_the_same(document: NfoDocument) -> None:
    facts = read_nfo(write_nfo(document))
    assert facts is not None
    assert facts.documents == (document,)
    assert facts.ids == document.ids
    assert not facts.broken


def test_several_episodes_of_one_file_read_back_in_order() -> None:
    facts = read_nfo(write_nfo([episode(1), episode(2)]))
    assert facts is not None
    assert facts.documents == (episode(1), episode(2))


def test_the_same_document_gives_the_same_bytes_and_strict_xml() -> None:
    assert write_nfo(FILM) == write_nfo(FILM)
    root = ElementTree.fromstring(write_nfo(FILM))
    assert root.findtext("title") == "Carnival & <Souls>"
    assert [u.get("type") for u in root.findall("uniqueid") if u.get("default") == "true"] == ["tmdb"]


@given(st.text())
def test_any_text_becomes_legal_xml(words: str) -> None:
    content = write_nfo(NfoDocument(kind=NfoKind.MOVIE, title="x" + words, plot=words, ids={'a"<&': words}))
    assert ElementTree.fromstring(content).tag == "movie"


def test_no_document_is_no_file() -> None:
    with pytest.raises(ValueError, match="needs a document"):
        write_nfo([])


@pytest.mark.parametrize(
    ("content", "ids", "kind"),
    [
        (b"https://www.imdb.com/title/tt0063350/", {"imdb": "tt0063350"}, None),
        (b"https://www.themoviedb.org/movie/10378-big-buck-bunny", {"tmdb": "10378"}, NfoKind.MOVIE),
        (b"https://www.themoviedb.org/tv/1399", {"tmdb": "1399"}, NfoKind.TVSHOW),
        (b"http://thetvdb.com/?tab=series&id=170551", {"tvdb": "170551"}, NfoKind.TVSHOW),
        (b"https://www.tvmaze.com/shows/6", {"tvmaze": "6"}, NfoKind.TVSHOW),
        (b"A film of 1968. See tt0063350, good copy", {"imdb": "tt0063350"}, None),
        (b"[tmdbid=10378] {tvdb-99}", {"tmdb": "10378", "tvdb": "99"}, None),
    ],
)
def test_ids_are_found_in_addresses_and_plain_text(content: bytes, ids: dict[str, str], kind: NfoKind | None) -> None:
    facts = read_nfo(content)
    assert facts is not None
    assert (facts.ids, facts.kind, facts.documents) == (ids, kind, ())


@pytest.mark.parametrize(
    ("xml", "ids"),
    [
        (b"<movie><id>tt0063350</id></movie>", {"imdb": "tt0063350"}),
        (b'<movie><id moviedb="imdb">tt0063350</id><tmdbid>10331</tmdbid></movie>', None),
        (b"<tvshow><id>170551</id></tvshow>", {"tvdb": "170551"}),
        (b'<tvshow><id IMDB="tt0052451" TVDB="71414"></id></tvshow>', {"imdb": "tt0052451", "tvdb": "71414"}),
        (b'<tvshow><episodeguide>{"tmdb": 1399}</episodeguide></tvshow>', {"tmdb": "1399"}),
        (b'<movie><uniqueid type="imdb">none</uniqueid><imdbid>tt0063350</imdbid></movie>', {"imdb": "tt0063350"}),
        (b"<movie><title>X</title></movie>\nhttps://www.imdb.com/title/tt0063350", {"imdb": "tt0063350"}),
        (b"<movie><plot>like tt0063350</plot></movie>", {}),
    ],
)
def test_older_spellings_of_ids(xml: bytes, ids: dict[str, str] | None) -> None:
    facts = read_nfo(xml)
    assert facts is not None
    assert facts.ids == (ids if ids is not None else {"imdb": "tt0063350", "tmdb": "10331"})


def test_older_spellings_of_fields() -> None:
    facts = read_nfo(
        b"<?xml version='1.0'?><movie><title>Tom & Jerry</title><rating>7,5</rating><votes>1,234</votes>"
        b"<genre>Comedy / Family</genre><runtime>97 min</runtime><set>Cartoons</set><credits>A / B</credits></movie>"
    )
    assert facts is not None
    document = facts.document
    assert document is not None
    assert document.title == "Tom & Jerry"
    assert document.ratings == (NfoRating("default", 7.5, 10, 1234, True),)
    assert document.genres == ("Comedy", "Family")
    assert (document.runtime_minutes, document.set, document.writers) == (97, NfoSet("Cartoons"), ("A", "B"))


def test_broken_xml_still_gives_its_ids() -> None:
    facts = read_nfo(b'<movie><title>Half<plot>no end <uniqueid type="imdb">tt0063350</uniqueid>')
    assert facts is not None
    assert facts.broken
    assert (facts.kind, facts.ids, facts.document) == (NfoKind.MOVIE, {"imdb": "tt0063350"}, None)


def test_entities_and_document_types_are_never_expanded() -> None:
    bomb = b'<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><movie><title>&b;</title><id>tt0063350</id></movie>'
    facts = read_nfo(bomb)
    assert facts is not None
    assert (facts.documents, facts.broken, facts.ids) == ((), True, {"imdb": "tt0063350"})


@pytest.mark.parametrize("content", [b"", b"  \n", b"GREETINGS TO ALL", b"\x89PNG\r\n\x1a\n\x00", b"<movie>" * 60_000])
def test_files_that_tell_nothing(content: bytes) -> None:
    assert read_nfo(content) is None


def test_other_encodings_are_read() -> None:
    for encoding in ("utf-16", "cp1252", "utf-8-sig"):
        facts = read_nfo("<movie><title>Fête é</title></movie>".encode(encoding))
        assert facts is not None
        assert facts.document is not None
        assert facts.document.title == "Fête é"


@given(st.binary(max_size=300))
def test_no_bytes_make_reading_fail(content: bytes) -> None:
    read_nfo(content)
    read_nfo(b"<movie>" + content + b"</movie>")


@pytest.mark.parametrize(
    ("kind", "word"),
    [("hdr10", "hdr10"), ("hdr10plus", "hdr10plus"), ("hlg10", "hlg"), ("dolby_vision", "dolbyvision"),
     ("dolby_vision_hdr10plus", "dolbyvision"), ("pq10", None), ("none", None), (None, None)],
)  # fmt: skip
def test_kodi_has_its_own_words_for_dynamic_range(kind: str | None, word: str | None) -> None:
    assert kodi_hdr(kind) == word
