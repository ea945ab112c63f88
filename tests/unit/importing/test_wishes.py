"""Languages told by the streams of a file, and names that tell against it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monarr.core.decisions import Outcome
from monarr.core.importing import Consequence, WantedLanguages, check_languages, check_name, consequence_of
from monarr.core.media import AudioStream, MediaFacts, SubtitleStream
from monarr.core.quality import LanguageGoal, Strength
from monarr.core.releases import parse_release
from monarr.messages.imports import import_label, import_sentence

NOW = datetime(2026, 3, 1, tzinfo=UTC)
GERMAN, ENGLISH = LanguageGoal("German"), LanguageGoal("English")


def media(*audio: str | None, subtitles: tuple[str | None, ...] = ()) -> MediaFacts:
    return MediaFacts(
        container="matroska",
        size_bytes=1,
        audio=tuple(AudioStream(index=n, codec="aac", language=one) for n, one in enumerate(audio)),
        subtitles=tuple(SubtitleStream(index=n, codec="subrip", language=one) for n, one in enumerate(subtitles)),
    )


def refused(found: MediaFacts, beside: tuple[str, ...] = (), **goals: Any) -> dict[str, str]:
    verdicts = check_languages(found, WantedLanguages(**goals), NOW, beside=beside)
    return {one.code: str(import_sentence(one)) for one in verdicts if one.outcome is Outcome.REFUSED}


def test_a_promise_that_the_file_breaks_is_graver_than_a_wish() -> None:
    told = refused(media("eng"), audio=(GERMAN,), promised=frozenset({"German", "Original"}))
    assert told == {"language-broken": "It was said to have German; the file is in English."}
    assert set(refused(media("eng"), audio=(GERMAN,))) == {"language"}
    assert (consequence_of("language-broken"), consequence_of("language")) == (Consequence.FAIL, Consequence.ASK)


def test_a_stream_without_a_tag_may_be_in_any_language() -> None:
    assert refused(media("eng", None), audio=(GERMAN,)) == {}
    assert refused(media("eng", "ger"), audio=(GERMAN, ENGLISH)) == {}


def test_a_language_that_was_only_waited_for_lapses() -> None:
    waited = LanguageGoal("German", wait_days=14)
    assert refused(media("eng"), audio=(waited,), out_at=NOW - timedelta(days=14)) == {}
    assert set(refused(media("eng"), audio=(waited,), out_at=NOW - timedelta(days=13))) == {"language"}
    assert refused(media("eng"), audio=(LanguageGoal("German", Strength.NICE),)) == {}


def test_subtitles_may_lie_beside_the_file() -> None:
    assert set(refused(media("eng", subtitles=("fre",)), subtitles=(GERMAN,))) == {"subtitles"}
    assert refused(media("eng", subtitles=("fre",)), ("ger",), subtitles=(GERMAN,)) == {}


def test_original_means_the_language_of_the_title() -> None:
    goal = (LanguageGoal("Original"),)
    assert refused(media("dut"), audio=goal, original_language="Dutch") == {}
    assert set(refused(media("eng"), audio=goal, original_language="Dutch")) == {"language"}
    assert refused(media("eng"), audio=goal, original_language=None) == {}


@pytest.mark.parametrize(
    ("path", "folder", "code"),
    [
        ("_UNPACK_Pioneer.One/pioneer.mkv", None, "unpacking"),
        ("Pioneer.One.S01E01a.1080p.mkv", None, "split-episode"),
        ("Pioneer.One.S01E01.Part.1.1080p.mkv", None, None),
        ("Pioneer.One.S01.1080p.WEB-DL.mkv", None, "full-season"),
        ("Pioneer.One.S01E02.1080p.WEB-DL.mkv", "Pioneer.One.S01E05.1080p.WEB-DL", "folder"),
        ("Pioneer.One.S01E02.1080p.WEB-DL.mkv", "Pioneer.One.S01E01E02.1080p.WEB-DL", None),
        ("Pioneer.One.S01E02.1080p.WEB-DL.mkv", "Pioneer.One.S01.1080p.WEB-DL", None),
    ],
)
def test_what_a_name_of_an_episode_tells(path: str, folder: str | None, code: str | None) -> None:
    parsed = parse_release(path.rpartition("/")[2].removesuffix(".mkv"), "series")
    said = parse_release(folder, "series") if folder else None
    found = check_name(path, parsed, said, is_film=False, episode_count=6)
    assert (found.code if found else None) == code
    if found is not None:
        assert str(import_sentence(found)) != "It was not imported."
        assert str(import_label(found.code)) != found.code


def test_one_disc_of_a_film_is_no_film() -> None:
    found = check_name("Metropolis.1927.CD1.avi", None, None, is_film=True, episode_count=0)
    assert found is not None and found.code == "film-part"
    assert check_name("Metropolis.1927.Disco.Cut.avi", None, None, is_film=True, episode_count=0) is None
