"""Secrets at rest: AES-256-GCM with a key kept outside the database (`secret.key` in the data folder, mode 0600).

A stored text is `k1.<key id>.<nonce><ciphertext>` in URL-safe base64; the key id tells another key from damage. The
place (`table:row:column`) is bound in, so that a text copied to another row does not open.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from monarr.core.errors import MonarrError
from monarr.core.text import text

KEY_BYTES = 32
NONCE_BYTES = 12


class SecretUnreadable(MonarrError):
    """A stored secret was enciphered with another key, or is damaged: it must be typed in again."""


class Cipher:
    """Enciphers and deciphers with one key."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError("The key must have 32 bytes.")
        self._aes = AESGCM(key)
        self.key_id = hashlib.sha256(b"monarr key id" + key).hexdigest()[:8]

    def encrypt(self, plain: str, place: str) -> str:
        nonce = os.urandom(NONCE_BYTES)
        sealed = nonce + self._aes.encrypt(nonce, plain.encode(), place.encode())
        return f"k1.{self.key_id}.{base64.urlsafe_b64encode(sealed).decode()}"

    def decrypt(self, stored: str, place: str) -> str:
        """Raises SecretUnreadable when the key is another one, or the text was changed or moved."""
        mark, _, rest = stored.partition(".")
        key_id, _, body = rest.partition(".")
        if mark != "k1" or key_id != self.key_id:
            raise SecretUnreadable(text("This secret was stored with another key. Type it in again."), subject=place)
        try:
            sealed = base64.urlsafe_b64decode(body.encode())
            return self._aes.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode()).decode()
        except (binascii.Error, InvalidTag, ValueError) as error:
            raise SecretUnreadable(text("This secret is damaged. Type it in again."), subject=place) from error


def load_key(path: Path) -> bytes:
    """The key in `path`, made at the first start. Raises MonarrError when the file cannot be used."""
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        return _make_key(path)
    except OSError as error:
        raise MonarrError(
            text("The key {path} cannot be read. Give it to the user that runs Monarr.", path=str(path))
        ) from error
    if len(key) != KEY_BYTES:
        raise MonarrError(
            text("The key {path} is damaged. Put it back from a backup, or move it away: then Monarr makes a new one and"
                 " asks for stored passwords again.", path=str(path))
        )  # fmt: skip
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)
    return key


def _make_key(path: Path) -> bytes:
    key = os.urandom(KEY_BYTES)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return load_key(path)  # another process was first
    except OSError as error:
        raise MonarrError(text("The key {path} cannot be written.", path=str(path))) from error
    with os.fdopen(handle, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return key
