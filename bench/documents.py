"""The dialogue document, against WeasyPrint's own time on the same finished HTML and styles."""

import time
from statistics import median

from app.documents.dialogue import DOCUMENT, build_dialogue_document, render_html
from app.documents.press import write_pdf
from app.services.demo import fill_demo
from app.services.documents import occasion_of
from app.services.results import round_result
from app.services.rounds import find_round
from bench.installations import NOW, TODAY, installation_with_round

ROUNDS = 5


def document_row() -> tuple[str, str, str, str, str]:
    """Seconds for the demo's document from the database to the PDF, and for WeasyPrint alone, in turns."""
    with installation_with_round() as (installation, _):
        view = find_round(installation, fill_demo(installation, NOW).closed_code)
        occasion = occasion_of(view, TODAY)
        html = render_html(round_result(installation, view), occasion, "sv")
        write_pdf(html, DOCUMENT)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            build_dialogue_document(round_result(installation, view), occasion, "sv")
            ours.append(time.perf_counter() - began)
            began = time.perf_counter()
            write_pdf(html, DOCUMENT)
            theirs.append(time.perf_counter() - began)
    ratio = median(one / other for one, other in zip(ours, theirs, strict=True))
    return (
        "dialogue document",
        f"{median(ours):.2f} s",
        f"WeasyPrint on the same HTML: {median(theirs):.2f} s",
        f"{ratio:.2f}",
        "<= 1.15",
    )
