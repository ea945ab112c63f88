"""The project's own names, each with what it says (`tests/data/releases.yaml`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from monarr.core.releases import ParsedRelease, parse_path, parse_release

CORPUS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parents[2] / "data" / "releases.yaml").read_text(encoding="utf-8")
)
CASES = [pytest.param(kind, case, id=f"{kind}: {case['name']}") for kind, cases in CORPUS.items() for case in cases]


def says(parsed: ParsedRelease | None) -> dict[str, Any]:
    if parsed is None:
        return {}
    return msgspec.structs.asdict(parsed) | msgspec.structs.asdict(parsed.revision)


@pytest.mark.parametrize(("kind", "case"), CASES)
def test_name_is_read_as_the_corpus_says(kind: str, case: dict[str, Any]) -> None:
    asked = "music" if kind == "music" else None
    found = parse_path(case["name"]) if kind == "paths" else parse_release(case["name"], asked)
    if kind == "no release":
        assert found is None
        return
    expected = {field: value for field, value in case.items() if field != "name"}
    assert {field: says(found).get(field) for field in expected} == expected


def test_corpus_is_large_enough_to_mean_something() -> None:
    assert len(CASES) >= 400
    names = [case["name"] for cases in CORPUS.values() for case in cases]
    assert len(set(names)) == len(names)
