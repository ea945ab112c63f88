"""Why is it not here? One sentence, from whatever is known."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from monarr.core.decisions import Candidate, DelayPolicy, Facts, QueuedRelease, judge
from monarr.messages import why
from monarr.messages.why import Why
from tests.unit.decisions.samples import NOW, candidate, facts, series_candidate, series_facts
from tests.unit.decisions.test_each_rule import CASES

BIG: dict[str, Any] = {"size_bytes": 5_600_000_000}


def answer(releases: list[Candidate], known: Facts | None = None, **more: Any) -> Why:
    ground = known or facts()
    return why([judge(release, ground) for release in releases], ground, **more)


def test_the_nearest_of_several_is_told_with_the_limit() -> None:
    releases = [candidate(**BIG)] + [candidate(size_bytes=9_000_000_000, seeders=0) for _ in range(13)]
    told = answer(releases)
    assert str(told.sentence) == (
        "The nearest of 14 releases is 5.6 GB, and this profile allows 2.1 GB for a film of 15 minutes."
    )
    assert (told.code, told.fix, told.can_override, told.release_count) == ("size-maximum", "profile.sizes", True, 14)
    assert str(told.for_members) == "Still looking. The best copy so far is bigger than this house allows."


def test_one_release_is_not_the_nearest_of_one() -> None:
    assert str(answer([candidate(**BIG)]).sentence).startswith("The only release is 5.6 GB")


def test_an_episode_is_not_called_a_film() -> None:
    told = answer([series_candidate(**BIG)], series_facts())
    assert "film" not in str(told.sentence)


def test_a_release_of_another_title_is_no_near_miss() -> None:
    told = answer([candidate(is_match=False), candidate(seeders=0, **BIG)])
    assert (told.code, told.release_count) == ("size-maximum", 1)


def test_only_other_titles_cannot_be_grabbed_all_the_same() -> None:
    told = answer([candidate(is_match=False, parsed={"title": "Other"})] * 3)
    assert str(told.sentence) == "All 3 releases found name other titles, such as “Other”."
    assert not told.can_override


def test_a_wait_tells_how_long_and_until_when() -> None:
    told = answer([candidate()], facts(delay=DelayPolicy(torrent_minutes=641)))
    assert str(told.sentence) == "Grabs in 41 min, unless a better one comes."
    assert (told.temporary, told.until) == (True, NOW + timedelta(minutes=41))


def test_what_lasts_is_told_before_what_passes() -> None:
    told = answer([candidate(seeders=0, **BIG)])
    assert (told.code, told.temporary) == ("size-maximum", False)


def test_an_accepted_release_comes_next() -> None:
    assert answer([candidate(), candidate(**BIG)]).code == "ready"


@pytest.mark.parametrize(
    ("known", "more", "code", "words"),
    [
        (facts(), {}, "never-searched", "Never searched"),
        (facts(), {"indexer_count": 0}, "no-indexer", "No indexer is connected"),
        (facts(), {"last_searched_at": NOW, "indexer_count": 4}, "nothing-found", "None of 4 indexers"),
        (facts(), {"last_searched_at": NOW, "indexer_count": 1}, "nothing-found", "The one indexer"),
        (facts(), {"last_searched_at": NOW}, "nothing-found", "No indexer has"),
        (facts(monitored=False), {}, "not-monitored", "Not monitored"),
        (facts(available=False, available_at=NOW + timedelta(days=3)), {}, "not-out", "in 3 d"),
        (facts(available=False), {}, "not-out", "nobody has given a date"),
        (facts(queued=(QueuedRelease(download_id=1, item_ids=(1,), quality="DVD"),)), {}, "arriving", "DVD is"),
    ],
)
def test_without_releases_the_state_of_things_is_told(
    known: Facts, more: dict[str, Any], code: str, words: str
) -> None:
    told = answer([], known, **more)
    assert told.code == code
    assert words in str(told.sentence)
    assert len(str(told.sentence)) <= 120


def test_the_last_search_is_told_beside() -> None:
    assert str(answer([], last_searched_at=NOW - timedelta(hours=3)).searched) == "Last searched 3 h ago."
    assert answer([]).searched is None


@pytest.mark.parametrize("code", sorted(CASES))
def test_every_rule_can_be_the_reason(code: str) -> None:
    release, known = CASES[code]
    told = answer([release], known)
    assert told.code == code
    assert told.nearest is not None
    assert 10 < len(str(told.sentence)) <= 120
