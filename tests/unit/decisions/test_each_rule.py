"""For each rule one case that it alone refuses: without the rule the release would be taken."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from monarr.core.decisions import (
    Blocked,
    Candidate,
    DelayPolicy,
    Facts,
    Outcome,
    PackPolicy,
    PastGrab,
    QueuedRelease,
    Restriction,
    find_rules,
    judge,
)
from monarr.core.kinds import Origin, Protocol, SeriesType
from monarr.core.quality import LanguageGoal, RepairPolicy, SizeLimits, Strength
from tests.unit.decisions.samples import (
    HD,
    NOW,
    candidate,
    existing,
    facts,
    profile,
    score,
    second_version,
    series_candidate,
    series_facts,
)

BURNT_IN = {"hardcoded_subs": "Korean"}
EVERYTHING = profile(items=tuple(replace(item, allowed=True) for item in HD.items))
PACK = {"full_season": True, "episodes": []}

CASES: dict[str, tuple[Candidate, Facts]] = {
    "air-date": (
        candidate(age_minutes=8 * 1440.0),
        facts(
            available_at=NOW - timedelta(days=1), restrictions=(Restriction(name="Dates", refuse_before_air=True, grace_days=2),)
        ),
    ),
    "already-imported": (
        candidate(quality="Bluray-1080p"),
        facts(
            existing=(existing(),),
            history=(
                PastGrab(
                    title="sintel.2010.1080p.web-dl.x264-open",
                    grabbed_at=NOW - timedelta(days=9),
                    imported_at=NOW - timedelta(days=8),
                ),
            ),
        ),
    ),
    "anime-version": (
        series_candidate(parsed={"revision": second_version(), "release_group": "OTHER"}),
        series_facts(existing=(existing("WEBDL-1080p", item_id=11),), series_type=SeriesType.ANIME),
    ),
    "audio-goal": (
        candidate(languages=("German",)),
        facts(profile=profile(audio_goals=(LanguageGoal("Original"),)), original_language="English"),
    ),
    "availability": (candidate(), facts(available=False, available_at=NOW + timedelta(days=3))),
    "blocklist": (candidate(), facts(blocklist=(Blocked("Sintel.2010.1080p.WEB-DL.x264-OPEN", reason="fake"),))),
    "cutoff": (
        candidate(parsed={"quality": "Remux-1080p"}, size_bytes=3_000_000_000),
        facts(
            profile=EVERYTHING,
            existing=(existing("Bluray-1080p"),),
        ),
    ),
    "dangerous-files": (candidate(), facts(file_names=("Sintel.mkv", "codec\\Install.LNK"))),
    "delay": (candidate(), facts(delay=DelayPolicy(torrent_minutes=840))),
    "episode-known": (series_candidate(episode_ids=()), series_facts()),
    "episode-wanted": (series_candidate(), series_facts(wanted_episode_ids=(12,))),
    "extras": (series_candidate(parsed={"extras": True}), series_facts()),
    "file-lost": (candidate(), facts(existing=(existing(is_lost=True),))),
    "film-part": (candidate(release_title="Sintel.2010.CD1.1080p.WEB-DL.x264-OPEN"), facts()),
    "forbidden-words": (candidate(), facts(restrictions=(Restriction(name="Words", forbidden=("/x26[45]/",)),))),
    "free-space": (candidate(), facts(free_bytes=1_050_000_000)),
    "full-season-aired": (series_candidate(parsed=PACK), series_facts(unaired_in_season=2)),
    "hardcoded-subs": (candidate(parsed=BURNT_IN), facts()),
    "has-video": (candidate(), facts(file_names=("Sintel.txt", "Cover.jpg"))),
    "id-match": (
        candidate(parsed={"imdb_id": "tt9000001"}, is_match=False, match_reasons=("id-differs",)),
        facts(),
    ),
    "in-queue": (candidate(), facts(queued=(QueuedRelease(download_id=1, item_ids=(1,), quality="Bluray-1080p"),))),
    "indexer-available": (candidate(indexer_disabled_until=NOW + timedelta(minutes=30)), facts()),
    "indexer-flags": (candidate(required_flags=frozenset({"freeleech"})), facts()),
    "indexer-serves": (candidate(indexer_misfit="tags"), facts()),
    "language": (candidate(languages=("German",)), facts(profile=profile(languages=("Original",)), original_language="English")),
    "media-type": (series_candidate(parsed={"type": "movie"}), series_facts()),
    "minimum-age": (
        candidate(protocol=Protocol.USENET, seeders=None, age_minutes=5),
        facts(minimum_age_minutes=30),
    ),
    "minimum-format-score": (candidate(formats=score(-20)), facts(profile=profile(minimum_format_score=0))),
    "monitored": (series_candidate(), series_facts(monitored_episode_ids=(12,))),
    "multi-season": (series_candidate(parsed={"seasons": [1, 2]}), series_facts()),
    "one-title": (candidate(rivals=("Sintel (2024)",)), facts()),
    "pack-asked": (
        series_candidate(parsed=PACK, episode_ids=(11, 12), size_bytes=2_000_000_000),
        series_facts(
            origin=Origin.SEARCH, wanted_episode_ids=(11,), existing=(existing(item_id=12),), pack_policy=PackPolicy.ANY
        ),
    ),
    "dangerous-programs": (candidate(), facts(file_names=("Sintel.mkv", "codec\\Install.EXE"))),
    "proper-age": (
        candidate(parsed={"revision": second_version()}),
        facts(existing=(existing("WEBDL-1080p", added_at=NOW - timedelta(days=8)),)),
    ),
    "protocol": (candidate(), facts(protocols=frozenset({Protocol.USENET}))),
    "protocol-allowed": (candidate(), facts(allowed_protocols=frozenset({Protocol.USENET}))),
    "quality-allowed": (candidate(parsed={"quality": "HDTV-720p"}, size_bytes=200_000_000), facts()),
    "queue-goal": (
        candidate(parsed={"quality": "Remux-1080p"}, size_bytes=3_000_000_000),
        facts(profile=EVERYTHING, queued=(QueuedRelease(download_id=1, item_ids=(1,), quality="Bluray-1080p"),)),
    ),
    "queue-upgrades": (
        candidate(),
        facts(
            profile=profile(upgrade_allowed=False),
            queued=(QueuedRelease(download_id=1, item_ids=(1,), quality="HDTV-1080p"),),
        ),
    ),
    "raw-disc": (candidate(release_title="Sintel.2010.1080p.WEB-DL.iso"), facts()),
    "readable-name": (candidate(is_readable=False, is_match=False), facts()),
    "recent-goal": (
        candidate(parsed={"quality": "Remux-1080p"}, size_bytes=3_000_000_000),
        facts(
            profile=EVERYTHING,
            history=(PastGrab(title="x", grabbed_at=NOW - timedelta(hours=2), quality="Bluray-1080p"),),
        ),
    ),
    "recently-grabbed": (
        candidate(),
        facts(history=(PastGrab(title="x", grabbed_at=NOW - timedelta(hours=2), quality="WEBRip-1080p"),)),
    ),
    "refused-files": (candidate(), facts(file_names=("Sintel.mkv", "read.LNX"), refused_endings=frozenset({".lnx"}))),
    "refused-language": (
        candidate(languages=("German",)),
        facts(profile=profile(audio_goals=(LanguageGoal("German", Strength.REFUSE),))),
    ),
    "repairs": (
        candidate(parsed={"revision": second_version()}),
        facts(existing=(existing("WEBDL-1080p"),), repairs=RepairPolicy.KEEP),
    ),
    "required-words": (candidate(), facts(restrictions=(Restriction(name="Words", required=("HDR", "AV1")),))),
    "retention": (
        candidate(protocol=Protocol.USENET, seeders=None, age_minutes=11 * 1440.0),
        facts(retention_days=10),
    ),
    "same-episodes": (
        series_candidate(),
        series_facts(existing=(existing(item_id=11), existing(item_id=12))),
    ),
    "same-group": (
        candidate(parsed={"revision": second_version(repack=True), "release_group": "OTHER"}),
        facts(existing=(existing("WEBDL-1080p"),)),
    ),
    "sample": (
        candidate(release_title="Sintel.2010.1080p.WEB-DL-OPEN.sample", size_bytes=60_000_000),
        facts(runtime_minutes=None),
    ),
    "scene-numbering": (series_candidate(), series_facts(unverified_episode_ids=frozenset({11}))),
    "season-pack-only": (
        series_candidate(single_episode_days=30),
        series_facts(origin=Origin.SEARCH, is_season_search=True, season_ended_at=NOW - timedelta(days=31)),
    ),
    "season-wanted": (
        series_candidate(),
        series_facts(wanted_episode_ids=(22,), wanted_seasons=frozenset({2}), held_seasons=frozenset({1})),
    ),
    "seeders": (candidate(seeders=0), facts()),
    "size-limit": (candidate(), facts(maximum_size_bytes=900_000_000)),
    "size-maximum": (candidate(size_bytes=5_600_000_000), facts()),
    "size-minimum": (candidate(size_bytes=100_000_000), facts()),
    "split-episode": (series_candidate(release_title="Caminandes.S01E01a.1080p.WEB-DL-OPEN"), series_facts()),
    "subtitle-goal": (
        candidate(subtitles=("German",)),
        facts(profile=profile(subtitle_goals=(LanguageGoal("English"),))),
    ),
    "title-match": (candidate(is_match=False), facts()),
    "upgrade": (candidate(), facts(existing=(existing("WEBRip-1080p"),))),
    "upgrades-allowed": (candidate(), facts(profile=profile(upgrade_allowed=False), existing=(existing(),))),
    "year-match": (candidate(parsed={"year": 1999}, is_match=False, match_reasons=("title-equal", "year-differs")), facts()),
}  # fmt: skip


def refusals(given: Candidate, known: Facts) -> set[str]:
    return {verdict.code for verdict in judge(given, known).refusals}


def test_the_sample_release_is_accepted_for_film_and_series() -> None:
    assert judge(candidate(), facts()).accepted
    assert judge(series_candidate(), series_facts()).accepted


def test_every_rule_has_a_case() -> None:
    assert set(CASES) == {rule.code for rule in find_rules()}


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_rule_refuses_its_case_alone(code: str) -> None:
    assert refusals(*CASES[code]) == {code}


@pytest.mark.parametrize("code", sorted(CASES))
def test_without_the_rule_the_case_is_accepted(code: str) -> None:
    others = [rule for rule in find_rules() if rule.code != code]
    assert judge(*CASES[code], others).accepted


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_refusal_carries_figures(code: str) -> None:
    verdict = judge(*CASES[code]).refusals[0]
    assert verdict.figures


@pytest.mark.parametrize(
    ("code", "given", "known"),
    [
        ("delay", {"age_minutes": 900}, {"delay": DelayPolicy(torrent_minutes=840)}),
        ("delay", {"first_seen_at": NOW - timedelta(hours=15)}, {"delay": DelayPolicy(torrent_minutes=840)}),
        ("delay", {"formats": score(50)}, {"delay": DelayPolicy(torrent_minutes=840, bypass_above_score=50)}),
        (
            "delay",
            {"parsed": {"quality": "Bluray-1080p"}},
            {"delay": DelayPolicy(torrent_minutes=840, bypass_if_highest_quality=True)},
        ),
        ("language", {"languages": ("Unknown",)}, {"profile": profile(languages=("English",)), "original_language": "English"}),
        ("hardcoded-subs", {"parsed": BURNT_IN}, {"hardcoded_subs_languages": ("korean",)}),
        ("in-queue", {}, {"queued": (QueuedRelease(download_id=1, item_ids=(1,), quality="HDTV-1080p"),)}),
        ("upgrade", {}, {"existing": (existing(),)}),
        ("upgrade", {"parsed": {"revision": second_version()}}, {"existing": (existing("WEBDL-1080p"),)}),
        ("blocklist", {"info_hash": "bb"}, {"blocklist": (Blocked("Sintel.2010.1080p.WEB-DL.x264-OPEN", "aa"),)}),
        ("seeders", {}, {}),
        ("size-maximum", {"size_bytes": 2_100_000_000}, {}),
    ],
)  # fmt: skip
def test_a_rule_passes_with_figures(code: str, given: dict[str, Any], known: dict[str, Any]) -> None:
    verdict = next(v for v in judge(candidate(**given), facts(**known)).verdicts if v.code == code)
    assert verdict.outcome is Outcome.PASSED
    assert verdict.figures


def test_a_person_who_chooses_is_not_delayed_nor_asked_whether_it_is_monitored() -> None:
    known = facts(origin=Origin.INTERACTIVE, monitored=False, available=False, delay=DelayPolicy(torrent_minutes=840))
    assert judge(candidate(), known).accepted


def test_the_profiles_own_size_goes_before_the_definitions() -> None:
    tight = profile(sizes={"WEBDL-1080p": SizeLimits(maximum=10)})
    assert refusals(candidate(), facts(profile=tight)) == {"size-maximum"}


def test_a_season_pack_may_weigh_as_many_episodes_as_it_holds() -> None:
    pack = series_candidate(parsed=PACK, episode_ids=tuple(range(10)), size_bytes=20_000_000_000)
    assert judge(pack, series_facts()).accepted
    assert refusals(series_candidate(size_bytes=20_000_000_000), series_facts()) == {"size-maximum"}


@pytest.mark.parametrize(("policy", "accepted"), [("all", False), ("share", True), ("any", True)])
def test_the_pack_policy_says_how_many_episodes_must_gain(policy: str, accepted: bool) -> None:
    here = (existing("HDTV-1080p", item_id=11), existing("Bluray-1080p", item_id=12))
    pack = series_candidate(parsed=PACK, episode_ids=(11, 12), size_bytes=2_000_000_000)
    judged = judge(pack, series_facts(existing=here, pack_policy=PackPolicy(policy), pack_share_percent=50))
    assert ("upgrade" not in {v.code for v in judged.refusals}) is accepted


def test_an_anime_version_repairs_only_its_own_group() -> None:
    here = (existing("WEBDL-1080p", item_id=11),)
    other = series_candidate(parsed={"revision": second_version(), "release_group": "OTHER"})
    anime = series_facts(existing=here, series_type=SeriesType.ANIME)
    assert refusals(other, anime) == {"anime-version"}


def test_from_the_goal_on_a_better_score_is_not_fetched() -> None:
    wanted = profile(format_scores={"Test": 100}, cutoff_format_score=50)
    here = (existing("Bluray-1080p", score=60),)
    better = candidate(parsed={"quality": "Bluray-1080p"}, formats=score(100))
    assert refusals(better, facts(profile=wanted, existing=here)) == {"cutoff"}


def test_a_step_up_in_score_must_be_as_big_as_the_increment() -> None:
    wanted = profile(format_scores={"Test": 100}, minimum_score_increment=10)
    here = (existing("WEBDL-1080p", score=95),)
    judged = judge(candidate(formats=score(100)), facts(profile=wanted, existing=here))
    assert [v.figures["reason"] for v in judged.refusals if v.code == "upgrade"] == ["small-increment"]


WAITED_FOR = profile(audio_goals=(LanguageGoal("German", wait_days=14),))
SENTENCES_PASS = facts(file_names=("Sintel.mkv", "Sintel.srt"))

NEAR_MISSES: dict[str, tuple[Candidate, Facts]] = {
    "air-date": (candidate(age_minutes=2.9 * 1440), CASES["air-date"][1]),
    "anime-version": (series_candidate(parsed={"revision": second_version()}), CASES["anime-version"][1]),
    "audio-goal": (candidate(languages=("German", "Original")), CASES["audio-goal"][1]),
    "blocklist": (candidate(release_title="Sintel.2010.1080p.WEB-DL.x264-OTHER"), CASES["blocklist"][1]),
    "cutoff": (CASES["cutoff"][0], replace(CASES["cutoff"][1], existing=(existing("WEBDL-1080p"),))),
    "dangerous-files": (candidate(), SENTENCES_PASS),
    "delay": (candidate(age_minutes=840), CASES["delay"][1]),
    "episode-wanted": (series_candidate(episode_ids=(11, 12)), CASES["episode-wanted"][1]),
    "file-lost": (candidate(), facts(existing=(existing(),))),
    "film-part": (candidate(release_title="Sintel.2010.ACDC1.1080p.WEB-DL.x264-OPEN"), facts()),
    "forbidden-words": (candidate(release_title="Sintel.2010.1080p.WEB-DL.AV1-OPEN"), CASES["forbidden-words"][1]),
    "free-space": (candidate(size_bytes=950_000_000), CASES["free-space"][1]),
    "id-match": (candidate(parsed={"imdb_id": "tt1727587"}), facts()),
    "in-queue": (CASES["in-queue"][0], replace(CASES["in-queue"][1], item_id=2)),
    "indexer-available": (candidate(indexer_disabled_until=NOW), facts()),
    "indexer-flags": (candidate(required_flags=frozenset({"freeleech"}), flags=frozenset({"freeleech"})), facts()),
    "indexer-serves": (candidate(), facts()),
    "language": (candidate(languages=("German", "English")), CASES["language"][1]),
    "minimum-age": (replace(CASES["minimum-age"][0], age_minutes=30), CASES["minimum-age"][1]),
    "minimum-format-score": (candidate(formats=score(0)), CASES["minimum-format-score"][1]),
    "one-title": (candidate(), facts()),
    "pack-asked": (CASES["pack-asked"][0], replace(CASES["pack-asked"][1], existing=())),
    "dangerous-programs": (candidate(), SENTENCES_PASS),
    "proper-age": (
        CASES["proper-age"][0],
        facts(existing=(existing("WEBDL-1080p", added_at=NOW - timedelta(days=7)),)),
    ),
    "protocol-allowed": (candidate(), facts(allowed_protocols=frozenset({Protocol.TORRENT}))),
    "queue-goal": (
        CASES["queue-goal"][0],
        facts(profile=EVERYTHING, queued=(QueuedRelease(download_id=1, item_ids=(1,), quality="WEBDL-1080p"),)),
    ),
    "queue-upgrades": (candidate(), replace(CASES["queue-upgrades"][1], profile=HD)),
    "recent-goal": (
        CASES["recent-goal"][0],
        facts(profile=EVERYTHING, history=(PastGrab(title="x", grabbed_at=NOW - timedelta(hours=12), quality="Bluray-1080p"),)),
    ),
    "recently-grabbed": (
        candidate(),
        facts(history=(PastGrab(title="x", grabbed_at=NOW - timedelta(hours=12), quality="WEBRip-1080p"),)),
    ),
    "refused-files": (candidate(), replace(CASES["refused-files"][1], file_names=("Sintel.mkv", "lnx.txt"))),
    "refused-language": (candidate(languages=("German", "Original")), CASES["refused-language"][1]),
    "repairs": (candidate(parsed={"quality": "Bluray-1080p", "revision": second_version()}), CASES["repairs"][1]),
    "required-words": (candidate(release_title="Sintel.2010.1080p.WEB-DL.hdr.x264-OPEN"), CASES["required-words"][1]),
    "retention": (replace(CASES["retention"][0], age_minutes=10 * 1440.0), CASES["retention"][1]),
    "same-episodes": (series_candidate(episode_ids=(11, 12)), CASES["same-episodes"][1]),
    "same-group": (candidate(parsed={"revision": second_version(repack=True)}), CASES["same-group"][1]),
    "sample": (replace(CASES["sample"][0], size_bytes=70_000_000), CASES["sample"][1]),
    "scene-numbering": (series_candidate(), series_facts(unverified_episode_ids=frozenset({12}))),
    "season-pack-only": (
        series_candidate(single_episode_days=30),
        replace(CASES["season-pack-only"][1], season_ended_at=NOW - timedelta(days=30)),
    ),
    "season-wanted": (
        series_candidate(episode_ids=(11, 22)),
        replace(CASES["season-wanted"][1], held_seasons=frozenset({1, 2})),
    ),
    "seeders": (candidate(seeders=1), facts()),
    "size-limit": (candidate(size_bytes=900_000_000), CASES["size-limit"][1]),
    "size-maximum": (candidate(size_bytes=2_100_000_000), facts()),
    "size-minimum": (candidate(size_bytes=120_000_000), facts()),
    "split-episode": (series_candidate(release_title="Caminandes.S01E01.A.Llama.1080p.WEB-DL-OPEN"), series_facts()),
    "subtitle-goal": (candidate(subtitles=("German", "English")), CASES["subtitle-goal"][1]),
    "title-match": (candidate(match_reasons=("alias",)), facts()),
    "upgrade": (candidate(formats=score(1)), CASES["upgrade"][1]),
    "year-match": (candidate(parsed={"year": 2011}, match_reasons=("title-equal", "year-near")), facts()),
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(NEAR_MISSES))
def test_what_only_just_fits_passes(code: str) -> None:
    judged = judge(*NEAR_MISSES[code])
    assert code not in {v.code for v in judged.refusals}


def test_every_rule_with_a_limit_has_a_near_miss() -> None:
    told_by_the_facts = {
        "already-imported", "availability", "episode-known", "extras", "full-season-aired", "hardcoded-subs", "has-video",
        "media-type", "monitored", "multi-season", "protocol", "quality-allowed", "raw-disc", "readable-name",
        "upgrades-allowed",
    }  # fmt: skip
    assert {rule.code for rule in find_rules()} == set(NEAR_MISSES) | told_by_the_facts


def test_a_language_is_waited_for_so_long_and_then_only_preferred() -> None:
    waiting = judge(candidate(), facts(profile=WAITED_FOR, available_at=NOW - timedelta(days=10)))
    refusal = waiting.refusals[0]
    assert (refusal.code, refusal.temporary, refusal.until) == ("audio-goal", True, NOW + timedelta(days=4))
    assert judge(candidate(), facts(profile=WAITED_FOR, available_at=NOW - timedelta(days=14))).accepted
    for_ever = judge(candidate(), facts(profile=WAITED_FOR)).refusals[0]
    assert not for_ever.temporary


def test_a_repack_without_a_group_repairs_nobody() -> None:
    nameless = candidate(parsed={"revision": second_version(repack=True), "release_group": None})
    refusal = judge(nameless, CASES["same-group"][1]).refusals[0]
    assert refusal.figures["reason"] == "no-group"


def test_where_repairs_are_ignored_a_proper_is_like_any_other() -> None:
    here = facts(existing=(existing("WEBDL-1080p"),), repairs=RepairPolicy.IGNORE)
    assert refusals(candidate(parsed={"revision": second_version()}), here) == {"upgrade"}


SPEAKS_GERMAN = profile(audio_goals=(LanguageGoal("German", wait_days=14), LanguageGoal("Original")))


def _languages(*here: str, has: str = "WEBDL-1080p") -> Facts:
    """Long after the film came out: German is no longer waited for."""
    return facts(
        profile=SPEAKS_GERMAN, original_language="English", available_at=NOW - timedelta(days=100),
        existing=(existing(has, languages=here),),
    )  # fmt: skip


def test_a_language_that_the_profile_waited_for_replaces_what_lacks_it() -> None:
    both = candidate(languages=("German", "English"))
    judged = judge(both, _languages("English"))
    assert judged.accepted
    told = next(one for one in judged.verdicts if one.code == "upgrade")
    assert (told.figures["reason"], told.figures["gained_languages"]) == ("better-language", ["German"])
    assert refusals(both, _languages("English", has="Bluray-1080p")) == {"cutoff", "upgrade"}  # quality comes first


def test_it_does_so_even_where_the_goal_is_met() -> None:
    both = candidate(languages=("German", "English"), quality="Bluray-1080p", parsed={"quality": "Bluray-1080p"})
    assert judge(both, _languages("English", has="Bluray-1080p")).accepted
    assert refusals(both, _languages("German", "English", has="Bluray-1080p")) == {"cutoff", "upgrade"}


def test_what_would_lose_a_language_replaces_nothing_of_its_quality() -> None:
    plain = candidate(languages=("English",), formats=score(500))
    judged = judge(plain, _languages("German", "English"))
    [told] = [one for one in judged.refusals if one.code == "upgrade"]
    assert (told.figures["reason"], told.figures["lost_languages"]) == ("worse-language", ["German"])


def test_the_language_that_is_wanted_first_counts_more_than_the_next() -> None:
    assert judge(candidate(languages=("German",)), replace(_languages("English"), available_at=None)).refusals
    lapsed = profile(audio_goals=(LanguageGoal("German", wait_days=1), LanguageGoal("English", wait_days=1)))
    known = replace(_languages("English"), profile=lapsed)
    assert judge(candidate(languages=("German",)), known).accepted
    back = replace(_languages("German"), profile=lapsed)
    assert refusals(candidate(languages=("English",)), back) == {"upgrade"}


def test_a_language_that_is_only_nice_replaces_nothing_and_nor_does_one_where_none_is_known() -> None:
    nice = replace(
        _languages("English"), profile=profile(audio_goals=(LanguageGoal("German", Strength.NICE),)),
    )  # fmt: skip
    both = candidate(languages=("German", "English"))
    assert refusals(both, nice) == {"upgrade"}
    assert refusals(both, _languages()) == {"upgrade"}


def test_what_is_arriving_without_the_language_is_not_enough() -> None:
    queued = QueuedRelease(download_id=1, item_ids=(1,), quality="Bluray-1080p", languages=("English",))
    known = replace(_languages("English", has="HDTV-1080p"), queued=(queued,))
    both = candidate(languages=("German", "English"), quality="Bluray-1080p", parsed={"quality": "Bluray-1080p"})
    assert judge(both, known).accepted
    same = replace(known, queued=(replace(queued, languages=("German", "English")),))
    assert "in-queue" in refusals(both, same)
