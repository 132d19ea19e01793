"""Passwords: what is tried first, what everybody could think of, and what is one letter, are refused with a cure."""

import subprocess
import sys
from dataclasses import replace

import pytest

from app.config import OpenIdSettings
from app.domain.errors import SamspelError
from app.services.accounts import account_of, add_account, authenticate
from app.services.administration import set_password_of
from app.services.installation import Installation
from app.services.passwords import check_password
from app.wording.errors import error_parts
from tests.builders import EMAIL, NOW, PASSWORD, TODAY, facilitator

ADDRESS, NAME = "kim.nyman@norrdal.example", "Kim Åsa Nyman"
COMMON = (
    "password1234",
    "Passw0rd!Passw0rd!",
    "P@ssw0rd1234",
    "qwertyuiop12",
    "123456789012",
    "lösenord1234",
    "Lösenord123!",
    "sommar123456",
    "kommun123456",
    "iloveyou1234",
    "zaq12wsxcde3",
)
OWN = (
    ADDRESS,
    ADDRESS.upper(),
    "kim.nyman2026",
    "norrdal-norrdal",
    "nyman12345678",
    "samspel-2026!",
    "SamspelSamspel",
    "prova samspel",
    "Kim Åsa Nyman",
    "Kim A\u030asa Nyman 1",
    "nymankimnorrdal",
)
REPEATED = ("aaaaaaaaaaaa", "a" * 200, "ÅÅÅÅÅÅÅÅÅÅÅÅ", "AaAaAaAaAaAa", "            ", "abcabcabcabc", "121212121212")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        *((one, "U050") for one in COMMON),
        *((one, "U052") for one in OWN),
        *((one, "U051") for one in REPEATED),
        ("elva tecken", "U002"),
    ],
)
def test_a_password_that_others_would_try_first_is_refused_with_a_cure(password: str, code: str) -> None:
    with pytest.raises(SamspelError) as refused:
        check_password(password, ADDRESS, NAME)
    assert refused.value.code == code
    for language in ("sv", "en"):
        assert all(error_parts(refused.value, language))
    assert password not in str(refused.value)


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "a long password",
        "sju kor i diket",
        "Kim gillar blåbär och regn",
        "samspel mellan gröna tomtar",
        "8f!kQ2z#Lm0x",
        "å" * 3 + " vilken dag det blev",
        "ord " * 30 + "som slutar annorlunda",
        "vi ses på torget " * 20,
    ],
)
def test_words_that_do_not_belong_together_are_taken_at_any_length(password: str) -> None:
    check_password(password, ADDRESS, NAME)


def test_every_door_to_a_password_asks_the_same(installation: Installation) -> None:
    facilitator(installation)
    with pytest.raises(SamspelError, match="U052"):
        add_account(installation, ADDRESS, NAME, "nyman12345678", TODAY)
    assert account_of(installation, ADDRESS) is None
    with pytest.raises(SamspelError, match="U050"):
        set_password_of(installation, EMAIL, "password1234", NOW)
    assert authenticate(installation, EMAIL, PASSWORD) is not None


def test_the_list_is_loaded_by_those_who_choose_a_password_and_by_nobody_else() -> None:
    asked = "import sys; import app.application; print(sorted(one for one in sys.modules if 'zxcvbn' in one))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_where_passwords_are_off_none_lets_anybody_in_and_none_is_set(installation: Installation) -> None:
    account = facilitator(installation)
    openid = OpenIdSettings("https://id.norrdal.example", "a", "b", "Kommunkonto", admits=False)
    off = replace(installation, settings=replace(installation.settings, password_sign_in=False, openid=openid))
    assert authenticate(installation, EMAIL, PASSWORD) == account
    assert authenticate(off, EMAIL, PASSWORD) is None
    with pytest.raises(SamspelError, match="U053") as refused:
        set_password_of(off, EMAIL, "sju kor i diket", NOW)
    assert error_parts(refused.value, "en")[1] == "Sign in with Kommunkonto, or by a mailed link."
