"""The pages of docs/ and at the root hang together, and the changelog is kept."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.house.tree import ROOT, modules, named

PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_VARIABLE = re.compile(r"\bMONARR_[A-Z]+(?:_[A-Z]+)*\b")
_CODE = re.compile(r"```.*?```|`[^`\n]*`|<!--.*?-->", re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    words = _CODE.sub("", page.read_text("utf-8"))
    assert [link for link in _LINK.findall(words) if not _resolves(page, link)] == []


def _resolves(page: Path, link: str) -> bool:
    if re.match(r"[a-z]+:", link):
        return True  # elsewhere: not ours to ask
    name, _, anchor = unquote(link).partition("#")
    target = (page.parent / name).resolve() if name else page
    if not target.exists():
        return False
    return not anchor or target.suffix != ".md" or anchor in _anchors(target)


def _anchors(page: Path) -> set[str]:
    return {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in _HEADING.findall(page.read_text("utf-8"))
    }


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_page_has_one_title_and_it_comes_first(page: Path) -> None:
    text = _CODE.sub("", page.read_text("utf-8"))
    assert re.findall(r"^# .+$", text, re.MULTILINE)[1:] == []
    assert text.startswith("# ")


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=named)
def test_every_page_of_the_docs_can_be_reached_from_their_index(page: Path) -> None:
    assert page in _reachable(ROOT / "docs" / "README.md")


def _reachable(start: Path) -> set[Path]:
    """All pages that links lead to; a link to a folder leads to every page in it."""
    seen: set[Path] = set()
    waiting = [start]
    while waiting:
        page = waiting.pop()
        if page in seen or not page.exists():
            continue
        seen.add(page)
        if page.is_dir():
            waiting += page.glob("*.md")
        elif page.suffix == ".md":
            links = _LINK.findall(page.read_text("utf-8"))
            waiting += [(page.parent / link.partition("#")[0]).resolve() for link in links if ":" not in link]
    return seen


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_decision_says_context_options_choice_and_consequence() -> None:
    wanted = ["Context", "Options", "Choice", "Consequence"]
    decisions = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert decisions
    assert {named(page): re.findall(r"^## (.+)$", page.read_text("utf-8"), re.MULTILINE) for page in decisions} == {
        named(page): wanted for page in decisions
    }


def test_every_start_up_variable_is_documented() -> None:
    named_in_code = {name for path in modules() for name in _VARIABLE.findall(path.read_text("utf-8"))}
    documented = set(_VARIABLE.findall((ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")))
    assert named_in_code - documented == set()
