"""Random secrets that people or browsers carry. Monarr keeps their SHA-256 only: they have 128 bits and more, so a quick
hash is enough."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """256 random bits for a cookie or a link."""
    return secrets.token_urlsafe(32)


def new_api_key() -> str:
    """32 hexadecimal characters."""
    return secrets.token_hex(16)


def new_spoken_token() -> str:
    """A token that a person copies from the log: four groups of five hexadecimal characters, 80 bits."""
    digits = secrets.token_hex(10)
    return "-".join(digits[start : start + 5] for start in range(0, 20, 5))


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
