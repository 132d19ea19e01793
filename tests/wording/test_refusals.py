"""What mail servers say, in plain words."""

import pytest

from app.wording.refusals import is_own, refusal_sentence


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("550 5.1.1 <kim@norrdal.example>: user unknown", "Adressen finns inte."),
        ("552 5.2.2 over quota", "Mottagarens brevlåda är full."),
        ("550 no such user here", "Mottagarens server säger nej till adressen, troligen för att den inte finns."),
        ("451 4.7.1 greylisted", "Mottagarens server ber oss vänta. Samspel försöker igen."),
        ("no connection", "Det går inte att nå e-postservern. Samspel försöker igen."),
        ("599 something new", ""),
        ("", ""),
    ],
)
def test_the_known_is_said_in_swedish_and_the_unknown_left_to_the_server(words: str, sentence: str) -> None:
    assert refusal_sentence(words, "sv") == sentence


def test_own_words_are_told_from_a_servers() -> None:
    assert is_own("unsubscribed")
    assert not is_own("550 5.1.1 no")
