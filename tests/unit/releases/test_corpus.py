"""The project's own names, each with what it says (`tests/data/releases/`)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.names import CORPUS, differences

CASES = [pytest.param(kind, case, id=f"{kind}: {case['name']}") for kind, cases in CORPUS.items() for case in cases]


@pytest.mark.parametrize(("kind", "case"), CASES)
def test_name_is_read_as_the_corpus_says(kind: str, case: dict[str, Any]) -> None:
    assert differences(kind, case) == {}


def test_corpus_is_large_enough_to_mean_something() -> None:
    assert len(CASES) >= 400
    names = [(case["name"], case.get("kind")) for cases in CORPUS.values() for case in cases]
    assert len(set(names)) == len(names)
