"""The form of a vote: up to three factors, ticked."""

from flask_wtf import FlaskForm
from wtforms import SelectMultipleField


class BallotForm(FlaskForm):
    """What was ticked. Which factors there are, and how many may be chosen, the use case knows."""

    factor = SelectMultipleField(validate_choice=False)

    @property
    def chosen(self) -> list[str]:
        """The ids of the factors that were ticked."""
        return list(self.factor.data or ())
