"""The sheets of an Excel workbook of results, in the reader's language."""

from collections.abc import Iterator, Sequence
from functools import partial

from app.domain.agreement import AgreementClass
from app.domain.dialogue import Place
from app.domain.published import Withheld
from app.domain.result import Agreement
from app.domain.scale import Band
from app.services.exports.exported import ExportedRound, Scope, ShownCell
from app.services.exports.figures import Figures, all_figures
from app.services.exports.xlsx_file import DAY, SHARE, TWO_DECIMALS, WHOLE, Column, Sheet, Value
from app.wording.exports import BREAKDOWNS, UNITS, heading_of, reason_words
from app.wording.sentences import agreement_words, band_words, place_words
from app.wording.translations import translations

Rounds = Sequence[ExportedRound]


def scores_sheet(rounds: Rounds, language: str) -> Sheet:
    """The whole, dimensions and factors, for all and for each group."""
    _ = translations(language).gettext
    columns = (
        *_round_columns(language),
        Column(_("Unit"), 12),
        Column(_("Id"), 16),
        Column(_("Name"), 36),
        Column(_("Compared by"), 14),
        Column(_("Group"), 26),
        Column(_("Fewest answers"), 10, WHOLE),
        Column(_("Most answers"), 10, WHOLE),
        Column(_("Share of don't know"), 11, SHARE),
        Column(_("Mean"), 12, TWO_DECIMALS),
        Column(_("Band"), 14),
        Column("AD", 9, TWO_DECIMALS),
        Column("r_WG", 9, TWO_DECIMALS),
        Column(_("How alike"), 18),
        Column(_("Mean if organisations weigh the same"), 18, TWO_DECIMALS),
        Column(_("Place in the dialogue"), 22),
        Column(_("Why not shown"), 44),
    )
    return Sheet(_("Scores"), columns, _every_row(rounds, partial(_scores, language=language)))


def distribution_sheet(rounds: Rounds, language: str) -> Sheet:
    """How many gave each answer to each statement, with mean and agreement, and the groups' means."""
    _ = translations(language).gettext
    return Sheet(_("Distribution"), *_measured_table(rounds, language, parted=False))


def weighed_sheet(rounds: Rounds, language: str) -> Sheet | None:
    """The same of what is weighed, part by part; None where nothing is."""
    _ = translations(language).gettext
    if not any(factor.weighed for one in rounds for factor in one.result.factors):
        return None
    return Sheet(_("Weighed questions"), *_measured_table(rounds, language, parted=True))


def _scores(one: ExportedRound, language: str) -> Iterator[tuple[Value, ...]]:
    for found in all_figures(one.result):
        if found.unit == "item":
            continue
        named = (
            heading_of(UNITS, found.unit, language),
            found.id,
            found.text(language) or heading_of(UNITS, "whole", language),
        )
        yield (
            *named, "", "", found.n, found.n_largest, found.dont_know_share, found.mean,
            band_words(Band(found.band), language) if found.band else "",
            *_agreement(found.agreement, language), found.balanced,
            place_words(Place(found.place), language) if found.place else "",
            reason_words(found.withheld, one.result, language),
        )  # fmt: skip
        for cell in _cells(one, found, language):
            group = (heading_of(BREAKDOWNS, cell.breakdown, language), cell.name)
            why = reason_words(cell.withheld, one.result, language)
            yield (*named, *group, cell.n, None, None, cell.mean, "", None, None, "", None, "", why)


