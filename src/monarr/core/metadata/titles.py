"""How titles sort."""

from __future__ import annotations

import re
import unicodedata

_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


def sort_title(title: str) -> str:
    """The title as it stands in a list: lower case, without an English article in front, accents off, numbers in
    their own order."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", title) if not unicodedata.combining(sign))
    bare = _ARTICLE.sub("", " ".join(bare.split()).casefold()).strip(" \"'“”‘’([")
    return _NUMBER.sub(lambda match: match[0].zfill(4), bare) or title.casefold()
