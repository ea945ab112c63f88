"""What the page on reading names says is so (`docs/reference/release-names.md`)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from monarr.core.releases import parse_path, parse_release
from tests.support.names import says

_PAGE = Path(__file__).parents[3] / "docs" / "reference" / "release-names.md"
_ROW = re.compile(r"\| `([^`]+)` \| `([^`]+)` \|")
ROWS = _ROW.findall(_PAGE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "said"), ROWS, ids=[name for name, _ in ROWS])
def test_name_is_read_as_the_page_says(name: str, said: str) -> None:
    expected = yaml.safe_load("{" + said + "}")
    found = says(parse_path(name) if name.startswith("/") else parse_release(name))
    assert {field: found.get(field) for field in expected} == expected


def test_page_has_its_tables() -> None:
    assert len(ROWS) > 30
