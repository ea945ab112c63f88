"""Numbers as people say them: sizes, durations, ages, and the figures of verdicts by the unit in their name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from monarr.core.text import Text, ntext, text

_SIZE_UNITS = (
    (1_000_000_000_000, text("{number} TB")),
    (1_000_000_000, text("{number} GB")),
    (1_000_000, text("{number} MB")),
    (1_000, text("{number} kB")),
)
_LONGEST_WORDS = 24  # characters of a free text inside a sentence
_WHOLE = frozenset({"profile"})  # names that people gave: half of one tells nobody which is meant
_HOUR, _DAY = 60, 24 * 60


def size(size_bytes: float, digits: int = 1) -> Text:
    """A size in decimal units: "5.6 GB", "212 GB", "854 MB". `digits` after the point from gigabytes on, below 100."""
    for unit_bytes, template in _SIZE_UNITS:
        if abs(size_bytes) >= unit_bytes * 0.9995:
            number = size_bytes / unit_bytes
            places = digits if abs(number) < 100 and unit_bytes >= 1_000_000_000 else max(0, digits - 1)
            return text(template.template, number=f"{number:.{places}f}")
    return ntext("{count} byte", "{count} bytes", round(size_bytes))


def duration(minutes: float) -> Text:
    """How long something runs, in words: "15 minutes", "1 h 40 min", "2 h"."""
    whole = max(0, round(minutes))
    if whole < 100:
        return ntext("{count} minute", "{count} minutes", whole)
    return wait(whole)


def wait(minutes: float) -> Text:
    """A span of waiting, short: "under a minute", "41 min", "2 h 5 min", "3 d 4 h"."""
    whole = round(minutes)
    if whole < 1:
        return text("under a minute")
    if whole < _HOUR:
        return text("{minutes} min", minutes=whole)
    if whole < _DAY:
        hours, rest = divmod(whole, _HOUR)
        return text("{hours} h {minutes} min", hours=hours, minutes=rest) if rest else text("{hours} h", hours=hours)
    days, rest = divmod(whole, _DAY)
    hours = rest // _HOUR
    return text("{days} d {hours} h", days=days, hours=hours) if hours and days < 7 else text("{days} d", days=days)


_ELAPSED = ("age_days", "ended_days", "early_days")


def age(minutes: float) -> Text:
    """How old a release is, in one unit: "12 min", "5 h", "9 d", "3 y"."""
    if minutes < _HOUR:
        return text("{minutes} min", minutes=max(0, round(minutes)))
    if minutes < 2 * _DAY:
        return text("{hours} h", hours=round(minutes / _HOUR))
    days = round(minutes / _DAY)
    return text("{days} d", days=days) if days < 730 else text("{years} y", years=days // 365)


def days(number: float) -> Text:
    """ "1 day", "3,000 days" without the comma."""
    return ntext("{count} day", "{count} days", round(number))


def words(value: str, longest: int = _LONGEST_WORDS) -> str:
    """A free text that fits into a sentence."""
    value = " ".join(value.split())
    return value if len(value) <= longest else value[: longest - 1].rstrip(" .-_") + "…"


def listing(values: list[Any] | tuple[Any, ...], longest: int = 30) -> str:
    """As many of a list as fit, parted by commas, at least one; "…" for the rest."""
    shown = ""
    for place, value in enumerate(values):
        longer = f"{shown}, {value}" if place else words(str(value), longest - 2)
        if len(longer) > longest - 2:
            return shown.removesuffix("…") + "…" if place else longer
        shown = longer
    return shown


def figure(name: str, value: Any) -> Any:
    """One figure as a parameter of a sentence, by the unit that its name ends with. None stays None."""
    if value is None or isinstance(value, (bool, Text)):
        return value
    if isinstance(value, (list, tuple, set, frozenset)):
        return listing(sorted(value) if isinstance(value, (set, frozenset)) else tuple(value))
    if isinstance(value, str):
        return " ".join(value.split()) if name in _WHOLE else words(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()[:10]
    if isinstance(value, (int, float)):
        return _number(name, value)
    return value


def _number(name: str, value: float) -> Any:
    if name.endswith("_bytes"):
        return size(value)
    if name == "runtime_minutes":
        return duration(value)
    if name.endswith("_minutes"):
        return wait(value)
    if name.endswith(_ELAPSED) and value < 0.5:  # it would read "0 days ago"
        return text("less than a day")
    if name.endswith("_days"):
        return days(value)
    if name.endswith("seeders"):
        return ntext("{count} seeder", "{count} seeders", round(value))
    return round(value, 1) if isinstance(value, float) else value


def figures(given: Mapping[str, Any]) -> dict[str, Any]:
    """All figures as parameters. Two sizes that differ never read the same."""
    shown = {name: figure(name, value) for name, value in given.items()}
    sizes = {
        name: value for name, value in given.items() if name.endswith("_bytes") and isinstance(value, (int, float))
    }
    for digits in (2, 3):
        if len({str(shown[name]) for name in sizes}) == len(set(sizes.values())):
            break
        shown.update({name: size(value, digits) for name, value in sizes.items()})
    return shown
