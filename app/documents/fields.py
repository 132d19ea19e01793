"""The four fields of the dialogue map, in words."""

from dataclasses import dataclass

from app.charts.dialogue_map import MapLabels
from app.domain.dialogue import Place
from app.domain.text import Language
from app.wording.translations import translations


@dataclass(frozen=True)
class Field:
    """One field: its name, what to do there, and the places of the factors that stand in it."""

    title: str
    explanation: str
    places: tuple[Place, ...]


def map_fields(language: Language, *, scored: bool = True) -> tuple[Field, ...]:
    """The fields, from what works to what is not known. `scored`: whether some factor has a score; what is weighed
    alone is where the group wants it, or not."""
    gettext = translations(language).gettext
    if not scored:
        return _fields_of_what_is_weighed(language)
    return (
        Field(
            gettext("Build on"),
            gettext("We agree, and it works. What makes it work, and how do we keep it?"),
            (Place.STRENGTH,),
        ),
        Field(
            gettext("Agree to improve"),
            gettext("We agree that more is needed. What is the next step, and who takes it?"),
            (Place.DEVELOP, Place.CHALLENGE),
        ),
        Field(
            gettext("Different pictures"),
            gettext(
                "We see it differently. What do you see that I do not? A lozenge further up means that organisations "
                "or roles differ."
            ),
            (Place.DIVIDED,),
        ),
        Field(
            gettext("Find out more"),
            gettext("Many do not know. Who knows, and what do we need to ask?"),
            (Place.FIND_OUT_MORE,),
        ),
    )


def _fields_of_what_is_weighed(language: Language) -> tuple[Field, ...]:
    gettext = translations(language).gettext
    return (
        Field(
            gettext("Build on"),
            gettext("We agree, and it is as we want it. What makes it so, and how do we keep it?"),
            (Place.STRENGTH,),
        ),
        Field(
            gettext("Move the weight"),
            gettext("We agree that it should be different. What would move it one step?"),
            (Place.DEVELOP, Place.CHALLENGE),
        ),
        Field(
            gettext("Different pictures"),
            gettext("We see it differently. What lies behind each of the pictures?"),
            (Place.DIVIDED,),
        ),
        Field(
            gettext("Find out more"),
            gettext("Many do not know. Who knows, and what do we need to ask?"),
            (Place.FIND_OUT_MORE,),
        ),
    )


def map_labels(language: Language) -> MapLabels:
    """The words on the map."""
    gettext = translations(language).gettext
    build, improve, divided, find_out = (one.title for one in map_fields(language))
    return MapLabels(
        strength=build,
        develop_or_challenge=improve,
        divided=divided,
        find_out_more=find_out,
        level_axis=gettext("Mean"),
        agreement_axis=gettext("How alike you see it"),
        weak=gettext("weak"),
        strong=gettext("strong"),
        alike=gettext("alike"),
        apart=gettext("apart"),
    )
