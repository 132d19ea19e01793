"""Which addresses can be mailed to, and what is said of the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import SamspelError
from app.mail.addresses import read_address


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("kim@norrdal.example", "kim@norrdal.example"),
        (" Kim.Ek@Norrdal.EXAMPLE ", "kim.ek@norrdal.example"),
        ("o'brien+samspel@mail.norrdal.example", "o'brien+samspel@mail.norrdal.example"),
        ("kim@älvnäs.example", "kim@xn--lvns-loab.example"),
    ],
)
def test_an_address_is_one_address_however_it_is_written(words: str, address: str) -> None:
    assert read_address(words).startswith(address.partition("@")[0] + "@")
    assert read_address(words).isascii()
    if "xn--" not in address:
        assert read_address(words) == address


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("kim", "M010"),
        ("kim@norrdal@example", "M011"),
        ("kim ek@norrdal.example", "M012"),
        ("kim@norrdal,example", "M012"),
        ("kim@norrdal.example\nBcc: all@norrdal.example", "M011"),
        ("kim@norrdal", "M013"),
        ("kim@norrdal..example", "M013"),
        ("kim@", "M013"),
        ("kim@192.168.0.1", "M013"),
        ("käthe@norrdal.example", "M014"),
        ("kim..ek@norrdal.example", "M014"),
        ("@norrdal.example", "M014"),
        ("k" * 65 + "@norrdal.example", "M015"),
    ],
)
def test_a_faulty_address_is_refused_by_what_is_wrong_with_it(words: str, code: str) -> None:
    with pytest.raises(SamspelError, match=code):
        read_address(words)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_an_address_on_one_line_or_refused(words: str) -> None:
    try:
        address = read_address(words)
    except SamspelError:
        return
    assert address.count("@") == 1
    assert address.isascii()
    assert not any(letter.isspace() for letter in address)
    assert read_address(address) == address
