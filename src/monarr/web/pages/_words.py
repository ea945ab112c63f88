"""Words and figures that several pages share, in the viewer's language and zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from monarr.core.errors import InvalidInput
from monarr.core.text import Text, ntext, text
from monarr.web import figures
from monarr.web.templating import PageContext

STATES: dict[str, Text] = {
    "here": text("Here"),
    "partly": text("Partly here"),
    "missing": text("Missing"),
    "searching": text("Searching"),
    "arriving": text("Arriving"),
    "stalled": text("Stalled"),
    "better": text("Better wanted"),
    "waiting": text("Not out yet"),
    "turn": text("Your turn"),
    "broken": text("Broken"),
    "off": text("Not monitored"),
}


def state_words(mark: str, share: float | None = None) -> Text:
    """What a mark says; with the share of a download under way."""
    if mark == "arriving" and share is not None:
        return text("Arriving, {share}", share=figures.percent(share))
    return STATES[mark]


def _shown(shape: Callable[..., str], page: PageContext, moment: Any, **more: Any) -> str:
    return shape({"viewer": page.viewer}, moment, **more)


def when(page: PageContext, moment: datetime | None) -> str:
    """Day and time of day, as inside a sentence; today only the time."""
    return _shown(figures.when, page, moment, inside=True)


def until(page: PageContext, moment: datetime | None) -> str:
    return _shown(figures.until, page, moment)


def ago(page: PageContext, moment: datetime | None) -> str:
    return _shown(figures.ago, page, moment)


def day(page: PageContext, on: date | datetime | None) -> str:
    """As inside a sentence."""
    return _shown(figures.day, page, on, inside=True)


def clock(page: PageContext, moment: datetime | None) -> str:
    return _shown(figures.clock, page, moment)


def numbered(season: int, episode: int) -> str:
    """3×05."""
    return f"{season}×{episode:02d}"


def episodes_words(episodes: tuple[tuple[int, int], ...]) -> Text | str:
    """What a download holds, briefly: one number, or how many of which season."""
    if not episodes:
        return ""
    if len(episodes) == 1:
        return numbered(*episodes[0])
    seasons = {season for season, _ in episodes}
    count = ntext("{n} episode", "{n} episodes", len(episodes), n=len(episodes))
    if len(seasons) == 1:
        return text("season {season}, {episodes}", season=seasons.pop(), episodes=count)
    return count


def end_of_day(page: PageContext, until: str) -> datetime | None:
    """The end of a day in the visitor's zone; None for none. Raises InvalidInput at the field `until`."""
    if not until:
        return None
    try:
        on = date.fromisoformat(until)
    except ValueError:
        words = text("A day is written as 2026-12-31.")
        raise InvalidInput(text("Some settings do not fit yet."), fields={"until": words}) from None
    return datetime.combine(on, time(23, 59, 59), ZoneInfo(page.viewer.zone))
