"""Passwords: what one must be like, how it is kept, how it is checked.

Argon2id with the parameters of STACK.md (20 ms and 19 MiB a time), always beside the event loop.
"""

from __future__ import annotations

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from monarr.core.text import Text, text
from monarr.services._common_passwords import COMMON

SHORTEST = 8
LONGEST = 128
_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
# Somebody unknown costs as much time as somebody known, so that answers do not tell who has an account.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LWlzLWhlcmU$M7h3bV8PZ1pQ5q4m5rW2XcQ2m2c3bC1l2b8N4o2qk0A"


def password_problem(password: str, *names: str) -> Text | None:
    """What is wrong with a new password, None when it will do. `names` are the person's own words: user name, mail."""
    if len(password) < SHORTEST:
        return text("At least {count} characters; this one has {found}.", count=SHORTEST, found=len(password))
    if len(password) > LONGEST:
        return text("At most {count} characters.", count=LONGEST)
    lowered = password.casefold()
    if lowered in COMMON or len(set(lowered)) < 3:
        return text("This password is on every list that guessers use. Take another one.")
    if any(name and len(name) >= 3 and name.casefold() in lowered for name in names):
        return text("The password contains the name. Take another one.")
    return None


async def hash_password(password: str) -> str:
    return await asyncio.to_thread(_HASHER.hash, password)


async def password_fits(stored: str | None, password: str) -> bool:
    """Whether it is the password; takes the same time when there is none to compare with."""
    return await asyncio.to_thread(_fits, stored, password[: LONGEST * 4])


def needs_rehash(stored: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(stored)


def _fits(stored: str | None, password: str) -> bool:
    try:
        return _HASHER.verify(stored or _NOBODY, password) and stored is not None
    except (VerifyMismatchError, InvalidHashError):
        return False
