"""One id through request, log lines, events, jobs and error answers."""

from __future__ import annotations

import uuid

HEADER = "x-correlation-id"


def correlation_id_for(given: str | None) -> str:
    """The id that the caller brought, when it is a UUID, else a new one."""
    if given:
        try:
            return str(uuid.UUID(given))
        except ValueError:
            pass
    return str(uuid.uuid4())
