"""The title as people write it, and its other titles."""

from __future__ import annotations

import re

_ACRONYM = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_])\.?)?|(?<![^\W_])[^\W\d_]\.[^\W\d_](?![^\W_])\.?"
)
_OTHER_IN_BRACKETS = re.compile(r"\s+[(\[]\s*(?:aka|a\.k\.a\.?|a k a)[ .:]\s*([^()\[\]]+)[)\]]", re.IGNORECASE)
_OTHERS = re.compile(r"\s+(?:aka|a\.?k\.?a\.?|a k a)\s+|\s+[/|]\s+|\s*／\s*", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_EDGES = " -._:,;~–—|/([{+#【<"
# kana, Chinese signs, hangul
_EASTERN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_LATIN = re.compile(r"[A-Za-z]")
_BRACKETED = re.compile(r"\[([^\[\]]+)\]")
_ABOUT = re.compile(
    r"\[[^\[\]]{0,40}(?:字幕|配音|双语|雙語|中字|国语|國語|音轨|音軌|简|繁|[集话話回]全|全\d{1,3}[集话話回]|第\d{1,4}[集话話回])[^\[\]]{0,40}\]"
)
_SEASONAL = re.compile(r"[★☆]?\s*\d{1,2}月新番\s*[★☆]?")


def written(piece: str, *, acronyms: bool = False) -> str:
    """Dots and underscores as spaces. With `acronyms` the dots of `U.N.C.L.E.` stay."""
    text = piece.replace("_", " ")
    if " " not in text.strip() or "." in text:
        text = _undotted(text, acronyms)
    text = _SPACES.sub(" ", text).strip()
    bare = text.rstrip(" ([{【_-:")
    text = bare if acronyms and _ends_in_dot(piece, bare) else text.rstrip(_EDGES)
    text = text.lstrip(" -._:,;~–—|/)]}】")
    if text.endswith(("]", "】")) and "[" not in text and "【" not in text:
        text = text.rstrip("]】").rstrip(_EDGES)
    if text.startswith("[") and "]" not in text:
        text = text[1:].strip()
    if text.startswith("[") and text.endswith("]") and text.count("[") == 1:
        text = text[1:-1].strip()
    if "(" in text and text.count("(") > text.count(")"):
        text = text.rpartition("(")[0].rstrip(_EDGES) or text
    return text


def _ends_in_dot(piece: str, text: str) -> bool:
    """Whether the last dot belongs to the title: `S.O.S.`, `Moth Jr. (2010)`."""
    if not text.endswith("."):
        return False
    return "." in text.rpartition(" ")[2][:-1] or (" " in piece.strip() and piece.rstrip("([{【").endswith(". "))


def _undotted(text: str, acronyms: bool) -> str:
    """Dots part words; but in a text with spaces a dot that is followed by one belongs to its word (`Dr. Who`)."""
    is_spaced = " " in text.strip()
    if acronyms:
        text = _ACRONYM.sub(lambda match: match[0].rstrip(".").replace(".", "\0") + "\0 ", text)
    if is_spaced and not re.search(r"\.[^\W_]", text):
        return text.replace("\0", ".")
    return text.replace(".", " ").replace("\0", ".")


def titles(text: str, *, by_script: bool = False) -> list[str]:
    """The first title and the others that the name gives. `by_script`: titles in two scripts
    side by side are told apart, the Latin one first; else `Moth 蛾` is one title."""
    if "(" in text or "[" in text:
        text = _OTHER_IN_BRACKETS.sub(r" AKA \1", text)
    found = _OTHERS.split(text)
    if len(found) > 1:
        found = [part for part in (part.strip(_EDGES) for part in _without_names(found)) if part]
    if by_script and not text.isascii() and _EASTERN.search(text):
        found = _by_script(found)
    return found or [text]


def _without_names(parts: list[str]) -> list[str]:
    """Up to a bracket that is opened and holds more of the list: `Moth (Name / Other Name)`."""
    for number, part in enumerate(parts):
        if part.count("(") > part.count(")"):
            return [*parts[:number], part.rpartition("(")[0]]
    return parts


def _by_script(parts: list[str]) -> list[str]:
    """Titles in brackets of their own and in two scripts side by side (`蛾 Moth`) are told apart, Latin ones first."""
    pieces: list[str] = []
    for part in parts:
        part = _ABOUT.sub(" ", _SEASONAL.sub("", part))
        bracketed = _BRACKETED.findall(part)
        rest = _BRACKETED.sub(" ", part).strip(_EDGES + "]") if bracketed else part
        pieces += [
            piece.strip(_EDGES) for piece in ([rest, *bracketed] if bracketed else [part]) if piece.strip(_EDGES)
        ]
    found: list[str] = []
    for piece in pieces:
        found += _two_scripts(piece)
    found = [piece for piece in found if any(sign.isalnum() for sign in piece)]
    latin = [piece for piece in found if not _EASTERN.search(piece) and _LATIN.search(piece)]
    return latin + [piece for piece in found if piece not in latin]


def _two_scripts(text: str) -> list[str]:
    """`蛾 Moth` as two; a title in which the scripts are mixed stays one."""
    eastern = [match.start() for match in _EASTERN.finditer(text)]
    latin = [match.start() for match in _LATIN.finditer(text)]
    if not eastern or not latin:
        return [text]
    place = latin[0] if eastern[-1] < latin[0] else eastern[0]
    if (eastern[-1] > latin[0] and latin[-1] > eastern[0]) or text[place - 1] not in " /":
        return [text]
    return [part for part in (text[:place].strip(_EDGES), text[place:].strip(_EDGES)) if part]
