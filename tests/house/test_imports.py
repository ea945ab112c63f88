"""What `core` and `ports` may use from outside. Who may import whom inside Monarr stands in pyproject.toml, for
import-linter; here is the rule that it cannot say: these packages and no others."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT, SOURCE, imported_modules, imported_names, named, syntax

# `core` is pure: it gets the time, the settings and the files' facts passed in
_IMPURE = {
    "asyncio", "ftplib", "http", "logging", "multiprocessing", "os", "random", "secrets", "shutil", "smtplib", "socket",
    "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib.request",
}  # fmt: skip


def _files(package: str) -> list[Path]:
    return sorted((SOURCE / package).rglob("*.py"))


@pytest.mark.parametrize("path", _files("core"), ids=named)
def test_core_uses_the_standard_library_msgspec_and_regex_only(path: Path) -> None:
    allowed = sys.stdlib_module_names | {"monarr", "msgspec", "regex"}
    assert {name for name in imported_names(path) if name.split(".")[0] not in allowed} == set()


@pytest.mark.parametrize("path", _files("core"), ids=named)
def test_core_does_nothing_but_think(path: Path) -> None:
    assert {name for name in imported_names(path) if name in _IMPURE or name.split(".")[0] in _IMPURE} == set()


@pytest.mark.parametrize("path", _files("ports"), ids=named)
def test_ports_use_the_standard_library_and_msgspec_only(path: Path) -> None:
    allowed = sys.stdlib_module_names | {"monarr", "msgspec"}
    assert {name for name in imported_names(path) if name.split(".")[0] not in allowed} == set()


def test_nobody_reaches_into_the_private_modules_of_another_package() -> None:
    found = [
        f"{named(path)} imports {name}"
        for path in sorted(SOURCE.rglob("*.py"))
        for name in imported_names(path)
        if _is_private_elsewhere(name, path)
    ]
    assert found == []


def _is_private_elsewhere(name: str, path: Path) -> bool:
    """Whether the name leads through a module beginning with `_` whose package does not hold the importing file."""
    parts = name.split(".")
    for index, part in enumerate(parts):
        if parts[0] == "monarr" and part.startswith("_") and not part.startswith("__"):
            owner = SOURCE.parent.joinpath(*parts[:index])
            return owner not in path.parents
    return False


@pytest.mark.parametrize("path", sorted((SOURCE / "providers").glob("*/**/*.py")), ids=named)
def test_a_provider_knows_no_other_provider(path: Path) -> None:
    assert [name for name in imported_modules(path) if _is_another_provider(name, path)] == []


def _is_another_provider(name: str, path: Path) -> bool:
    """Providers may use what is shared by all (`providers.http`), or by their folder in modules beginning with `_`."""
    parts = name.split(".")
    if parts[:2] != ["monarr", "providers"] or len(parts) < 4 or parts[3].startswith("_"):
        return False
    own = path.relative_to(SOURCE / "providers").with_suffix("").parts
    return parts[2:4] != list(own[:2])


def test_nothing_reads_the_environment_but_the_settings() -> None:
    readers = {
        named(path)
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(syntax(path))
        if _reads_environment(node)
    }
    allowed = ("src/monarr/settings", "src/monarr/cli/", "src/monarr/demo/")
    assert {name for name in readers if not name.startswith(allowed)} == set()


def _reads_environment(node: ast.AST) -> bool:
    """`os.environ[...]`, `os.environ.get(...)` or `os.getenv(...)`. Handing the whole of it on to a child is no reading."""
    match node:
        case ast.Subscript(value=ast.Attribute(attr="environ")):
            return True
        case ast.Call(func=ast.Attribute(attr="get", value=ast.Attribute(attr="environ"))):
            return True
        case ast.Call(func=ast.Attribute(attr="getenv")):
            return True
    return False


def test_the_contracts_stand_in_the_project_file() -> None:
    assert "[[tool.importlinter.contracts]]" in (ROOT / "pyproject.toml").read_text("utf-8")
