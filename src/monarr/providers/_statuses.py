"""What an HTTP status stands for, as one of the errors of `core.errors`, with a sentence that says what it means."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime

from monarr.core.errors import AuthenticationFailed, ProviderError, RateLimited, Refused, Unavailable
from monarr.core.text import Text, ntext, text

_SAMPLE_CHARACTERS = 300
_LONGEST_WAIT_SECONDS = 24 * 3600.0


def status_error(
    status: int, host: str, *, sample: str | None = None, retry_after_seconds: float | None = None
) -> ProviderError:
    """The error that an HTTP status from 400 on stands for."""
    if status in (401, 403, 407):
        words = text("{host} does not accept the key or the password (it answers {status}).", host=host, status=status)
        return AuthenticationFailed(words, sample=sample)
    if status == 429:
        return RateLimited(
            _slow_down(host, retry_after_seconds), retry_after_seconds=retry_after_seconds, sample=sample
        )
    if status >= 500:
        words = text("{host} has a fault of its own (it answers {status}).", host=host, status=status)
        return Unavailable(words, sample=sample)
    if status in (404, 410):
        words = text("{host} has nothing at this address (it answers {status}).", host=host, status=status)
        return Refused(words, sample=sample)
    return Refused(text("{host} declines the request (it answers {status}).", host=host, status=status), sample=sample)


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header (seconds or a date), at most a day; None when it says nothing."""
    if not header:
        return None
    try:
        seconds = float(header)
    except ValueError:
        try:
            moment = parsedate_to_datetime(header)
        except ValueError:
            return None
        seconds = (moment - now).total_seconds() if moment.tzinfo else 0.0
    if seconds != seconds:  # "nan" is a float, too
        return None
    return min(max(seconds, 0.0), _LONGEST_WAIT_SECONDS)


def sample_of(content: bytes) -> str:
    """The beginning of an answer, for the error page; not yet redacted."""
    shown = content[: _SAMPLE_CHARACTERS * 2].decode("utf-8", "replace").replace("\x00", "�").strip()
    return shown[:_SAMPLE_CHARACTERS]


def _slow_down(host: str, retry_after_seconds: float | None) -> Text:
    if retry_after_seconds is None:
        return text("{host} asks for fewer requests.", host=host)
    seconds = max(1, round(retry_after_seconds))
    return ntext("{host} asks to wait a second.", "{host} asks to wait {count} seconds.", seconds, host=host)
