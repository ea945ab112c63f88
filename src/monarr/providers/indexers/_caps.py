"""What an indexer can be asked: its answer to `t=caps`."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from monarr.ports.indexer import Capabilities
from monarr.providers.indexers._item import whole
from monarr.providers.indexers._xml import local

_MODES = {"search": "search", "tv-search": "tvsearch", "movie-search": "movie"}
_UNSTATED = {"search": {"q"}, "tvsearch": {"q", "season", "ep"}, "movie": {"q"}}  # modes listed without parameters

DEFAULT = Capabilities(modes={"search": frozenset({"q"})})  # for indexers that have no capabilities to tell


def parse_capabilities(root: Element) -> Capabilities:
    """Reads a `<caps>` document; what is missing there has the usual values."""
    modes: dict[str, frozenset[str]] = {}
    categories: dict[int, str] = {}
    limits: Element | None = None
    server = ""
    for part in root:
        if local(part) == "searching":
            modes = _modes(part)
        elif local(part) == "categories":
            categories = _categories(part)
        elif local(part) == "limits":
            limits = part
        elif local(part) == "server":
            server = part.get("title") or part.get("strapline") or ""
    maximum = (whole(limits.get("max")) if limits is not None else None) or 100
    default = (whole(limits.get("default")) if limits is not None else None) or min(100, maximum)
    return Capabilities(
        modes=modes or DEFAULT.modes,
        categories=categories,
        limit_default=default,
        limit_maximum=max(1, maximum),
        server=server,
    )


def _modes(searching: Element) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for element in searching:
        mode = _MODES.get(local(element))
        if mode is None or (element.get("available") or "yes").lower() != "yes":
            continue
        stated = {name.strip().lower() for name in (element.get("supportedParams") or "").split(",")}
        found[mode] = frozenset(stated - {""} or _UNSTATED[mode])
    return found


def _categories(listed: Element) -> dict[int, str]:
    found: dict[int, str] = {}
    for category in listed:
        number = whole(category.get("id"))
        if number is None:
            continue
        name = category.get("name") or str(number)
        found[number] = name
        for inner in category:
            inner_number = whole(inner.get("id"))
            if inner_number is not None:
                found[inner_number] = f"{name}/{inner.get('name') or inner_number}"
    return found
