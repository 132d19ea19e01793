"""A questionnaire with every kind of question, and answers to it: invented, and none of it easy to read back."""

from collections.abc import Iterator
from random import Random

from app.definitions.library import read_definition_text
from app.domain.answers import AnswerSheet
from app.domain.items import (
    AllocationItem,
    Answer,
    CommentItem,
    Item,
    MultipleChoiceItem,
    RankingItem,
    SingleChoiceItem,
)
from app.domain.items.measured import keyed
from app.domain.questionnaire import Questionnaire
from app.domain.round import Organisation

TEXT = """
id: allt
version: 1
languages: [sv, en]
title: {sv: Allt, en: All}
introduction: {sv: Svara., en: Answer.}
minutes: 5
scales:
  instammande:
    points:
      - {sv: Stämmer inte alls, en: Not true at all}
      - {sv: Stämmer ganska dåligt, en: Mostly untrue}
      - {sv: Stämmer delvis, en: Partly true}
      - {sv: Stämmer ganska bra, en: Mostly true}
      - {sv: Stämmer helt, en: Completely true}
    dont_know: {sv: Vet ej, en: Don't know}
  noll:
    points: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]
background:
  organisation:
    text: {sv: Vilken organisation företräder du?, en: Which organisation do you represent?}
  level:
    text: {sv: Vilken roll har du?, en: Which role do you have?}
    options:
      - {id: politik, label: {sv: Förtroendevald, en: Elected}}
      - {id: stod, label: {sv: "Stöd (ekonomi, HR)", en: "Support (economy, HR)"}}
dimensions:
  - id: d1
    title: {sv: Riktning/mål, en: Direction/aims}
    description: {sv: Vart vi ska., en: Where to.}
    factors:
      - id: f1
        title: {sv: Syfte, en: Purpose}
        explanation: {sv: Varför., en: Why.}
        strength: {sv: Klart., en: Clear.}
        weakness: {sv: Oklart., en: Unclear.}
        dialogue_questions: [{sv: Varför?, en: Why?}]
        items:
          - {id: a1, text: {sv: Jag vet varför vi träffas., en: I know why we meet.}, scale: instammande}
          - {id: a2, text: {sv: Mötena drar ut på tiden., en: The meetings drag on.}, scale: instammande, reverse: true}
      - id: f2
        title: {sv: Nytta, en: Use}
        explanation: {sv: Nyttan., en: The use.}
        strength: {sv: Stor., en: Large.}
        weakness: {sv: Liten., en: Small.}
        dialogue_questions: [{sv: Vilken?, en: Which?}]
        items:
          - {id: b1, text: {sv: Hur sannolikt är det?, en: How likely is it?}, scale: noll}
      - id: f3
        title: {sv: Medel, en: Means}
        explanation: {sv: Medlen., en: The means.}
        strength: {sv: Finns., en: There.}
        weakness: {sv: Saknas., en: Missing.}
        dialogue_questions: [{sv: Vilka?, en: Which?}]
        items:
          - id: l1
            kind: level
            text: {sv: Hur är det med tiden?, en: What about time?}
            levels:
              - label: {sv: Saknas, en: Missing}
                behaviour: {sv: Ingen tid är avsatt., en: No time is set aside.}
              - label: {sv: Delvis, en: Partly}
                behaviour: {sv: "Tid finns, men inte alltid.", en: "There is time, not always."}
              - label: {sv: Finns, en: There}
                behaviour: {sv: Tid är avsatt., en: Time is set aside.}
            dont_know: {sv: Vet ej, en: Don't know}
  - id: d2
    title: {sv: Vägval, en: Choices}
    description: {sv: Vad som väger., en: What weighs.}
    factors:
      - id: f4
        title: {sv: Väga, en: Weigh}
        explanation: {sv: Väga., en: Weigh.}
        strength: {sv: Lätt., en: Light.}
        weakness: {sv: Tungt., en: Heavy.}
        dialogue_questions: [{sv: Vad?, en: What?}]
        items:
          - {id: a3, text: {sv: "Beslut följs upp, även svåra.", en: "Decisions hold, hard too."}, scale: instammande}
      - id: f5
        title: {sv: Vägning, en: Weighing}
        explanation: {sv: Väga., en: Weigh.}
        strength: {sv: Lätt., en: Light.}
        weakness: {sv: Tungt., en: Heavy.}
        dialogue_questions: [{sv: Vad?, en: What?}]
        items:
          - id: p1
            kind: bipolar
            text: {sv: Var ligger tyngden?, en: Where does the weight lie?}
            left: {sv: Lokalt, en: Locally}
            right: {sv: Gemensamt, en: Jointly}
            steps: 5
            dont_know: {sv: Vet ej, en: Don't know}
          - id: p2
            kind: bipolar_pair
            text: {sv: Hur fattas beslut?, en: How are decisions made?}
            left: {sv: Fort, en: Fast}
            right: {sv: Förankrat, en: Rooted}
            steps: 7
          - id: p3
            kind: bipolar_pair
            text: {sv: Hur fördelas kostnader?, en: How are costs shared?}
            left: {sv: Lika, en: Evenly}
            right: {sv: Efter storlek, en: By size}
            steps: 5
            dont_know: {sv: Vet ej, en: Don't know}
          - id: l2
            kind: level_pair
            text: {sv: Hur långt går arbetet?, en: How far does the work go?}
            levels:
              - label: {sv: Saknas, en: Missing}
                behaviour: {sv: Ingen tid är avsatt., en: No time is set aside.}
              - label: {sv: Delvis, en: Partly}
                behaviour: {sv: "Tid finns, men inte alltid.", en: "There is time, not always."}
              - label: {sv: Finns, en: There}
                behaviour: {sv: Tid är avsatt., en: Time is set aside.}
          - id: v1
            kind: allocation
            text: {sv: Hur tungt väger skälen?, en: How much does each reason weigh?}
            points: 10
            options:
              - {id: kunskap, label: {sv: Kunskap, en: Knowledge}}
              - {id: drift, label: {sv: Drift/underhåll, en: Operation/upkeep}}
              - {id: pengar, label: {sv: Pengar, en: Money}}
          - id: r1
            kind: ranking
            text: {sv: Vad är viktigast?, en: What matters most?}
            options:
              - {id: ekonomi, label: {sv: Ekonomi, en: Economy}}
              - {id: kvalitet, label: {sv: Kvalitet, en: Quality}}
              - {id: kompetens, label: {sv: "Kompetens, bemanning", en: "Skills, staff"}}
    items:
      - id: m1
        kind: multiple_choice
        text: {sv: Vilka områden berörs?, en: Which areas?}
        options:
          - {id: skola, label: {sv: "Skola, förskola", en: "School, preschool"}}
          - {id: teknik, label: {sv: Teknik, en: Technology}}
          - {id: omsorg, label: {sv: Vård / omsorg, en: Care / nursing}}
          - {id: forskola, label: {sv: Förskola, en: Preschool}}
      - id: s1
        kind: single_choice
        text: {sv: Vilken form?, en: Which form?}
        options:
          - {id: avtal, label: {sv: Avtal, en: Contract}}
          - {id: namnd, label: {sv: "Nämnd, gemensam", en: "Board, joint"}}
      - id: k1
        kind: comment
        text: {sv: Vad vill du tillägga?, en: What would you add?}
"""
HOMES = (Organisation("norrdal", "Norrdal"), Organisation("alvnas", "Älvnäs"))
COMMENTS = ('=SUMMA(A1:A9) är svaret; "nästan"', "- först\n- sedan", "n/a", "1,0", "a/b, c | d;e", "+46 är ett nummer")


