"""The JSON Schema of questionnaire files, for editors. `python -m app.definitions.schema > FILE` writes it."""

import json
from typing import Any

from app.definitions.file_format import QuestionnaireShape


def questionnaire_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a questionnaire file, generated from the shape that files are checked against."""
    schema = QuestionnaireShape.model_json_schema(mode="validation")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "Samspel questionnaire",
        "description": "One questionnaire. Every key is explained in docs/questionnaire-language.md.",
    }


def questionnaire_schema_text() -> str:
    """The schema as it is shipped in `questionnaires/questionnaire.schema.json`."""
    return json.dumps(questionnaire_schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    print(questionnaire_schema_text(), end="")
