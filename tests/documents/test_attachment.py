"""Files inside a PDF: found by name, said to be the document's data, unchanged, and the PDF still conforms."""

from io import BytesIO

import page
import pikepdf
import pytest

from app.documents.attachment import Attachment
from app.documents.press import write_pdf

HTML = "<!doctype html><html lang='sv'><head><title>Två filer</title></head><body><h1>Två filer</h1></body></html>"
FILES = (
    Attachment("samspel-x.json", "Resultatet för andra program (JSON)", '{\n  "ord": "Älvnäs ≤ 5"\n}\n'),
    Attachment("samspel-x.csv", "Resultatet som tabell (CSV)", '\ufeffenhet;medel\r\n"Älvnäs";"3,5"\r\n'),
)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return write_pdf(HTML, "poster", attachments=FILES)


def test_every_file_comes_out_as_it_went_in_with_its_description_and_type(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as file:
        assert list(file.attachments) == ["samspel-x.csv", "samspel-x.json"], "a PDF wants its names sorted"
        for one, kind in zip(FILES, ("application/json", "text/csv"), strict=True):
            found = file.attachments[one.name]
            assert found.get_file().read_bytes() == one.content.encode("utf-8")
            assert found.get_file().mime_type == kind
            assert found.description == one.description


def test_every_file_is_tied_to_the_document_as_its_data(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as file:
        tied = list(file.Root.AF)
        assert {str(one.UF) for one in tied} == {one.name for one in FILES}
        assert [str(one.AFRelationship) for one in tied] == ["/Data", "/Data"]


def test_a_pdf_with_files_inside_conforms(pdf: bytes) -> None:
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert [failure.message for failure in report.failures] == []


def test_a_pdf_without_files_says_nothing_of_any() -> None:
    with pikepdf.open(BytesIO(write_pdf(HTML, "poster"))) as file:
        assert "/AF" not in file.Root
        assert len(file.attachments) == 0
