"""A pattern with its values put in."""

from __future__ import annotations

from collections.abc import Mapping

from monarr.core.naming._context import Context
from monarr.core.naming._pattern import Piece, Token, in_manner_of
from monarr.core.naming.clean import ELLIPSIS, cut, legal


def render(parts: tuple[Piece, ...], tokens: Mapping[str, Token], context: Context) -> str:
    """The text, in which an ellipsis is still one sign. A token that nobody declared says nothing."""
    written: list[str] = []
    for part in parts:
        if not part.key:
            written.append(legal(part.text, context.config))
        elif value := _value(part, tokens.get(part.key), context):
            written.append(f"{part.mark}{part.prefix}{value}{part.suffix}{part.closing}")
    return "".join(written)


def _value(part: Piece, token: Token | None, context: Context) -> str:
    if token is None:
        return ""
    value = token.value(context, part.argument).strip()
    if not value and not part.prefix and not part.suffix:
        value = token.default
    if token.limited:
        value = cut(value, number_of(part.argument))
        if (limit := context.limits.get(token.key)) is not None:
            value = cut(value, limit) if limit > 0 else ""
    value = in_manner_of(part.text, value)
    return legal(value, context.config).lstrip(" .").rstrip(" ")


def number_of(argument: str) -> int:
    """The number that an argument is, 0 when it is none."""
    text = argument.strip()
    return int(text) if text.lstrip("+-").isascii() and text.lstrip("+-").isdigit() and len(text) < 6 else 0


def is_ellipsis(context: Context, argument: str) -> str:
    return ELLIPSIS


TOKENS = (Token("ellipsis", is_ellipsis),)
