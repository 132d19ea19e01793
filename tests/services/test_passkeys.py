"""Passkeys at the level of services: what a device shows counts only here, only now, only once."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import text

from app.config import Demanded
from app.domain.errors import SamspelError
from app.services.access import Role
from app.services.accounts import Account, add_account
from app.services.administration import remove_account
from app.services.audit_log import LogFilter, whole_log
from app.services.ceremonies import GOOD_FOR, Purpose, begin_ceremony, next_step
from app.services.installation import Installation
from app.services.own_data import as_json_text, own_data_of, remove_own_account
from app.services.passkey_proofs import (
    register,
    registration_options,
    sign_in_by_code,
    sign_in_by_passkey,
    sign_in_options,
)
from app.services.passkeys import (
    MOST_PASSKEYS,
    make_codes,
    own_passkeys,
    remove_passkey,
    reset_passkeys,
    reset_passkeys_of,
)
from app.services.retention import delete_expired
from app.services.secret_tokens import new_challenge, new_recovery_codes, new_token
from app.services.sessions import Session, begin_session, find_session
from app.store import collaborations
from tests.builders import EMAIL, NOW, PASSWORD, TODAY, collaboration, facilitator
from tests.passkey_device import Device

HERE = "https://samspel.norrdal.example"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def house(any_installation: Installation) -> Installation:
    return at(any_installation, HERE)


def at(installation: Installation, address: str, passkey: Demanded = Demanded.NOBODY) -> Installation:
    return replace(installation, settings=replace(installation.settings, base_url=address, passkey=passkey))


def begun(installation: Installation, account: Account, purpose: Purpose, now: datetime = NOW) -> str:
    token = new_token()
    begin_ceremony(installation, account, purpose, now, token)
    return token


def registered(installation: Installation, account: Account, device: Device, name: str = "Telefon") -> None:
    token = begun(installation, account, Purpose.FURTHER)
    options = registration_options(installation, token, NOW, new_challenge())
    register(installation, token, name, device.create(options), NOW)


def shown(installation: Installation, account: Account, device: Device) -> Account:
    token = begun(installation, account, Purpose.SIGN_IN)
    options = sign_in_options(installation, token, NOW, new_challenge())
    return sign_in_by_passkey(installation, token, device.get(options), NOW)


def deeds(installation: Installation) -> list[str]:
    return [line.deed for line in whole_log(installation, None, LogFilter(None, "", "", None, None), 1).lines]


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(SamspelError) as why:
        act()
    assert why.value.code == code


def test_a_registered_passkey_signs_in_and_its_use_is_noted(house: Installation) -> None:
    kim, device = facilitator(house), Device(HERE)
    assert next_step(house, kim) is None
    registered(house, kim, device, "  Min   telefon ")
    assert next_step(house, kim) is Purpose.SIGN_IN
    assert shown(house, kim, device) == shown(house, kim, device) == kim
    (one,) = own_passkeys(house, kim).passkeys
    assert (one.name, one.made_on, one.last_used_on) == ("Min telefon", TODAY, TODAY)
    assert deeds(house)[:1] == ["passkey_added"]


def test_a_device_that_does_not_count_signs_in_too(house: Installation) -> None:
    kim, device = facilitator(house), Device(HERE, count=None)
    registered(house, kim, device)
    assert shown(house, kim, device) == shown(house, kim, device) == kim


def test_several_passkeys_each_sign_in_and_the_same_one_is_not_registered_twice(house: Installation) -> None:
    kim, phone, key = facilitator(house), Device(HERE), Device(HERE, credential_id=b"another credential")
    registered(house, kim, phone, "Telefon")
    registered(house, kim, key, "Nyckel")
    assert shown(house, kim, phone) == shown(house, kim, key) == kim
    refused("U042", lambda: registered(house, kim, phone))
    asked = json.loads(registration_options(house, begun(house, kim, Purpose.FURTHER), NOW, new_challenge()))
    assert len(asked["excludeCredentials"]) == 2
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked["rp"] == {"name": "Samspel", "id": "samspel.norrdal.example"}


class TestRecoveryCodes:
    def test_each_stands_in_once_however_it_is_typed_and_only_hashes_are_kept(self, house: Installation) -> None:
        kim = facilitator(house)
        registered(house, kim, Device(HERE))
        codes = new_recovery_codes()
        assert len(set(codes)) == 10 and all(len(one) == 27 for one in codes)
        make_codes(house, kim, codes, NOW)
        with house.database.reading() as connection:
            kept = str(connection.execute(text("SELECT * FROM recovery_codes")).all())
        assert not any(part in kept for one in codes for part in (one, one.replace("-", "")))
        token = begun(house, kim, Purpose.SIGN_IN)
        refused("U057", lambda: sign_in_by_code(house, token, "222222-222222-222222-222222", NOW))
        assert sign_in_by_code(house, token, f" {codes[0].lower().replace('-', ' ')} ", NOW) == (kim, 9)
        refused("U054", lambda: sign_in_by_code(house, token, codes[1], NOW))
        refused("U057", lambda: sign_in_by_code(house, begun(house, kim, Purpose.SIGN_IN), codes[0], NOW))
        assert deeds(house)[:3] == ["second_step_failed", "recovery_code_used", "second_step_failed"]

    def test_new_ones_take_the_place_of_old_ones_and_nobody_elses_fit(self, house: Installation) -> None:
        kim, ute = facilitator(house), add_account(house, "ute@storvik.example", "Ute", PASSWORD, TODAY)
        registered(house, kim, Device(HERE))
        registered(house, ute, Device(HERE, credential_id=b"of Ute"))
        first, second = new_recovery_codes(), new_recovery_codes()
        make_codes(house, kim, first, NOW)
        make_codes(house, kim, second, NOW)
        refused("U057", lambda: sign_in_by_code(house, begun(house, kim, Purpose.SIGN_IN), first[0], NOW))
        refused("U057", lambda: sign_in_by_code(house, begun(house, ute, Purpose.SIGN_IN), second[0], NOW))
        assert own_passkeys(house, kim).codes_left == 10

    def test_they_let_nobody_past_the_first_step_or_into_registering(self, house: Installation) -> None:
        kim = facilitator(house)
        refused("U043", lambda: make_codes(house, kim, new_recovery_codes(), NOW))
        registered(house, kim, Device(HERE))
        codes = new_recovery_codes()
        make_codes(house, kim, codes, NOW)
        refused("U054", lambda: sign_in_by_code(house, begun(house, kim, Purpose.FURTHER), codes[0], NOW))


class TestRegistering:
    def test_a_name_is_needed_and_so_many_fit(self, house: Installation) -> None:
        kim = facilitator(house)
        for name in ("", "  ", "n" * 61):
            refused("U040", partial(registered, house, kim, Device(HERE), name))
        for number in range(MOST_PASSKEYS):
            registered(house, kim, Device(HERE, credential_id=b"credential %d" % number))
        refused("U041", lambda: registered(house, kim, Device(HERE, credential_id=b"one more")))

    def test_other_sessions_end_and_this_one_stays(self, house: Installation) -> None:
        kim = facilitator(house)
        mine = begin_session(house, kim, NOW, "mine")
        begin_session(house, kim, NOW + MINUTE, "other")
        token = begun(house, kim, Purpose.FURTHER)
        answer = Device(HERE).create(registration_options(house, token, NOW, new_challenge()))
        done = register(house, token, "Telefon", answer, NOW, mine)
        assert (done.account, done.is_first) == (kim, True)
        assert find_session(house, "mine", NOW + MINUTE, "x") is not None
        assert find_session(house, "other", NOW + MINUTE, "x") is None

    @pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://samspel.norrdal.example"])
    def test_where_browsers_keep_none_it_is_said(self, house: Installation, address: str) -> None:
        other = at(house, address)
        token = begun(other, facilitator(other), Purpose.FURTHER)
        refused("U045", lambda: registration_options(other, token, NOW, new_challenge()))


class TestTheDemand:
    @pytest.fixture
    def robin(self, house: Installation) -> Account:
        return add_account(house, "robin@norrdal.example", "Robin Ek", PASSWORD, TODAY, is_administrator=True)

    def test_of_administrators_alone_or_of_facilitators_too(self, house: Installation, robin: Account) -> None:
        kim = facilitator(house)
        guest = add_account(house, "gast@norrdal.example", "Gäst", PASSWORD, TODAY, makes_collaborations=False)
        one = collaboration(house)
        with house.database.writing() as connection:
            collaborations.insert_membership(connection, guest.id, one.id, Role.GUEST)
        administrators, facilitators = (at(house, HERE, demanded) for demanded in list(Demanded)[1:])
        assert [next_step(administrators, who) for who in (robin, kim, guest)] == [Purpose.FIRST, None, None]
        assert [next_step(facilitators, who) for who in (robin, kim, guest)] == [Purpose.FIRST, Purpose.FIRST, None]

    def test_a_session_that_is_older_than_the_demand_ends(self, house: Installation, robin: Account) -> None:
        demanding = at(house, HERE, Demanded.ADMINISTRATORS)
        begin_session(house, robin, NOW, "token")
        assert find_session(house, "token", NOW, "x") is not None
        assert find_session(demanding, "token", NOW, "x") is None
        token = begun(demanding, robin, Purpose.FIRST)
        answer = Device(HERE).create(registration_options(demanding, token, NOW, new_challenge()))
        assert register(demanding, token, "Telefon", answer, NOW).is_first
        begin_session(demanding, robin, NOW, "another")
        assert find_session(demanding, "another", NOW, "x") is not None

    def test_the_first_who_registers_is_the_only_one_who_does_so_before_signing_in(
        self, house: Installation, robin: Account
    ) -> None:
        demanding = at(house, HERE, Demanded.ADMINISTRATORS)
        tokens = [begun(demanding, robin, Purpose.FIRST) for _ in range(2)]
        devices = [Device(HERE, credential_id=b"device %d" % number) for number in range(2)]
        answers = [
            device.create(registration_options(demanding, token, NOW, new_challenge()))
            for token, device in zip(tokens, devices, strict=True)
        ]
        register(demanding, tokens[0], "Telefon", answers[0], NOW)
        refused("U054", lambda: register(demanding, tokens[1], "Telefon", answers[1], NOW))
        assert len(own_passkeys(demanding, robin).passkeys) == 1

    def test_the_last_one_stays(self, house: Installation, robin: Account) -> None:
        demanding = at(house, HERE, Demanded.ADMINISTRATORS)
        registered(demanding, robin, Device(HERE))
        session = begin_session(demanding, robin, NOW, "token")
        (one,) = own_passkeys(demanding, robin).passkeys
        refused("U044", lambda: remove_passkey(demanding, session, one.id, NOW))
        registered(demanding, robin, Device(HERE, credential_id=b"new"), "Nyckel")
        remove_passkey(demanding, session, one.id, NOW)
        assert [found.name for found in own_passkeys(demanding, robin).passkeys] == ["Nyckel"]


class TestRemoving:
    def test_the_last_one_takes_the_codes_along_and_nobody_removes_anothers(self, house: Installation) -> None:
        kim, ute = facilitator(house), add_account(house, "ute@storvik.example", "Ute", PASSWORD, TODAY)
        registered(house, kim, Device(HERE))
        make_codes(house, kim, new_recovery_codes(), NOW)
        (one,) = own_passkeys(house, kim).passkeys
        refused("U043", lambda: remove_passkey(house, Session("x", ute, NOW), one.id, NOW))
        mine = begin_session(house, kim, NOW, "mine")
        begin_session(house, kim, NOW + MINUTE, "other")
        remove_passkey(house, mine, one.id, NOW)
        assert own_passkeys(house, kim).codes_left == 0 and next_step(house, kim) is None
        assert find_session(house, "other", NOW + MINUTE, "x") is None
        assert find_session(house, "mine", NOW + MINUTE, "x") is not None

    def test_an_administrator_and_the_machine_reset_and_it_stands_in_the_log(self, house: Installation) -> None:
        kim = facilitator(house)
        robin = add_account(house, "robin@norrdal.example", "Robin", PASSWORD, TODAY, is_administrator=True)
        resets = (
            (partial(reset_passkeys, house, robin, kim.id, NOW), robin.email),
            (partial(reset_passkeys_of, house, EMAIL.upper(), NOW), ""),
        )
        for reset, actor in resets:
            registered(house, kim, Device(HERE))
            make_codes(house, kim, new_recovery_codes(), NOW)
            begin_session(house, kim, NOW, f"session {actor}")
            reset()
            assert next_step(house, kim) is None and own_passkeys(house, kim).codes_left == 0
            assert find_session(house, f"session {actor}", NOW, "x") is None
            line = whole_log(house, None, LogFilter(None, "", "", None, None), 1).lines[0]
            assert (line.deed, line.actor, line.subject) == ("passkeys_reset", actor, EMAIL)
        refused("P001", lambda: reset_passkeys(house, kim, robin.id, NOW))
        refused("P006", lambda: reset_passkeys(house, robin, "nobody", NOW))
        refused("U010", lambda: reset_passkeys_of(house, "nobody@norrdal.example", NOW))

    @pytest.mark.parametrize("by_administrator", [False, True])
    def test_nothing_stays_of_a_removed_account(self, house: Installation, by_administrator: bool) -> None:
        kim = add_account(house, "ute@storvik.example", "Ute", PASSWORD, TODAY)
        robin = add_account(house, "robin@norrdal.example", "Robin", PASSWORD, TODAY, is_administrator=True)
        registered(house, kim, Device(HERE))
        make_codes(house, kim, new_recovery_codes(), NOW)
        begun(house, kim, Purpose.SIGN_IN)
        found = json.loads(as_json_text(own_data_of(house, kim), "sv"))
        assert found["passkeys"] == [{"name": "Telefon", "made_on": str(TODAY), "last_used_on": None}]
        assert found["recovery_codes"] == 10
        if by_administrator:
            remove_account(house, robin, kim.id, NOW)
        else:
            remove_own_account(house, kim, NOW)
        with house.database.reading() as connection:
            for table in ("passkeys", "recovery_codes", "ceremonies"):
                assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0

    def test_proofs_that_were_never_given_go_by_time(self, house: Installation) -> None:
        kim = facilitator(house)
        begun(house, kim, Purpose.SIGN_IN)
        delete_expired(house, NOW + GOOD_FOR + MINUTE)
        with house.database.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM ceremonies")).scalar_one() == 0
