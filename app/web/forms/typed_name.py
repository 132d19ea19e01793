"""The form that asks for a collaboration's name before it is deleted."""

from flask_wtf import FlaskForm
from wtforms import StringField


class TypedName(FlaskForm):
    """The name as it was typed; whether it fits is decided where the collaboration is known."""

    name = StringField()
