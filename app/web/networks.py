"""Where a visitor comes from, as far as it is counted."""

from ipaddress import IPv6Address, ip_address, ip_network

from flask import request

HOUSE = 64
"""Bits of an IPv6 address that name a network: a household or a device chooses the rest as it likes."""


def this_network() -> str:
    """The network of this request: an IPv4 address, the /64 of an IPv6 one, or what is there instead."""
    return network_of(request.remote_addr or "")


def network_of(address: str) -> str:
    """The network that the address counts as."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((int(found), HOUSE), strict=False))
