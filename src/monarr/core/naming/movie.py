"""Tokens of films."""

from __future__ import annotations

import re
from collections.abc import Callable

from monarr.core.naming import titles
from monarr.core.naming._context import Context
from monarr.core.naming._pattern import Token
from monarr.core.naming.languages import code_of_name

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)


def _title(context: Context, argument: str) -> str:
    """The title, or with a language as argument (`DE`, `German`, `DE|FR`: the first there is) its translation."""
    known = {
        code_of_name(one.language): one.title
        for one in reversed(context.item.translations)
        if one.language and one.title
    }
    for wanted in argument.split("|"):
        found = known.get(code_of_name(wanted.strip()))
        if found:
            return found
    return context.item.title


def edition(text: str) -> str:
    """In title case; words in capitals (`IMAX`) stay, ordinals are small (`25th Anniversary`)."""
    words = _WORD.sub(lambda match: match[0] if match[0].isupper() else match[0].capitalize(), text)
    return _ORDINAL.sub(lambda match: match[0].lower(), words)


def _form(name: str, form: Callable[[str], str]) -> Token:
    return Token(f"Movie {name}", lambda context, argument: form(_title(context, argument)), limited=True)


def _collection(name: str, form: Callable[[str], str]) -> Token:
    return Token(f"Movie {name}", lambda context, _: form(context.item.collection), limited=True)


TOKENS = (
    _form("Title", lambda title: title),
    _form("CleanTitle", titles.cleaned),
    _form("TitleThe", titles.article_last),
    _form("CleanTitleThe", titles.cleaned_article_last),
    _form("TitleFirstCharacter", titles.first_character),
    Token("Movie OriginalTitle", lambda context, _: context.item.original_title, limited=True),
    Token("Movie CleanOriginalTitle", lambda context, _: titles.cleaned(context.item.original_title), limited=True),
    _collection("Collection", lambda name: name),
    _collection("CollectionThe", titles.article_last),
    _collection("CleanCollectionThe", titles.cleaned_article_last),
    Token("Movie Certification", lambda context, _: context.item.certification),
    Token("Release Year", lambda context, _: str(context.item.year or "")),
)
EDITION_TOKENS = (Token("Edition Tags", lambda context, _: edition(context.file.edition or ""), limited=True),)
