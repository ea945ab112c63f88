"""Every level of the comparison has its words."""

from __future__ import annotations

from monarr.core.decisions.compare import LEVELS
from monarr.messages.levels import decided_sentence, level_label, level_value


def test_every_level_is_called_something_and_says_why_it_decided() -> None:
    for level in LEVELS:
        assert str(level_label(level.code)) != level.code
        assert "decide" in str(decided_sentence(level.code, 2, 1))


def test_values_read_as_people_say_them() -> None:
    assert str(level_value("size", 5_600_000_000)) == "5.6 GB"
    assert str(level_value("flags", [])) == "none"
    assert str(level_value("seeders", None)) == "unknown"
    assert str(level_value("format-score", 120.0)) == "120"
