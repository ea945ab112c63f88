"""Finding titles by words, typing mistakes included, in the same way on both databases.

Names are stored folded (lower case, no accents, no signs), so that both databases see the same words. A question goes
three steps: stop words are dropped while others remain; words that no title holds are corrected by trigrams over the
vocabulary; then all words must occur, the last one perhaps only begun. Hits are ordered by how much of the name the
words are: the whole name first, then shorter names.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein
from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlalchemy import text as sql

from monarr.db.models import SearchTitle, TitleTerm

_NAME: Any = SearchTitle.__table__
_TERM: Any = TitleTerm.__table__
_SIGNS = re.compile(r"[^\w]+|_+")
_JOINED = re.compile(r"(?<=\w)['’`´](?=\w)")
_FOLDED = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})
STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "und",
        "le",
        "la",
        "les",
        "un",
        "une",
        "et",
        "el",
        "los",
        "las",
        "de",
        "du",
        "il",
        "lo",
    ]
)
_RANKED = 5_000  # hits that are put in order at most: ranking is linear in hits
_CANDIDATES = 40  # words that share trigrams with a mistyped one
_LIKENESS = 60  # of 100: less alike is another word

_NAMES_OF = select(_NAME.c.text, _NAME.c.is_main).where(_NAME.c.item_id == bindparam("key")).order_by(_NAME.c.id)
_FORGET = delete(_NAME).where(_NAME.c.item_id == bindparam("key"))
_ADD_USES = sql(
    "INSERT INTO title_term (term, uses) VALUES (:term, :by) ON CONFLICT (term) DO UPDATE SET uses = title_term.uses + :by"
)
_DROP_UNUSED = delete(_TERM).where(_TERM.c.uses <= 0, _TERM.c.term.in_(bindparam("words", expanding=True)))


class SearchHit(msgspec.Struct, frozen=True):
    """A title that was found. `name` is the folded name that holds the words."""

    item_id: int
    name: str


def fold(name: str) -> str:
    """Lower case, without accents and signs, one space between words.

    >>> fold("WALL·E & Amélie’s")
    'wall e amelies'
    """
    lowered = _JOINED.sub("", name.lower()).translate(_FOLDED)
    if not lowered.isascii():
        parts = unicodedata.normalize("NFKD", lowered)
        lowered = unicodedata.normalize("NFC", "".join(c for c in parts if not "\u0300" <= c <= "\u036f"))
    return _SIGNS.sub(" ", lowered).strip()


def index_title(connection: Connection, item_id: int, names: Sequence[str]) -> None:
    """Makes a title findable by these names, the main one first; what was there before goes. No names: forget it."""
    wanted = list(dict.fromkeys(folded for folded in map(fold, names) if folded))
    before = connection.execute(_NAMES_OF, {"key": item_id}).all()
    if [row.text for row in before] == wanted:
        return
    if before:
        connection.execute(_FORGET, {"key": item_id})
    if wanted:
        rows = [{"item_id": item_id, "text": name, "is_main": place == 0} for place, name in enumerate(wanted)]
        connection.execute(insert(_NAME), rows)
    _count_terms(connection, [row.text for row in before], wanted)


def _count_terms(connection: Connection, before: Iterable[str], after: Iterable[str]) -> None:
    change: Counter[str] = Counter()
    for sign, names in ((-1, before), (1, after)):
        for name in names:
            for word in set(name.split()):
                change[word] += sign
    moved = [{"term": word, "by": by} for word, by in sorted(change.items()) if by]
    if moved:
        connection.execute(_ADD_USES, moved)
    fallen = [word for word, by in change.items() if by < 0]
    if fallen:
        connection.execute(_DROP_UNUSED, {"words": fallen})


def search_titles(
    connection: Connection, words: str, limit: int = 20, library_ids: Sequence[int] | None = None
) -> list[SearchHit]:
    """Titles that hold these words in one of their names, best first; [] when nothing is like them. `library_ids`
    narrows it; titles without a library are found only without it."""
    asked = fold(words).split()
    if not asked:
        return []
    telling = [word for word in asked if word not in STOP_WORDS] or asked[:1]
    is_vague = telling[0] in STOP_WORDS
    found = _find(connection, telling, " ".join(asked), limit, library_ids, ranked=not is_vague)
    if found or is_vague:
        return found
    corrected = [correct(connection, word) or word for word in telling]
    if corrected == telling:
        return []
    return _find(connection, corrected, " ".join(corrected), limit, library_ids, ranked=True, begun=False)


def match_words(dialect: str, words: str) -> str:
    """Words as the full-text language of a database, the last one perhaps only begun; a text without words matches
    nothing."""
    asked = fold(words).split()
    telling = [word for word in asked if word not in STOP_WORDS] or asked
    return _match(dialect, telling or ["\ufdd0"], begun=True)


def names_clause(dialect: str, column: str) -> Any:
    """A condition: the item of `column` has a name that fits the parameter `match`."""
    hits = _HITS[dialect].replace(" LIMIT :most", "")
    return sql(f"{column} IN (SELECT item_id FROM ({hits}) found)")  # noqa: S608 - texts of our own


def correct(connection: Connection, word: str) -> str | None:
    """The word of some title that was probably meant; None when none is like it. Of equally like ones the most used."""
    if len(word) < 3:
        return None
    return _most_like(word, _sharing_trigrams(connection, word)) or _most_like(word, _beginning_alike(connection, word))


def _most_like(word: str, rows: Sequence[Any]) -> str | None:
    best = max(rows, key=lambda row: (_likeness(word, row.term), row.uses, row.term), default=None)
    return str(best.term) if best is not None and _likeness(word, best.term) >= _LIKENESS else None


def _sharing_trigrams(connection: Connection, word: str) -> Sequence[Any]:
    if connection.dialect.name != "sqlite":
        return connection.execute(_LIKE_POSTGRES, {"word": word, "most": _CANDIDATES}).all()
    grams = dict.fromkeys(word[place : place + 3] for place in range(len(word) - 2))
    given = {"match": " OR ".join(f'"{gram}"' for gram in grams), "most": _CANDIDATES}
    return connection.execute(_LIKE_SQLITE, given).all()


def _beginning_alike(connection: Connection, word: str) -> Sequence[Any]:
    """Words of the same first letter and about the same length: a swap in a short word leaves no trigram whole."""
    given: dict[str, Any] = {"shortest": len(word) - 2, "longest": len(word) + 2}
    if connection.dialect.name == "sqlite":
        return connection.execute(_BEGIN_SQLITE, given | {"first": word[0], "last": word[0] + "\U0010ffff"}).all()
    return connection.execute(_BEGIN_POSTGRES, given | {"first": word[0] + "%"}).all()


def _likeness(asked: str, term: str) -> float:
    """0 to 100. A swap of two letters is one mistake; a word that is only begun may be a little mistyped too."""
    whole = 100 * DamerauLevenshtein.normalized_similarity(asked, term)
    return max(whole, 0.85 * fuzz.ratio(asked, term[: len(asked)]))


_LIKE_SQLITE = sql(
    "SELECT t.term, t.uses FROM title_term_fts f JOIN title_term t ON t.id = f.rowid"
    " WHERE title_term_fts MATCH :match ORDER BY bm25(title_term_fts) LIMIT :most"
)
_LIKE_POSTGRES = sql(
    "SELECT term, uses FROM title_term WHERE term % :word ORDER BY similarity(term, :word) DESC, uses DESC LIMIT :most"
)
_BEGIN_SQLITE = sql(
    "SELECT term, uses FROM title_term WHERE term >= :first AND term < :last"
    " AND length(term) BETWEEN :shortest AND :longest"
)
_BEGIN_POSTGRES = sql(
    "SELECT term, uses FROM title_term WHERE term LIKE :first AND length(term) BETWEEN :shortest AND :longest"
)
_ORDER = (
    " ORDER BY CASE WHEN n.text = :whole THEN 0 WHEN n.text LIKE :begin THEN 1 ELSE 2 END, length(n.text), n.item_id"
)
_HITS = {
    "sqlite": "SELECT n.item_id, n.text FROM (SELECT rowid AS id FROM search_title_fts WHERE search_title_fts MATCH :match"
    " LIMIT :most) h JOIN search_title n ON n.id = h.id",
    "postgresql": "SELECT n.item_id, n.text FROM (SELECT item_id, text FROM search_title"
    " WHERE words @@ to_tsquery('simple', :match) LIMIT :most) n",
}


def _statement(dialect: str, *, ranked: bool, narrowed: bool) -> Any:
    """Which titles are alive is asked last, of the few that will be shown; which are of a library, of all."""
    order = _ORDER if ranked else ""
    alive = "JOIN media_item i ON i.id = n.item_id AND i.deleted_at IS NULL"
    if narrowed:
        made = sql(f"{_HITS[dialect]} {alive} AND i.library_id IN :libraries{order} LIMIT :rows")
        return made.bindparams(bindparam("libraries", expanding=True))
    shown = f"SELECT n.item_id, n.text FROM ({_HITS[dialect]}{order} LIMIT :rows) n"  # noqa: S608 - texts of our own
    return sql(f"{shown} {alive}{order}")


_STATEMENTS = {
    (dialect, ranked, narrowed): _statement(dialect, ranked=ranked, narrowed=narrowed)
    for dialect in _HITS
    for ranked in (True, False)
    for narrowed in (True, False)
}


def _find(
    connection: Connection,
    words: Sequence[str],
    whole: str,
    limit: int,
    library_ids: Sequence[int] | None,
    *,
    ranked: bool,
    begun: bool = True,
) -> list[SearchHit]:
    """All words must occur in one name; `begun`: the last one may be only a beginning."""
    dialect = connection.dialect.name
    statement = _STATEMENTS[dialect, ranked, library_ids is not None]
    rows = limit * 3 + 20  # a title may be hit by several of its names, and some may lie in the trash
    given: dict[str, Any] = {"match": _match(dialect, words, begun), "rows": rows}
    given["most"] = _RANKED if ranked or library_ids is not None else rows
    if ranked:
        given |= {"whole": whole, "begin": whole + "%"}
    if library_ids is not None:
        given["libraries"] = list(library_ids)
    hits: dict[int, SearchHit] = {}
    for row in connection.execute(statement, given):
        hits.setdefault(row.item_id, SearchHit(row.item_id, row.text))
    return list(hits.values())[:limit]


def _match(dialect: str, words: Sequence[str], begun: bool) -> str:
    if dialect == "sqlite":
        return " ".join(f'"{word}"' for word in words) + ("*" if begun else "")
    return " & ".join(f"'{word}'" for word in words) + (":*" if begun else "")
