"""Reading what a form posted."""

from __future__ import annotations

from typing import Any

from litestar.connection import Request

from monarr.core.errors import InvalidInput
from monarr.core.text import Text


class Form:
    """The fields of a form. A field may come several times (`all`); what is not there is ""."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._pairs = pairs

    def get(self, name: str, default: str = "") -> str:
        """The last value of a field, without space around it."""
        return next((value.strip() for key, value in reversed(self._pairs) if key == name), default)

    def raw(self, name: str) -> str:
        """The last value as it was typed: for passwords."""
        return next((value for key, value in reversed(self._pairs) if key == name), "")

    def all(self, name: str) -> list[str]:
        return [value for key, value in self._pairs if key == name]

    def number(self, name: str) -> int | None:
        """A whole number; None when the field is empty. Raises InvalidInput for other words."""
        value = self.get(name)
        if not value:
            return None
        try:
            return int(value)
        except ValueError:
            raise InvalidInput("This takes a whole number.", fields={name: "This takes a whole number."}) from None

    def on(self, name: str) -> bool:
        """A switch or a box: a browser sends it only when it is on."""
        return self.get(name).lower() in ("1", "on", "true", "yes")

    def values(self) -> dict[str, Any]:
        """All fields as one mapping; several values of a field become a list."""
        found: dict[str, Any] = {}
        for key, value in self._pairs:
            if key == "csrf_token":
                continue
            if key in found:
                before = found[key]
                found[key] = [*before, value] if isinstance(before, list) else [before, value]
            else:
                found[key] = value
        return found

    def __contains__(self, name: str) -> bool:
        return any(key == name for key, _value in self._pairs)


async def read_form(request: Request[Any, Any, Any]) -> Form:
    """The form of a request; files are left out."""
    data = await request.form()
    return Form([(key, value) for key, value in data.multi_items() if isinstance(value, str)])


class Errors(dict[str, Text | str]):
    """A sentence by field; None for a field that is fine, so that templates need not ask."""

    def __missing__(self, _name: str) -> None:
        return None

    def __getattr__(self, name: str) -> Text | str | None:
        return self[name]


def words_looked_for(request: Request[Any, Any, Any]) -> str:
    """What was typed into the field that looks in a long list (`forms.find`); "" for all of it."""
    return str(request.query_params.get("q", "")).strip()[:100]
