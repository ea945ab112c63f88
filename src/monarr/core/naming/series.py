"""Tokens of series."""

from __future__ import annotations

from monarr.core.naming import titles
from monarr.core.naming._context import Context
from monarr.core.naming._pattern import Token


def _plain(context: Context, argument: str) -> str:
    return context.item.title


def _with_year(context: Context, argument: str) -> str:
    return titles.with_year(context.item.title, context.item.year)


def _without_year(context: Context, argument: str) -> str:
    return titles.without_year(context.item.title)


def _clean_year(context: Context, argument: str) -> str:
    """The clean title with its bare year (brackets are punctuation)."""
    year = context.item.year
    bare = titles.cleaned(titles.without_year(context.item.title))
    return f"{bare} {year}" if year else titles.cleaned(context.item.title)


TOKENS = (
    Token("Series Title", _plain, limited=True),
    Token("Series CleanTitle", lambda context, _: titles.cleaned(context.item.title), limited=True),
    Token("Series TitleYear", _with_year, limited=True),
    Token("Series CleanTitleYear", _clean_year, limited=True),
    Token("Series TitleWithoutYear", _without_year, limited=True),
    Token("Series CleanTitleWithoutYear", lambda context, _: titles.cleaned(_without_year(context, "")), limited=True),
    Token("Series TitleThe", lambda context, _: titles.article_last(context.item.title), limited=True),
    Token(
        "Series CleanTitleThe", lambda context, _: titles.article_last(titles.cleaned(context.item.title)), limited=True
    ),
    Token("Series TitleTheYear", lambda context, _: titles.article_last(_with_year(context, "")), limited=True),
    Token("Series CleanTitleTheYear", lambda context, _: titles.article_last(_clean_year(context, "")), limited=True),
    Token(
        "Series TitleTheWithoutYear", lambda context, _: titles.article_last(_without_year(context, "")), limited=True
    ),
    Token(
        "Series CleanTitleTheWithoutYear",
        lambda context, _: titles.article_last(titles.cleaned(_without_year(context, ""))),
        limited=True,
    ),
    Token("Series TitleFirstCharacter", lambda context, _: titles.first_character(context.item.title)),
    Token("Series Year", lambda context, _: str(context.item.year or "")),
)
