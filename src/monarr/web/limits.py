"""How often somebody may ask: sliding windows in memory, by key."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from time import monotonic

import msgspec

from monarr.core.errors import TooManyRequests
from monarr.core.text import text

_MOST_KEYS = 20_000


class Window(msgspec.Struct, frozen=True):
    """`count` times within `seconds`; after that a pause of `pause_seconds` (0: until the window has moved on)."""

    count: int
    seconds: float
    pause_seconds: float = 0


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """The windows of the house. Pages load a dozen parts each, so reading is generous; asking the outside is not."""

    anonymous: Window = Window(600, 60)  # by address, before anybody is signed in
    read: Window = Window(6000, 60)  # by person
    write: Window = Window(600, 60)
    search: Window = Window(60, 60)
    grab: Window = Window(60, 60)
    sign_in: Window = Window(5, 900)  # failures, by name and address
    wrong_key: Window = Window(10, 300, 1800)  # unknown API keys, by address


class Limiter:
    """Remembers when each key asked."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._asked: dict[str, deque[float]] = {}
        self._paused: dict[str, float] = {}

    def check(self, key: str, window: Window) -> None:
        """Raises TooManyRequests when `key` has used up its window; does not count."""
        now = self._now()
        until = self._paused.get(key, 0.0)
        if until > now:
            raise _too_often(until - now)
        asked = self._asked.get(key)
        if asked is None:
            return
        while asked and asked[0] <= now - window.seconds:
            asked.popleft()
        if len(asked) >= window.count:
            raise _too_often(asked[0] + window.seconds - now)

    def count(self, key: str, window: Window) -> None:
        """Notes one more; at the last allowed one a window with a pause begins it."""
        now = self._now()
        if key not in self._asked and len(self._asked) >= _MOST_KEYS:
            self._forget(now)
        asked = self._asked.setdefault(key, deque(maxlen=window.count))
        asked.append(now)
        if window.pause_seconds and len(asked) == window.count and asked[0] > now - window.seconds:
            self._paused[key] = now + window.pause_seconds
            asked.clear()

    def take(self, key: str, window: Window) -> None:
        """Checks and counts."""
        self.check(key, window)
        self.count(key, window)

    def clear(self, key: str) -> None:
        self._asked.pop(key, None)
        self._paused.pop(key, None)

    def _forget(self, now: float) -> None:
        """Makes room: keys that have asked least lately go first."""
        self._paused = {key: until for key, until in self._paused.items() if until > now}
        oldest = sorted(self._asked, key=lambda key: self._asked[key][-1] if self._asked[key] else 0.0)
        for key in oldest[: _MOST_KEYS // 4]:
            del self._asked[key]


def _too_often(seconds: float) -> TooManyRequests:
    wait = max(1, round(seconds))
    words = text("Too many tries. Wait {minutes} min, then try again.", minutes=max(1, round(wait / 60)))
    if wait < 90:
        words = text("Too many tries. Wait {seconds} s, then try again.", seconds=wait)
    return TooManyRequests(words, retry_after_seconds=wait)
