"""An expression written for .NET in the words of the `regex` module.

The two dialects differ where one reads as syntax what the other reads as text, and each knows things that the other
refuses. What .NET refuses is refused here too, so that an expression means the same in both or nothing at all.
Source: .NET's reference of regular expressions (learn.microsoft.com/dotnet, "Regular Expression Language").
"""

from __future__ import annotations

import regex

_QUANTIFIER = regex.compile(r"(?:[*+?]|\{\d+(?:,\d*)?\})\??")
_SECOND_QUANTIFIER = regex.compile(r"[*+?]|\{\d+(?:,\d*)?\}")
_FLAGS = regex.compile(r"\(\?([imnsx]*)(?:-([imnsx]+))?([:)])")
_NAMED = regex.compile(r"\(\?(?:<([^\W\d]\w*)>|'([^\W\d]\w*)')")
_PLAIN_GROUP = regex.compile(r"\(\?(?:[:=!>]|<[=!])|\((?!\?)")
_CONDITION = regex.compile(r"\(\?\((?:(\d+|[^\W\d]\w*)\))?")
_COMMENT = regex.compile(r"\(\?#[^)]*\)")
_PROPERTY = regex.compile(r"\\([pP])\{(\w[\w-]*)\}")
_CONTROL = regex.compile(r"\\c([A-Za-z@\[\\\]^_])")
_REFERENCE = regex.compile(r"\\k(?:<(\w+)>|'(\w+)')")
_CATEGORY = regex.compile(r"L[ulmot]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfson]?")

_ESCAPES = frozenset("abBAcdDefGknpPrsStuvwWxZz0123456789")
_SET_ESCAPES = frozenset("abcdDefnpPrsStuvwWx0123456789")

# Python's engine takes the Turkish letters without or with a dot for an "i" or "I", the long s for an "s" and the last
# sigma of a word for a sigma; .NET does not. Both sides get letters of no case in their place.
STAND_INS = {"ı": "ǀ", "İ": "ǁ", "ſ": "ǂ", "ς": "ͺ"}
_STANDING_IN = str.maketrans(STAND_INS)

# What .NET takes for a letter of a word is less than what Python's engine does: no marks that take room of their own
# (as vowels of Indian scripts do), no Roman numerals. For a boundary the two joiners count too.
_LETTER = r"\p{L}\p{Mn}\p{Nd}\p{Pc}"
_NO_LETTER = r"\p{Mc}\p{Me}\p{Nl}\p{No}\p{Pd}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}\p{S}\p{Z}\p{C}"
_JOINED = rf"[{_LETTER}\u200c\u200d]"
_BOUNDARIES = {
    "b": rf"(?:(?<={_JOINED})(?!{_JOINED})|(?<!{_JOINED})(?={_JOINED}))",
    "B": rf"(?:(?<={_JOINED})(?={_JOINED})|(?<!{_JOINED})(?!{_JOINED}))",
}
_DISPUTED = regex.compile(rf"[\w\u200c\u200d--[{_LETTER}]]", regex.VERSION1)


class NotDotNet(ValueError):
    """The expression is none for .NET, or uses what cannot be said in `regex`."""


def as_searched(text: str) -> str:
    """The text as a translated expression must see it."""
    return text if text.isascii() else text.translate(_STANDING_IN)


def has_disputed_letters(text: str) -> bool:
    """Whether a text has a sign that is part of a word for one engine only: an expression for it is `exact`."""
    return not text.isascii() and _DISPUTED.search(text) is not None


def translate(source: str, *, exact: bool = False) -> tuple[str, int]:
    """The expression for `regex`, and the flags it needs. `exact` writes the letters of words out, which takes longer.
    Raises NotDotNet."""
    return _Translation(as_searched(source), exact=exact).result()


