"""Expressions as custom formats have them: written for .NET, run by the `regex` module, with a time limit.

The two dialects differ in a few places where one reads as syntax what the other reads as text; `_translate` writes those
so that both mean the same. A match that takes too long counts as none.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec
import regex

TIME_LIMIT_SECONDS = 0.25
MAXIMUM_LENGTH = 20_000

_OPTIONAL_PARTS_AT_MOST = 8
_REPEATS = regex.compile(r"[*+{]|\\[1-9k]")

_QUANTIFIER = regex.compile(r"\{\d+(?:,\d*)?\}")
_FLAGS = regex.compile(r"\(\?([imnsx]*)(?:-([imnsx]+))?\)")
_QUOTED_GROUP = regex.compile(r"\(\?'(\w+)'")
_BLOCK = regex.compile(r"\\([pP])\{Is(\w+)\}")
_NAMED_REFERENCE = regex.compile(r"\\k(?:<(\w+)>|'(\w+)'|\{(\w+)\})")
_LITERAL = regex.compile(r"\^\(?(?:\?:)?([\w \-|]+?)\)?\$")


class Expression(msgspec.Struct, frozen=True):
    """A compiled expression, case-insensitive, searched anywhere. `literals` holds the only texts (lower case) that it
    can match, where it is as simple as that; `timed` is False for one that cannot take long."""

    source: str
    pattern: regex.Pattern[str]
    literals: frozenset[str] | None = None
    timed: bool = True

    def is_in(self, text: str) -> bool:
        """Whether it matches somewhere. False when it takes longer than the limit."""
        if self.literals is not None:
            return text.lower() in self.literals
        if not self.timed:
            return self.pattern.search(text) is not None
        try:
            return self.pattern.search(text, timeout=TIME_LIMIT_SECONDS) is not None
        except TimeoutError:
            return False


class BadExpression(msgspec.Struct, frozen=True):
    """An expression that cannot be used. `reason` is `empty`, `too-long` or `syntax`; `detail` is the engine's word."""

    source: str
    reason: str
    detail: str = ""


@lru_cache(maxsize=8192)
def compile_expression(source: str) -> Expression | BadExpression:
    """The expression, or why it cannot be used. Never raises."""
    if not source.strip():
        return BadExpression(source, "empty")
    if len(source) > MAXIMUM_LENGTH:
        return BadExpression(source, "too-long")
    try:
        translated, flags = _translate(source)
        pattern = regex.compile(translated, regex.IGNORECASE | flags)
    except (regex.error, ValueError, OverflowError, RecursionError, IndexError) as error:
        return BadExpression(source, "syntax", str(error))
    return Expression(source, pattern, _literals(source), _may_explode(source))


def _may_explode(source: str) -> bool:
    """Whether it repeats anything, so that its time must be limited. Asking for the limit costs twice the match."""
    optional_parts = source.count("?") - source.count("(?")
    return optional_parts > _OPTIONAL_PARTS_AT_MOST or _REPEATS.search(source) is not None


def _literals(source: str) -> frozenset[str] | None:
    """`^(A|B)$` is a comparison with two names: thousands of group expressions are. `^A|B$` is not."""
    found = _LITERAL.fullmatch(source)
    if found is None or not source.isascii() or source.count("(") != source.count(")"):
        return None
    if "|" in found[1] and "(" not in source:
        return None
    return frozenset(found[1].lower().split("|"))


def _translate(source: str) -> tuple[str, int]:
    """The expression in the words of `regex`, and the flags it needs."""
    out: list[str] = []
    flags = regex.VERSION0
    place, in_set = 0, False
    while place < len(source):
        char = source[place]
        if char == "\\":
            piece, place = _escape(source, place)
            out.append(piece)
        elif in_set:
            piece, place, in_set, subtracts = _in_set(source, place)
            flags = regex.VERSION1 if subtracts else flags
            out.append(piece)
        elif char == "[":
            piece, place = _open_set(source, place)
            in_set = True
            out.append(piece)
        else:
            piece, place, scoped = _outside(source, place)
            flags = regex.VERSION1 if scoped else flags
            out.append(piece)
    translated = "".join(out)
    # The newer dialect takes "ß" for "ss" where case does not matter; .NET does not.
    return (f"(?-f:{translated})", flags) if flags == regex.VERSION1 else (translated, flags)


def _escape(source: str, place: int) -> tuple[str, int]:
    block = _BLOCK.match(source, place)
    if block:
        return f"\\{block[1]}{{In{block[2]}}}", block.end()
    reference = _NAMED_REFERENCE.match(source, place)
    if reference:
        return f"(?P={reference[1] or reference[2] or reference[3]})", reference.end()
    if source.startswith("\\z", place):
        return r"\Z", place + 2
    if source.startswith("\\Z", place):
        return r"(?=\n?\Z)", place + 2
    return source[place : place + 2], place + 2


def _open_set(source: str, place: int) -> tuple[str, int]:
    """The bracket, a caret, and a closing bracket that stands first and so means itself."""
    end = place + 1
    if source.startswith("^", end):
        end += 1
    opening = source[place:end]
    if source.startswith("]", end):
        return opening + r"\]", end + 1
    return opening, end


def _in_set(source: str, place: int) -> tuple[str, int, bool, bool]:
    """One step inside a set: text, place, still inside, subtracts another set."""
    char = source[place]
    if char == "]":
        return char, place + 1, False, False
    if source.startswith("-[", place):
        end = source.index("]", place)
        return "--" + source[place + 1 : end + 1], end + 1, True, True
    if char in "[&|~":
        return "\\" + char, place + 1, True, False
    return char, place + 1, True, False


def _outside(source: str, place: int) -> tuple[str, int, bool]:
    """One step outside of sets: text, place, whether flags that hold from here on need the newer dialect."""
    char = source[place]
    if char == "{" and not _QUANTIFIER.match(source, place):
        return r"\{", place + 1, False
    if char == "}" and not _closes_quantifier(source, place):
        return r"\}", place + 1, False
    if char == "(":
        flags = _FLAGS.match(source, place)
        if flags:
            needless = flags[1] == "i" and not flags[2] and "(?-" not in source  # all is case-insensitive already
            return ("" if needless else _inline_flags(flags[1], flags[2] or "")), flags.end(), not needless
        quoted = _QUOTED_GROUP.match(source, place)
        if quoted:
            return f"(?P<{quoted[1]}>", quoted.end(), False
    return char, place + 1, False


def _closes_quantifier(source: str, place: int) -> bool:
    start = source.rfind("{", 0, place)
    found = _QUANTIFIER.match(source, start) if start >= 0 else None
    return found is not None and found.end() == place + 1


def _inline_flags(switched_on: str, switched_off: str) -> str:
    """.NET's `n` (groups need names) changes nothing for a search and is left out."""
    switched_on, switched_off = switched_on.replace("n", ""), switched_off.replace("n", "")
    if not switched_on and not switched_off:
        return ""
    return f"(?{switched_on}{'-' + switched_off if switched_off else ''})"
