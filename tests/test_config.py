"""Settings: what the environment says, or a sentence that says how to mend it."""

import re
from pathlib import Path

import pytest

from app.config import ROOT, Demanded, OpenIdSettings, Privacy, Retention, Settings
from app.domain.errors import SamspelError
from app.known_settings import NAMES
from app.wording.errors import error_sentence


def settings(tmp_path: Path, **environment: str) -> Settings:
    return Settings.from_environment({"SAMSPEL_INSTANCE": str(tmp_path), **environment})


def test_without_settings_the_times_are_those_of_the_documentation(tmp_path: Path) -> None:
    assert settings(tmp_path).privacy == Privacy("", "", "", "", Retention(30, 30, 60, 24))
    assert settings(tmp_path, SAMSPEL_KEEP_DRAFTS_DAYS=" ").privacy.retention.drafts_days == 30


def test_the_notice_says_what_the_environment_says(tmp_path: Path) -> None:
    found = settings(
        tmp_path,
        SAMSPEL_CONTROLLER="  Kommunstyrelsen\n i Norrdal ",
        SAMSPEL_CONTACT="dataskydd@norrdal.example",
        SAMSPEL_DATA_PROTECTION_OFFICER="Robin Ek",
        SAMSPEL_LEGAL_GROUND="avtal",
        SAMSPEL_KEEP_DRAFTS_DAYS="14",
        SAMSPEL_KEEP_ADDRESSES_DAYS="10",
        SAMSPEL_KEEP_ANSWERS_MONTHS="36",
        SAMSPEL_KEEP_AUDIT_MONTHS="12",
    ).privacy
    assert found == Privacy(
        "Kommunstyrelsen i Norrdal", "dataskydd@norrdal.example", "Robin Ek", "avtal", Retention(14, 10, 36, 12)
    )
    assert found.missing == ()
    assert Privacy(controller="Norrdal").missing == ("SAMSPEL_CONTACT",)


@pytest.mark.parametrize("written", ["0", "-1", "thirty", "30 days", "3651", "1.5", "９", "9" * 5000])
def test_a_time_that_cannot_be_read_is_refused_with_its_cure(tmp_path: Path, written: str) -> None:
    with pytest.raises(SamspelError, match="V001") as refused:
        settings(tmp_path, SAMSPEL_KEEP_DRAFTS_DAYS=written)
    sentence = error_sentence(refused.value, "en")
    assert sentence.startswith("SAMSPEL_KEEP_DRAFTS_DAYS: “")
    assert "from 1 to 3650" in sentence
    assert "then it is 30" in sentence
    assert not (tmp_path / "secret_key").exists()


def test_another_sign_in_is_used_only_where_its_issuer_is_named(tmp_path: Path) -> None:
    assert settings(tmp_path, SAMSPEL_OIDC_CLIENT_ID="a", SAMSPEL_OIDC_NAME="Kommunkonto").openid is None
    named = settings(
        tmp_path,
        SAMSPEL_OIDC_ISSUER="https://id.norrdal.example/",
        SAMSPEL_OIDC_CLIENT_ID="a",
        SAMSPEL_OIDC_CLIENT_SECRET="b",
        SAMSPEL_OIDC_NAME="Kommunkonto",
    )
    assert named.openid == OpenIdSettings("https://id.norrdal.example", "a", "b", "Kommunkonto", admits=False)


def test_strangers_are_admitted_only_by_a_plain_yes(tmp_path: Path) -> None:
    for word, admits in (("yes", True), ("YES", True), ("", False), ("no", False)):
        found = settings(tmp_path, **ISSUER, SAMSPEL_OIDC_ADMITS=word).openid
        assert found is not None and found.admits is admits


def test_no_proxy_is_believed_unless_it_is_counted(tmp_path: Path) -> None:
    assert settings(tmp_path).proxies == 0
    assert settings(tmp_path, SAMSPEL_PROXIES="2").proxies == 2


def test_who_may_make_collaborations_and_how_many_mails_are_settings(tmp_path: Path) -> None:
    before = settings(tmp_path)
    assert (before.facilitators_make, before.mails_a_day) == (False, 1000)
    after = settings(tmp_path, SAMSPEL_FACILITATORS_MAKE=" Yes ", SAMSPEL_MAILS_A_DAY="250")
    assert (after.facilitators_make, after.mails_a_day) == (True, 250)
    with pytest.raises(SamspelError, match="V001"):
        settings(tmp_path, SAMSPEL_MAILS_A_DAY="0")


ISSUER = {"SAMSPEL_OIDC_ISSUER": "https://id.norrdal.example", "SAMSPEL_OIDC_CLIENT_ID": "samspel"}


