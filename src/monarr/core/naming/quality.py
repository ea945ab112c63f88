"""Tokens of quality. Series spell a remux as Sonarr does (`Bluray-1080p Remux`)."""

from __future__ import annotations

from monarr.core.naming._context import Context
from monarr.core.naming._pattern import Token


def _title(context: Context, argument: str) -> str:
    quality = context.file.quality
    if context.is_series and quality.startswith("Remux-"):
        return f"Bluray-{quality.removeprefix('Remux-')} Remux"
    if not context.is_series and quality.endswith(" Remux"):
        return "Remux-" + quality.removesuffix(" Remux").rpartition("-")[2]
    return quality


def _proper(context: Context, argument: str) -> str:
    """`Proper` from the second version on; anime counts versions."""
    version = context.file.revision.version
    if version < 2:
        return ""
    return f"v{version}" if context.is_series and context.counts_absolutely else "Proper"


def _real(context: Context, argument: str) -> str:
    return "REAL" if context.file.revision.real > 0 else ""


def _full(context: Context, argument: str) -> str:
    return " ".join(part for part in (_title(context, ""), _proper(context, ""), _real(context, "")) if part)


TOKENS = (
    Token("Quality Full", _full),
    Token("Quality Title", _title),
    Token("Quality Proper", _proper),
    Token("Quality Real", _real),
)
