"""Choosing among the variants of a sentence: the first whose fields are all known."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from monarr.core.text import Text
from monarr.messages.human import figures

LONGEST = 120


class Variant(msgspec.Struct, frozen=True):
    """A sentence for one `reason` among the figures; None serves any."""

    text: Text
    reason: str | None = None


@lru_cache(maxsize=2048)
def fields_of(template: str) -> frozenset[str]:
    """Names of the parameters in a template."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)


def filled(text: Text, params: Mapping[str, Any], count: int | None = None) -> Text:
    """The sentence with its parameters; `count` for sentences with a plural."""
    wanted = fields_of(text.template) | fields_of(text.plural or "")
    given = {name: params[name] for name in sorted(wanted) if name in params}
    return msgspec.structs.replace(text, params=given, count=text.count if count is None else count)


def choose(
    variants: Iterable[Variant], given: Mapping[str, Any], count: int | None = None, longest: int | None = LONGEST
) -> Text | None:
    """The first variant that fits the reason, has all its fields and is not too long in English, filled in. Where all
    are too long the last of them; None when none has its fields."""
    shown = figures(given)
    known = {name for name, value in shown.items() if value is not None and value != ""} | {"count"}
    chosen: Text | None = None
    for variant in variants:
        if variant.reason is not None and variant.reason != given.get("reason"):
            continue
        if fields_of(variant.text.template) | fields_of(variant.text.plural or "") <= known:
            chosen = filled(variant.text, shown, count)
            if longest is None or len(str(chosen)) <= longest:
                return chosen
    return chosen
