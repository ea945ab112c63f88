"""What a torrent file or a magnet address says, without any client: its info hash, name and files.

Sources: BEP 3 (torrent files, v1 hash = SHA-1), BEP 52 (v2, SHA-256, cut to 20 bytes where a v1 hash is wanted), BEP 9
(magnet addresses), BEP 47 (padding files).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec

from monarr.core.bencode import NotBencoded, decode_with_spans
from monarr.core.errors import InvalidInput
from monarr.core.text import text

_FORBIDDEN_IN_PIECE = re.compile(r"[/\\\x00-\x1f]")
_SHA256_MULTIHASH = "1220"


class TorrentFile(msgspec.Struct, frozen=True):
    """A file that a torrent promises. `path` is relative, parted by `/`, without the torrent's own folder, and never
    leaves that folder."""

    path: str
    size_bytes: int


class Torrent(msgspec.Struct, frozen=True, kw_only=True):
    """A torrent file's promises. Padding is left out of `files`; the order is the torrent's own."""

    name: str
    hash_v1: str | None  # lower-case hex; one of the two is there, a hybrid torrent has both
    hash_v2: str | None  # cut to 40 hex digits, as clients and indexers show it
    files: tuple[TorrentFile, ...]
    trackers: tuple[str, ...] = ()
    is_private: bool = False
    is_folder: bool = False  # its files lie in a folder called `name`

    @property
    def info_hash(self) -> str:
        """The hash it goes by: v1 where there is one, as indexers do."""
        return self.hash_v1 or self.hash_v2 or ""

    @property
    def size_bytes(self) -> int:
        return sum(file.size_bytes for file in self.files)


class Magnet(msgspec.Struct, frozen=True, kw_only=True):
    """A magnet address's promises. `name` is empty when it does not say."""

    hash_v1: str | None
    hash_v2: str | None
    name: str = ""
    trackers: tuple[str, ...] = ()

    @property
    def info_hash(self) -> str:
        return self.hash_v1 or self.hash_v2 or ""


def parse_torrent(content: bytes) -> Torrent:
    """Reads a torrent file. Raises InvalidInput when it is none (a web page, a broken or hostile file)."""
    try:
        values, raw = decode_with_spans(content)
        info = values[b"info"]
        is_v2 = info.get(b"meta version") == 2
        is_v1 = b"pieces" in info
        if not is_v1 and not is_v2:
            raise NotBencoded("neither v1 nor v2")
        name = _piece(_utf8(info, b"name"))
        return Torrent(
            name=name,
            hash_v1=hashlib.sha1(raw[b"info"], usedforsecurity=False).hexdigest() if is_v1 else None,
            hash_v2=hashlib.sha256(raw[b"info"]).hexdigest()[:40] if is_v2 else None,
            files=tuple(_files_v1(info, name) if is_v1 else _files_v2(info[b"file tree"])),
            trackers=_trackers(values),
            is_private=info.get(b"private") == 1,
            is_folder=b"files" in info if is_v1 else not _is_single_v2(info, name),
        )
    except (NotBencoded, KeyError, TypeError, AttributeError) as error:
        raise InvalidInput(text("This is not a torrent file.")) from error


def info_hash_of(content: bytes) -> str:
    """The info hash of a torrent file: 40 lower-case hex digits. Raises InvalidInput when it is none."""
    return parse_torrent(content).info_hash


def torrent_files(content: bytes) -> list[TorrentFile]:
    """The files of a torrent file, in its order. Raises InvalidInput when it is none."""
    return list(parse_torrent(content).files)


def parse_magnet(url: str) -> Magnet:
    """Reads a magnet address. Raises InvalidInput when it names no BitTorrent hash."""
    parts = urlsplit(url.strip())
    if parts.scheme.lower() != "magnet":
        raise InvalidInput(text("This is not a magnet address."))
    pairs = parse_qsl(parts.query)
    topics = [value for key, value in pairs if key == "xt" or key.startswith("xt.")]
    hash_v1 = next(filter(None, map(_btih, topics)), None)
    hash_v2 = next(filter(None, map(_btmh, topics)), None)
    if not hash_v1 and not hash_v2:
        raise InvalidInput(text("This magnet address names no BitTorrent hash."))
    return Magnet(
        hash_v1=hash_v1,
        hash_v2=hash_v2,
        name=next((value for key, value in pairs if key == "dn"), ""),
        trackers=tuple(value for key, value in pairs if key == "tr" or key.startswith("tr.")),
    )


def info_hash_of_magnet(url: str) -> str:
    """The info hash of a magnet address: 40 lower-case hex digits. Raises InvalidInput when it names none."""
    return parse_magnet(url).info_hash


def _btih(topic: str) -> str | None:
    digest = _after(topic, "urn:btih:")
    if len(digest) == 40 and _is_hex(digest):
        return digest.lower()
    if len(digest) == 32:
        try:
            return base64.b32decode(digest.upper()).hex()
        except binascii.Error:
            return None
    return None


def _btmh(topic: str) -> str | None:
    digest = _after(topic, "urn:btmh:").lower()
    if digest.startswith(_SHA256_MULTIHASH) and len(digest) == 68 and _is_hex(digest):
        return digest[4:44]
    return None


def _after(topic: str, prefix: str) -> str:
    return topic[len(prefix) :] if topic.lower().startswith(prefix) else ""


def _is_hex(digits: str) -> bool:
    return re.fullmatch(r"[0-9a-fA-F]+", digits) is not None


def _utf8(values: dict[bytes, Any], key: bytes) -> str:
    found: bytes = values.get(key + b".utf-8") or values[key]
    return found.decode("utf-8", "replace")


def _piece(name: str) -> str:
    """One piece of a path, made harmless."""
    clean = _FORBIDDEN_IN_PIECE.sub("_", name)
    return "_" if clean in ("", ".", "..") else clean


def _files_v1(info: dict[bytes, Any], name: str) -> Iterator[TorrentFile]:
    if b"files" not in info:
        yield TorrentFile(name, _size(info))
        return
    for entry in info[b"files"]:
        if b"p" in entry.get(b"attr", b""):
            continue
        pieces = entry.get(b"path.utf-8") or entry[b"path"]
        yield TorrentFile("/".join(_piece(piece.decode("utf-8", "replace")) for piece in pieces), _size(entry))


def _files_v2(tree: dict[bytes, Any], folder: str = "") -> Iterator[TorrentFile]:
    for key, entry in tree.items():
        path = folder + _piece(key.decode("utf-8", "replace"))
        if b"" in entry:
            yield TorrentFile(path, _size(entry[b""]))
        else:
            yield from _files_v2(entry, path + "/")


def _is_single_v2(info: dict[bytes, Any], name: str) -> bool:
    tree = info[b"file tree"]
    return (
        len(tree) == 1
        and [_piece(key.decode("utf-8", "replace")) for key in tree] == [name]
        and all(b"" in entry for entry in tree.values())
    )


def _size(entry: dict[bytes, Any]) -> int:
    size = entry[b"length"]
    if not isinstance(size, int) or size < 0:
        raise NotBencoded("a size below nothing")
    return size


def _trackers(values: dict[bytes, Any]) -> tuple[str, ...]:
    tiers = values.get(b"announce-list") or []
    urls = [url for tier in tiers for url in tier] or [values[b"announce"]] if b"announce" in values or tiers else []
    return tuple(dict.fromkeys(url.decode("utf-8", "replace") for url in urls))
