"""Monarr's goals: what somebody wants, as a whole profile with its sizes and formats, and what it means in gigabytes."""

from monarr.core.goals.consequences import Weight, weights_of
from monarr.core.goals.derive import derive, print_of
from monarr.core.goals.formats import FORMATS, ShippedFormat
from monarr.core.goals.model import Goal
from monarr.core.goals.table import GOALS, find_goal, goals_for

__all__ = [
    "FORMATS", "GOALS", "Goal", "ShippedFormat", "Weight", "derive", "find_goal", "goals_for", "print_of", "weights_of",
]  # fmt: skip
