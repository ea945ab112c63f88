"""Is what came for a download address really a torrent or an NZB file?"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from monarr.core.errors import InvalidInput, UnexpectedAnswer
from monarr.core.kinds import Protocol
from monarr.core.redaction import redact
from monarr.core.text import text
from monarr.core.torrents import parse_torrent
from monarr.ports.http import HttpAnswer
from monarr.ports.indexer import Grabbed, IndexerRelease
from monarr.providers.indexers._xml import is_html, local, not_xml, parse_xml

MAX_BYTES = 20_000_000
_MAGNET = re.compile(rb"\A\s*(magnet:\?[!-~]{20,20000})\s*\Z")
_FILE_NAME = re.compile(r"filename\*?=(?:UTF-8'')?\"?([^\";]+)", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x1f/\\:*?\"<>|]")


def grabbed(answer: HttpAnswer, release: IndexerRelease, name: str) -> Grabbed:
    """The content, checked. Raises AuthenticationFailed for a sign-in page, UnexpectedAnswer for anything else."""
    location = answer.headers.get("location", "")
    if location.lower().startswith("magnet:"):
        return Grabbed(magnet_url=location)
    magnet = _MAGNET.match(answer.content[:20_100])
    if magnet:
        return Grabbed(magnet_url=magnet[1].decode("ascii"))
    if is_html(answer.content):
        raise not_xml(answer.content, name)
    if release.protocol is Protocol.USENET:
        _check_nzb(answer.content, name)
        return Grabbed(content=answer.content, file_name=_file_name(answer, release, ".nzb"))
    _check_torrent(answer.content, name)
    return Grabbed(content=answer.content, file_name=_file_name(answer, release, ".torrent"))


def _check_torrent(content: bytes, name: str) -> None:
    if content.lstrip()[:1] == b"<":
        parse_xml(content, name)  # says what an <error> stands for
    try:
        parse_torrent(content)
    except (InvalidInput, ValueError) as error:
        raise UnexpectedAnswer(
            text("{name} gives something that is no torrent file.", name=name), provider=name, sample=_sample(content)
        ) from error


def _check_nzb(content: bytes, name: str) -> None:
    root = parse_xml(content, name)
    files = [element for element in root if local(element) == "file"]
    if local(root) != "nzb" or not files:
        words = text("{name} gives something that is no NZB file.", name=name)
        raise UnexpectedAnswer(words, provider=name, sample=_sample(content))


def _sample(content: bytes) -> str:
    return redact(content[:300].decode("utf-8", "replace").replace("\x00", "�"))


def _file_name(answer: HttpAnswer, release: IndexerRelease, ending: str) -> str:
    """A name without any folder: the indexer's own, else made from the release's title."""
    stated = _FILE_NAME.search(answer.headers.get("content-disposition", ""))
    last = unquote(stated[1]) if stated else urlsplit(answer.url).path.rpartition("/")[2]
    chosen = last if last.lower().endswith(ending) else release.title + ending
    return _UNSAFE.sub("_", chosen).strip(". ")[-200:]
