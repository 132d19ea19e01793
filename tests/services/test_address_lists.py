"""Lists of addresses as people have them: all faults by row, the good ones kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import SamspelError
from app.services.address_lists import AddressList, read_csv, read_pasted

KIM, LO, MIO = "kim@norrdal.example", "lo@alvnas.example", "mio@storvik.example"


def faults(found: AddressList) -> list[tuple[int, str, str]]:
    return [(one.row, one.words, one.error.code) for one in found.faults]


class TestPasted:
    @pytest.mark.parametrize(
        "text",
        [
            f"{KIM}\n{LO}\n{MIO}",
            f"{KIM}, {LO}; {MIO}",
            f"{KIM};{LO};{MIO};\n\n",
            f"{KIM} {LO}\t{MIO}",
            f"Kim Ek <{KIM}>; Lo Öst <{LO}>; {MIO}",
            f"Kim Ek <{KIM}>, Lo Öst <{LO}>, {MIO}",
            f'"Ek, Kim" <{KIM}>; "Öst, Lo" <{LO}>\nmailto:{MIO}',
            f"Ek, Kim <{KIM}>; Öst, Lo <{LO}>\n'{MIO}'",
            f"{KIM}, Lo Öst <{LO}>, {MIO}.",
            f"<{KIM}>\r\n<{LO}>\r\n<{MIO}>\r\n",
        ],
    )
    def test_every_usual_way_of_writing_gives_the_same_addresses(self, text: str) -> None:
        assert read_pasted(text) == AddressList((KIM, LO, MIO), (), 0)

    def test_one_address_twice_is_one(self) -> None:
        assert read_pasted(f"{KIM}\nKIM@Norrdal.example, Kim <{KIM}>\n{LO}") == AddressList((KIM, LO), (), 2)

    def test_each_fault_is_said_by_its_row_and_keeps_what_was_written(self) -> None:
        found = read_pasted(f"{KIM}\n\nkim.norrdal.example\n{LO}; lo@alvnas\nMio Berg, {MIO}\n{KIM}, Kim Ek, {LO}")
        assert found.addresses == (KIM, LO)
        assert faults(found) == [
            (3, "kim.norrdal.example", "M010"),
            (4, "lo@alvnas", "M013"),
            (5, f"Mio Berg, {MIO}", "M012"),
            (6, "Kim Ek", "M010"),
        ]

    def test_ten_thousand_with_faults_among_them_lose_nothing(self) -> None:
        lines = [f"person{number}@norrdal.example" for number in range(10_000)]
        lines[17], lines[4000], lines[9999] = "person17norrdal.example", "person 4000@norrdal.example", "x@y"
        lines[5000] = lines[1]
        found = read_pasted("\n".join(lines))
        assert len(found.addresses) == 10_000 - 4
        assert found.repeated == 1
        assert [row for row, _, _ in faults(found)] == [18, 4001, 10_000]

    def test_empty_brackets_swallow_nothing_that_stands_before_them(self) -> None:
        assert read_pasted(f"{KIM}, {LO} <>").addresses == (KIM, LO)
        assert faults(read_pasted("@@<>")) == [(1, "@@", "M011")]

    def test_a_list_without_end_is_refused(self) -> None:
        with pytest.raises(SamspelError, match="M019"):
            read_pasted("x\n" * 20_001)

    @given(st.text(alphabet=st.sampled_from('ab@.,;<>" \n\tå'), max_size=60))
    def test_whatever_is_pasted_is_kept_as_an_address_or_as_a_fault(self, text: str) -> None:
        found = read_pasted(text)
        said = " ".join([*found.addresses, *(one.words.lower() for one in found.faults)])
        if "@" in text:
            assert "@" in said
        assert all(1 <= one.row <= len(text.splitlines()) for one in found.faults)


class TestCsv:
    SHEET = f"Namn;E-postadress;Kommun\r\nKim Ek;{KIM};Norrdal\r\nLo Öst;{LO};Älvnäs\r\n"

    @pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
    def test_a_sheet_as_a_spreadsheet_writes_it(self, encoding: str) -> None:
        assert read_csv(self.SHEET.encode(encoding)) == AddressList((KIM, LO), (), 0)

    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_the_column_is_found_by_what_stands_in_it(self, delimiter: str) -> None:
        rows = [["Öst", "Lo", LO], ["Ek", "Kim", KIM]]
        content = "\n".join(delimiter.join(row) for row in rows).encode("cp1252")
        assert read_csv(content).addresses == (LO, KIM)

    def test_a_column_of_addresses_alone_is_a_sheet_too(self) -> None:
        assert read_csv(f"{KIM}\n{LO}\n".encode()).addresses == (KIM, LO)

    def test_faults_are_said_by_the_row_of_the_sheet(self) -> None:
        text = f'Namn;Epost\n"Ek;\nKim";{KIM}\nLo;lo@\n;\nMio;\nBo;{LO};{MIO}\n'
        found = read_csv(text.encode("cp1252"))
        assert found.addresses == (KIM, LO)
        assert faults(found) == [(3, "lo@", "M013"), (5, "Mio", "M017")]

    def test_a_named_column_is_taken_even_where_another_holds_more_addresses(self) -> None:
        text = f"Chef,E-post\n{MIO},{KIM}\n{MIO},\n"
        found = read_csv(text.encode())
        assert found.addresses == (KIM,)
        assert faults(found) == [(3, MIO, "M017")]

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"PK\x03\x04 a workbook", "M018"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "M018"),
            (b"Namn;Kommun\nKim;Norrdal\n", "M016"),
            (b"\n\n ;\n", "M016"),
            (b'"a' + b"b" * 200_000, "M018"),
        ],
    )
    def test_a_file_of_another_kind_is_refused(self, content: bytes, code: str) -> None:
        with pytest.raises(SamspelError, match=code):
            read_csv(content)

    @given(st.binary(max_size=200))
    def test_whatever_is_uploaded_is_read_or_refused_in_words(self, content: bytes) -> None:
        try:
            read_csv(content)
        except SamspelError as refused:
            assert refused.code in {"M016", "M018", "M019"}
