"""What a change of the rules would do: the ledger judged twice, by today's rules and by the proposed ones."""

from monarr.core.what_if.changes import Change, FormatChange, ProfileChange, SizesChange
from monarr.core.what_if.differences import Difference, Option, choose, differences
from monarr.core.what_if.report import Effect, FolderSpace, Side, Totals, WhatIf, WhatIfBuilder

__all__ = [
    "Change", "Difference", "Effect", "FolderSpace", "FormatChange", "Option", "ProfileChange", "Side",
    "SizesChange", "Totals", "WhatIf", "WhatIfBuilder", "choose", "differences",
]  # fmt: skip
