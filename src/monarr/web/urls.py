"""Addresses: who really asks (behind trusted proxies), by which name, and where one may be sent on to."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec

from monarr.settings import Network

_FORWARDED = ("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "forwarded", "x-real-ip")
_DEFAULT_PORTS = {"http": 80, "https": 443}


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
    scheme, netloc, address = scope.get("scheme", "http"), headers.get("host", ""), peer
    forwarded = any(name in headers for name in _FORWARDED)
    if forwarded and _is_in(peer, proxies):
        address = _first_untrusted(peer, headers.get("x-forwarded-for", ""), proxies)
        scheme = headers.get("x-forwarded-proto", scheme).split(",")[-1].strip().lower()
        netloc = headers.get("x-forwarded-host", netloc).split(",")[-1].strip()
    host = host_of(netloc)
    local = not forwarded and is_loopback(peer) and is_loopback(host)
    return Asked(address, host, netloc.lower(), "https" if scheme == "https" else "http", local)


def _first_untrusted(peer: str, chain: str, proxies: Sequence[Network]) -> str:
    address = peer
    for hop in reversed([part.strip() for part in chain.split(",") if part.strip()]):
        if not _is_in(address, proxies):
            break
        address = hop.strip("[]") if hop.count(":") != 1 else hop.partition(":")[0]
    return address


def _is_in(address: str, networks: Sequence[Network]) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return any(found.version == network.version and found in network for network in networks)


def host_of(netloc: str) -> str:
    """The host of `host:port`, lower case, without brackets; "" for what is no host."""
    try:
        return (urlsplit(f"//{netloc}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
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
