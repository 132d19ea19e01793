"""Findings put into sentences: never more than the figures say, in words that fit any questionnaire's titles."""

from app.domain.findings import ABOUT_THE_WHOLE, ABOUT_WHAT_IS_WEIGHED, Finding
from app.domain.result import RoundResult
from app.wording.findings.factor import FactorSentence
from app.wording.findings.weighed import WeighedSentence
from app.wording.findings.whole import WholeSentence

__all__ = ["finding_sentence"]


def finding_sentence(finding: Finding, result: RoundResult, language: str) -> str:
    """The finding in one sentence, with a capital and one full stop."""
    words = _form(finding)(finding, result, language).words()
    return words[0].upper() + words[1:]


def _form(finding: Finding) -> type[WholeSentence] | type[FactorSentence] | type[WeighedSentence]:
    if finding.kind in ABOUT_WHAT_IS_WEIGHED:
        return WeighedSentence
    return WholeSentence if finding.kind in ABOUT_THE_WHOLE else FactorSentence
