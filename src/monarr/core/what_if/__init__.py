"""What a change of the rules would do: the ledger judged twice, by today's rules and by the proposed ones."""

from monarr.core.what_if.changes import (
    Change,
    DelayChange,
    DelayOrderChange,
    FormatChange,
    ProfileChange,
    SizesChange,
    WordsChange,
)
from monarr.core.what_if.delays import Seen, Taken, TimedDifference, run_through, timed_differences
from monarr.core.what_if.differences import Difference, Option, choose, differences
from monarr.core.what_if.report import Effect, FolderSpace, Side, Totals, WhatIf, WhatIfBuilder

__all__ = [
    "Change", "DelayChange", "DelayOrderChange", "Difference", "Effect", "FolderSpace", "FormatChange", "Option", "ProfileChange", "Seen",
    "Side", "SizesChange", "Taken", "TimedDifference", "Totals", "WhatIf", "WhatIfBuilder", "WordsChange", "choose",
    "differences", "run_through", "timed_differences",
]  # fmt: skip
