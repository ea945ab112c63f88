"""The values of availability."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import msgspec


class MinimumAvailability(StrEnum):
    """How far a film must have come before it is looked for."""

    ANNOUNCED = "announced"
    IN_CINEMAS = "in_cinemas"
    RELEASED = "released"  # digital or on disc


class FilmDates(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a film's way to the public. `status` is announced, in_cinemas, released or None."""

    status: str | None = None
    year: int | None = None
    in_cinemas_on: date | None = None
    digital_on: date | None = None
    physical_on: date | None = None


class Availability(msgspec.Struct, frozen=True):
    """`at` is the moment from which it counts as available, None when no date is known. `reason` is a code:
    `announced`, `cinema-date`, `release-date`, `assumed-after-cinema`, `status`, `old-year`, `air-date`, `no-date`."""

    available: bool
    at: datetime | None
    reason: str
