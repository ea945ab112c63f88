"""`T3`: a season as Spanish and Portuguese speakers count them."""

from __future__ import annotations

from monarr.core.releases._reading import Reading
from monarr.core.releases._scan import Find

_IBERIAN = frozenset(("Spanish", "Spanish (Latino)", "Portuguese", "Portuguese (Brazil)", "Catalan", "Galician"))


def take_season_code(reading: Reading, code: Find) -> None:
    """`T3` counts seasons where Spanish or Portuguese is spoken, everything is said to be there, or another number says so."""
    words, following = reading.name.words, code.last + 1
    said = following < len(words) and words[following] in ("completa", "completo", "complete", "integral")
    for find in reading.finds:
        if find.start < code.end:
            continue
        if find.property == "year":
            return
        said = said or (find.property == "language" and find.value in _IBERIAN)
        said = said or (find.property == "numbering" and find.value.season == code.value.season)
    if said or code.value.seasons:
        code.property, code.strong = "numbering", True
