"""Translations read from the .po files."""

from app.wording.translations import LANGUAGES, translations


def test_swedish_words_come_from_every_rooms_file() -> None:
    swedish = translations("sv")
    assert swedish.gettext("Don't know") == "Vet ej"
    assert swedish.gettext("Dialogue document") == "Dialogunderlag"
    assert swedish.gettext("My collaborations") == "Mina samverkan"


def test_plurals_follow_the_number() -> None:
    words = translations("sv").ngettext("%(num)d has answered", "%(num)d have answered", 3)
    assert words % {"num": 3} == "3 har svarat"


def test_english_and_languages_without_a_catalogue_keep_the_words_of_the_code() -> None:
    assert [translations(language).gettext("Don't know") for language in ("en", "fi")] == ["Don't know"] * 2


def test_swedish_is_the_first_language() -> None:
    assert LANGUAGES == ("sv", "en")
