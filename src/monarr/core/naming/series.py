"""Tokens of series."""

from __future__ import annotations

from collections.abc import Callable

from monarr.core.naming._pattern import Token
from monarr.core.naming.titles import (
    article_last,
    cleaned,
    cleaned_article_last,
    first_character,
    with_year,
    without_year,
)


def _form(name: str, form: Callable[[str, int | None], str]) -> Token:
    """A token that is a form of the title and its year."""
    return Token(f"Series {name}", lambda context, _: form(context.item.title, context.item.year), limited=True)


TOKENS = (
    _form("Title", lambda title, _: title),
    _form("CleanTitle", lambda title, _: cleaned(title)),
    _form("TitleYear", with_year),
    _form("CleanTitleYear", lambda title, year: cleaned(with_year(title, year))),
    _form("TitleWithoutYear", lambda title, _: without_year(title)),
    _form("CleanTitleWithoutYear", lambda title, _: cleaned(without_year(title))),
    _form("TitleThe", lambda title, _: article_last(title)),
    _form("CleanTitleThe", lambda title, _: cleaned_article_last(title)),
    _form("TitleTheYear", lambda title, year: with_year(article_last(title), year)),
    _form("CleanTitleTheYear", lambda title, year: cleaned_article_last(with_year(title, year))),
    _form("TitleTheWithoutYear", lambda title, _: article_last(without_year(title))),
    _form("CleanTitleTheWithoutYear", lambda title, _: cleaned_article_last(without_year(title))),
    _form("TitleFirstCharacter", lambda title, _: first_character(title)),
    Token("Series Year", lambda context, _: str(context.item.year or "")),
)
