"""Filters over listed releases: what they are made of, each as a link that can be shared. Values of one kind widen a
choice, kinds narrow it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from monarr.core.quality import get_quality
from monarr.core.text import Text, text
from monarr.messages import rule_label
from monarr.services.search import ListedRelease
from monarr.web.templating import PageContext

Values = Callable[[ListedRelease], dict[str, Text | str]]  # the value that stands in the address, and its words


def _resolution(one: ListedRelease) -> dict[str, Text | str]:
    lines = get_quality(one.judged.candidate.quality).resolution or one.judged.candidate.parsed.resolution
    return {str(int(lines)): f"{int(lines)}p"} if lines else {}


def _range(one: ListedRelease) -> dict[str, Text | str]:
    kinds = {kind for said in one.judged.candidate.parsed.hdr for kind in said.split() if kind != "SDR"}
    words: dict[str, Text | str] = {"hdr": text("HDR")} if kinds else {}
    return words | {"dv": text("Dolby Vision")} if "DV" in kinds else words


def _source(one: ListedRelease) -> dict[str, Text | str]:
    quality = one.judged.candidate.quality
    word = quality.partition("-")[0] if quality.endswith("p") else quality
    return {word.lower(): word} if word != "Unknown" else {}


def _indexer(one: ListedRelease) -> dict[str, Text | str]:
    candidate = one.judged.candidate
    return {str(candidate.indexer_id or 0): candidate.indexer_name} if candidate.indexer_name else {}


def _protocol(one: ListedRelease) -> dict[str, Text | str]:
    protocol = one.judged.candidate.protocol.value
    return {protocol: text("Torrents") if protocol == "torrent" else text("Usenet")}


def _rule(one: ListedRelease) -> dict[str, Text | str]:
    return {refusal.code: rule_label(refusal.code) for refusal in one.judged.judgement.refusals}


_KINDS: dict[str, tuple[Text, Values]] = {
    "resolution": (text("Resolution"), _resolution),
    "range": (text("Picture"), _range),
    "source": (text("Source"), _source),
    "protocol": (text("Fetched by"), _protocol),
    "indexer": (text("Indexer"), _indexer),
    "rule": (text("Refused by"), _rule),
}
_IN_SIGHT = ("resolution", "range")  # as chips; the others are in the menu
Chosen = dict[str, tuple[str, ...]]


def read_chosen(given: str) -> Chosen:
    """From the address: `resolution:2160,range:hdr`. What is not known is passed over."""
    found: Chosen = {}
    for part in given.split(","):
        kind, _, value = part.partition(":")
        if kind in _KINDS and value and value not in found.get(kind, ()):
            found[kind] = (*found.get(kind, ()), value)
    return found


def write_chosen(chosen: Chosen) -> str:
    return ",".join(f"{kind}:{value}" for kind in _KINDS for value in chosen.get(kind, ()))


def fits(one: ListedRelease, chosen: Chosen) -> bool:
    """Whether a release is of what is chosen."""
    return all(not set(values).isdisjoint(_KINDS[kind][1](one)) for kind, values in chosen.items())


def facets_of(
    page: PageContext, releases: Sequence[ListedRelease], chosen: Chosen, query: dict[str, str]
) -> dict[str, Any]:
    """`chips` stand in sight, with those of the menu that are on; `groups` are in the menu. Each is {words, n, href, on,
    remove}. A kind of which all releases are alike says nothing, and is left out."""
    chips, groups = [], []
    for kind, (heading, values_of) in _KINDS.items():
        counted: dict[str, int] = {}
        words: dict[str, Text | str] = {}
        for one in releases:
            for value, said in values_of(one).items():
                counted[value], words[value] = counted.get(value, 0) + 1, said
        rows = [
            {
                "words": page.say(words[value]),
                "n": n,
                "href": _toggled(kind, value, chosen, query),
                "on": value in chosen.get(kind, ()),
                "remove": kind not in _IN_SIGHT,
            }
            for value, n in sorted(counted.items(), key=lambda pair: _place(kind, pair))
        ]
        if len(rows) < 2 and all(row["n"] == len(releases) and not row["on"] for row in rows):
            continue
        if kind in _IN_SIGHT:
            chips += rows
        else:
            chips += [row for row in rows if row["on"]]
            groups.append({"words": page.say(heading), "rows": rows})
    return {"chips": chips, "groups": groups}


def _place(kind: str, counted: tuple[str, int]) -> tuple[int, str]:
    """The sharpest picture first, else what there is most of."""
    value, n = counted
    return (-int(value) if kind == "resolution" else -n, value)


def _toggled(kind: str, value: str, chosen: Chosen, query: dict[str, str]) -> str:
    held = chosen.get(kind, ())
    others = tuple(one for one in held if one != value) if value in held else (*held, value)
    only = write_chosen(chosen | {kind: others})
    rest = {name: said for name, said in query.items() if name != "only"} | ({"only": only} if only else {})
    return "?" + urlencode(rest)
