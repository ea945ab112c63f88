"""The engine: cheap rules always, costly ones only when nothing cheap refused; a judgement never raises."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from monarr.core.decisions import Cost, DelayPolicy, Facts, Outcome, find_rules, judge, verdict
from monarr.core.decisions.model import Candidate, Rule
from monarr.core.kinds import MediaKind, Origin, Protocol
from monarr.core.releases import ParsedRelease
from tests.unit.decisions.samples import HD, NOW, candidate, existing, facts


def test_rules_are_found_once_with_codes_that_differ() -> None:
    codes = [rule.code for rule in find_rules()]
    assert len(codes) == len(set(codes)) >= 35


def test_a_cheap_refusal_spares_the_costly_rules_and_keeps_their_codes() -> None:
    judged = judge(candidate(seeders=0), facts(file_names=("virus.exe",)))
    spared = {v.code for v in judged.verdicts if v.outcome is Outcome.NOT_ASKED}
    assert {"dangerous-files", "free-space", "has-video"} <= spared
    assert len(judged.verdicts) == len(find_rules())


def test_every_cheap_rule_is_asked_after_a_refusal() -> None:
    judged = judge(candidate(seeders=0, size_bytes=90_000_000_000), facts())
    assert {v.code for v in judged.refusals} == {"seeders", "size-maximum"}


def test_a_disk_refusal_spares_the_network() -> None:
    asked: list[str] = []

    def network(_: Candidate, __: Facts) -> object:
        asked.append("network")
        return verdict(True)

    rules = [
        Rule("full", lambda c, f: verdict(False), cost=Cost.DISK),
        Rule("list", network, cost=Cost.NETWORK),  # type: ignore[arg-type]
    ]
    assert not judge(candidate(), facts(), rules).accepted
    assert asked == []


def test_only_waiting_means_that_time_alone_helps() -> None:
    waiting = judge(candidate(), facts(delay=DelayPolicy(torrent_minutes=900)))
    assert waiting.only_waiting
    assert waiting.refusals[0].until == NOW + timedelta(minutes=300)
    assert not judge(candidate(size_bytes=1), facts()).only_waiting


maybe_count = st.none() | st.integers(0, 10**12)


@settings(max_examples=150, deadline=None)
@given(
    size=maybe_count,
    age=st.none() | st.floats(0, 10**7),
    seeders=st.none() | st.integers(0, 10**6),
    protocol=st.sampled_from(Protocol),
    origin=st.sampled_from(Origin),
    kind=st.sampled_from([MediaKind.MOVIE, MediaKind.SERIES]),
    quality=st.sampled_from(["WEBDL-1080p", "Unknown", "No such quality"]),
    held=st.sampled_from(["HDTV-1080p", "Nothing known"]),
    runtime=st.none() | st.floats(0, 500),
)
def test_a_judgement_never_raises_on_what_is_not_known(
    size: int | None,
    age: float | None,
    seeders: int | None,
    protocol: Protocol,
    origin: Origin,
    kind: MediaKind,
    quality: str,
    held: str,
    runtime: float | None,
) -> None:
    release = Candidate(
        release_title="x",
        parsed=ParsedRelease(type="movie", title="x", full_season=True, hardcoded_subs=None),
        protocol=protocol,
        quality=quality,
        size_bytes=size,
        age_minutes=age,
        seeders=seeders,
    )
    bare = Facts(
        now=NOW,
        origin=origin,
        kind=kind,
        item_id=1,
        title="",
        profile=HD,
        runtime_minutes=runtime,
        existing=(existing(held),),
        available=False,
        minimum_age_minutes=10,
        retention_days=3,
        delay=DelayPolicy(torrent_minutes=5, usenet_minutes=5),
    )
    judged = judge(release, bare)
    assert len(judged.verdicts) == len(find_rules())
    assert all(v.code for v in judged.verdicts)
