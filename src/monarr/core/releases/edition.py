"""Editions of a film: a run of the words that name cuts and editions, at least one of which can stand alone or with a noun."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monarr.core.releases._scan import Find, Name, Phrases

_CLEAR = "extended uncut unrated remastered imax uncensored despecialized openmatte fanedit"  # no words of a title
_ALONE = "theatrical restored redux assembly criterion"
_WITH_NOUN = (
    "directors director's director ultimate final special collectors collector's collector fan rogue producers diamond signature "
    "integral unfinished alternative alternate international superbit roadshow limited deluxe "
    "definitive workprint platinum gold original recut rekall hunter imperial rouge"
)
_NOUN = "cut edition version collection edit mix edtion matte"

CLEAR = "clear"  # stands alone, also right before the year


def read_scan(name: Name, place: int) -> Find:
    """`4K Remastered`: the lines are those of the scan, not of the release."""
    return name.find("edition", "alone", place + 1)


PHRASES = (
    Phrases("edition", dict.fromkeys(_CLEAR.split(), CLEAR)),
    Phrases("edition", dict.fromkeys(_ALONE.split(), "alone")),
    Phrases("edition", {"anniversary": "either"}),
    Phrases("edition", dict.fromkeys(("4k remastered", "4k restored", "4k remaster", "4k restoration", "4k scan")), read=read_scan),
    Phrases("edition", dict.fromkeys(_NOUN.split(), "noun")),
    Phrases("edition", dict.fromkeys(_WITH_NOUN.split(), "attribute")),
    Phrases("edition", {"collector s edition": "alone",
                        "producer s cut": "alone"}),
    Phrases("edition", dict.fromkeys(("director s cut", "director’s cut", "directors cut", "director cut", "open matte", "2in1", "3in1",
                                      "4in1", "imax enhanced", "director s edition", "fan edit", "festival cut", "black and chrome", "black chrome",
                                      "black and white edition", "black white edition", "b w edition", "noir edition"), CLEAR)),
)  # fmt: skip

_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)", re.ASCII)
_LABELLED = re.compile(r"\{edition-([^{}]{1,80})\}")  # as media servers want it in the names of files
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
    if "alone" in kinds or CLEAR in kinds:
        return True
    return len(run) > 1 and not {"attribute", "either"}.isdisjoint(kinds) and not {"noun", "either"}.isdisjoint(kinds)


def decide(name: Name, finds: Sequence[Find]) -> str | None:
    """The edition as it is written, dots and underscores as spaces; several are joined."""
    labelled = _LABELLED.search(name.text) if "{edition-" in name.text else None
    if labelled:
        return labelled[1].strip() or None
    texts = [_SPACES.sub(" ", name.text[run[0].start : run[-1].end]).strip() for run in runs(finds)]
    unique = list(dict.fromkeys(texts))
    return " ".join(unique) or None


READERS = (("0123456789", read_ordinal),)
