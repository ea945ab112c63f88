"""Every code that reading names gives has its words."""

from __future__ import annotations

import re

import pytest

from monarr.core.releases import _scan, explain
from monarr.messages import parsing

CODES = set(re.findall(r"`([a-z]+(?:-[a-z]+)*)`", explain.__doc__ or "")) - {"messages"}


def test_every_code_has_a_sentence() -> None:
    assert {"too-long", "in-title"} <= CODES
    assert set(parsing._REASONS) | set(parsing._REFUSALS) == CODES


@pytest.mark.parametrize("name", ["in-title", "unheard-of"])
def test_unknown_codes_are_said_as_they_are(name: str) -> None:
    assert str(parsing.considered_sentence(name))


def test_every_property_of_the_dictionary_has_a_label() -> None:
    found = {entry.phrases.property for entries in _scan.lexicon().entries.values() for entry in entries}
    named = {"numbering": "season", "id": "imdb_id"}
    missing = {name for name in found if named.get(name, name) not in parsing._PROPERTIES}
    assert missing == set()
