"""The form for a new token."""

from wtforms import BooleanField, SelectMultipleField, StringField

from app.services.api_tokens import Choices, NewToken
from app.services.token_scope import Scope
from app.web.forms.account_forms import RefusableForm

EVERYTHING, CHOSEN = "everything", "chosen"


class TokenForm(RefusableForm):
    """What the token is for, what it may read, how long it is good."""

    field_at_fault = "name"
    name = StringField()
    catalogue = BooleanField()
    results = StringField(default=EVERYTHING)
    collaborations = SelectMultipleField(validate_choice=False)
    organisations = SelectMultipleField(validate_choice=False)
    days = StringField(default="90")

    @classmethod
    def fresh(cls) -> "TokenForm":
        """The form before anything is chosen."""
        return cls(formdata=None, data={"catalogue": True, "results": EVERYTHING, "days": "90"})

    def wish(self) -> NewToken:
        """What was decided; choosing among collaborations and choosing none is choosing nothing at all."""
        days = int(self.days.data) if (self.days.data or "").isdecimal() else 0
        return NewToken(self.name.data or "", self._scope(), days)

    def _scope(self) -> Scope:
        catalogue = bool(self.catalogue.data)
        if self.results.data == EVERYTHING:
            return Scope(catalogue=catalogue, everything=True)
        if self.results.data != CHOSEN:
            return Scope(catalogue=catalogue)
        collaborations, organisations = self.collaborations.data or [], self.organisations.data or []
        chosen = bool(collaborations or organisations)
        return Scope(catalogue and chosen, False, frozenset(collaborations), frozenset(organisations))

    def chosen(self, known: Choices) -> frozenset[str]:
        """Ids of what is ticked, of all that can be."""
        ticked = {*(self.collaborations.data or []), *(self.organisations.data or [])}
        return frozenset(one for one, _ in (*known.collaborations, *known.organisations) if one in ticked)
