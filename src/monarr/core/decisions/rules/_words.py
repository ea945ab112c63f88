"""Words of a release profile: a plain word is looked for anywhere, `/…/` is an expression. Case does not matter."""

from __future__ import annotations

from collections.abc import Iterable

from monarr.core.formats.expressions import Expression, compile_expression


def present(words: Iterable[str], title: str) -> list[str]:
    """Those of the words that the title contains, in their order. A broken expression is in no title."""
    return [word for word in words if _contains(word, title)]


def _contains(word: str, title: str) -> bool:
    word = word.strip()
    body = word.removesuffix("i")
    if len(body) > 2 and body.startswith("/") and body.endswith("/"):
        expression = compile_expression(body[1:-1])
        return isinstance(expression, Expression) and expression.is_in(title)
    return bool(word) and word.casefold() in title.casefold()
