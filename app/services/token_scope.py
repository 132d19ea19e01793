"""What a token may read, at most. The rights of its account are asked at every call besides (`app.services.access`)."""

from collections.abc import Iterable
from dataclasses import dataclass

CATALOGUE = "read:catalogue"
RESULTS = "read:results"
_COLLABORATION = f"{RESULTS}:collaboration:"
_ORGANISATION = f"{RESULTS}:organisation:"


@dataclass(frozen=True)
class Scope:
    """`catalogue`: the questionnaires. `everything`: the results of all that the account may read; otherwise those of
    the collaborations and organisations with these ids."""

    catalogue: bool = False
    everything: bool = False
    collaborations: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()

    @classmethod
    def of_words(cls, words: str) -> "Scope":
        """The scope that `words` writes down; what it does not know gives no right."""
        parts = words.split()
        return cls(
            catalogue=CATALOGUE in parts,
            everything=RESULTS in parts,
            collaborations=_named(parts, _COLLABORATION),
            organisations=_named(parts, _ORGANISATION),
        )

    @property
    def words(self) -> str:
        """The scope as it is kept: `read:catalogue read:results:collaboration:<id>`."""
        chosen = [_COLLABORATION + one for one in sorted(self.collaborations)]
        chosen += [_ORGANISATION + one for one in sorted(self.organisations)]
        return " ".join(
            [*([CATALOGUE] if self.catalogue else []), *([RESULTS] if self.everything else []), *chosen],
        )

    @property
    def results(self) -> bool:
        """Whether any results are in it."""
        return self.everything or bool(self.collaborations or self.organisations)

    def covers_collaboration(self, collaboration_id: str, organisation_ids: Iterable[str]) -> bool:
        """Whether the collaboration, or a round of it, with these organisations is in it."""
        chosen = collaboration_id in self.collaborations or not self.organisations.isdisjoint(organisation_ids)
        return self.everything or chosen

    def covers_organisation(self, organisation_id: str) -> bool:
        """Whether the organisation's own figures are in it."""
        return self.everything or organisation_id in self.organisations


def _named(parts: Iterable[str], prefix: str) -> frozenset[str]:
    return frozenset(one.removeprefix(prefix) for one in parts if one.startswith(prefix))
