"""What a questionnaire must have and a form has not: words in brackets that say what is to be written.

This is the only place where a draft holds words that nobody wrote. What the questionnaire language does not ask for any
longer is to be dropped here."""

from app.definitions.xlsform.draft_texts import DraftTexts, Words

Plain = dict[str, object]


def introduction_of(given: Words | None, texts: DraftTexts) -> Words:
    """The form's, or a place for one."""
    return given or texts.placeholder("introduction")


def description_of(given: Words | None, texts: DraftTexts) -> Words:
    """A dimension's, or a place for one."""
    return given or texts.placeholder("description")


def place_for_a_statement(texts: DraftTexts, scale: str) -> Plain:
    """A factor with one statement to write, for a form in which nothing is rated."""
    statement: Plain = {"id": texts.id_of("statement"), "text": texts.placeholder("statement"), "scale": scale}
    return {"id": texts.id_of("factor"), "title": texts.placeholder("title"), "items": [statement]}


def scale_to_write(texts: DraftTexts) -> Plain:
    """The scale of that statement."""
    return {"points": [texts.placeholder("weak_end"), texts.placeholder("strong_end")]}
