"""What can go wrong, named by what the caller can do about it.

`NotFound`, `Conflict`, `InvalidInput` and `NotAllowed` mean the caller asked amiss (404, 409, 422, 403). A
`ProviderError` came from outside; its class says what to do next. Messages are sentences for people (`core.text`); the
cause for developers is `__cause__`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from monarr.core.text import Text


class MonarrError(Exception):
    """A failure with a sentence for people. `subject` names the thing it is about, such as `movie:12`."""

    def __init__(self, message: Text | str, *, subject: str | None = None) -> None:
        super().__init__(str(message))
        self.message: Text = message if isinstance(message, Text) else Text(message)
        self.subject = subject


class NotFound(MonarrError):
    """The thing asked for is not there (404)."""


class Conflict(MonarrError):
    """The state of things forbids it: a duplicate, a running job, a library that is not empty (409)."""


class InvalidInput(MonarrError):
    """What was given cannot be used (422). `fields` holds one sentence per field."""

    def __init__(
        self, message: Text | str, *, fields: Mapping[str, Text | str] | None = None, subject: str | None = None
    ) -> None:
        super().__init__(message, subject=subject)
        self.fields: dict[str, Text] = {
            name: value if isinstance(value, Text) else Text(value) for name, value in (fields or {}).items()
        }


class NotAllowed(MonarrError):
    """The caller may not do this (403)."""


class NotSignedIn(MonarrError):
    """Nobody is signed in, or the key is unknown (401)."""


class TooManyRequests(MonarrError):
    """Asked too often (429)."""

    def __init__(self, message: Text | str, *, retry_after_seconds: float) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class ProviderError(MonarrError):
    """Something outside failed. `provider` is the name its user gave it, or its kind. `sample` is a short, redacted
    piece of what came back, for the error page."""

    def __init__(self, message: Text | str, *, provider: str = "", sample: str | None = None) -> None:
        super().__init__(message, subject=provider or None)
        self.provider = provider
        self.sample = sample


class AuthenticationFailed(ProviderError):
    """Settings must change: stop asking and raise a health issue."""


class RateLimited(ProviderError):
    """Wait as told, then ask again. `retry_after_seconds` is None when the other side did not say."""

    def __init__(
        self,
        message: Text | str,
        *,
        provider: str = "",
        retry_after_seconds: float | None = None,
        sample: str | None = None,
    ) -> None:
        super().__init__(message, provider=provider, sample=sample)
        self.retry_after_seconds = retry_after_seconds


class Unavailable(ProviderError):
    """No answer, or an error of theirs: back off, then try again."""


class Refused(ProviderError):
    """Understood and declined: try another release, client or source."""


class UnexpectedAnswer(ProviderError):
    """An answer that makes no sense (HTML for XML, broken JSON): keep the sample, tell the user, do not retry blindly."""


class FileError(MonarrError):
    """A file operation failed. `reason` is a stable code: `disk-full`, `not-readable`, `not-writable`, `vanished`,
    `growing`, `exists`, `outside-root`, `name-too-long`, `other`."""

    def __init__(self, message: Text | str, *, path: Path | str, reason: str = "other") -> None:
        super().__init__(message, subject=str(path))
        self.path = Path(path)
        self.reason = reason


class MediaError(MonarrError):
    """A media file cannot be read as media. `reason` is a stable code: `not-media`, `crashed`, `timed-out`."""

    def __init__(self, message: Text | str, *, path: Path | str, reason: str = "not-media") -> None:
        super().__init__(message, subject=str(path))
        self.path = Path(path)
        self.reason = reason
