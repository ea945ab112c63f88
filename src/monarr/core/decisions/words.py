"""Words of a release profile: a plain word is looked for anywhere, `/…/` is an expression. Case does not matter."""

from __future__ import annotations

from collections.abc import Iterable

from monarr.core.formats.expressions import BadExpression, Expression, compile_expression


def present(words: Iterable[str], title: str) -> list[str]:
    """Those of the words that the title contains, in their order. A broken expression is in no title."""
    return [word for word in words if _contains(word, title)]


def word_problem(word: str) -> str | None:
    """What is wrong with an expression, in the engine's words; None for one that can be used and for a plain word."""
    source = _source(word.strip())
    compiled = compile_expression(source) if source is not None else None
    return compiled.detail or compiled.reason if isinstance(compiled, BadExpression) else None


def _contains(word: str, title: str) -> bool:
    word = word.strip()
    source = _source(word)
    if source is not None:
        expression = compile_expression(source)
        return isinstance(expression, Expression) and expression.is_in(title)
    return bool(word) and word.casefold() in title.casefold()


def _source(word: str) -> str | None:
    """The expression between the slashes; None for a plain word."""
    body = word.removesuffix("i")
    return body[1:-1] if len(body) > 2 and body.startswith("/") and body.endswith("/") else None
