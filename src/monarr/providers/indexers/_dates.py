"""Dates of feeds: RFC 822 as it is really written, ISO 8601 and Unix seconds."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

# Hours from UTC of zones that feeds use and RFC 822 does not know.
_ZONES = {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2,
    "EEST": 3, "MSK": 3, "IST": 5.5, "HKT": 8, "AWST": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "AKST": -9, "AKDT": -8, "HST": -10,
}  # fmt: skip
_LAST_WORD = re.compile(r"\s\(?([A-Za-z]{1,5})\)?$")

_OFFSET = re.compile(r"[+-]\d{4}\b")


def parse_date(written: str | None) -> datetime | None:
    """The moment in UTC; None when it cannot be understood. A date without a zone is UTC."""
    words = (written or "").strip()
    if not words:
        return None
    try:
        moment = _unix(words) or _iso(words) or _rfc822(words)
        return moment.astimezone(UTC) if moment else None
    except (ValueError, OverflowError, OSError):
        return None


def _unix(words: str) -> datetime | None:
    return datetime.fromtimestamp(int(words), UTC) if words.isdecimal() and 9 <= len(words) <= 11 else None


def _iso(words: str) -> datetime | None:
    if not re.match(r"\d{4}-\d\d-\d\d", words):
        return None
    moment = datetime.fromisoformat(words.replace(" +", "+").replace(" UTC", "Z"))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _rfc822(words: str) -> datetime | None:
    parts = parsedate_tz(words)
    if parts is None:
        return None
    offset_seconds: float = parts[9] or 0
    zone = None if _OFFSET.search(words) else _LAST_WORD.search(words)
    if zone and zone[1].upper() in _ZONES:
        offset_seconds = _ZONES[zone[1].upper()] * 3600
    year, month, day, hour, minute, second = parts[:6]
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=timezone(timedelta(seconds=offset_seconds)))
