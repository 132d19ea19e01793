"""What is printed before the answers come: the poster, and the form on paper."""

from collections.abc import Sequence
from functools import partial

from app.documents.paper_form import Sheet, build_paper_form
from app.documents.poster import Notice, build_poster
from app.documents.workshop_sheet import WorkshopOccasion, build_workshop_sheet
from app.domain.questionnaire import Form, Questionnaire
from app.domain.round import Kind
from app.domain.text import Language
from app.services.installation import Installation
from app.services.kept_files import document_of
from app.services.rounds import RoundView
from app.wording.dates import long_moment


def answer_link(installation: Installation, view: RoundView) -> str:
    """The address that leads to the round's form."""
    return f"{installation.settings.base_url}/r/{view.round.code}"


def poster(installation: Installation, view: RoundView, language: Language) -> bytes:
    """The round's QR poster, as PDF."""
    one = view.round
    notice = Notice(
        collaboration=one.collaboration,
        round_title=one.title,
        about=view.questionnaire.title.into(language),
        minutes=view.questionnaire.minutes,
        joint=one.rules.kind is Kind.JOINT,
        smallest_group=one.rules.smallest_group,
        link=answer_link(installation, view),
        address=installation.settings.base_url,
        code=one.code,
        closes_at=one.closes_at,
    )
    return document_of(["poster", notice, language], partial(build_poster, notice, language))


def paper_form(installation: Installation, view: RoundView, language: Language) -> bytes:
    """The round's blank form on paper, as PDF; of a workshop its working sheet."""
    if view.round.is_workshop:
        return workshop_sheet(view, language)
    one = view.round
    sheet = Sheet(
        questionnaire=view.questionnaire,
        collaboration=one.collaboration,
        round_title=one.title,
        code=one.code,
        joint=one.rules.kind is Kind.JOINT,
        smallest_group=one.rules.smallest_group,
        organisations=tuple(organisation.name for organisation in one.organisations),
        closes=long_moment(one.closes_at, language) if one.closes_at else "",
    )
    return document_of(["paper form", sheet, language], partial(build_paper_form, sheet, language))


def workshop_sheet(view: RoundView, language: Language) -> bytes:
    """A workshop's working sheet, as PDF."""
    occasion = WorkshopOccasion(view.round.collaboration, view.round.title)
    make = partial(build_workshop_sheet, view.questionnaire, occasion, language)
    return document_of(["workshop sheet", view.questionnaire, occasion, language], make)


def paper_form_of_file(
    questionnaire: Questionnaire, organisations: Sequence[str], smallest_group: int, language: Language
) -> bytes:
    """A blank form of a questionnaire that no round uses yet; without organisations it has a line to write one on."""
    if questionnaire.form is Form.WORKSHOP:
        return build_workshop_sheet(questionnaire, WorkshopOccasion(), language)
    return build_paper_form(Sheet(questionnaire, "", "", "", False, smallest_group, tuple(organisations), ""), language)
