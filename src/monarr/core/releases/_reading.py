"""A name that has been read: what was found, and what was decided of it."""

from __future__ import annotations

from datetime import date

import msgspec

from monarr.core.releases._group_words import Group
from monarr.core.releases._scan import Find, Name

# signs that may stand between two words that belong together
BETWEEN = frozenset(" ._-([{)]}【】–/|,&+")


class Reading(msgspec.Struct, gc=False):
    """One name, read. Places are characters of `name.text`."""

    name: Name
    finds: list[Find]  # all
    kept: list[Find]  # those that count
    title_start: int
    title_end: int
    body: int  # where title and numbering end
    numbering: Find | None = None
    absolute: Find | None = None
    aired: Find | None = None
    year: Find | None = None
    group: Group | None = None
    extension: str = ""
    is_anime: bool = False  # a group in a bracket begins the name
    is_dated_in_front: bool = False
    is_special: bool = False  # a word for specials counts or replaces the number
    refused: bool = False  # its only number is no day, or could be two

    @property
    def is_series(self) -> bool:
        return self.numbering is not None or self.absolute is not None or self.aired is not None

    def first_strong(self) -> int:
        """Where the first strong find behind the title's beginning stands; the end of the name without one."""
        begin = self.title_start
        for find in self.finds:
            if find.strong and find.start > begin:
                return find.start
        return len(self.name.text)

    @property
    def air_date(self) -> date | None:
        return self.aired.value if self.aired else None
