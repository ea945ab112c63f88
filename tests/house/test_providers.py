"""Every provider has its contract test, and the docs know it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, SOURCE, named, syntax


def _declaration(path: Path) -> ast.expr | None:
    """What a module assigns to PROVIDER; None when it declares no provider."""
    for node in syntax(path).body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and target.id == "PROVIDER" for target in targets):
                return node.value
    return None


PROVIDERS = sorted(path for path in (SOURCE / "providers").rglob("*.py") if _declaration(path) is not None)


def _name(path: Path) -> str:
    """A provider's name: its module's, or its folder's when it is a large one."""
    return path.parent.name if path.stem == "__init__" else path.stem


@pytest.mark.parametrize("path", PROVIDERS, ids=named)
def test_a_provider_has_a_contract_test(path: Path) -> None:
    """One of its own, or a place in the suite of its folder: either way the tests name it."""
    folder = ROOT / "tests" / "contract" / path.relative_to(SOURCE / "providers").parts[0]
    own = [test for test in folder.rglob("*.py") if re.search(rf"\b{_name(path)}\b", test.read_text("utf-8"))]
    assert own or list(folder.glob(f"test_{_name(path)}*.py"))


@pytest.mark.parametrize("path", PROVIDERS, ids=named)
def test_a_provider_names_its_source(path: Path) -> None:
    docstring = ast.get_docstring(syntax(path)) or ""
    assert "http" in docstring or "documentation" in docstring.lower(), "say where the other side is documented"


@pytest.mark.parametrize("path", PROVIDERS, ids=named)
def test_a_provider_stands_in_the_docs(path: Path) -> None:
    label = _declared(path, "label")
    page = (ROOT / "docs" / "reference" / "providers.md").read_text("utf-8")
    assert label is None or f"| {label} |" in page


def _declared(path: Path, field: str) -> str | None:
    """The text given for a field of PROVIDER, by name or as the second argument; None when it is not written out."""
    call = _declaration(path)
    if not isinstance(call, ast.Call):
        return None
    values = [word.value for word in call.keywords if word.arg == field] or call.args[1:2]
    return str(values[0].value) if values and isinstance(values[0], ast.Constant) else None
