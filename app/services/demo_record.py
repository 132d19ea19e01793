"""The demo's record of the dialogue after its earlier round: invented, as all of the demo."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from app.domain.record import Action, ActionState, Note, Principle
from app.services.accounts import Account
from app.services.agreements import add, save_note
from app.services.installation import Installation
from app.services.rounds import RoundView

NOTES: Sequence[tuple[str, str]] = (
    (
        "ledartroja",
        "Några upplever att de bär samverkan åt alla, andra att rollen redan går runt. Båda bilderna stämmer: "
        "värdskapet för möten växlar, men förberedelserna hamnar oftast hos samma två kommuner.\n"
        "Vi vill skilja på att vara värd och att driva en fråga.",
    ),
    (
        "kostnadsfordelning",
        "Många kunde inte svara. Fördelningen finns i avtalet från starten, men det är bara ekonomifunktionerna som "
        "har läst det. Innan vi diskuterar om den är rättvis behöver alla veta hur den ser ut.",
    ),
    (
        "service",
        "Det här är vår styrka. Bemanningspoolen på somrarna gör skillnad för invånarna, och det märks i samtliga "
        "kommuner. Vi vill berätta mer om det hemma.",
    ),
)
PRINCIPLES: Sequence[tuple[str | None, str]] = (
    (None, "Vi säger det som skaver i rummet, inte efteråt."),
    ("ledartroja", "Den kommun som driver en fråga förbereder den också. Värdskapet för mötena växlar för sig."),
    ("kostnadsfordelning", "Kostnaderna redovisas öppet för alla parter innan vi fattar beslut om en ny tjänst."),
    ("behovsdialog", "Varje behov som förs in i samverkan har en namngiven ägare i verksamheten."),
)
# Factor, what, responsible function, organisation, days from today to the date, state.
ACTIONS: Sequence[tuple[str | None, str, str, str | None, int | None, ActionState]] = (
    (
        "kostnadsfordelning",
        "Göra en sida som visar hur kostnaderna fördelas, och gå igenom den i alla fem ledningsgrupper.",
        "Ekonomichef",
        "Älvnäs",
        -240,
        ActionState.DONE,
    ),
    (
        "service",
        "Berätta om sommarens bemanningspool på varje kommuns intranät.",
        "Kommunikatör",
        "Storvik",
        -300,
        ActionState.DONE,
    ),
    (
        "ledartroja",
        "Ta fram en enkel turordning för vem som driver vilken fråga under året.",
        "Samverkanssamordnare",
        None,
        -25,
        ActionState.BEGUN,
    ),
    (
        "behovsdialog",
        "Pröva en gemensam behovsdialog inför budgeten i två förvaltningar.",
        "Förvaltningschef",
        "Norrdal",
        20,
        ActionState.PLANNED,
    ),
    (
        "involvering",
        "Anordna en gemensam studieresa för alla nämnder.",
        "Kanslichef",
        "Granträsk",
        None,
        ActionState.DROPPED,
    ),
)


def record_demo(installation: Installation, account: Account, view: RoundView, held_on: date, today: date) -> None:
    """Records what the invented group said and agreed on after the round, in a meeting on that day."""
    moment = datetime.combine(held_on, time(15), tzinfo=UTC)
    code = view.round.code
    for factor_id, said in NOTES:
        save_note(installation, account, code, Note(factor_id, said), moment)
    for about, words in PRINCIPLES:
        add(installation, account, code, Principle("", about, words), moment)
    ids = {one.name: one.id for one in view.round.organisations}
    for about, words, responsible, organisation, days, state in ACTIONS:
        due_on = None if days is None else today + timedelta(days=days)
        organisation_id = ids[organisation] if organisation else None
        add(installation, account, code, Action("", about, words, responsible, organisation_id, due_on, state), moment)
