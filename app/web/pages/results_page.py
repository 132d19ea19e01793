"""The page value of templates/results/show.html: the result in words and charts, and the tables behind the charts."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.published import Reason, Withheld
from app.domain.reference import Absence
from app.domain.result import RoundResult
from app.domain.text import Language
from app.services.access import Act
from app.services.documents import FactorPicture, Picture
from app.services.rounds import RoundView
from app.web.pages.factor_parts import factor_parts
from app.web.pages.progress import is_joint, received_words
from app.web.pages.results_map import FieldList, MapRow, field_lists, map_rows
from app.web.pages.round_tabs import Tab, round_tabs
from app.wording.comments import waiting_words
from app.wording.dates import long_date
from app.wording.reference import absence_words


@dataclass(frozen=True)
class StatementRow:
    """A statement's answers: `counts` at each point, weak to strong, or why they are withheld."""

    words: str
    withheld: str
    counts: tuple[int, ...]
    dont_know: int
    not_applicable: int | None
    no_answer: int
    n: int
    mean: str


@dataclass(frozen=True)
class StatementTable:
    """What stands behind a factor's bars: a row per statement, and the sums that the factor's own bar is drawn from.

    `points`: what they are written as; `has_aside`: some statement can be answered "not applicable"; `total` has no
    mean of its own, since the factor's score is the mean of means."""

    points: tuple[str, ...]
    has_aside: bool
    rows: tuple[StatementRow, ...]
    total: StatementRow


@dataclass(frozen=True)
class SharedPart:
    """What all who may read a round see alike. `fields` and `map_rows` say in words what the map shows; by factor id:
    `parts`, what its body is put together from; `tables`, of the factors that are shown."""

    code: str
    joint: bool
    picture: Picture
    fields: tuple[FieldList, ...]
    map_rows: tuple[MapRow, ...]
    parts: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, StatementTable]


@dataclass(frozen=True)
class ResultsPage:
    """A round's results, as whoever asks sees them. `deleted`: the answers had been kept their time, so nothing can
    bring figures back; `leads`: whether the reader leads it, and may open it again; `comments_wait`: for those who are
    to read them; `before`: the code of the round before that asks the same, empty where there is none;
    `without_others`: why other collaborations are not shown, for those who can do something about it."""

    code: str
    collaboration: str
    collaboration_id: str
    title: str
    closed: bool
    deleted: bool
    closed_on: str
    joint: bool
    answered: str
    tabs: tuple[Tab, ...]
    leads: bool
    picture: Picture
    comments_wait: str = ""
    before: str = ""
    without_others: str = ""


def results_page(
    view: RoundView,
    result: RoundResult,
    picture: Picture,
    absent: Absence | None,
    language: Language,
    before: str = "",
) -> ResultsPage:
    """The round and its result, as it is and in pictures."""
    one = view.round
    return ResultsPage(
        code=one.code,
        collaboration=one.collaboration,
        collaboration_id=view.collaboration_id,
        title=one.title,
        closed=one.state.shows_results,
        deleted=result.withheld == Withheld(Reason.DELETED),
        closed_on=long_date(one.closed_on, language) if one.closed_on else "",
        joint=is_joint(view),
        answered=received_words(view),
        tabs=round_tabs(view),
        leads=Act.LEAD in view.acts,
        picture=picture,
        comments_wait=waiting_words(result.comments, language) if Act.LEAD in view.acts else "",
        before=before,
        without_others=absence_words(absent, language) if Act.LEAD in view.acts else "",
    )


def shared_part(view: RoundView, picture: Picture, language: Language) -> SharedPart:
    """What is made of the round's code, its kind and the picture alone."""
    joint, fields = is_joint(view), field_lists(picture, language)
    return SharedPart(
        code=view.round.code,
        joint=joint,
        picture=picture,
        fields=fields,
        map_rows=map_rows(fields),
        parts={factor.id: factor_parts(factor, joint=joint) for factor in picture.factors},
        tables={factor.id: statement_table(factor) for factor in picture.factors if factor.totals},
    )


def statement_table(factor: FactorPicture) -> StatementTable:
    """The table behind the bars of a factor that is shown."""
    rows = tuple(
        StatementRow(
            item.text,
            item.withheld,
            tuple(number for _, number in item.counts),
            item.dont_know,
            item.not_applicable,
            item.no_answer,
            item.n,
            item.mean,
        )
        for item in factor.items
    )
    shown = [row for row in rows if not row.withheld]
    total = StatementRow(
        "",
        "",
        factor.totals,
        sum(row.dont_know for row in shown),
        sum(row.not_applicable or 0 for row in shown),
        sum(row.no_answer for row in shown),
        sum(row.n for row in shown),
        "",
    )
    has_aside = any(row.not_applicable is not None for row in rows)
    return StatementTable(factor.ticks, has_aside, rows, total)
