"""The project's own names, each with what it says (`tests/data/releases/`)."""

from __future__ import annotations

import pytest

from tests.support.names import CORPUS, differences


# One test for a kind, which tells every name that is read otherwise: a test for each of thousands costs more than reading.
@pytest.mark.parametrize("kind", CORPUS)
def test_names_are_read_as_the_corpus_says(kind: str) -> None:
    found = {case["name"]: differences(kind, case) for case in CORPUS[kind]}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_corpus_is_large_enough_to_mean_something() -> None:
    assert sum(map(len, CORPUS.values())) >= 4000
    names = [(case["name"], case.get("kind")) for cases in CORPUS.values() for case in cases]
    assert len(set(names)) == len(names)
