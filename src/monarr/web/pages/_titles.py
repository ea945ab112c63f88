"""Titles as cards and rows: pictures, marks and one line of facts."""

from __future__ import annotations

from typing import Any

from monarr.core.errors import NotFound
from monarr.core.text import Text, text
from monarr.db.queries.library import TitleRow
from monarr.db.queries.pictures import Picture
from monarr.web.figures import percent
from monarr.web.pages._words import state_words
from monarr.web.templating import PageContext

POSTER_WIDTH = 240
LOWERED = {
    "missing": text("missing"),
    "partly": text("partly here"),
    "better": text("better wanted"),
    "waiting": text("not out yet"),
    "off": text("not monitored"),
    "turn": text("your turn"),
    "stalled": text("stalled"),
}


def picture_of(page: PageContext, picture: Picture | None, width: int = POSTER_WIDTH) -> dict[str, Any] | None:
    """A picture for `titles.pic`, `width` CSS pixels wide, and twice as wide for dense screens."""
    if picture is None:
        return None
    address = f"{page.request.app.state.base_path}/art/{picture.sha256}.{picture.extension}"
    return {"url": f"{address}?w={width}", "url_2x": f"{address}?w={width * 2}", "color": picture.color}


def card(page: PageContext, row: TitleRow) -> dict[str, Any]:
    """A title of a wall (see `titles.card`)."""
    fact = page.say(_fact(row))
    return {
        "id": row.id,
        "path": f"/title/{row.id}",
        "name": row.title,
        "fact": fact,
        "poster": picture_of(page, row.poster),
        "state": row.mark,
        "share": row.share if row.mark in ("arriving", "stalled") else None,
        "spoken": ", ".join(part for part in (row.title, fact, page.say(state_words(row.mark))) if part),
    }


def table_row(page: PageContext, row: TitleRow) -> dict[str, Any]:
    """A title of the table. Scores and groups are for those who may see releases."""
    open_to_staff = page.may("releases.read")
    return card(page, row) | {
        "year": row.year,
        "state_words": state_words(row.mark, row.share),
        "has": row.quality,
        "wants": list(row.lacking) or ([row.wants] if row.mark == "missing" and row.wants else []),
        "score": row.score if open_to_staff else None,
        "group": row.group if open_to_staff else None,
        "languages": " ".join(one for one in row.languages if one != "Unknown"),
        "size_bytes": row.size_bytes,
        "added_at": row.added_at,
    }


def _fact(row: TitleRow) -> Text | str:
    """One line below a poster: the year and what matters most of its state."""
    year = str(row.year) if row.year else ""
    if row.mark == "arriving" and row.share is not None:
        return _joined(year, percent(row.share))
    if row.mark == "better" and row.quality:
        lacking = text("{profile} wanted", profile=", ".join(row.lacking)) if row.lacking else state_words("better")
        return _joined(row.quality, lacking)
    if row.mark == "here":
        return _joined(year, row.quality or "")
    return _joined(year, LOWERED.get(row.mark, state_words(row.mark)))


def _joined(first: str, second: Text | str) -> Text | str:
    if not first or not second:
        return first or second
    return text("{first} · {second}", first=first, second=second)


def check_library(page: PageContext, library_id: int | None) -> None:
    """Raises NotFound for a title of a library that this person may not see."""
    if not page.may("titles.read", library_id):
        raise NotFound(text("There is no such title."))
