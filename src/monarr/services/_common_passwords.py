"""Passwords that everybody tries first, of those that are long enough to be taken."""

from __future__ import annotations

_STEMS = (
    "password", "passw0rd", "p@ssword", "p@ssw0rd", "qwertyuiop", "qwerty123", "qwertyui", "asdfghjkl", "zxcvbnm",
    "1q2w3e4r", "1qaz2wsx", "q1w2e3r4", "letmein", "iloveyou", "sunshine", "princess", "football", "baseball",
    "superman", "batman", "trustno1", "welcome", "monkey", "dragon", "master", "shadow", "michael", "jennifer",
    "whatever", "starwars", "computer", "internet", "administrator", "changeme", "secret", "default", "admin", "login",
    "abc12345", "abcd1234", "test1234", "testtest", "access", "freedom", "hunter", "liverpool", "chelsea", "arsenal",
    "charlie", "jordan", "maverick", "mustang", "corvette", "ferrari", "samsung", "google", "facebook", "media",
    "monarr", "sonarr", "radarr", "jellyfin", "plexplex", "homelab", "server", "synology", "raspberry",
)  # fmt: skip
_ENDS = ("", "1", "12", "123", "1234", "12345", "123456", "1!", "!", "123!", "2024", "2025", "2026", "01", "99", "007")
_DIGITS = ("12345678", "123456789", "1234567890", "87654321", "987654321", "11223344", "12341234", "123123123",
           "147258369", "31415926", "00000000", "112233445566", "0123456789", "102030405060", "20202020")  # fmt: skip

COMMON = frozenset(stem + end for stem in _STEMS for end in _ENDS if len(stem + end) >= 8) | frozenset(_DIGITS)
