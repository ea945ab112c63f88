"""Every line of docs/reference/what-goes-wrong.md names a test that exists."""

from __future__ import annotations

import ast
import re

from tests.house.tree import ROOT

_PAGE = ROOT / "docs" / "reference" / "what-goes-wrong.md"
_PROOF = re.compile(r"`([\w/]+\.py)::(\w+)`")


def _tests_in(path: str) -> set[str]:
    file = ROOT / "tests" / path
    if not file.exists():
        return set()
    tree = ast.parse(file.read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_case_names_a_test_that_exists() -> None:
    named = _PROOF.findall(_PAGE.read_text("utf-8"))
    assert len(named) > 50
    known = {path: _tests_in(path) for path in {path for path, _name in named}}
    assert [f"{path}::{name}" for path, name in named if name not in known[path]] == []


def test_every_case_has_a_proof() -> None:
    cases = [line for line in _PAGE.read_text("utf-8").splitlines() if re.match(r"\| (?!Case )\S", line)]
    assert [line for line in cases if not _PROOF.search(line)] == []
