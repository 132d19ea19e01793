"""What proves nothing: a foreign page, a copy, an answer that is sent again, and what no browser would send."""

import json
from dataclasses import replace
from functools import partial

import pytest

from app.services.accounts import Account, add_account
from app.services.ceremonies import GOOD_FOR, Purpose, find_ceremony
from app.services.installation import Installation
from app.services.passkey_proofs import (
    register,
    registration_options,
    sign_in_by_code,
    sign_in_by_passkey,
    sign_in_options,
)
from app.services.secret_tokens import new_challenge
from tests.builders import NOW, PASSWORD, TODAY, facilitator
from tests.passkey_device import Device
from tests.services.test_passkeys import HERE, at, begun, deeds, refused, registered, shown


@pytest.fixture
def house(any_installation: Installation) -> Installation:
    return at(any_installation, HERE)


class TestWhatProvesNothing:
    """In each case one thing is wrong, and everything else is right."""

    @pytest.fixture
    def kim(self, house: Installation) -> Account:
        return facilitator(house)

    @pytest.fixture
    def device(self, house: Installation, kim: Account) -> Device:
        found = Device(HERE)
        registered(house, kim, found)
        return found

    @pytest.mark.parametrize(
        "origin",
        [
            "https://evil.example",
            "http://samspel.norrdal.example",
            "https://samspel.norrdal.example:8443",
            f"{HERE}.evil",
        ],
    )
    def test_a_foreign_origin(self, house: Installation, kim: Account, device: Device, origin: str) -> None:
        refused("U055", lambda: shown(house, kim, replace(device, origin=origin)))
        refused("U055", lambda: registered(house, kim, Device(origin, credential_id=b"new")))
        assert shown(house, kim, device) == kim

    def test_a_key_of_another_party(self, house: Installation, kim: Account, device: Device) -> None:
        refused("U055", lambda: shown(house, kim, replace(device, party="norrdal.example")))
        refused("U055", lambda: registered(house, kim, Device(HERE, party="evil.example", credential_id=b"new")))

    def test_a_device_that_has_not_verified_who_holds_it(
        self, house: Installation, kim: Account, device: Device
    ) -> None:
        refused("U055", lambda: shown(house, kim, replace(device, verifies=False)))
        refused("U055", lambda: registered(house, kim, Device(HERE, verifies=False, credential_id=b"new")))

    def test_another_key_under_the_same_name(self, house: Installation, kim: Account, device: Device) -> None:
        refused("U055", lambda: shown(house, kim, Device(HERE, count=device.count)))

    def test_somebody_elses_passkey(self, house: Installation, kim: Account, device: Device) -> None:
        ute = add_account(house, "ute@storvik.example", "Ute", PASSWORD, TODAY)
        other = Device(HERE, credential_id=b"of Ute")
        registered(house, ute, other)
        refused("U055", lambda: shown(house, kim, other))
        refused("U042", lambda: registered(house, ute, device))

    def test_an_answer_that_is_sent_again(self, house: Installation, kim: Account, device: Device) -> None:
        token = begun(house, kim, Purpose.SIGN_IN)
        answer = device.get(sign_in_options(house, token, NOW, new_challenge()))
        assert sign_in_by_passkey(house, token, answer, NOW) == kim
        refused("U054", lambda: sign_in_by_passkey(house, token, answer, NOW))
        other = begun(house, kim, Purpose.SIGN_IN)
        refused("U055", lambda: sign_in_by_passkey(house, other, answer, NOW))
        sign_in_options(house, other, NOW, new_challenge())
        refused("U055", lambda: sign_in_by_passkey(house, other, answer, NOW))

    def test_a_challenge_after_one_try_or_after_a_newer_one(
        self, house: Installation, kim: Account, device: Device
    ) -> None:
        token = begun(house, kim, Purpose.SIGN_IN)
        options = sign_in_options(house, token, NOW, new_challenge())
        refused("U055", lambda: sign_in_by_passkey(house, token, "{}", NOW))
        refused("U055", lambda: sign_in_by_passkey(house, token, device.get(options), NOW))
        old = sign_in_options(house, token, NOW, new_challenge())
        sign_in_options(house, token, NOW, new_challenge())
        refused("U055", lambda: sign_in_by_passkey(house, token, device.get(old), NOW))

    def test_a_challenge_of_another_browser(self, house: Installation, kim: Account, device: Device) -> None:
        mine, theirs = (begun(house, kim, Purpose.SIGN_IN) for _ in range(2))
        sign_in_options(house, mine, NOW, new_challenge())
        answer = device.get(sign_in_options(house, theirs, NOW, new_challenge()))
        refused("U055", lambda: sign_in_by_passkey(house, mine, answer, NOW))

    def test_an_answer_that_comes_too_late(self, house: Installation, kim: Account, device: Device) -> None:
        token = begun(house, kim, Purpose.SIGN_IN)
        answer = device.get(sign_in_options(house, token, NOW, new_challenge()))
        refused("U054", lambda: sign_in_by_passkey(house, token, answer, NOW + GOOD_FOR))
        refused("U054", lambda: sign_in_by_code(house, token, "A", NOW + GOOD_FOR))
        refused("U054", lambda: find_ceremony(house, "no such token", NOW))

    def test_a_copy_of_the_passkey(self, house: Installation, kim: Account, device: Device) -> None:
        assert device.count is not None
        shown(house, kim, device)
        copy = replace(device, count=device.count - 1)
        shown(house, kim, device)
        refused("U056", lambda: shown(house, kim, copy))
        assert deeds(house)[0] == "passkey_copied"
        assert shown(house, kim, device) == kim

    def test_a_proof_for_another_purpose(self, house: Installation, kim: Account, device: Device) -> None:
        signing, adding = begun(house, kim, Purpose.SIGN_IN), begun(house, kim, Purpose.FURTHER)
        answer = device.get(sign_in_options(house, adding, NOW, new_challenge()))
        refused("U054", lambda: sign_in_by_passkey(house, adding, answer, NOW))
        made = Device(HERE, credential_id=b"new").create(registration_options(house, signing, NOW, new_challenge()))
        refused("U054", lambda: register(house, signing, "Ny", made, NOW))
        assert find_ceremony(house, signing, NOW).purpose is Purpose.SIGN_IN


