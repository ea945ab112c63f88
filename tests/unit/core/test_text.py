"""Sentences as values: stored and read again they say the same."""

from __future__ import annotations

import msgspec
import pytest

from monarr.core.text import Text, ntext, stored_text, text

FREE = text("{path} has {free} left.", path="/films", free=ntext("{count} byte", "{count} bytes", 3))


@pytest.mark.parametrize("sentence", [text("No."), FREE, text("{sentence} Make room.", sentence=FREE)])
def test_a_stored_sentence_says_what_it_said(sentence: Text) -> None:
    stored = msgspec.json.decode(msgspec.json.encode(sentence))
    assert str(stored_text(stored)) == str(sentence)


def test_a_parameter_that_only_looks_alike_stays() -> None:
    seen = {"template": "x", "other": 1}
    assert stored_text(msgspec.to_builtins(text("{seen}", seen=seen))).params == {"seen": seen}
