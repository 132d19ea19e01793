"""Settings from the environment."""

from pathlib import Path

from app.config import OpenIdSettings, Settings


def read(folder: Path, **environ: str) -> Settings:
    return Settings.from_environment({"SAMSPEL_INSTANCE": str(folder), **environ})


def test_another_sign_in_is_used_only_where_its_issuer_is_named(tmp_path: Path) -> None:
    assert read(tmp_path, SAMSPEL_OIDC_CLIENT_ID="a", SAMSPEL_OIDC_NAME="Kommunkonto").openid is None
    named = read(
        tmp_path,
        SAMSPEL_OIDC_ISSUER="https://id.norrdal.example/",
        SAMSPEL_OIDC_CLIENT_ID="a",
        SAMSPEL_OIDC_CLIENT_SECRET="b",
        SAMSPEL_OIDC_NAME="Kommunkonto",
    )
    assert named.openid == OpenIdSettings("https://id.norrdal.example", "a", "b", "Kommunkonto", admits=False)


def test_strangers_are_admitted_only_by_a_plain_yes(tmp_path: Path) -> None:
    for word, admits in (("yes", True), ("YES", True), ("", False), ("no", False), ("1", False)):
        found = read(tmp_path, SAMSPEL_OIDC_ISSUER="https://id.norrdal.example", SAMSPEL_OIDC_ADMITS=word).openid
        assert found is not None and found.admits is admits


def test_no_proxy_is_believed_unless_it_is_counted(tmp_path: Path) -> None:
    assert read(tmp_path).proxies == 0
    assert read(tmp_path, SAMSPEL_PROXIES="2").proxies == 2
