"""A field of several text boxes of one name."""

from wtforms import Field


class TextListField(Field):
    """What stands in each box, in order, on one line and without space around it; empty boxes too."""

    data: list[str]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Takes every box of the name."""
        self.data = [" ".join(value.split()) for value in valuelist]
