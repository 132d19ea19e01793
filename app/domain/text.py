"""The same words in several languages."""

from collections.abc import Mapping
from dataclasses import dataclass

Language = str
"""A BCP 47 language tag, e.g. "sv" or "en"."""


@dataclass(frozen=True)
class Text:
    """The same words in one or more languages, in the questionnaire's order of languages.

    A text is asked for with `into("sv")`; where the language is missing the first language is given, so that
    a reader meets words rather than a hole. Missing translations are reported by the questionnaire check.
    """

    variants: tuple[tuple[Language, str], ...]

    @classmethod
    def of(cls, variants: Mapping[Language, str]) -> "Text":
        """A text from {language: words}."""
        return cls(tuple(variants.items()))

    def into(self, language: Language) -> str:
        """The words in that language, or in the first language where it is missing."""
        for known, words in self.variants:
            if known == language:
                return words
        return self.variants[0][1]

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages the text exists in."""
        return tuple(language for language, _ in self.variants)


def words_of(text: Text | None, language: Language) -> str:
    """The words in that language; empty where there is no text, which pages and documents then leave out."""
    return text.into(language) if text else ""
