"""The documents of the Newznab and Torznab API, written from releases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

TORZNAB = "http://torznab.com/schemas/2015/feed"
NEWZNAB = "http://www.newznab.com/DTD/2010/feeds/attributes/"
_ID_ATTRIBUTES = {"imdb": "imdbid", "tmdb": "tmdbid", "tvdb": "tvdbid", "tvmaze": "tvmazeid"}
_FACTORS = {"freeleech": "0", "freeleech75": "0.25", "halfleech": "0.5", "freeleech25": "0.75"}


@dataclass(frozen=True, kw_only=True)
class FakeRelease:
    """A release on offer. One of `content` (torrent or NZB file) and `magnet_url` is set. What is None is not stated."""

    title: str
    size_bytes: int | None
    published_at: datetime | None
    content: bytes | None = None
    magnet_url: str | None = None
    guid: str = ""  # empty: made from the title
    info_hash: str | None = None
    seeders: int | None = None
    leechers: int | None = None
    grabs: int | None = None
    files: int | None = None
    categories: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    ids: dict[str, str] = field(default_factory=dict)  # imdb, tmdb, tvdb, tvmaze
    flags: frozenset[str] = frozenset()
    minimum_ratio: float | None = None
    minimum_seed_seconds: int | None = None
    further_attributes: tuple[tuple[str, str], ...] = ()
    raw_item: str | None = None  # this very XML instead of all above

    @property
    def identity(self) -> str:
        return self.guid or f"fake:{self.title}"


def caps_xml(name: str, page_size: int, categories: Sequence[int], modes: dict[str, str]) -> bytes:
    """The capabilities; `modes` maps search, tv-search and movie-search to the parameters they take."""
    searching = "".join(
        f"<{mode} available={quoteattr('yes' if parameters else 'no')} supportedParams={quoteattr(parameters)}/>"
        for mode, parameters in modes.items()
    )
    listed = "".join(f'<category id="{number}" name="Category {number}"/>' for number in categories)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><caps><server title={quoteattr(name)}/>'
        f'<limits default="{page_size}" max="{page_size}"/>'
        f"<searching>{searching}</searching><categories>{listed}</categories></caps>"
    ).encode()


def error_xml(code: int, words: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><error code="{code}" description={quoteattr(words)}/>'.encode()


def feed_xml(name: str, items: Sequence[str], offset: int, total: int | None) -> bytes:
    """A page of a feed. Without `total` it does not say how many there are."""
    response = "" if total is None else f'<newznab:response offset="{offset}" total="{total}"/>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
        f'xmlns:torznab="{TORZNAB}" xmlns:newznab="{NEWZNAB}"><channel><title>{escape(name)}</title>'
        f"{response}{''.join(items)}</channel></rss>"
    ).encode()


def item_xml(release: FakeRelease, prefix: str, download_url: str) -> str:
    """One item; `prefix` is torznab or newznab."""
    if release.raw_item is not None:
        return release.raw_item
    is_torrent = prefix == "torznab"
    url = release.magnet_url or download_url
    length = "" if release.size_bytes is None else f' length="{release.size_bytes}"'
    kind = "application/x-bittorrent" if is_torrent else "application/x-nzb"
    published = "" if release.published_at is None else f"<pubDate>{format_datetime(release.published_at)}</pubDate>"
    attributes = "".join(
        f"<{prefix}:attr name={quoteattr(name)} value={quoteattr(value)}/>" for name, value in _attributes(release)
    )
    return (
        f'<item><title>{escape(release.title)}</title><guid isPermaLink="false">{escape(release.identity)}</guid>'
        f"<link>{escape(url)}</link>{published}<enclosure url={quoteattr(url)}{length} type={quoteattr(kind)}/>"
        f"{attributes}</item>"
    )


def _attributes(release: FakeRelease) -> list[tuple[str, str]]:
    peers = None if release.leechers is None else (release.seeders or 0) + release.leechers
    single: dict[str, object | None] = {
        "size": release.size_bytes,
        "infohash": release.info_hash,
        "seeders": release.seeders,
        "peers": peers,
        "grabs": release.grabs,
        "files": release.files,
        "minimumratio": release.minimum_ratio,
        "minimumseedtime": release.minimum_seed_seconds,
    }
    stated = [(name, str(value)) for name, value in single.items() if value is not None]
    stated += [("category", str(number)) for number in release.categories]
    stated += [("language", language) for language in release.languages]
    stated += [(_ID_ATTRIBUTES[provider], value) for provider, value in release.ids.items()]
    for flag in sorted(release.flags):
        if flag in _FACTORS:
            stated.append(("downloadvolumefactor", _FACTORS[flag]))
        elif flag == "double_upload":
            stated.append(("uploadvolumefactor", "2"))
        else:
            stated.append(("tag", flag))
    return stated + list(release.further_attributes)
