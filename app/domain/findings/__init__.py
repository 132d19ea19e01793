"""What is worth saying in words about a round's result: rules from figures to findings. Words are put elsewhere.

A finding says nothing that its figures do not: that a group agrees or is divided follows the factor's place, levels
follow its band, and an organisation or a role is named only where its own cell is published.
"""

from app.domain.findings.factor import factor_findings
from app.domain.findings.values import ABOUT_THE_WHOLE, ABOUT_WHAT_IS_WEIGHED, Finding, FindingKind
from app.domain.findings.weights import heaviest, heaviest_of_each
from app.domain.findings.whole import round_findings

__all__ = [
    "ABOUT_THE_WHOLE",
    "ABOUT_WHAT_IS_WEIGHED",
    "Finding",
    "FindingKind",
    "factor_findings",
    "heaviest",
    "heaviest_of_each",
    "round_findings",
]
