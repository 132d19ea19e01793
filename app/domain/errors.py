"""The one kind of error that a user is meant to read."""

from collections.abc import Mapping


class SamspelError(Exception):
    """Something the user can mend. It says where, what and cure, by code.

    `code` names the kind of fault (e.g. "A003"); its sentence, with a cure, stands in
    `app.wording.errors` and is translated there. `where` is the place as the user knows it ("row 7,
    column organisation"; may be empty). `facts` fill the places in the sentence; they never hold a
    person's answer to an anonymous round other than back to that same person.
    """

    def __init__(self, code: str, where: str = "", /, **facts: object) -> None:
        super().__init__(f"{code} {where} {facts}".strip())
        self.code = code
        self.where = where
        self.facts: Mapping[str, object] = facts