class _Translation:
    def __init__(self, source: str, *, exact: bool) -> None:
        self._source, self._place, self._exact = source, 0, exact
        self._out: list[str] = []
        self._newer = False  # needs the newer dialect
        self._open = 0  # groups
        self._names = {found[1] or found[2] for found in _NAMED.finditer(source)}

    def result(self) -> tuple[str, int]:
        can_repeat = False
        while self._place < len(self._source):
            can_repeat = self._step(can_repeat)
        translated = "".join(self._out)
        # The newer dialect takes "ß" for "ss" where case does not matter; .NET does not.
        return (f"(?-f){translated}", regex.VERSION1) if self._newer else (translated, regex.VERSION0)

    def _take(self, length: int, written: str | None = None) -> None:
        self._out.append(self._source[self._place : self._place + length] if written is None else written)
        self._place += length

    def _step(self, can_repeat: bool) -> bool:
        """Reads one piece; whether a quantifier may follow it."""
        char = self._source[self._place]
        quantifier = _QUANTIFIER.match(self._source, self._place)
        if quantifier:
            if not can_repeat or _SECOND_QUANTIFIER.match(self._source, quantifier.end()):
                raise NotDotNet(f"nested quantifier, or nothing to repeat, at position {self._place}")
            self._take(len(quantifier[0]))
            return False
        if char == "\\":
            self._escape(_ESCAPES)
        elif char == "[":
            self._set()
        elif char == "(":
            return self._opening(can_repeat)
        elif char == ")":
            self._open -= 1
            if self._open < 0:
                raise NotDotNet(f"a bracket closes no group at position {self._place}")
            self._take(1)
        elif char in "{}":
            self._take(1, "\\" + char)
        else:
            self._take(1)
            return char != "|"
        return True

    def _escape(self, known: frozenset[str]) -> None:
        source, place = self._source, self._place
        letter = source[place + 1 : place + 2]
        if not letter or ((letter.isalnum() or letter == "_") and letter.isascii() and letter not in known):
            raise NotDotNet(f"unrecognized escape \\{letter} at position {place}")
        written: str | None = None
        length = 2
        if letter in "pP":
            found = self._required(_PROPERTY)
            written, length = _property(found[1], found[2]), len(found[0])
        elif letter == "c":
            found = self._required(_CONTROL)
            written, length = f"\\x{ord(found[1].upper()) ^ 64:02x}", len(found[0])
        elif letter == "k":
            found = self._required(_REFERENCE)
            written, length = f"(?P={found[1] or found[2]})", len(found[0])
        elif letter in ("z", "Z", "e"):
            written = {"z": r"\Z", "Z": r"(?=\n?\Z)", "e": r"\x1b"}[letter]
        elif self._exact and letter in ("w", "W"):
            letters = _LETTER if letter == "w" else _NO_LETTER
            written = letters if known is _SET_ESCAPES else f"[{letters}]"
        elif self._exact and known is _ESCAPES:
            written = _BOUNDARIES.get(letter)
        self._take(length, written)

    def _required(self, expected: regex.Pattern[str]) -> regex.Match[str]:
        found = expected.match(self._source, self._place)
        if found is None:
            raise NotDotNet(f"malformed escape at position {self._place}")
        return found

    def _set(self) -> None:
        """A set of characters, perhaps less another set. A closing bracket that stands first means itself."""
        self._take(2 if self._source.startswith("[^", self._place) else 1)
        start = self._place
        if self._source.startswith("]", self._place):
            self._take(1, r"\]")
        while True:
            char = self._source[self._place : self._place + 1]
            if not char:
                raise NotDotNet("a set of characters is not closed")
            if char == "]":
                return self._take(1)
            if char == "\\":
                self._escape(_SET_ESCAPES)
            elif self._source.startswith("-[", self._place) and self._place > start:
                self._newer = True
                self._take(1, "--")
                self._set()
                if not self._source.startswith("]", self._place):
                    raise NotDotNet("a set that is taken away stands last")
            else:
                self._take(1, "\\" + char if char in "[&|~" else None)

    def _opening(self, can_repeat: bool) -> bool:
        """The beginning of a group, flags or a comment; whether a quantifier may follow, as it may after a comment where
        it might have stood before."""
        source, place = self._source, self._place
        comment = _COMMENT.match(source, place)
        if comment:
            self._take(len(comment[0]), "")
            return can_repeat
        self._open += 1
        named = _NAMED.match(source, place)
        if named:
            self._take(len(named[0]), f"(?P<{named[1] or named[2]}>")
            return False
        plain = _PLAIN_GROUP.match(source, place)
        if plain:
            self._take(len(plain[0]))
            return False
        condition = _CONDITION.match(source, place)
        if condition:
            self._condition(condition)
            return False
        flags = _FLAGS.match(source, place)
        if flags is None:
            raise NotDotNet(f"unrecognized grouping construct at position {place}")
        if flags[3] == ")":
            self._open -= 1
        self._take(len(flags[0]), self._flags(flags[1], flags[2] or "", flags[3]))
        return False

    def _condition(self, found: regex.Match[str]) -> None:
        """`(?(name)yes|no)`; what names no group is an expression that must hold from here on."""
        name = found[1]
        if name is not None and (name.isdigit() or name in self._names):
            self._take(len(found[0]))
        elif self._source.startswith(("(?(?=", "(?(?!", "(?(?<"), self._place):
            self._take(2)
        else:
            self._open += 1
            self._take(3, "(?(?=")

    def _flags(self, switched_on: str, switched_off: str, end: str) -> str:
        """.NET's `n` (groups need names) changes nothing for a search and is left out; all is case-insensitive
        already."""
        on, off = switched_on.replace("n", ""), switched_off.replace("n", "")
        if end == ")" and on in ("", "i") and not off and "(?-" not in self._source:
            return ""
        minus = f"-{off}" if off else ""
        if not on and not off:
            return "(?:" if end == ":" else ""
        self._newer = True
        return f"(?{on}{minus}{end}"


def _property(sign: str, name: str) -> str:
    if name.startswith("Is"):
        return f"\\{sign}{{In{name[2:]}}}"
    if not _CATEGORY.fullmatch(name):
        raise NotDotNet(f"unknown property {name}")
    return f"\\{sign}{{{name}}}"
