"""Why a database could not be opened at the start, in a sentence that says what to do."""

from __future__ import annotations

from sqlalchemy import exc, make_url

from monarr.core.errors import MonarrError
from monarr.core.text import Text, text
from monarr.db.engine import DatabaseUnavailable


def cannot_open(url: str, reason: str) -> MonarrError:
    """The error for a driver's `reason`; no password of the address is in it."""
    first = next(iter(reason.strip().splitlines()), "").rstrip(".")
    if url.startswith("sqlite"):
        return DatabaseUnavailable(_of_a_file(url.removeprefix("sqlite:///"), first))
    return DatabaseUnavailable(_of_a_server(_shown(url), first))


def _of_a_file(path: str, reason: str) -> Text:
    words = reason.lower()
    if "not a database" in words or "malformed" in words:
        return text(
            "{path} is damaged, or no database of Monarr. Move it away and bring back a backup with monarr restore.",
            path=path,
        )
    if "full" in words:
        return text("The disk of {path} is full. Make room, then start Monarr again.", path=path)
    if "locked" in words:
        return text("Another program holds {path} locked. Close it, then start Monarr again.", path=path)
    return text(
        "The database {path} cannot be opened: {reason}. Its folder must be there, and both must belong to the user"
        " that runs Monarr.",
        path=path,
        reason=reason,
    )


def _of_a_server(address: str, reason: str) -> Text:
    words = reason.lower()
    if "authentication failed" in words or "does not exist" in words or "permission denied" in words:
        return text(
            "PostgreSQL at {address} does not let Monarr in: {reason}. Correct MONARR_DATABASE_URL, or make the user"
            " and the database there.",
            address=address,
            reason=reason,
        )
    return text(
        "PostgreSQL at {address} does not answer: {reason}. Start it, or correct MONARR_DATABASE_URL.",
        address=address,
        reason=reason,
    )


def _shown(url: str) -> str:
    try:
        parsed = make_url(url)
    except (exc.ArgumentError, ValueError):
        return "MONARR_DATABASE_URL"
    return f"{parsed.host or 'localhost'}:{parsed.port or 5432}/{parsed.database or ''}"