def refused(tmp_path: Path, **environment: str) -> str:
    """Why it does not start, in the words that are printed then."""
    with pytest.raises(SamspelError) as why:
        settings(tmp_path, **environment)
    return error_sentence(why.value, "en")


@pytest.mark.parametrize("key", ["secret", "a" * 31, f"  {'a' * 31}  "])
def test_a_secret_key_under_32_characters_is_refused(tmp_path: Path, key: str) -> None:
    assert "SAMSPEL_SECRET_KEY: The secret key has" in refused(tmp_path, SAMSPEL_SECRET_KEY=key)
    assert settings(tmp_path, SAMSPEL_SECRET_KEY="a" * 32).secret_key == "a" * 32


@pytest.mark.parametrize("kept", ["", "\n", "short\n"])
def test_a_kept_key_that_is_empty_or_short_is_refused_and_not_replaced(tmp_path: Path, kept: str) -> None:
    (tmp_path / "secret_key").write_text(kept)
    assert "secret_key: The kept secret key has" in refused(tmp_path)
    assert (tmp_path / "secret_key").read_text() == kept


def test_passwords_are_switched_off_only_where_another_sign_in_is_set(tmp_path: Path) -> None:
    assert settings(tmp_path).password_sign_in
    assert settings(tmp_path, SAMSPEL_PASSWORD_SIGN_IN="YES ").password_sign_in
    assert not settings(tmp_path, SAMSPEL_PASSWORD_SIGN_IN="no", **ISSUER).password_sign_in
    assert "Set SAMSPEL_OIDC_ISSUER too" in refused(tmp_path, SAMSPEL_PASSWORD_SIGN_IN="no")
    assert "Write yes or no" in refused(tmp_path, SAMSPEL_PASSWORD_SIGN_IN="off", **ISSUER)


def test_a_passkey_is_demanded_only_where_browsers_can_keep_one(tmp_path: Path) -> None:
    https = {"SAMSPEL_BASE_URL": "https://samspel.norrdal.example"}
    assert settings(tmp_path).passkey is Demanded.NOBODY
    assert settings(tmp_path, SAMSPEL_PASSKEY="administrators", **https).passkey is Demanded.ADMINISTRATORS
    assert settings(tmp_path, SAMSPEL_PASSKEY="facilitators", **https).passkey is Demanded.FACILITATORS
    assert "Write one of: administrators, facilitators;" in refused(tmp_path, SAMSPEL_PASSKEY="all", **https)
    for address in ("http://samspel.norrdal.example", "https://[2001:db8::1]", "http://127.0.0.1:8000"):
        words = refused(tmp_path, SAMSPEL_PASSKEY="facilitators", SAMSPEL_BASE_URL=address)
        assert f"Passkeys cannot be used at {address}." in words


