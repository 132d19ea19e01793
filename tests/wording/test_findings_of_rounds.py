"""The invented rounds in sentences, as a director reads them. The file beside this one was read with care: read
it again before you let it change."""

from pathlib import Path

import pytest

from app.domain.findings import factor_findings, round_findings
from app.wording.findings import finding_sentence
from tests.documents.rounds import round_case

GOLDEN = Path(__file__).with_name("findings_of_rounds.txt")
ROUNDS = {
    "consensus": ("involvering",),
    "two_camps": ("malbild",),
    "one_apart": ("riktning",),
    "politicians_against_operations": ("granser",),
    "dont_know": ("kostnadsfordelning", "strukturer"),
    "two_organisations": ("ledartroja", "levande_behov"),
    "fourteen_organisations": ("representantskap",),
    "joint": ("kostnadsfordelning", "drivkrafter"),
    "balances": ("balans_process", "balans_resurser", "balans_ledarskap", "balans_struktur"),
    "drivers_joint": ("drivkraft", "ingangsvarde", "inriktning", "grad"),
}
"""Each round, and the factors of it that are written out."""


def in_words(name: str) -> str:
    """What is said about the round and some of its factors, in Swedish and English by turns."""
    result = round_case(name).result
    lines = [f"== {name}"]
    for factor_id in (None, *ROUNDS[name]):
        if factor_id:
            lines.append(f"-- {factor_id}")
        found = factor_findings(result.factor(factor_id), result) if factor_id else round_findings(result)
        lines += [finding_sentence(one, result, language) for one in found for language in ("sv", "en")]
    return "\n".join(lines) + "\n"


def golden() -> dict[str, str]:
    parts = GOLDEN.read_text(encoding="utf-8").split("== ")[1:]
    return {part.splitlines()[0]: f"== {part.rstrip()}\n" for part in parts}


@pytest.mark.parametrize("name", ROUNDS)
def test_a_round_is_put_into_the_words_that_were_read(name: str) -> None:
    assert in_words(name) == golden()[name]
