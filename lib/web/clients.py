"""Who asks, as far as limits tell clients apart."""

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.types import Scope

NETWORK = 64
"""Bits of an IPv6 address that are a client's: the rest it chooses itself, anew for each request if it likes."""


def client(scope: Scope) -> str:
    """The address of who asks, of IPv6 its network.

    Behind a proxy it is the reader's if the proxy is trusted (FORWARDED_ALLOW_IPS).
    """
    written = str((scope.get("client") or ("unknown",))[0])
    try:
        address = ip_address(written)
    except ValueError:
        return written
    if not isinstance(address, IPv6Address):
        return written
    return str(address.ipv4_mapped or ip_network((address, NETWORK), strict=False))
