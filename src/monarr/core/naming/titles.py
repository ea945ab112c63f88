"""Forms of a title that the tokens of films, series and episodes share."""

from __future__ import annotations

import re
import unicodedata

_ARTICLE = re.compile(r"(the|an|a) (.*?)((?: *\([^)]+\))*)", re.IGNORECASE)
_YEAR = re.compile(r" *\(\d{4}\)$")
_QUOTES = "'`´‘’"
# a sign that belongs to no word, or that only ends one
_ALONE = re.compile(rf"(?<=\s)[,<>\\;:\"|{_QUOTES}~!?@%*\-_=](?=\s)")
_ENDING = re.compile(rf"[{_QUOTES}:?,](?=\s|$|(?:s|m|t|d|ve|ll|re)\s)", re.IGNORECASE)
_BRACKETS = re.compile(r"[()\[\]{}]")
_LETTERS = str.maketrans(
    {
        "Ø": "O", "ø": "o", "Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "ß": "ss", "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe",
        "Ħ": "H", "ħ": "h", "ı": "i",
    }
)  # fmt: skip


def article_last(title: str) -> str:
    """`The Office (2005)` as `Office, The (2005)`."""
    match = _ARTICLE.fullmatch(title.strip())
    return f"{match[2]}, {match[1]}{match[3]}" if match else title


def cleaned_article_last(title: str) -> str:
    match = _ARTICLE.fullmatch(title.strip())
    return f"{cleaned(match[2]).strip()}, {match[1]}{cleaned(match[3])}" if match else cleaned(title)


def cleaned(title: str) -> str:
    """Without the punctuation that words can spare, without brackets and accents of Latin letters, `&` as `and`."""
    text = title.replace("&", "and").replace("/", " ")
    text = _ENDING.sub("", _ALONE.sub("", text))
    return without_accents(_BRACKETS.sub("", text))


def without_accents(text: str) -> str:
    """Latin letters without their marks; other scripts, where a mark makes another letter, stay as they are."""
    if text.isascii():
        return text
    written: list[str] = []
    latin = False
    for character in unicodedata.normalize("NFD", text):
        if unicodedata.combining(character):
            if latin:
                continue
        else:
            latin = "LATIN" in unicodedata.name(character, "")
        written.append(character)
    return unicodedata.normalize("NFC", "".join(written)).translate(_LETTERS)


def without_year(title: str) -> str:
    return _YEAR.sub("", title)


def with_year(title: str, year: int | None) -> str:
    """The title with its year in brackets, unless it has one."""
    return title if not year or _YEAR.search(title) else f"{title} ({year})"


def first_character(title: str) -> str:
    """The capital by which the title is sorted; `_` for one that begins with two signs."""
    for character in article_last(title)[:2]:
        if character.isalnum():
            return without_accents(character).upper()[:1]
    return "_"
