"""One item of a feed as a release. Indexers leave out, repeat and misspell; what is there is taken, the rest is None.

Sources: https://inhies.github.io/Newznab-API/ (attributes), https://torznab.github.io/spec-1.3-draft/ (factors, peers,
seeding), observed differences: Jackett and Prowlarr give `size` as an element, others as an attribute or only as the
enclosure's length.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from monarr.core.errors import InvalidInput
from monarr.core.kinds import Protocol
from monarr.core.torrents import info_hash_of_magnet
from monarr.ports.indexer import IndexerRelease
from monarr.providers.indexers._dates import parse_date
from monarr.providers.indexers._xml import local

_IDS = {"imdbid": "imdb", "imdb": "imdb", "tmdbid": "tmdb", "tmdb": "tmdb", "tvdbid": "tvdb", "tvmazeid": "tvmaze"}
_DOWNLOAD_FACTORS = {0.0: "freeleech", 0.25: "freeleech75", 0.5: "halfleech", 0.75: "freeleech25"}
_TAGS = frozenset({"internal", "scene", "freeleech", "halfleech", "nuked", "subtitles", "golden", "approved"})
_MARKS = {"nuked": "nuked", "prematch": "scene", "haspretime": "scene"}


class Attributes:
    """The extended attributes of an item. Names are lower-case; each may come several times."""

    def __init__(self, item: Element) -> None:
        self._values: dict[str, list[str]] = {}
        for element in item:
            if local(element) == "attr":
                value = (element.get("value") or "").strip()
                if value:
                    self._values.setdefault((element.get("name") or "").lower(), []).append(value)

    def all(self, name: str) -> list[str]:
        return self._values.get(name, [])

    def first(self, name: str) -> str | None:
        return next(iter(self.all(name)), None)

    def count(self, name: str) -> int | None:
        """A whole number of at least 0; None when there is none."""
        return whole(self.first(name))

    def factor(self, name: str) -> float | None:
        try:
            return float(self.first(name) or "")
        except ValueError:
            return None


def release_of(item: Element, protocol: Protocol, base_url: str) -> IndexerRelease | None:
    """The release; None when it has no title or no address to fetch it from."""
    attributes = Attributes(item)
    title = _text(item, "title")
    download_url, magnet_url = _addresses(item, attributes, base_url)
    info_hash = _info_hash(attributes, magnet_url)
    if not title or not (download_url or magnet_url):
        return None
    seeders = attributes.count("seeders")
    return IndexerRelease(
        guid=_text(item, "guid") or download_url or info_hash or title,
        title=title,
        protocol=protocol,
        download_url=download_url,
        magnet_url=magnet_url,
        info_url=_info_url(item, base_url),
        info_hash=info_hash,
        size_bytes=_size(item, attributes),
        published_at=parse_date(attributes.first("usenetdate")) or parse_date(_text(item, "pubdate")),
        categories=_categories(item, attributes),
        seeders=seeders,
        leechers=_leechers(attributes, seeders),
        grabs=attributes.count("grabs"),
        file_count=attributes.count("files"),
        ids=_ids(attributes),
        languages=_languages(attributes, "language"),
        subtitles=_languages(attributes, "subs"),
        flags=_flags(attributes),
        minimum_ratio=attributes.factor("minimumratio"),
        minimum_seed_minutes=_minutes(attributes.count("minimumseedtime")),
    )


def whole(value: str | None) -> int | None:
    """A whole number of at least 0 out of text; None for anything else."""
    words = (value or "").strip().replace(",", "")
    return int(words) if words.isdecimal() and len(words) < 19 else None


def _text(item: Element, name: str) -> str:
    return next((" ".join((child.text or "").split()) for child in item if local(child) == name), "")


def _children(item: Element, name: str) -> Iterable[Element]:
    return (child for child in item if local(child) == name)


def _addresses(item: Element, attributes: Attributes, base_url: str) -> tuple[str | None, str | None]:
    """The address of the file and the magnet address: from the enclosure first, then from the link."""
    enclosures = [enclosure.get("url") or "" for enclosure in _children(item, "enclosure")]
    named = [*enclosures, _text(item, "link"), attributes.first("magneturl") or "", _text(item, "guid")]
    magnet = next((url for url in named if url.startswith("magnet:?")), None)
    files = (_web_address(url, base_url) for url in named[: len(enclosures) + 1])
    return next(filter(None, files), None), magnet


def _info_url(item: Element, base_url: str) -> str | None:
    comments = _text(item, "comments").removesuffix("#comments")
    guid = _text(item, "guid")
    return _web_address(comments, base_url) or (_web_address(guid, "") if "://" in guid else None)


def _web_address(url: str, base_url: str) -> str | None:
    """The whole address; None for an empty one, and for what is no http or https."""
    try:
        whole_url = urljoin(base_url, url) if url else ""
        parts = urlsplit(whole_url)
        return whole_url if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 else None
    except ValueError:
        return None


def _info_hash(attributes: Attributes, magnet_url: str | None) -> str | None:
    stated = (attributes.first("infohash") or "").lower()
    if len(stated) == 40 and all(digit in "0123456789abcdef" for digit in stated):
        return stated
    try:
        return info_hash_of_magnet(magnet_url) if magnet_url else None
    except (InvalidInput, ValueError):
        return None


def _size(item: Element, attributes: Attributes) -> int | None:
    lengths = [enclosure.get("length") for enclosure in _children(item, "enclosure")]
    stated = (attributes.first("size"), _text(item, "size"), *lengths)
    return next((size for size in map(whole, stated) if size), None)


def _leechers(attributes: Attributes, seeders: int | None) -> int | None:
    """`peers` counts seeders and leechers together."""
    leechers, peers = attributes.count("leechers"), attributes.count("peers")
    if leechers is not None or peers is None:
        return leechers
    return max(0, peers - (seeders or 0))


def _categories(item: Element, attributes: Attributes) -> tuple[int, ...]:
    stated = [*attributes.all("category"), *(child.text or "" for child in _children(item, "category"))]
    return tuple(dict.fromkeys(number for number in map(whole, stated) if number))


def _ids(attributes: Attributes) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, provider in _IDS.items():
        number = whole((attributes.first(name) or "").lower().removeprefix("tt"))
        if number:
            found.setdefault(provider, f"tt{number:07d}" if provider == "imdb" else str(number))
    return found


def _languages(attributes: Attributes, name: str) -> tuple[str, ...]:
    parts = (part.strip() for value in attributes.all(name) for part in value.replace(" - ", ",").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def _flags(attributes: Attributes) -> frozenset[str]:
    flags = {tag.lower() for tag in attributes.all("tag")} & _TAGS
    flags |= {flag for name, flag in _MARKS.items() if attributes.first(name) == "1"}
    if attributes.first("subs"):
        flags.add("subtitles")
    paid = attributes.factor("downloadvolumefactor")
    if paid in _DOWNLOAD_FACTORS:
        flags.add(_DOWNLOAD_FACTORS[paid])
    if (attributes.factor("uploadvolumefactor") or 0) >= 2:
        flags.add("double_upload")
    return frozenset(flags)


def _minutes(seconds: int | None) -> int | None:
    return None if seconds is None else -(-seconds // 60)
