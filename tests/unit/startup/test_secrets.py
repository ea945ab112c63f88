"""Secrets at rest."""

import os
from pathlib import Path

import pytest

from monarr.core.errors import MonarrError
from monarr.secrets import Cipher, SecretUnreadable, load_key


def test_what_is_enciphered_is_read_back_and_not_seen() -> None:
    cipher = Cipher(os.urandom(32))
    stored = cipher.encrypt("hunter2", "indexer:1:secrets")
    assert "hunter2" not in stored
    assert cipher.decrypt(stored, "indexer:1:secrets") == "hunter2"


def test_the_same_secret_never_looks_the_same() -> None:
    cipher = Cipher(os.urandom(32))
    assert cipher.encrypt("x", "a:1:b") != cipher.encrypt("x", "a:1:b")


def test_another_row_cannot_use_it() -> None:
    cipher = Cipher(os.urandom(32))
    with pytest.raises(SecretUnreadable, match="damaged"):
        cipher.decrypt(cipher.encrypt("x", "indexer:1:secrets"), "indexer:2:secrets")


def test_another_key_is_told_from_damage() -> None:
    stored = Cipher(os.urandom(32)).encrypt("x", "a:1:b")
    with pytest.raises(SecretUnreadable, match="another key"):
        Cipher(os.urandom(32)).decrypt(stored, "a:1:b")


def test_the_key_is_made_once_and_only_ours(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    assert load_key(path) == load_key(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_key_that_others_can_read_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    load_key(path)
    path.chmod(0o644)
    load_key(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_damaged_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    path.write_bytes(b"short")
    with pytest.raises(MonarrError, match="damaged"):
        load_key(path)
