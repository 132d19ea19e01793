"""A device that keeps passkeys, in software: what a browser would send for it. What it gets wrong on purpose is said by
its fields."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def encoded(value: bytes) -> str:
    return urlsafe_b64encode(value).decode().rstrip("=")


def decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Device:
    """A device with one key. `origin`: where the browser says that it is; `party`: the name that it keeps the key
    under, empty for the one that it is asked for. `verifies`: whether it asks for a finger or a code. `count`: how
    often it has signed; None for a device that does not count."""

    origin: str
    party: str = ""
    verifies: bool = True
    count: int | None = 0
    credential_id: bytes = b"a credential of a device"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def create(self, options: str) -> str:
        """What it answers when a passkey is to be made."""
        asked = json.loads(options)
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        credential = len(self.credential_id).to_bytes(2, "big") + self.credential_id + cbor2.dumps(public)
        data = self._data(asked["rp"]["id"], ATTESTED) + bytes(16) + credential
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        told = {
            "clientDataJSON": encoded(self._told("webauthn.create", asked["challenge"])),
            "attestationObject": encoded(attestation),
            "transports": ["internal", "made-up"],
        }
        return self._answer(told)

    def get(self, options: str) -> str:
        """What it answers when a challenge is to be signed."""
        asked = json.loads(options)
        if self.count is not None:
            self.count += 1
        data, told = self._data(asked["rpId"]), self._told("webauthn.get", asked["challenge"])
        signature = self.key.sign(data + sha256(told).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": encoded(told),
            "authenticatorData": encoded(data),
            "signature": encoded(signature),
        }
        return self._answer(response)

    def _data(self, party: str, more: int = 0) -> bytes:
        flags = PRESENT | (VERIFIED if self.verifies else 0) | more
        name = sha256((self.party or party).encode()).digest()
        return name + bytes([flags]) + (self.count or 0).to_bytes(4, "big")

    def _told(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _answer(self, response: Mapping[str, object]) -> str:
        name = encoded(self.credential_id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
