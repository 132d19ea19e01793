"""No document shows a hole where a character should stand."""

from fontTools.ttLib import TTFont

from app.config import ROOT
from app.documents.glyphs import FACES, FONTS, STAND_IN, drawable


def test_every_character_of_our_own_texts_can_be_drawn() -> None:
    files = [*(ROOT / "questionnaires").glob("*.yaml"), *(ROOT / "app" / "wording" / "catalogues").rglob("*.po")]
    words = "".join(path.read_text() for path in files)
    assert len(words) > 50_000
    assert drawable(words) == words
    assert drawable("− – ” ’ “ … · ≤ ≥ → å ä ö Å Ä Ö đ ŋ ŧ č š ž") == "− – ” ’ “ … · ≤ ≥ → å ä ö Å Ä Ö đ ŋ ŧ č š ž"


def test_a_hyphen_that_the_font_lacks_becomes_the_ordinary_one() -> None:
    assert drawable("IT\u2011stöd och HR\u2010frågor") == "IT-stöd och HR-frågor"


def test_an_emoji_is_replaced_and_what_only_modifies_it_is_left_out() -> None:
    assert drawable("Bra 👍🏽 ❤\ufe0f\u200d!") == f"Bra {STAND_IN * 2} {STAND_IN}!"


def test_tabs_new_lines_and_soft_hyphens_stay_and_control_characters_go() -> None:
    assert drawable("a\tb\nc\u00add\x00\x0b") == "a\tb\nc\u00add"


def test_the_stand_in_can_be_drawn_in_every_cut() -> None:
    for face in FACES:
        with TTFont(FONTS / f"SourceSansPro-{face}.otf") as font:
            assert ord(STAND_IN) in font.getBestCmap()
