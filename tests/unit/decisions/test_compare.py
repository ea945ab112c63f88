"""The order of preference is total, transitive, and tells on which level it was decided."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monarr.core.decisions import Contribution, DelayPolicy, explain_comparison, judge, sort_candidates
from monarr.core.decisions.better import Step, step_from
from monarr.core.decisions.compare import preference
from monarr.core.decisions.model import Candidate, Judgement
from monarr.core.kinds import Protocol
from monarr.core.quality import LanguageGoal, Strength
from monarr.core.releases import ParsedRelease, Revision
from tests.unit.decisions.samples import (
    candidate,
    existing,
    facts,
    profile,
    score,
    second_version,
    series_candidate,
    series_facts,
)

WANTS = profile(
    audio_goals=(LanguageGoal("German", Strength.NICE), LanguageGoal("French", Strength.NICE)),
    subtitle_goals=(LanguageGoal("English", Strength.NICE),),
)


def best_first(*candidates: Candidate, **known: Any) -> list[str]:
    ground = facts(**known)
    judged = [Judgement(candidate=one, verdicts=()) for one in candidates]
    return [judgement.candidate.release_title for judgement in sort_candidates(judged, ground)]


@pytest.mark.parametrize(
    ("level", "better", "worse"),
    [
        ("quality", {"parsed": {"quality": "Bluray-1080p"}}, {"formats": score(900)}),
        ("revision", {"parsed": {"revision": second_version()}}, {"formats": score(900)}),
        ("languages", {"languages": ("German", "Original")}, {"formats": score(900)}),
        ("subtitles", {"subtitles": ("English",)}, {"formats": score(900)}),
        ("format-score", {"formats": score(5)}, {"indexer_priority": 1}),
        ("format-score", {"contributions": (Contribution("reputation", 5),)}, {"indexer_priority": 1}),
        ("protocol", {"protocol": Protocol.USENET}, {"indexer_priority": 1}),
        ("indexer-priority", {"indexer_priority": 1}, {"flags": frozenset({"freeleech"})}),
        ("flags", {"flags": frozenset({"freeleech"})}, {"seeders": 5000}),
        ("seeders", {"seeders": 5000}, {"size_bytes": 700_000_000}),
        ("size", {"size_bytes": 700_000_000}, {"size_bytes": 2_000_000_000}),
    ],
)
def test_a_level_decides_before_those_below_it(level: str, better: dict[str, Any], worse: dict[str, Any]) -> None:
    good, bad = candidate(release_title="a", **better), candidate(release_title="z", **worse)
    ground: dict[str, Any] = {"delay": DelayPolicy(preferred_protocol=Protocol.USENET), "profile": WANTS}
    assert best_first(bad, good, **ground) == ["a", "z"]
    told = explain_comparison(good, bad, facts(**ground))
    assert [(step.level, step.winner) for step in told if step.decisive] == [(level, "a")]


def test_young_usenet_releases_come_first() -> None:
    young = candidate(release_title="a", protocol=Protocol.USENET, age_minutes=30)
    old = candidate(release_title="z", protocol=Protocol.USENET, age_minutes=90_000)
    assert best_first(old, young) == ["a", "z"]


def test_more_of_the_wanted_episodes_come_first_then_less_beside_them() -> None:
    known = series_facts(wanted_episode_ids=(11, 12))
    both, one, all_three = (
        series_candidate(episode_ids=ids, release_title=str(ids)) for ids in ((11, 12), (11,), (11, 12, 13))
    )
    ordered = sort_candidates([judge(c, known) for c in (one, all_three, both)], known)
    assert [len(judged.candidate.episode_ids) for judged in ordered] == [2, 3, 1]


def test_accepted_come_before_waiting_and_those_before_refused() -> None:
    taken = judge(candidate(release_title="taken", seeders=1), facts())
    waiting = judge(candidate(release_title="waiting", seeders=0, formats=score(50)), facts())
    refused = judge(candidate(release_title="refused", size_bytes=1, formats=score(99)), facts())
    ordered = sort_candidates([refused, waiting, taken], facts())
    assert [j.candidate.release_title for j in ordered] == ["taken", "waiting", "refused"]


def test_the_first_of_the_wanted_languages_counts_before_all_others() -> None:
    first, second = (candidate(release_title=name, languages=(name,)) for name in ("German", "French"))
    both = candidate(release_title="both", languages=("German", "French"))
    neither = candidate(release_title="neither", languages=("Italian",))
    assert best_first(neither, second, first, both, profile=WANTS) == ["both", "German", "French", "neither"]


def test_equal_candidates_have_no_winner_on_any_level() -> None:
    assert all(step.winner is None for step in explain_comparison(candidate(), candidate(), facts()))


releases = st.builds(
    lambda quality, points, protocol, priority, flags, seeders, peers, age, size, version, heard, name: Candidate(
        release_title=name,
        parsed=ParsedRelease(type="movie", title="x", revision=Revision(version)),
        quality=quality,
        formats=score(points),
        protocol=protocol,
        indexer_priority=priority,
        flags=flags,
        seeders=seeders,
        peers=peers,
        age_minutes=age,
        size_bytes=size,
        languages=heard,
    ),
    st.sampled_from(["WEBDL-1080p", "WEBRip-1080p", "Bluray-1080p", "Elsewhere"]),
    st.integers(-2, 2),
    st.sampled_from(Protocol),
    st.integers(24, 26),
    st.frozensets(st.sampled_from(["freeleech", "scene", "odd"])),
    st.none() | st.integers(0, 2000),
    st.none() | st.integers(0, 2000),
    st.none() | st.integers(0, 20_000),
    st.none() | st.integers(1, 3 * 10**9),
    st.integers(1, 2),
    st.sampled_from([("German",), ("French", "German"), ("Unknown",)]),
    st.text("ab", max_size=2),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(releases, max_size=8), st.randoms())
def test_the_order_does_not_depend_on_the_order_of_asking(given_: list[Candidate], random: Any) -> None:
    shuffled = list(given_)
    random.shuffle(shuffled)
    ground = facts(delay=DelayPolicy(preferred_protocol=Protocol.USENET), profile=WANTS)
    keys = [
        [
            preference(j.candidate, ground)
            for j in sort_candidates([Judgement(candidate=c, verdicts=()) for c in many], ground)
        ]
        for many in (given_, shuffled)
    ]
    assert keys[0] == keys[1]


@settings(max_examples=40, deadline=None)
@given(st.lists(releases, min_size=3, max_size=6))
def test_preference_is_total_and_transitive(drawn: list[Candidate]) -> None:
    ground = facts(profile=WANTS)

    def first(one: Candidate, other: Candidate) -> str | None:
        return next((step.winner for step in explain_comparison(one, other, ground) if step.decisive), None)

    told = {(one, other): first(drawn[one], drawn[other]) for one, other in permutations(range(len(drawn)), 2)}
    for a, b, c in permutations(range(len(drawn)), 3):
        assert (told[a, b], told[b, a]) in {("a", "b"), ("b", "a"), (None, None)}
        if told[a, b] != "b" and told[b, c] != "b":
            assert told[a, c] != "b"


def test_other_contributions_order_releases_but_are_no_upgrade() -> None:
    here = existing("WEBDL-1080p")
    trusted = candidate(contributions=(Contribution("reputation", 50),))
    assert (trusted.score, trusted.ranking_score) == (0, 50)
    assert step_from(trusted, here, facts(existing=(here,))) is Step.SAME
