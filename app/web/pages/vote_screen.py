"""The page value of templates/presentation/vote.html: the link to the vote, how many have voted, the result."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.charts.qr_code import qr_code
from app.charts.votes import votes_chart
from app.domain.published import Withheld
from app.domain.voting import Vote, VoteState
from app.services.documents import Picture
from app.services.rounds import RoundView
from app.web.languages import gettext as _
from app.web.languages import ngettext
from app.web.pages.presentation_frame import Frame, Screen, frame


@dataclass(frozen=True)
class VoteRow:
    """A factor in the result. `leads`: it is among those that are taken."""

    title: str
    number: int
    chart: Markup
    leads: bool


@dataclass(frozen=True)
class VoteScreen:
    """`state`: "none", "open" or "closed". `voters`: in words. `withheld`: why there are no rows although it is
    closed."""

    frame: Frame
    state: str
    link: str
    shown_link: str
    qr_code: Markup
    voters: int
    voters_words: str
    rows: tuple[VoteRow, ...]
    withheld: str
    tied: bool
    taken: bool


def vote_screen(
    view: RoundView,
    picture: Picture,
    order: Sequence[Screen],
    here: str,
    vote: Vote | None,
    chosen: Sequence[str],
    link: str,
) -> VoteScreen:
    """The vote as it stands. `here`: the address of the screen; `chosen`: the meeting's factors."""
    voters = vote.voters if vote else 0
    return VoteScreen(
        frame=frame(view, order, Screen(here, _("Choose together"))),
        state=vote.state.value if vote else "none",
        link=link,
        shown_link=link.split("://", 1)[-1],
        qr_code=Markup(qr_code(link, _("QR code that leads to %(link)s") % {"link": link}, size=360)),
        voters=voters,
        voters_words=ngettext("has voted", "have voted", voters),
        rows=_rows(picture, vote) if vote else (),
        withheld=_withheld(vote),
        tied=bool(vote and vote.is_tied),
        taken=bool(vote and vote.leading and tuple(chosen) == vote.leading),
    )


def _rows(picture: Picture, vote: Vote) -> tuple[VoteRow, ...]:
    """Every factor that somebody voted for."""
    if isinstance(vote.ranked, Withheld):
        return ()
    titles = {one.id: f"{one.number}. {one.title}" for one in picture.factors}
    rows = [(titles[one.factor_id], one.number, one.factor_id in vote.leading) for one in vote.ranked if one.number]
    return tuple(VoteRow(title, number, _chart(title, number, vote), leads) for title, number, leads in rows)


def _chart(title: str, number: int, vote: Vote) -> Markup:
    words = _("%(title)s: %(number)d of %(voters)d") % {"title": title, "number": number, "voters": vote.voters}
    return Markup(votes_chart(number, vote.voters, words, ink="currentColor", accent="currentColor"))


def _withheld(vote: Vote | None) -> str:
    if vote is None or vote.state is VoteState.OPEN or not isinstance(vote.ranked, Withheld):
        return ""
    words = _(
        "Fewer than %(least)d have voted, so the votes for each factor are not shown: it could be worked out what "
        "somebody chose."
    )
    return words % {"least": vote.least}
