"""Addresses: who really asks (behind trusted proxies), by which name, and where one may be sent on to."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import msgspec

from monarr.settings import Network

_FORWARDED = ("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "forwarded", "x-real-ip")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LONGEST_NAME = 260  # a host name has 253 signs at most, then the port; longer ones are read anew each time
_KEPT = 1024
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Asked(msgspec.Struct, frozen=True):
    """How a request reached us. `local` is true only for requests of this very machine that came through no proxy."""

    address: str
    host: str  # without port, lower case, without brackets
    netloc: str
    scheme: str
    local: bool

    @property
    def secure(self) -> bool:
        return self.scheme == "https"


def headers_of(scope: Mapping[str, Any]) -> dict[str, str]:
    """Headers by lower-case name. Of several with one name the last counts, for lists they are joined."""
    found: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        found[name] = f"{found[name]},{value}" if name == "x-forwarded-for" and name in found else value
    return found


def asked_by(scope: Mapping[str, Any], headers: Mapping[str, str], proxies: Sequence[Network]) -> Asked:
    """Reads forwarding headers only from trusted proxies, and of `X-Forwarded-For` only what such a proxy added."""
    peer = (scope.get("client") or ("", 0))[0]
    scheme, netloc = scope.get("scheme", "http"), headers.get("host", "")
    if not any(name in headers for name in _FORWARDED):
        return _directly(peer, scheme, netloc)
    address = peer
    if _is_in(peer, proxies):
        address = _first_untrusted(peer, headers.get("x-forwarded-for", ""), proxies)
        scheme = headers.get("x-forwarded-proto", scheme).split(",")[-1].strip().lower()
        netloc = headers.get("x-forwarded-host", netloc).split(",")[-1].strip()
    return Asked(address, host_of(netloc), netloc.lower(), _known_scheme(scheme), local=False)


def _directly(peer: str, scheme: str, netloc: str) -> Asked:
    """A request without forwarding headers: the same few again and again, hence remembered."""
    return (_kept_directly if len(netloc) <= _LONGEST_NAME else _read_directly)(peer, scheme, netloc)


def _read_directly(peer: str, scheme: str, netloc: str) -> Asked:
    host = host_of(netloc)
    return Asked(peer, host, netloc.lower(), _known_scheme(scheme), local=is_loopback(peer) and is_loopback(host))


_kept_directly = lru_cache(_KEPT)(_read_directly)


def _known_scheme(scheme: str) -> str:
    return "https" if scheme == "https" else "http"


def _first_untrusted(peer: str, chain: str, proxies: Sequence[Network]) -> str:
    address = peer
    for hop in reversed([part.strip() for part in chain.split(",") if part.strip()]):
        if not _is_in(address, proxies):
            break
        address = hop.strip("[]") if hop.count(":") != 1 else hop.partition(":")[0]
    return address


def _is_in(address: str, networks: Sequence[Network]) -> bool:
    found = address_of(address)
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return found is not None and any(found.version == network.version and found in network for network in networks)


def address_of(words: str) -> Address | None:
    """The IP address that these words are, None for a name."""
    return _address_of(words) if len(words) <= _LONGEST_NAME else None


@lru_cache(_KEPT)
def _address_of(words: str) -> Address | None:
    try:
        return ipaddress.ip_address(words)
    except ValueError:
        return None


def host_of(netloc: str) -> str:
    """The host of `host:port`, lower case, without brackets; "" for what is no host."""
    try:
        return (urlsplit(f"//{netloc}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    found = address_of(host)
    if found is None:
        return False
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return found.is_loopback or (mapped is not None and mapped.is_loopback)


def same_origin(origin: str, asked: Asked, external_url: str) -> bool:
    """Whether the value of an `Origin` header is this server, by the name asked for or by its external address."""
    parts = urlsplit(origin)
    if not parts.hostname:
        return False
    if external_url:
        wanted = urlsplit(external_url)
        if (parts.scheme, parts.netloc.lower()) == (wanted.scheme, wanted.netloc.lower()):
            return True
    return _with_port(parts.scheme, parts.netloc) == _with_port(asked.scheme, asked.netloc) or (
        parts.netloc.lower() == asked.netloc
    )


def _with_port(scheme: str, netloc: str) -> tuple[str, int | None]:
    parts = urlsplit(f"//{netloc}")
    try:
        return parts.hostname or "", parts.port or _DEFAULT_PORTS.get(scheme)
    except ValueError:
        return "", None


def safe_path(path: str | None) -> str:
    """Where to go on to after signing in: a path of ours, else home."""
    if not path or not path.startswith("/") or path.startswith(("//", "/\\")) or not path.isprintable():
        return "/"
    return path if not urlsplit(path).netloc else "/"
