"""Which failures are worth another try, and when."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from monarr.core.errors import (
    AuthenticationFailed,
    Conflict,
    InvalidInput,
    NotAllowed,
    NotFound,
    RateLimited,
    Refused,
)
from monarr.services.sources import Resting

_HOPELESS = (NotFound, Conflict, InvalidInput, NotAllowed, AuthenticationFailed, Refused, msgspec.ValidationError)
_LONGEST = timedelta(hours=24)


class Again(msgspec.Struct, frozen=True):
    """Whether to try again; `wait` None: after the queue's own back-off."""

    worth_it: bool
    wait: timedelta | None = None


def again_after(error: BaseException, now: datetime) -> Again:
    """What the failure says about another try: asked amiss stays amiss, who said when is asked then."""
    if isinstance(error, Resting):
        if error.until is None:
            return Again(False)
        return Again(True, min(max(error.until - now, timedelta(seconds=5)), _LONGEST))
    if isinstance(error, RateLimited) and error.retry_after_seconds is not None:
        return Again(True, min(timedelta(seconds=max(error.retry_after_seconds, 5)), _LONGEST))
    return Again(not isinstance(error, _HOPELESS))
