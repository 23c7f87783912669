"""The client of a request, as the limits tell clients apart."""

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.types import Scope

NETWORK_BITS = 64
"""Bits of an IPv6 address that identify a client, which can choose the remaining ones anew for each request."""


def client_address(scope: Scope) -> str:
    """The client's IPv4 address or IPv6 network; `unknown` if the server does not know it.

    Behind a proxy it is the reader's address if the proxy is trusted (FORWARDED_ALLOW_IPS), else the proxy's.
    """
    written = str((scope.get("client") or ("unknown",))[0])
    try:
        address = ip_address(written)
    except ValueError:
        return written
    if not isinstance(address, IPv6Address):
        return written
    return str(address.ipv4_mapped or ip_network((address, NETWORK_BITS), strict=False))
