"""Every rule has its sentences, and they read as the voice of the house asks."""

from __future__ import annotations

import pytest

from monarr.core.decisions import Outcome, Verdict, find_rules, judge
from monarr.core.text import Text
from monarr.messages import fix_label, member_sentence, rule_label, verdict_sentence
from monarr.messages.sentence import LONGEST, fields_of
from monarr.messages.verdicts import ENTRIES, FIXES, why_sentence_of
from tests.unit.decisions.samples import candidate, facts, series_candidate, series_facts
from tests.unit.decisions.test_each_rule import CASES

CODES = sorted(rule.code for rule in find_rules())
LONG = "An Extraordinarily Long Name of Something That Goes On"


def refusal_of(code: str) -> Verdict:
    return next(v for v in judge(*CASES[code]).refusals if v.code == code)


def reads_well(sentence: Text) -> None:
    shown = str(sentence)
    assert shown
    assert "{" not in shown, shown
    assert "None" not in shown.replace("None of", ""), shown
    assert len(shown) <= LONGEST, (len(shown), shown)


def test_the_catalogue_knows_exactly_the_rules_there_are() -> None:
    assert sorted(ENTRIES) == CODES


def test_every_fix_of_a_rule_has_a_label_and_no_label_is_left_over() -> None:
    used = {rule.fix for rule in find_rules() if rule.fix}
    assert used == set(FIXES)
    assert str(fix_label("profile.sizes")) == "Change the sizes of this profile"
    assert fix_label(None) is None


@pytest.mark.parametrize("code", CODES)
def test_a_real_refusal_is_told_with_its_figures(code: str) -> None:
    reads_well(verdict_sentence(refusal_of(code)))
    for count in (1, 14):
        sentence = why_sentence_of(refusal_of(code), count)
        assert sentence is not None
        reads_well(sentence)


@pytest.mark.parametrize("code", CODES)
def test_every_variant_fits_with_long_words_and_big_numbers(code: str) -> None:
    entry = ENTRIES[code]
    for variants in (entry.refused, entry.passed, entry.why):
        for variant in variants:
            names = fields_of(variant.text.template)
            figures = {name: _long_value(name) for name in names} | {"reason": variant.reason}
            outcome = Outcome.PASSED if variants is entry.passed else Outcome.REFUSED
            verdict = Verdict(outcome, figures, code)
            reads_well(
                why_sentence_of(verdict, 140) or Text("?") if variants is entry.why else verdict_sentence(verdict)
            )


def _long_value(name: str) -> object:
    if name.endswith("_bytes"):
        return 123_456_789_012
    if name.endswith(("_minutes", "_days", "_count", "score", "seeders")) or name in ("limit", "increment", "season"):
        return 12_345
    if name.endswith(("languages", "words", "flags")) or name == "found":
        return [LONG] * 4 if name != "found" else LONG
    return LONG if name in ("title", "profile", "indexer", "wanted", "subtitles") else "WEBRip-2160p"


@pytest.mark.parametrize("code", CODES)
def test_a_refusal_without_any_figure_still_has_a_sentence(code: str) -> None:
    for outcome in (Outcome.REFUSED, Outcome.PASSED):
        reads_well(verdict_sentence(Verdict(outcome, {}, code)))


def test_every_verdict_on_an_accepted_release_reads_well() -> None:
    for judged in (judge(candidate(), facts()), judge(series_candidate(), series_facts())):
        for verdict in judged.verdicts:
            reads_well(verdict_sentence(verdict))


def test_a_size_is_told_as_the_voice_asks() -> None:
    verdict = Verdict(
        Outcome.REFUSED, {"size_bytes": 5.6e9, "limit_bytes": 3.7e9, "runtime_minutes": 15}, "size-maximum"
    )
    assert str(verdict_sentence(verdict)) == "Too big: 5.6 GB, and 3.7 GB is the most for 15 minutes."


def test_labels_are_there_for_rules_and_codes_stand_in_for_others() -> None:
    assert all(str(rule_label(code)) != code for code in CODES)
    assert str(rule_label("from-elsewhere")) == "from-elsewhere"


@pytest.mark.parametrize("code", [*CODES, None])
def test_members_see_no_score_indexer_or_figure(code: str | None) -> None:
    shown = str(member_sentence(code))
    assert not any(character.isdigit() for character in shown)
    assert not any(word in shown for word in ("indexer", "score", "usenet", "torrent", "profile"))


_NOTHING_TO_CHANGE = {
    "already-imported": "the very same bytes are here",
    "anime-version": "only the group's own version fits its file",
    "dangerous-files": "bait is never wanted",
    "dangerous-programs": "bait is never wanted",
    "episode-known": "the name says another episode, or none",
    "episode-wanted": "it is another episode",
    "extras": "it holds no episodes",
    "film-part": "half a film is none",
    "full-season-aired": "only time completes a season",
    "has-video": "there is nothing to watch in it",
    "id-match": "it is another title",
    "media-type": "it is another kind of thing",
    "multi-season": "packs of one season are taken instead",
    "pack-asked": "the other episodes are here",
    "proper-age": "a search repairs it all the same",
    "readable-name": "the name says nothing",
    "recently-grabbed": "only time tells whether the grab arrives",
    "same-episodes": "episodes would be lost",
    "same-group": "only the group's own repack fits its file",
    "sample": "a sample is not the whole",
    "season-wanted": "it is another season",
    "split-episode": "half an episode is none",
    "title-match": "it is another title",
    "year-match": "it is another title",
}  # fmt: skip


def test_every_rule_says_what_to_change_or_has_a_reason_for_nothing() -> None:
    assert {rule.code for rule in find_rules() if rule.fix is None} == set(_NOTHING_TO_CHANGE)


def test_the_situations_of_the_field_are_told_apart() -> None:
    """A situation is a rule, and within it each reason with a sentence of its own."""
    situations = {
        (code, variant.reason)
        for code, said in ENTRIES.items()
        for variant in said.refused
        if variant.reason is not None
    } | {(code, None) for code in ENTRIES}
    assert len(situations) >= 100
