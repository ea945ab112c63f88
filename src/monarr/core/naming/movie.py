"""Tokens of films."""

from __future__ import annotations

from monarr.core.naming import titles
from monarr.core.naming._context import Context
from monarr.core.naming._pattern import Token


def _title(context: Context, argument: str) -> str:
    """The title, or with a language code or name as argument its translation."""
    wanted = argument.lower()
    if wanted and not wanted.lstrip("-").isdigit():
        for translation in context.item.translations:
            if translation.language.lower() == wanted:
                return translation.title
    return context.item.title


def _edition(context: Context, argument: str) -> str:
    return context.file.edition or ""


TOKENS = (
    Token("Movie Title", _title, limited=True),
    Token("Movie CleanTitle", lambda context, argument: titles.cleaned(_title(context, argument)), limited=True),
    Token("Movie TitleThe", lambda context, argument: titles.article_last(_title(context, argument)), limited=True),
    Token(
        "Movie CleanTitleThe",
        lambda context, argument: titles.article_last(titles.cleaned(_title(context, argument))),
        limited=True,
    ),
    Token("Movie OriginalTitle", lambda context, _: context.item.original_title, limited=True),
    Token("Movie CleanOriginalTitle", lambda context, _: titles.cleaned(context.item.original_title), limited=True),
    Token("Movie TitleFirstCharacter", lambda context, _: titles.first_character(context.item.title)),
    Token("Movie Collection", lambda context, _: context.item.collection, limited=True),
    Token("Movie CollectionThe", lambda context, _: titles.article_last(context.item.collection), limited=True),
    Token("Movie Certification", lambda context, _: context.item.certification),
    Token("Release Year", lambda context, _: str(context.item.year or "")),
    Token("Edition Tags", _edition),
)
