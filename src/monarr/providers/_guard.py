"""Which addresses a request may go to when nobody typed them into the settings.

A feed, an answer or a redirect can name any host; without a guard it could make Monarr ask a router, a neighbour's
service or a cloud's metadata address. Names are resolved here, and the connection goes to the very address that was
checked, so that a name cannot change its mind in between (DNS rebinding). Names such as `2130706433` or `0x7f.1` need no
rule of their own: the resolver turns them into addresses.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Resolve = Callable[[str, int], Awaitable[list[str]]]
Address = IPv4Address | IPv6Address


class PrivateAddress(Exception):
    """The host has no public address, and nobody configured it."""


class NameUnknown(Exception):
    """The host's name resolves to nothing."""


_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, in the system's order. Raises OSError when the name is not known."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an address is an ordinary one of the internet: not loopback, private, link-local (cloud metadata among
    them), multicast, reserved or shared, also not by way of IPv6 addresses that wrap an IPv4 one."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_ordinary(each) for each in (parsed, *_wrapped(parsed)) if not _is_wrapper(each))


def _is_ordinary(address: Address) -> bool:
    if isinstance(address, IPv6Address) and address not in _GLOBAL_UNICAST:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _is_wrapper(address: Address) -> bool:
    return isinstance(address, IPv6Address) and (address.ipv4_mapped is not None or address in _NAT64)


def _wrapped(address: Address) -> list[Address]:
    """The IPv4 addresses that an IPv6 one stands for."""
    if not isinstance(address, IPv6Address):
        return []
    found: list[Address] = []
    if address in _NAT64:
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    if address.ipv4_mapped is not None:
        found.append(address.ipv4_mapped)
    if address.sixtofour is not None:
        found.append(address.sixtofour)
    if address.teredo is not None:
        found.extend(address.teredo)
    return found
