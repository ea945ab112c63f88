"""What the catalogue says about one rule."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from monarr.core.text import Text
from monarr.messages.sentence import Variant

Sentences = Text | tuple[Text, ...] | Mapping[str, Text]


class Entry(msgspec.Struct, frozen=True):
    """The rule's label; what is said when it refused and when it passed; and the why-sentence, in which `{count}` is
    the number of releases and the release itself is the nearest of them.

    Variants are tried in order; the last needs no figure, so that there always is a sentence.
    """

    label: Text
    refused: tuple[Variant, ...]
    passed: tuple[Variant, ...]
    why: tuple[Variant, ...]


def entry(label: Text, refused: Sentences, passed: Sentences, why: Sentences) -> Entry:
    return Entry(label, _variants(refused), _variants(passed), _variants(why))


def _variants(given: Sentences) -> tuple[Variant, ...]:
    """A mapping tells by the figure `reason`; the key "" serves any."""
    if isinstance(given, Text):
        return (Variant(given),)
    if isinstance(given, Mapping):
        return tuple(Variant(text, reason or None) for reason, text in given.items())
    return tuple(Variant(text) for text in given)
