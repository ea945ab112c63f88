"""Takes secrets out of texts that people read: logs, errors, samples of answers.

Two ways together: names that stand for secrets (`apikey=…`, `"password": "…"`, `token: …`), and the very values
that a request carried, in case the other side repeats them without their name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus, urlsplit

HIDDEN = "[hidden]"

_WORDS = (
    r"api[_-]?key|pass[_-]?key|rss[_-]?key|auth[_-]?key|torrent[_-]?pass|passwd|password|passphrase|secret|client_secret"
    r"|access[_-]?token|refresh[_-]?token|auth[_-]?token|x-plex-token|token|session(?:id)?|sid|jwt|signature|rsstoken"
)
_NAMED = re.compile(rf"((?:^|[?&;\s,{{(\"'])(?:{_WORDS}|r|uid|pwd|pass)=)[^&;\s\"'<>]+", re.IGNORECASE)
_JSON = re.compile(rf"([\"'](?:{_WORDS})[\"']\s*:\s*[\"'])[^\"']+", re.IGNORECASE)
_HEADER = re.compile(
    r"((?:^|[\s{\"'])(?:authorization|proxy-authorization|cookie|set-cookie|x-api-key|x-emby-token|x-mediabrowser-token)"
    r"[\"']?\s*:\s*[\"']?)[^\r\n\"']+",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(\b(?:api[_-]?key|passkey|password|passwd|token|secret|authorization|cookie|rsskey)\"?\s*[=:]\s*\"?)"
    r"(?!\[hidden|Bearer\b|Basic\b)[^\s&\"',;]+",
    re.IGNORECASE,
)
_BEARER = re.compile(r"\b(Bearer|Basic)\s+[A-Za-z0-9+/._~=-]{6,}")
_USER_INFO = re.compile(r"(?<=://)[^/\s@]+@")
_BOT = re.compile(r"(/bot)\d+:[\w-]+")
_KEY_IN_PATH = re.compile(r"(?<=/)(?:[0-9a-f]{32}|[0-9A-F]{32})(?=[/?\s\"'<]|$)")
# PostgreSQL tells in its errors which values broke a rule, up to the whole row.
_ROW = re.compile(r"(Failing row contains )\(.*?\)\.?(?=\n\n|\n\[SQL|\s*\Z)", re.DOTALL)
_KEY = re.compile(r"(\bKey \([^\n]*?\)=)\([^\n]*\)(?= (?:already|is|conflicts)\b)")
_NAME = re.compile(rf"(?:{_WORDS}|r|pwd|pass|authorization|cookie|x-api-key)", re.IGNORECASE)
_SHORTEST_VALUE = 6  # shorter ones would hide half of an ordinary text


def redact(text: str, hidden: Iterable[str] = ()) -> str:
    """The text without secrets. `hidden` are values known to be secret; very short ones are left alone."""
    for value in sorted({value for value in hidden if len(value) >= _SHORTEST_VALUE}, key=len, reverse=True):
        for spelling in {value, quote(value, safe=""), quote_plus(value)}:
            text = text.replace(spelling, HIDDEN)
    text = _HEADER.sub(rf"\1{HIDDEN}", text)
    text = _BEARER.sub(rf"\1 {HIDDEN}", text)
    text = _NAMED.sub(rf"\1{HIDDEN}", text)
    text = _JSON.sub(rf"\1{HIDDEN}", text)
    text = _SAID.sub(rf"\1{HIDDEN}", text)
    text = _USER_INFO.sub(f"{HIDDEN}@", text)
    text = _BOT.sub(rf"\1{HIDDEN}", text)
    text = _KEY.sub(rf"\1({HIDDEN})", _ROW.sub(rf"\1({HIDDEN})", text))
    return _KEY_IN_PATH.sub(HIDDEN, text)


def is_secret_name(name: str) -> bool:
    """Whether a parameter, header or field of this name holds a secret."""
    return _NAME.fullmatch(name) is not None or re.search(r"token|secret|password|api-?key", name, re.I) is not None


def secrets_of(url: str, *named: Mapping[str, Any] | None) -> frozenset[str]:
    """The secret values in an address and in parameters, headers or form fields."""
    parts = urlsplit(url)
    found = {value for name, value in parse_qsl(parts.query) if is_secret_name(name)}
    found.update(part for part in (parts.username, parts.password) if part)
    for values in named:
        found.update(str(value) for name, value in (values or {}).items() if value and is_secret_name(name))
    return frozenset(found)
