"""The project's own files, as the tests of ourselves see them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "monarr"

# written by others, kept as they came, with their licence and version in the path
_VENDORED = "vendor"


def python_files(*folders: str) -> list[Path]:
    """All Python files under the folders, by path."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def modules() -> list[Path]:
    return python_files("src/monarr")


@cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imported_names(path: Path) -> Iterator[str]:
    """The dotted names that a module imports, anywhere in it."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def imported_modules(path: Path) -> Iterator[str]:
    """Like `imported_names`, with `from package import module` as the module when there is one of that name."""
    yield from imported_names(path)
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            folder = SOURCE.parent.joinpath(*node.module.split("."))
            for alias in node.names:
                if (folder / f"{alias.name}.py").exists() or (folder / alias.name).is_dir():
                    yield f"{node.module}.{alias.name}"


def own_text_files() -> list[Path]:
    """Every text file of the project that is ours: known to git or about to be, not vendored, not binary."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    paths = [ROOT / name for name in listed.split("\0") if name and _VENDORED not in Path(name).parts]
    return sorted(path for path in paths if path.is_file() and _is_text(path))


def _is_text(path: Path) -> bool:
    with path.open("rb") as file:
        return b"\0" not in file.read(4096)


def named(path: Path) -> str:
    """A path as tests and messages show it."""
    return path.relative_to(ROOT).as_posix()
