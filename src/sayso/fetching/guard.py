"""Where a fetch may go: http and https, to addresses of the public network, looked at after DNS and for every hop.

The name is resolved once and the connection goes to the address that was looked at, so a name that answers otherwise
the second time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable

import httpx

_UNICAST, _NAT64 = ipaddress.IPv6Network("2000::/3"), ipaddress.IPv6Network("64:ff9b::/96")


class RefusedAddress(Exception):
    """A fetch would go where none may go: not the web, or not the public network."""


class PublicOnly(httpx.HTTPTransport):
    """Connects to public addresses, and to those of the networks `also` (CIDR), for tests on loopback."""

    def __init__(self, also: Iterable[str] = ()) -> None:
        # None is kept open: connections are known by address and port, and one made for another name is not ours.
        super().__init__(limits=httpx.Limits(max_keepalive_connections=0))
        self._also = [ipaddress.ip_network(network) for network in also]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Raises RefusedAddress; httpx.ConnectError when the name is nobody's."""
        url = request.url
        if url.scheme not in ("http", "https"):
            raise RefusedAddress(f"{url.scheme}: is not the web")
        address = self._address(url.host, url.port or (443 if url.scheme == "https" else 80))
        to_address = httpx.Request(
            request.method,
            url.copy_with(host=address),
            headers=request.headers,  # `Host` is in them already
            extensions={**request.extensions, "sni_hostname": url.host},
        )
        return super().handle_request(to_address)

    def _address(self, host: str, port: int) -> str:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"{host}: no such host") from error
        addresses = [str(address[0]) for *_, address in found]
        for address in addresses:
            if not (is_public(address) or any(ipaddress.ip_address(address) in network for network in self._also)):
                raise RefusedAddress(f"{host} is {address}, which is not on the public network")
        return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network: not loopback, private, link-local, multicast or reserved.

    By IANA's special-purpose registries, as `ipaddress` has them; an IPv6 address that carries an IPv4 one, by that.
    Of IPv6, only 2000::/3 is given out (RFC 4291, section 2.4); what else `ipaddress` lets pass leads within a network.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or _translated(ip)
        if inner is None:
            return ip in _UNICAST and ip.is_global
        ip = inner
    return ip.is_global and not ip.is_multicast


def _translated(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a NAT64 gateway leads to (RFC 6052)."""
    return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF) if ip in _NAT64 else None
