"""Which addresses of the network are counted as one place."""

from ipaddress import IPv6Address, ip_address

PREFIX = 64
"""Bits of an IPv6 address that name a network: whoever has one address there has all of them."""


def network_of(address: str | None) -> str:
    """What attempts are counted by: the /64 of an IPv6 address, an IPv4 address itself (written as IPv6 too), and the
    words as they are where they are neither."""
    words = (address or "").strip()
    try:
        found = ip_address(words.partition("%")[0])
    except ValueError:
        return words
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return f"{IPv6Address(int(found) >> (128 - PREFIX) << (128 - PREFIX))}/{PREFIX}"
