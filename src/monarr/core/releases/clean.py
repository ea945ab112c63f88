"""The key by which titles are compared."""

from __future__ import annotations

import re
import unicodedata

_WORDS = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"(?<=\w)['’`´](?=\w)")
_FOLDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "&": " and "}
)


def _fold_accents(text: str) -> str:
    """Latin, Greek and Cyrillic marks dropped; kana, hangul and Indic signs stay whole."""
    parts = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(part for part in parts if not "\u0300" <= part <= "\u036f"))


def clean_title(title: str) -> str:
    """Lower case, without accents, spaces, punctuation and articles; `&` is `and`. Two titles that give the same are
    the same. A title of signs only keeps them.

    >>> clean_title("The Amélie & Co.")
    'amelieandco'
    """
    text = title.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = text.translate(_FOLDED)
    if not text.isascii():
        text = _fold_accents(text)
    words = _WORDS.findall(_JOINED.sub("", text))
    kept = [word for word in words if word != "the"] or words
    if len(kept) > 1 and kept[0] == words[0] and kept[0] in ("a", "an"):
        kept = kept[1:]
    return "".join(kept) or "".join(title.lower().split())
