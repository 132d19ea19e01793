"""What mails that are written during a request are made of."""

from app.services import clock
from app.services.secret_tokens import new_token
from app.services.sign_in_links import Letter
from app.web.languages import language


def this_letter() -> Letter:
    """A fresh link, now, in the language of the page."""
    return Letter(clock.now(), new_token(), language())
