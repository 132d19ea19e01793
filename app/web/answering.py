"""Where the form's answers go: into the installation, or nowhere when a questionnaire is previewed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol

from app.domain.errors import SamspelError
from app.domain.questionnaire import Questionnaire
from app.domain.round import DEFAULT_SMALLEST_GROUP, Kind, Layout, Organisation, Round, RoundRules, State
from app.services import clock, responses
from app.services.installation import Installation
from app.services.removal import round_is_gone
from app.services.responses import Begun, Receipt
from app.services.rounds import RoundView, find_round_to_answer

Raw = Mapping[str, Sequence[str]]
PREVIEW_CODE = "PREVIEW"


class Answering(Protocol):
    """What the form needs. Errors as in `app.services.responses`. `page`: the fields that `save` replaces."""

    def find(self, code: str) -> RoundView: ...
    def begun(self, code: str, token: str) -> Begun: ...
    def draft(self, token: str) -> Raw: ...
    def save(self, view: RoundView, token: str, answers: Raw, page: Collection[str]) -> None: ...
    def forget(self, token: str) -> None: ...
    def handed_in(self, token: str) -> bool: ...
    def hand_in(self, view: RoundView, token: str, invitation_id: str | None = None) -> Receipt: ...


class StoredAnswering:
    """Answers that are kept."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation

    def find(self, code: str) -> RoundView:
        """Raises V006 besides, where the round has gone with its collaboration."""
        with self._says_when_gone(code):
            return find_round_to_answer(self.installation, code)

    def begun(self, code: str, token: str) -> Begun:
        """Raises V006 besides, as `find` does."""
        with self._says_when_gone(code):
            return responses.find_begun(self.installation, code, token)

    @contextmanager
    def _says_when_gone(self, code: str) -> Iterator[None]:
        try:
            yield
        except SamspelError as fault:
            if fault.code == "R010" and round_is_gone(self.installation, code):
                raise SamspelError("V006") from fault
            raise

    def draft(self, token: str) -> Raw:
        return responses.load_draft(self.installation, token)

    def save(self, view: RoundView, token: str, answers: Raw, page: Collection[str]) -> None:
        responses.save_draft(self.installation, view, token, answers, clock.now(), page)

    def forget(self, token: str) -> None:
        responses.delete_draft(self.installation, token)

    def handed_in(self, token: str) -> bool:
        return responses.has_handed_in(self.installation, token)

    def hand_in(self, view: RoundView, token: str, invitation_id: str | None = None) -> Receipt:
        return responses.hand_in(self.installation, view, token, clock.now(), invitation_id=invitation_id)


class PreviewAnswering:
    """A form that stores nothing: drafts live in this process only, and handing in throws them away."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        organisations = (Organisation("norrdal", "Norrdal"), Organisation("alvnas", "Älvnäs"))
        one = Round(
            id=PREVIEW_CODE,
            code=PREVIEW_CODE,
            title=f"{questionnaire.id} {questionnaire.version}",
            collaboration="Norrdal – Älvnäs",
            organisations=organisations,
            questionnaire_id=questionnaire.id,
            questionnaire_version=questionnaire.version,
            languages=questionnaire.languages,
            rules=RoundRules(Kind.INDIVIDUAL, DEFAULT_SMALLEST_GROUP, State.OPEN),
            layout=Layout.STEPS,
            expected=None,
            opened_on=None,
            closed_on=None,
        )
        self.view = RoundView(one, questionnaire, PREVIEW_CODE, 0)
        self.drafts: dict[str, Raw] = {}
        self.done: set[str] = set()

    def find(self, code: str) -> RoundView:
        if code.upper() != PREVIEW_CODE:
            raise SamspelError("R010", code=code[:20])
        return self.view

    def begun(self, code: str, token: str) -> Begun:
        return Begun(self.find(code), self.draft(token), self.handed_in(token))

    def draft(self, token: str) -> Raw:
        return self.drafts.get(token, {})

    def save(self, view: RoundView, token: str, answers: Raw, page: Collection[str]) -> None:
        others = {field: values for field, values in self.draft(token).items() if field not in page}
        self.drafts[token] = {**others, **{key: list(value) for key, value in answers.items()}}

    def forget(self, token: str) -> None:
        self.drafts.pop(token, None)

    def handed_in(self, token: str) -> bool:
        return token in self.done

    def hand_in(self, view: RoundView, token: str, invitation_id: str | None = None) -> Receipt:
        already = token in self.done
        if not already:
            responses.check_answers(view, self.draft(token))
        self.done.add(token)
        self.drafts.pop(token, None)
        return Receipt(already)