def every_kind() -> Questionnaire:
    definition = read_definition_text(TEXT, "allt.yaml")
    assert definition.questionnaire is not None, definition.problems
    return definition.questionnaire


def answers_to(asked: Questionnaire, number: int = 12, seed: int = 1) -> list[AnswerSheet]:
    """Sheets with everything answered somewhere, and everything left out somewhere."""
    chance = Random(seed)
    levels = [one.id for one in asked.level.options] if asked.level else [None]
    return [
        AnswerSheet(
            chance.choice([*(one.id for one in HOMES), None]),
            chance.choice([*levels, None]),
            dict(_answers(asked, chance, keeps_all=at < number // 2)),
        )
        for at in range(number)
    ]


def _answers(asked: Questionnaire, chance: Random, *, keeps_all: bool) -> Iterator[tuple[str, Answer]]:
    for item in asked.items:
        answer = item.parse(_raw(item, chance))
        if answer is not None and (keeps_all or chance.random() < 0.7):
            yield item.id, answer


def _raw(item: Item, chance: Random) -> list[str]:
    if isinstance(item, CommentItem):
        return [chance.choice(COMMENTS)]
    if isinstance(item, RankingItem):
        keys = chance.sample(item.keys, len(item.keys))
        return [keyed(key, str(place)) for place, key in enumerate(keys, start=1)]
    if isinstance(item, AllocationItem):
        first = chance.randint(0, item.points)
        return [keyed(item.keys[0], str(first)), keyed(item.keys[1], str(item.points - first))]
    if isinstance(item, MultipleChoiceItem):
        return chance.sample(item.values, chance.randint(1, len(item.values)))
    if isinstance(item, SingleChoiceItem) or not hasattr(item, "keys"):
        return [chance.choice(item.values)]
    return [keyed(key, chance.choice(item.values)) for key in item.keys]
