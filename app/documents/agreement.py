"""The agreement: the guiding principles and actions that were agreed on, for the organisations to sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.documents.agreed import Agreed, AgreedAction, AgreedPrinciple, Recorded, agreed, without_dropped
from app.documents.cover import Cover, cover_of
from app.documents.occasion import Occasion
from app.documents.pdf import write_pdf
from app.documents.reports import render
from app.domain.text import Language

One = TypeVar("One")
DOCUMENT = "agreement"
"""The folder in reports/."""
LINES = 3
"""To write principles on, and rows for actions, where none has been recorded."""


@dataclass(frozen=True)
class AgreementPage:
    """All that the template of the agreement is given.

    The last action, or the last principle where there are no actions, stands apart in `last_…`, so that it can be kept
    on the page of the signatures; `actions` and `principles` hold those before it. `number` of the last one counts
    from 1. `lines`: to write on where something is missing."""

    language: Language
    cover: Cover
    subject: str
    principles: tuple[AgreedPrinciple, ...]
    last_principle: AgreedPrinciple | None
    actions: tuple[AgreedAction, ...]
    last_action: AgreedAction | None
    organisations: tuple[str, ...]
    lines: int = LINES

    @property
    def has_principles(self) -> bool:
        """Whether a principle has been recorded."""
        return bool(self.principles or self.last_principle)


def build_agreement(occasion: Occasion, recorded: Recorded, language: Language) -> bytes:
    """The document as PDF/UA-1. It holds no figures."""
    return write_pdf(render_html(occasion, recorded, language), DOCUMENT, occasion.logo)


def render_html(occasion: Occasion, recorded: Recorded, language: Language) -> str:
    """The document's finished HTML, without styles, of characters that our fonts can draw."""
    return render(f"{DOCUMENT}/document.html", _page(occasion, recorded, language), language)


def _page(occasion: Occasion, recorded: Recorded, language: Language) -> AgreementPage:
    found: Agreed = agreed(without_dropped(recorded), occasion.printed_on, language)
    actions, last_action = _last_apart(found.actions)
    principles, last_principle = found.principles, None
    if found.principles and not found.actions:
        principles, last_principle = _last_apart(found.principles)
    return AgreementPage(
        language=language,
        cover=cover_of(occasion, language),
        subject=recorded.questionnaire.title.into(language),
        principles=principles,
        last_principle=last_principle,
        actions=actions,
        last_action=last_action,
        organisations=occasion.organisations,
    )


def _last_apart(all_of_them: Sequence[One]) -> tuple[tuple[One, ...], One | None]:
    return (tuple(all_of_them[:-1]), all_of_them[-1]) if all_of_them else ((), None)