def _measured_table(
    rounds: Rounds, language: str, *, parted: bool
) -> tuple[tuple[Column, ...], Iterator[tuple[Value, ...]]]:
    _ = translations(language).gettext
    longest = _longest(rounds, parted)
    columns = (
        *_round_columns(language),
        Column(_("Factor"), 26),
        Column(_("Id"), 18),
        Column(_("Question"), 60),
        *((Column(_("Part"), 24),) if parted else ()),
        Column(_("Compared by"), 14),
        Column(_("Group"), 26),
        Column(_("Valid answers"), 10, WHOLE),
        Column(_("Don't know"), 9, WHOLE),
        Column(_("No answer"), 9, WHOLE),
        Column(_("Mean"), 12, TWO_DECIMALS),
        Column("AD", 9, TWO_DECIMALS),
        Column("r_WG", 9, TWO_DECIMALS),
        Column(_("How alike"), 18),
        *((Column(_("Wanted minus today"), 12, TWO_DECIMALS),) if parted else ()),
        *(Column(_("Code %(code)d") % {"code": code}, 7, WHOLE) for code in range(1, longest + 1)),
        Column(_("Why not shown"), 44),
        Column(_("Not applicable"), 9, WHOLE),
    )
    return columns, _every_row(rounds, partial(_measured, language=language, parted=parted, longest=longest))


def _measured(one: ExportedRound, language: str, parted: bool, longest: int) -> Iterator[tuple[Value, ...]]:
    for found in all_figures(one.result):
        if found.unit != "item" or bool(found.part) != parted:
            continue
        words = found.words.into(language) if found.words else ""
        factor = one.result.factor(found.within).factor.title.into(language)
        named = (factor, found.key, words, *((found.part_name(language),) if parted else ()))
        counts = found.counts if isinstance(found.counts, tuple) else ()
        padded = (*counts, *(None,) * (longest - len(counts)))
        shift = (found.shift if isinstance(found.shift, float) else None,) if parted else ()
        yield (
            *named, "", "", found.n, found.dont_know, found.no_answer, found.mean,
            *_agreement(found.agreement, language), *shift, *padded,
            reason_words(found.withheld, one.result, language), found.not_applicable,
        )  # fmt: skip
        nothing = (None,) * (len(shift) + longest)
        for cell in _cells(one, found, language):
            group = (heading_of(BREAKDOWNS, cell.breakdown, language), cell.name)
            why = reason_words(cell.withheld, one.result, language)
            yield (*named, *group, cell.n, None, None, cell.mean, None, None, "", *nothing, why, None)


def _every_row(rounds: Rounds, rows_of: "partial[Iterator[tuple[Value, ...]]]") -> Iterator[tuple[Value, ...]]:
    """The rows of each round, with its code and closing day in front."""
    for one in rounds:
        for row in rows_of(one):
            yield (*_round_cells(one), *row)


def _cells(one: ExportedRound, found: Figures, language: str) -> Iterator[ShownCell]:
    """The groups' figures and, where a breakdown is withheld, a row that says why; nothing below the whole, nor below
    what is withheld itself."""
    if found.unit != "whole" and not found.withheld:
        yield from one.cells(found.organisations, found.levels, language)


def _longest(rounds: Rounds, parted: bool) -> int:
    """The length of the longest distribution."""
    found = (each for one in rounds for each in all_figures(one.result) if bool(each.part) == parted)
    return max((len(each.counts) for each in found if isinstance(each.counts, tuple)), default=0)


def _agreement(found: Agreement | Withheld | None, language: str) -> tuple[Value, ...]:
    if not isinstance(found, Agreement):
        return None, None, ""
    return found.ad, found.r_wg, agreement_words(AgreementClass(found.agreement_class), language)


def _round_columns(language: str) -> tuple[Column, ...]:
    _ = translations(language).gettext
    return Column(_("Round"), 10), Column(_("Closed on"), 12, DAY)


def _round_cells(one: ExportedRound) -> tuple[Value, ...]:
    return (one.view.round.code, one.view.round.closed_on) if one.view else ("", None)


def about_scope(scope: Scope, language: str) -> str:
    """What a file of that scope is about, as the heading of its name."""
    _ = translations(language).gettext
    return {
        Scope.ROUND: _("Round"),
        Scope.COLLABORATION: _("Collaboration"),
        Scope.ORGANISATION: _("Organisation"),
    }[scope]
