"""People who answer over HTTP. Each answers as nobody else does, goes back after every step, and looks whether there is
anything on the page that is not theirs."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from app.services.rounds import RoundView
from bench.live.visitor import Answer, Visitor

MARK = re.compile(r"marker-\d+-ends")
TRIES = 40
"""How often one step is tried while the server is away: a limit, and never an endless loop."""
ANSWERED = (200, 302)
Send = Callable[[], Answer]
Pause = Callable[[int], None]
"""Waits before the next try; it is told how many there have been."""
Sheet = tuple[str | None, str | None, frozenset[tuple[str, str]]]
"""Organisation, role, and (item, value) of all that is counted."""


class StrangeContent(Exception):
    """A page showed what is not the visitor's own."""


class NotThrough(Exception):
    """The server did not answer a step, however often it was tried."""


@dataclass(frozen=True)
class Person:
    """What one person answers. `fields`: item, "organisation" or "level" -> value. `words`: the comment."""

    number: int
    fields: Mapping[str, str]
    words: str

    @property
    def sheet(self) -> Sheet:
        """As the database is to have it."""
        items = {(key, value) for key, value in self.fields.items() if key not in ("organisation", "level")}
        return self.fields["organisation"], self.fields["level"], frozenset(items)


def person(view: RoundView, number: int) -> Person:
    """The person of that number, whose ratings are the number's digits: no two persons answer alike."""
    ratings = [item.id for item in view.questionnaire.items if item.kind == "rating"]
    level = view.questionnaire.level
    assert level is not None and number < 5 ** len(ratings)
    values = {item: str(1 + number // 5**at % 5) for at, item in enumerate(ratings)}
    organisations = [one.id for one in view.round.organisations]
    roles = [option.id for option in level.options]
    about = {
        "organisation": organisations[number % len(organisations)],
        "level": roles[number // len(organisations) % len(roles)],
    }
    return Person(number, values | about, f"marker-{number}-ends of somebody's own.")


class _Page(HTMLParser):
    """What a page of the form shows as answered, by the name of the field, and what it asks for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.asked: set[str] = set()
        self.shown: dict[str, str] = {}
        self.token = ""
        self._words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name, value = values.get("name", ""), values.get("value", "")
        if name == "csrf_token":
            self.token = value
        elif tag in ("input", "textarea") and name.startswith("item_"):
            self.asked.add(name.removeprefix("item_"))
            if "checked" in values and value:
                self.shown[name.removeprefix("item_")] = value
            self._words = name.removeprefix("item_") if tag == "textarea" else ""

    def handle_data(self, data: str) -> None:
        if self._words and data.strip():
            self.shown[self._words] = data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._words = ""


@dataclass
class Respondent:
    """A person at a device. `receipt`: they were told that their answer has been taken. `retries`: requests that had to
    be sent again."""

    view: RoundView
    person: Person
    visitor: Visitor
    pause: Pause
    receipt: bool = False
    retries: int = 0
    comment: str = field(init=False)

    def __post_init__(self) -> None:
        (self.comment,) = [item.id for item in self.view.questionnaire.items if item.kind == "comment"][:1]

    @property
    def place(self) -> str:
        """Where the form is."""
        return f"/r/{self.view.round.code}"

    def answer(self) -> None:
        """All of it: each step, back after each, then the review, the hand-in and the receipt. Raises StrangeContent,
        and NotThrough where the server does not come back."""
        self._ask(lambda: self.visitor.post(self.place, {}))
        mine: dict[str, str] = {}
        for number in range(1, self.steps + 1):
            page = self._page(number, mine)
            mine |= self._save(number, page)
            self._page(number, mine)
        self._look(self._ask(lambda: self.visitor.get(f"{self.place}/review")), reviewed=True)
        self._hand_in()

    @property
    def steps(self) -> int:
        """How many pages the form has."""
        return len(self.view.questionnaire.dimensions) + 1

    def _page(self, number: int, mine: Mapping[str, str]) -> _Page:
        answer = self._ask(lambda: self.visitor.get(f"{self.place}/{number}"))
        self._look(answer)
        page = _Page(answer.text)
        expected = {key: value for key, value in mine.items() if key in page.asked}
        if page.shown != expected:
            raise StrangeContent(f"step {number}: {sorted(page.shown)} of {sorted(expected)} shown, or other values")
        return page

    def _save(self, number: int, page: _Page) -> dict[str, str]:
        given = {key: value for key, value in self._everything.items() if key in page.asked}
        fields = {f"item_{key}": value for key, value in given.items()} | {"csrf_token": page.token, "go": "next"}
        saved = self._ask(lambda: self.visitor.post(f"{self.place}/{number}", fields))
        if saved.status != 302:
            raise StrangeContent(f"step {number} was not taken: {saved.status}")
        return given

    @property
    def _everything(self) -> dict[str, str]:
        return {**self.person.fields, self.comment: self.person.words}

    def _hand_in(self) -> None:
        """Hands in until the receipt is there. Who has no receipt cannot tell what became of the answer."""
        for _ in range(TRIES):
            review = self._ask(lambda: self.visitor.get(f"{self.place}/review"))
            if review.status == 200:
                token = _Page(review.text).token
                self._ask(lambda token=token: self.visitor.post(f"{self.place}/review", {"csrf_token": token}))  # type: ignore[misc]
            receipt = self._ask(lambda: self.visitor.get(f"{self.place}/receipt"))
            self._look(receipt)
            if receipt.status == 200:
                self.receipt = True
                return
        raise NotThrough("no receipt")

    def _look(self, answer: Answer, reviewed: bool = False) -> None:
        strange = set(MARK.findall(answer.text)) - {*MARK.findall(self.person.words)}
        if strange:
            raise StrangeContent(f"words of {len(strange)} others")
        if reviewed and answer.status == 200:
            shown = {one.id for one in self.view.round.organisations if f"<strong>{one.name}</strong>" in answer.text}
            if shown != {self.person.fields["organisation"]}:
                raise StrangeContent("the organisation is another's")

    def _ask(self, send: Send) -> Answer:
        for attempt in range(TRIES):
            answer = send()
            if answer.status in ANSWERED:
                return answer
            self.retries += 1
            self.pause(attempt)
        raise NotThrough(f"no answer but {answer.status}")
