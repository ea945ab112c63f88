"""Figures as people read them: sizes, speeds, spans and times, in the viewer's zone and language.

Every function here is a Jinja filter. Sizes are decimal (1 GB is 1,000,000,000 bytes), as disks are sold. A number and
its unit are held together by a no-break space. The minus is the real sign, so that columns line up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from jinja2 import pass_context
from jinja2.runtime import Context

from monarr.core.text import Gettext, Ngettext, Text, ntext, text

NBSP = "\u00a0"
MINUS = "\u2212"
_NEAR = {-1: text("Yesterday"), 0: text("Today"), 1: text("Tomorrow")}
_NEAR_INSIDE = {-1: text("yesterday"), 0: text("today"), 1: text("tomorrow")}
_UNITS = ("B", "KB", "MB", "GB", "TB", "PB")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _same(message: str) -> str:
    return message


def _english_plural(one: str, many: str, count: int) -> str:
    return one if count == 1 else many


class Viewer(msgspec.Struct, frozen=True, kw_only=True):
    """Who looks at the page: zone, clock and language. `now` is aware UTC; None means the moment of rendering."""

    zone: str = "UTC"
    now: datetime | None = None
    hours_24: bool = True
    gettext: Gettext = _same
    ngettext: Ngettext = _english_plural

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.zone))

    def present(self) -> datetime:
        return self.local(self.now or datetime.now(UTC))

    def say(self, sentence: Text) -> str:
        return sentence.render(self.gettext, self.ngettext)


def viewer_of(context: Context) -> Viewer:
    """The `viewer` of this rendering; a plain one where a template is rendered without."""
    viewer = context.get("viewer")
    return viewer if isinstance(viewer, Viewer) else Viewer()


def number(value: float | None) -> str:
    """1284 as 1,284. None gives a dash."""
    if value is None:
        return "–"
    shown = f"{abs(value):,.0f}" if float(value).is_integer() else f"{abs(value):,.1f}"
    return MINUS + shown if value < 0 else shown


def signed(value: float) -> str:
    """A contribution: +1,200 or −100."""
    return ("+" if value > 0 else "") + number(value)


def size(value: float | None) -> str:
    """Bytes in the largest fitting unit, one decimal below 100 from gigabytes on."""
    if value is None:
        return "–"
    amount, index = abs(float(value)), 0
    while amount >= 1000 and index < len(_UNITS) - 1:
        amount, index = amount / 1000, index + 1
    decimals = 1 if (index >= 3 and amount < 100) or (index == 2 and amount < 10) else 0
    return f"{MINUS if value < 0 else ''}{amount:,.{decimals}f}{NBSP}{_UNITS[index]}"


def speed(value: float | None) -> str:
    """Bytes per second."""
    return "–" if value is None else f"{size(value)}/s"


def percent(value: float | None) -> str:
    """A share between 0 and 1, in whole percent; never 100 before it is complete."""
    if value is None:
        return "–"
    return f"{min(int(value * 100), 100)}{NBSP}%"


def span(seconds: float | None) -> str:
    """A span in one or two units: 40 s, 4 min, 1 h 12, 3 h, 9 d."""
    if seconds is None:
        return "–"
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole}{NBSP}s"
    minutes = round(whole / 60)
    if minutes < 60:
        return f"{minutes}{NBSP}min"
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return f"{hours}{NBSP}h{NBSP}{rest:02d}" if rest else f"{hours}{NBSP}h"
    return f"{number(round(hours / 24))}{NBSP}d"


@pass_context
def clock(context: Context, moment: datetime | None) -> str:
    """The time of day."""
    return "–" if moment is None else _clock(viewer_of(context), moment)


@pass_context
def day(context: Context, moment: datetime | date | None, inside: bool = False) -> str:
    """Today, Tomorrow, Yesterday, a weekday within the next six days, else the date; the year when it is another.

    `inside` a sentence the words begin small.
    """
    if moment is None:
        return "–"
    viewer = viewer_of(context)
    here = viewer.present().date()
    then = viewer.local(moment).date() if isinstance(moment, datetime) else moment
    away = (then - here).days
    near = (_NEAR_INSIDE if inside else _NEAR).get(away)
    if near is not None:
        return viewer.say(near)
    if 1 < away < 7:
        return viewer.gettext(_DAYS[then.weekday()])
    shown = f"{then.day}{NBSP}{viewer.gettext(_MONTHS[then.month - 1])}"
    return shown if then.year == here.year else f"{shown}{NBSP}{then.year}"


@pass_context
def when(context: Context, moment: datetime | None, inside: bool = False) -> str:
    """Day and time of day; today only the time."""
    if moment is None:
        return "–"
    viewer = viewer_of(context)
    time = _clock(viewer, moment)
    if viewer.local(moment).date() == viewer.present().date():
        return time
    return f"{day(context, moment, inside)} {time}"


@pass_context
def ago(context: Context, moment: datetime | None) -> str:
    """How long since; a future moment reads "now"."""
    if moment is None:
        return "–"
    viewer = viewer_of(context)
    gone = viewer.present() - moment
    if gone < timedelta(seconds=1):
        return viewer.say(text("now"))
    return viewer.say(text("{span} ago", span=span(gone.total_seconds())))


@pass_context
def until(context: Context, moment: datetime | None) -> str:
    """How long till then below three hours, else the time; "now" when it has come."""
    if moment is None:
        return "–"
    viewer = viewer_of(context)
    left = moment - viewer.present()
    if left <= timedelta(0):
        return viewer.say(text("now"))
    if left < timedelta(hours=3):
        return viewer.say(text("in {span}", span=span(left.total_seconds())))
    return when(context, moment, inside=True)


@pass_context
def titles_word(context: Context, count: int) -> str:
    """1,284 titles."""
    return viewer_of(context).say(ntext("{n} title", "{n} titles", count, n=number(count)))


def _clock(viewer: Viewer, moment: datetime) -> str:
    local = viewer.local(moment)
    return f"{local:%H:%M}" if viewer.hours_24 else f"{local:%I:%M}".lstrip("0") + f"{NBSP}{local:%p}".lower()


class Step(msgspec.Struct, frozen=True):
    """One contribution as a bar between `start` and `start + width`, in hundredths of the whole."""

    label: Any
    value: float
    start: float
    width: float


def waterfall(contributions: Sequence[Any]) -> list[Step]:
    """Contributions (`label` and `value`, as keys or attributes) as bars that add up from left to right; minus parts run
    back."""
    total, reached, edges = 0.0, [0.0], []
    for part in contributions:
        label, value = (part["label"], part["value"]) if isinstance(part, Mapping) else (part.label, part.value)
        edges.append((label, value, total, total + value))
        total += value
        reached.append(total)
    low, high = min(reached), max(reached)
    scale = 100 / ((high - low) or 1)
    return [
        Step(
            label,
            value,
            round((min(start, end) - low) * scale, 2),
            round(max(abs(end - start) * scale, 1), 2),
        )
        for label, value, start, end in edges
    ]


FILTERS = {
    "number": number,
    "signed": signed,
    "size": size,
    "speed": speed,
    "percent": percent,
    "span": span,
    "clock": clock,
    "day": day,
    "when": when,
    "ago": ago,
    "until": until,
    "titles_word": titles_word,
    "waterfall": waterfall,
}
