"""Editions of a film: a run of the words that name cuts and editions, at least one of which can stand alone or with a noun."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monarr.core.releases._scan import Find, Name, Phrases

_ALONE = "extended uncut unrated theatrical remastered imax restored uncensored despecialized redux openmatte assembly"
_WITH_NOUN = (
    "directors director's director ultimate final special collectors collector's collector fan rogue producers diamond signature "
    "integral criterion anniversary unfinished alternative alternate international superbit roadshow limited deluxe "
    "definitive workprint platinum gold original recut"
)
_NOUN = "cut edition version collection anniversary edit mix edtion fanedit matte"

PHRASES = (
    Phrases("edition", dict.fromkeys(_ALONE.split(), "alone")),
    Phrases("edition", dict.fromkeys(_NOUN.split(), "noun")),
    Phrases("edition", dict.fromkeys(_WITH_NOUN.split(), "attribute")),
    Phrases("edition", {"director s cut": "alone", "collector s edition": "alone", "open matte": "alone",
                        "producer s cut": "alone", "2in1": "alone", "3in1": "alone", "4in1": "alone",
                        "imax enhanced": "alone", "director s edition": "alone"}),
)  # fmt: skip

_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)", re.ASCII)
_SPACES = re.compile(r"[\s._]+")


def read_ordinal(name: Name, place: int) -> Find | None:
    """`20th`, which counts when `Anniversary` follows."""
    following = place + 1 < len(name.words) and name.words[place + 1] == "anniversary"
    if following and _ORDINAL.fullmatch(name.words[place]):
        return name.find("edition", "attribute", place)
    return None


def runs(finds: Sequence[Find]) -> list[list[Find]]:
    """Runs of neighbouring edition words that together name an edition."""
    found: list[list[Find]] = []
    run: list[Find] = []
    for find in finds:
        if find.property != "edition":
            continue
        if run and find.first == run[-1].last + 1:
            run.append(find)
            continue
        if _names_edition(run):
            found.append(run)
        run = [find]
    if _names_edition(run):
        found.append(run)
    return found


def _names_edition(run: Sequence[Find]) -> bool:
    kinds = [find.value for find in run]
    return "alone" in kinds or ("attribute" in kinds and "noun" in kinds)


def decide(name: Name, finds: Sequence[Find]) -> str | None:
    """The edition as it is written, dots and underscores as spaces; several are joined."""
    texts = [_SPACES.sub(" ", name.text[run[0].start : run[-1].end]).strip() for run in runs(finds)]
    unique = list(dict.fromkeys(texts))
    return " ".join(unique) or None


READERS = (("0123456789", read_ordinal),)