@pytest.mark.parametrize(
    ("address", "party", "origin"),
    [
        ("https://samspel.norrdal.example/", "samspel.norrdal.example", "https://samspel.norrdal.example"),
        ("https://Samspel.norrdal.example:8443", "samspel.norrdal.example", "https://samspel.norrdal.example:8443"),
        ("https://samspel.norrdal.example:443", "samspel.norrdal.example", "https://samspel.norrdal.example"),
        ("http://localhost:8000", "localhost", "http://localhost:8000"),
        ("http://127.0.0.1:8000", "", "http://127.0.0.1:8000"),
        ("https://[2001:db8::1]:8000", "", "https://[2001:db8::1]:8000"),
        ("http://samspel.norrdal.example", "", "http://samspel.norrdal.example"),
    ],
)
def test_the_place_of_passkeys_follows_the_base_address(tmp_path: Path, address: str, party: str, origin: str) -> None:
    found = settings(tmp_path, SAMSPEL_BASE_URL=address)
    assert (found.relying_party, found.origin) == (party, origin)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("SAMSPEL_LOG", "xml", "V016"),
        ("SAMSPEL_BASEURL", "https://samspel.norrdal.example", "V040"),
        ("SAMSPEL_FACILITATORS_MAKE", "1", "V041"),
        ("SAMSPEL_OIDC_ISSUER", "http://id.norrdal.example", "V046"),
        ("SAMSPEL_OIDC_ISSUER", "https://kim:secret@id.norrdal.example", "V046"),
        ("SAMSPEL_OIDC_ISSUER", "id.norrdal.example", "V046"),
        ("SAMSPEL_OIDC_ISSUER", "https://[::1", "V046"),
        ("DATABASE_URL", "kim:secret@host/samspel", "V042"),
        ("DATABASE_URL", "mysql://kim:secret@host/samspel", "V042"),
        ("DATABASE_URL", "sqlite://samspel.db", "V042"),
        ("DATABASE_URL", "postgresql://kim:secret", "V042"),
        ("DATABASE_URL", "postgresql://kim:a@secret@host/samspel", "V043"),
        ("SAMSPEL_INSTANCE", __file__, "V044"),
        ("SAMSPEL_INSTANCE", f"{__file__}/below", "V044"),
        ("SAMSPEL_QUESTIONNAIRES", __file__, "V045"),
        ("SAMSPEL_QUESTIONNAIRES", "nowhere-at-all", "V045"),
        ("SAMSPEL_PROXIES", "yes", "V017"),
        ("SAMSPEL_PROXIES", "-1", "V017"),
        ("SAMSPEL_PROXIES", "11", "V017"),
        ("SAMSPEL_PROXIES", "٣", "V017"),
        ("SAMSPEL_BASE_URL", "samspel.norrdal.example", "V018"),
        ("SAMSPEL_BASE_URL", "ftp://samspel.norrdal.example", "V018"),
        ("SAMSPEL_BASE_URL", "https://kim:secret@samspel.norrdal.example", "V018"),
        ("SAMSPEL_BASE_URL", "https://samspel.norrdal.example/path", "V018"),
        ("SAMSPEL_BASE_URL", "https://samspel.norrdal.example?a=b", "V018"),
        ("SAMSPEL_BASE_URL", "https://samspel.norrdal.example:port", "V018"),
        ("SAMSPEL_BASE_URL", "https://samspel.example spel", "V018"),
        ("SAMSPEL_BASE_URL", "https://[::1", "V018"),
        ("SAMSPEL_BASE_URL", "https://", "V018"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_told_by_name_and_never_with_a_password(
    tmp_path: Path, name: str, value: str, code: str
) -> None:
    with pytest.raises(SamspelError) as told:
        Settings.from_environment({"SAMSPEL_INSTANCE": str(tmp_path), name: value})
    assert (told.value.code, told.value.where) == (code, name)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("address", ["https://samspel.norrdal.example/", "http://127.0.0.1:8000", "http://[::1]:8000"])
def test_an_address_that_browsers_can_be_sent_to_is_taken(tmp_path: Path, address: str) -> None:
    found = Settings.from_environment({"SAMSPEL_INSTANCE": str(tmp_path), "SAMSPEL_BASE_URL": address})
    assert found.base_url == address.rstrip("/")


def test_a_misspelt_name_is_refused_with_the_one_that_was_meant(tmp_path: Path) -> None:
    assert "Did you mean SAMSPEL_PROXIES?" in refused(tmp_path, SAMSPEL_PROXYS="1")
    assert "Did you mean SAMSPEL_OIDC_ADMITS?" in refused(tmp_path, SAMSPEL_OIDC_ADMIT="yes")
    with pytest.raises(SamspelError, match="V041"):
        settings(tmp_path, SAMSPEL_OIDC_ADMITS="1", **ISSUER)


def test_the_table_of_the_readme_and_the_code_hold_the_same_settings() -> None:
    table = (ROOT / "README.md").read_text().partition("## In earnest")[2].partition("\n## ")[0]
    named: set[str] = set()
    for row in table.splitlines():
        if row.startswith("| `"):
            found = re.findall(r"`((?:SAMSPEL|DATABASE)_[A-Z_]+|…_[A-Z_]+)", row.split("|")[1])
            named |= {name.replace("…", "SAMSPEL_OIDC") for name in found}
    assert named == set(NAMES)


def test_what_is_secret_is_not_in_the_words_of_the_settings(tmp_path: Path) -> None:
    found = settings(
        tmp_path,
        DATABASE_URL="postgresql://kim:hidden-a%40b@host/samspel",
        SAMSPEL_SECRET_KEY="hidden-" * 6,
        SAMSPEL_SMTP_URL="smtp://kim:hidden@mail.example:587",
        SAMSPEL_OIDC_CLIENT_SECRET="hidden",
        **ISSUER,
    )
    assert found.database_url == "postgresql://kim:hidden-a%40b@host/samspel"
    assert "hidden" not in repr(found)
    assert "mails_a_day=1000" in repr(found)


@pytest.mark.parametrize("client", ["", "  "])
def test_an_issuer_without_a_client_id_is_refused(tmp_path: Path, client: str) -> None:
    given = {"SAMSPEL_OIDC_ISSUER": "https://id.norrdal.example", "SAMSPEL_OIDC_CLIENT_ID": client}
    assert "SAMSPEL_OIDC_CLIENT_ID: An issuer of OpenID Connect is set, and no client id" in refused(tmp_path, **given)
