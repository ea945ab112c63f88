"""Forms of a title that the tokens of films, series and episodes share."""

from __future__ import annotations

import re
import unicodedata

_ARTICLE = re.compile(r"(the|an|a) (.+?)( \(.+\))?", re.IGNORECASE)
_YEAR = re.compile(r" \((?:18|19|20)\d\d\)$")
_DROPPED = re.compile(r"[,<>/\\;:'’\"|`´~!?@$%^*_=\u2013\u2014]")


def article_last(title: str) -> str:
    """`The Office (2005)` as `Office, The (2005)`."""
    match = _ARTICLE.fullmatch(title)
    return f"{match[2]}, {match[1]}{match[3] or ''}" if match else title


def cleaned(title: str) -> str:
    """Without punctuation and accents of Latin letters, `&` as `and`."""
    text = title.replace("&", "and").replace("/", " ").replace("\\", " ")
    text = _DROPPED.sub("", text)
    parts = unicodedata.normalize("NFKD", text)
    text = unicodedata.normalize("NFC", "".join(part for part in parts if not "\u0300" <= part <= "\u036f"))
    return re.sub(r"\s+", " ", text).strip()


def without_year(title: str) -> str:
    return _YEAR.sub("", title)


def with_year(title: str, year: int | None) -> str:
    """The title with its year in brackets, unless it has one."""
    return title if not year or _YEAR.search(title) else f"{title} ({year})"


def first_character(title: str) -> str:
    """The capital by which the title is sorted; `_` for one that begins with a sign."""
    text = article_last(title)
    for character in text:
        if character.isalnum():
            folded = unicodedata.normalize("NFKD", character)[0]
            return folded.upper()
    return "_"
