"""`scripts/new` makes parts that import, and that follow the ports as they are."""

from __future__ import annotations

import ast
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.house.tree import ROOT

NEW: dict[str, Any] = runpy.run_path(str(ROOT / "scripts" / "lib" / "new.py"))
make: Callable[[list[str], Path], list[Path]] = NEW["main"]


@pytest.mark.parametrize("kind", [kind for kind in NEW["KINDS"] if kind != "provider"])
def test_a_new_part_has_a_module_and_a_test_that_are_sound_python(kind: str, tmp_path: Path) -> None:
    made = make([kind, "free_space"], tmp_path)
    for path in made:
        assert "$" not in path.as_posix()
        if path.suffix == ".py":
            assert ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert {path.relative_to(tmp_path).parts[0] for path in made} >= {"src", "tests"}


def test_every_kind_says_what_no_template_can_make() -> None:
    assert set(NEW["ALSO"]) == set(NEW["KINDS"])


@pytest.mark.parametrize("folder", NEW["PORTS"])
def test_a_new_provider_fulfils_the_methods_of_its_port(folder: str, tmp_path: Path) -> None:
    module = make(["provider", folder, "gotify"], tmp_path)[0]
    (adapter,) = [node for node in ast.walk(ast.parse(module.read_text("utf-8"))) if _is_class(node, "Gotify")]
    assert _methods(adapter) >= {name for port in NEW["PORTS"][folder][1] for name in _methods_of_port(folder, port)}


def _is_class(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.ClassDef) and node.name == name


def _methods(node: ast.AST) -> set[str]:
    return {child.name for child in ast.walk(node) if isinstance(child, ast.AsyncFunctionDef | ast.FunctionDef)}


def _methods_of_port(folder: str, port: str) -> set[str]:
    source = ROOT / "src" / "monarr" / "ports" / f"{NEW['PORTS'][folder][0]}.py"
    tree = ast.parse(source.read_text("utf-8"))
    return next(_methods(node) for node in tree.body if _is_class(node, port))


def test_what_is_there_already_is_not_written_over(tmp_path: Path) -> None:
    make(["rule", "minimum_age"], tmp_path)
    with pytest.raises(NEW["Wrong"], match="is there already"):
        make(["rule", "minimum_age"], tmp_path)


@pytest.mark.parametrize("arguments", [[], ["rule"], ["provider", "gotify"], ["provider", "cars", "gotify"]])
def test_an_unknown_request_shows_the_usage(arguments: list[str], tmp_path: Path) -> None:
    with pytest.raises(NEW["Wrong"], match="usage: scripts/new"):
        make(arguments, tmp_path)


@pytest.mark.parametrize("name", ["Minimum", "minimum-age", "../age", "9_lives"])
def test_a_name_that_is_no_module_name_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(NEW["Wrong"], match="lower-case words"):
        make(["rule", name], tmp_path)
