"""Torrent files and magnet addresses, also hostile ones. Hashes are compared with libtorrent's own."""

import base64
from pathlib import Path

import libtorrent as lt
import pytest

from monarr.core import bencode
from monarr.core.errors import InvalidInput
from monarr.core.torrents import info_hash_of, info_hash_of_magnet, parse_magnet, parse_torrent, torrent_files

HASH = "c12fe1c06bba254a9dc9f519b335aa7c1367a88a"


def made_torrent(folder: Path, flags: int = 0) -> bytes:
    (folder / "Film" / "Subs").mkdir(parents=True)
    (folder / "Film" / "film.mkv").write_bytes(b"v" * 50_000)
    (folder / "Film" / "Subs" / "en.srt").write_bytes(b"s" * 100)
    maker = lt.create_torrent(lt.list_files(str(folder / "Film")), 16384, flags)
    lt.set_piece_hashes(maker, str(folder))
    return lt.bencode(maker.generate())


@pytest.mark.parametrize("flags", [lt.create_torrent.v1_only, lt.create_torrent.v2_only, 0])
def test_info_hash_is_the_one_libtorrent_finds(tmp_path: Path, flags: int) -> None:
    content = made_torrent(tmp_path, flags)
    hashes = lt.torrent_info(lt.bdecode(content)).info_hashes()
    wanted = hashes.v1 if hashes.has_v1() else hashes.get_best()
    assert info_hash_of(content) == str(wanted)


@pytest.mark.parametrize("flags", [lt.create_torrent.v1_only, lt.create_torrent.v2_only, 0])
def test_files_are_listed_with_their_sizes_and_without_padding(tmp_path: Path, flags: int) -> None:
    torrent = parse_torrent(made_torrent(tmp_path, flags))
    assert {(file.path, file.size_bytes) for file in torrent.files} == {("film.mkv", 50_000), ("Subs/en.srt", 100)}
    assert torrent.name == "Film"
    assert torrent.is_folder
    assert torrent.size_bytes == 50_100


def single(name: bytes = b"a.mkv", **more: object) -> bytes:
    info = {b"name": name, b"length": 5, b"piece length": 16384, b"pieces": b"x" * 20}
    return bencode.encode({b"info": info, **{key.encode(): value for key, value in more.items()}})


def test_a_single_file_carries_the_name_of_the_torrent() -> None:
    torrent = parse_torrent(single(announce=b"http://tracker.example/announce"))
    assert [file.path for file in torrent.files] == ["a.mkv"]
    assert torrent.trackers == ("http://tracker.example/announce",)
    assert not torrent.is_folder


@pytest.mark.parametrize("pieces", [[b"..", b"..", b"etc", b"passwd"], [b"/etc/passwd"], [b"a\x00b", b"", b"c"]])
def test_no_path_leaves_the_folder_of_the_torrent(pieces: list[bytes]) -> None:
    info = {b"name": b"..", b"pieces": b"x" * 20, b"files": [{b"path": pieces, b"length": 1}]}
    [file] = torrent_files(bencode.encode({b"info": info}))
    assert not {"", ".", ".."} & set(file.path.split("/"))
    assert not file.path.startswith("/")
    assert "\x00" not in file.path


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!doctype html><title>Log in</title>",
        b"de",
        b"d4:infoi1ee",
        b"d4:infod4:name1:aee",
        b"d4:info" + b"l" * 100_000,
        b"d4:infoi" + b"9" * 100_000 + b"ee",
        b"d4:name99999999999:ae",
        single() + b"trailing",
        single()[:-3],
        bencode.encode({b"info": {b"name": b"a", b"pieces": b"", b"length": -1}}),
    ],
    ids=["empty", "html", "no info", "number", "no pieces", "deep", "digits", "length", "trailing", "cut", "negative"],
)
def test_what_is_no_torrent_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput, match="not a torrent file"):
        parse_torrent(content)


def test_a_file_beyond_the_size_limit_is_refused() -> None:
    with pytest.raises(bencode.NotBencoded, match="more than"):
        bencode.decode(b"i1e" + b" " * bencode.MAX_BYTES)


def test_bencoding_there_and_back() -> None:
    value = {b"a": [1, -2, b"\xff"], b"b": {b"c": b""}}
    assert bencode.decode(bencode.encode(value)) == value


@pytest.mark.parametrize(
    "digest", [HASH, HASH.upper(), base64.b32encode(bytes.fromhex(HASH)).decode(), "YEX6DQDLXISUVHOJ6UM3GNNKPQJWPKEK"]
)
def test_magnet_hashes_are_read_as_hex_and_as_base32(digest: str) -> None:
    assert info_hash_of_magnet(f"magnet:?xt=urn:btih:{digest}") == HASH


def test_a_magnet_says_its_name_trackers_and_both_hashes() -> None:
    magnet = parse_magnet(
        f"magnet:?xt=urn:btmh:1220{'ab' * 32}&xt=urn:btih:{HASH}&dn=A+Film+2020&tr=http%3A%2F%2Ft.example%2Fannounce"
    )
    assert magnet.info_hash == magnet.hash_v1 == HASH
    assert magnet.hash_v2 == "ab" * 20
    assert magnet.name == "A Film 2020"
    assert magnet.trackers == ("http://t.example/announce",)


@pytest.mark.parametrize(
    "url", ["", "http://a.example", "magnet:?dn=x", "magnet:?xt=urn:btih:zz", "magnet:?xt=urn:sha1:YE"]
)
def test_a_magnet_without_a_hash_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput):
        info_hash_of_magnet(url)