def test_a_made_up_answer_is_told_the_same_as_a_wrong_one(house: Installation) -> None:
    kim = facilitator(house)
    device = Device(HERE)
    registered(house, kim, device)
    name = json.loads(device.get(sign_in_options(house, begun(house, kim, Purpose.SIGN_IN), NOW, b"x" * 32)))["id"]
    responses: tuple[object, ...] = (
        None,
        [],
        "x",
        {},
        {"clientDataJSON": 1},
        {"clientDataJSON": "e30", "authenticatorData": "AA"},
    )
    wholes = ("", "null", "[]", '"x"', "1e999", "[" * 19_000, '"' + "a" * 30_000 + '"', '{"id": 1}', '{"id": "ö"}', "{")
    sent = [json.dumps({"id": name, "rawId": name, "type": "public-key", "response": one}) for one in responses]
    sent.append(
        json.dumps({"id": name, "rawId": name, "response": {"attestationObject": "o2Nm", "clientDataJSON": ""}})
    )
    for made_up in (*sent, *wholes):
        token = begun(house, kim, Purpose.SIGN_IN)
        sign_in_options(house, token, NOW, new_challenge())
        refused("U055", partial(sign_in_by_passkey, house, token, made_up, NOW))
        token = begun(house, kim, Purpose.FURTHER)
        registration_options(house, token, NOW, new_challenge())
        refused("U055", partial(register, house, token, "Ny", made_up, NOW))
