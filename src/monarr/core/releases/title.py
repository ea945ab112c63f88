"""The title as people write it, and its other titles."""

from __future__ import annotations

import re

_ACRONYM = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_])\.?)?|(?<![^\W_])[^\W\d_]\.[^\W\d_](?![^\W_])\.?"
)
_OTHERS = re.compile(r"\s+(?:aka|a\.?k\.?a\.?|a k a)\s+|\s+[/|]\s+|\s*／\s*", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_EDGES = " -._:,;~–|/([{+#【"


def written(piece: str, *, acronyms: bool = False) -> str:
    """Dots and underscores as spaces. With `acronyms` the dots of `U.N.C.L.E.` stay."""
    text = piece.replace("_", " ")
    if " " not in text.strip() or "." in text:
        text = _undotted(text, acronyms)
    text = _SPACES.sub(" ", text).strip()
    text = text.rstrip(_EDGES) if not (acronyms and text.endswith(".")) else text.rstrip(" -_:")
    text = text.lstrip(" -._:,;~–|/)]}】")
    if text.endswith(("]", "】")) and "[" not in text and "【" not in text:
        text = text.rstrip("]】").rstrip(_EDGES)
    if text.startswith("[") and text.endswith("]") and text.count("[") == 1:
        text = text[1:-1].strip()
    if "(" in text and text.count("(") > text.count(")"):
        text = text.rpartition("(")[0].rstrip(_EDGES) or text
    return text


def _undotted(text: str, acronyms: bool) -> str:
    """Dots part words; but in a text with spaces a dot that is followed by one belongs to its word (`Dr. Who`)."""
    is_spaced = " " in text.strip()
    if acronyms:
        text = _ACRONYM.sub(lambda match: match[0].rstrip(".").replace(".", "\0") + "\0 ", text)
    if is_spaced and not re.search(r"\.[^\W_]", text):
        return text.replace("\0", ".")
    return text.replace(".", " ").replace("\0", ".")


def titles(text: str) -> list[str]:
    """The first title and the others that the name gives."""
    found = _OTHERS.split(text)
    if len(found) == 1:
        return [text]
    return [part for part in (part.strip(_EDGES) for part in found) if part] or [text]
