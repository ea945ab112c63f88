"""Every file of the code keeps the house rules that a program can see."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, modules, named, own_text_files, python_files, syntax

_LONGEST_FILE_LINES = 600
_UNDONE = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
# a developer's own folders; the paths that systems have in common (/usr/bin, /tmp, /etc) are not meant
_MACHINE_PATH = re.compile(r"(?<![\w.])/(home|Users|work|root|opt/(wheels|pypi))/[\w.-]+")
_EXAMPLE_PATHS = ("/home/monarr", "/home/ada")


@pytest.mark.parametrize("path", modules(), ids=named)
def test_every_module_says_its_idea(path: Path) -> None:
    assert ast.get_docstring(syntax(path)), "the module has no docstring"


@pytest.mark.parametrize("path", python_files("tests", "scripts", "benchmarks"), ids=named)
def test_every_test_module_and_script_says_its_idea(path: Path) -> None:
    assert path.name == "__init__.py" or ast.get_docstring(syntax(path)), "the module has no docstring"


def test_no_module_is_longer_than_one_sitting() -> None:
    lengths = {named(path): len(path.read_text("utf-8").splitlines()) for path in modules()}
    assert {name: lines for name, lines in lengths.items() if lines > _LONGEST_FILE_LINES} == {}


def test_nothing_is_left_undone() -> None:
    found = [
        f"{named(path)}:{number}: {line.strip()}"
        for path in python_files("src", "tests", "scripts", "benchmarks")
        if path != Path(__file__)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if _UNDONE.search(line)
    ]
    assert found == []


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    found = [
        f"{named(path)}:{number}: {line.strip()[:120]}"
        for path in own_text_files()
        if path != Path(__file__)
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        if (match := _MACHINE_PATH.search(line)) and not match.group().startswith(_EXAMPLE_PATHS)
    ]
    assert found == []


def test_no_file_of_ours_points_outside_the_project() -> None:
    links = [path for path in own_text_files() if path.is_symlink() and ROOT not in path.resolve().parents]
    assert [named(path) for path in links] == []
