"""Translatable sentences as values: a template and its parameters, rendered where somebody reads them.

Templates are whole English sentences with named fields (`{limit}`), collected for gettext by the keywords `text` and
`ntext`. Nothing here looks up a language: `Text.render` takes the two gettext functions of the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

Gettext = Callable[[str], str]
Ngettext = Callable[[str, str, int], str]


def _same(message: str) -> str:
    return message


def _english_plural(one: str, many: str, count: int) -> str:
    return one if count == 1 else many


class Text(msgspec.Struct, frozen=True):
    """A sentence that is not yet in anybody's language."""

    template: str
    plural: str | None = None
    count: int = 0
    params: dict[str, Any] = {}

    def render(self, gettext: Gettext = _same, ngettext: Ngettext = _english_plural) -> str:
        """The sentence in the reader's language; parameters that are `Text` are rendered likewise."""
        template = gettext(self.template) if self.plural is None else ngettext(self.template, self.plural, self.count)
        values = {
            name: value.render(gettext, ngettext) if isinstance(value, Text) else value
            for name, value in self.params.items()
        }
        return template.format_map(_Lenient(values, count=self.count))

    def __str__(self) -> str:
        return self.render()


class _Lenient(dict[str, Any]):
    """A missing parameter shows its name: a wrong sentence must never hide an error by raising another."""

    def __init__(self, values: Mapping[str, Any], **more: Any) -> None:
        super().__init__(more)
        self.update(values)

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def text(template: str, **params: Any) -> Text:
    """A sentence; `{name}` stands for a parameter."""
    return Text(template, params=params)


def ntext(one: str, many: str, count: int, **params: Any) -> Text:
    """A sentence that depends on `count`; `{count}` is among its parameters."""
    return Text(one, many, count, params)


def stored_text(value: Any) -> Text:
    """A sentence as it was stored, with the sentences inside it. Raises msgspec.ValidationError for anything else."""
    found = msgspec.convert(value, Text)
    params = {name: stored_text(inner) if _is_sentence(inner) else inner for name, inner in found.params.items()}
    return msgspec.structs.replace(found, params=params)


def _is_sentence(value: Any) -> bool:
    return isinstance(value, dict) and "template" in value and value.keys() <= set(Text.__struct_fields__)
