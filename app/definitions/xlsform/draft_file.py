"""A draft as the text of a questionnaire file, with comments where something is to be looked at."""

import re
from collections.abc import Callable
from io import StringIO
from textwrap import wrap

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from app.definitions.problems import N_
from app.definitions.xlsform.draft import Draft
from app.definitions.xlsform.draft_scales import REMARKS
from app.definitions.xlsform.losses import Lost

WIDTH = 110
INDENT = 2
OLD_YAML = re.compile(
    r"y|n|yes|no|on|off|=|<<|0[0-7_]+|[-+]?[\d_]+(?::[0-5]?\d)+(?:\.\d*)?|[-+]?\d[\d_]*", re.IGNORECASE
)
"""Words that readers of YAML 1.1 take for something else than words."""


def written_draft(draft: Draft, name: str, gettext: Callable[[str], str]) -> str:
    """The text of the file that holds the draft."""
    yaml = YAML()
    yaml.indent(mapping=INDENT, sequence=2 * INDENT, offset=INDENT)
    yaml.width, yaml.allow_unicode = WIDTH, True
    yaml.representer.ignore_aliases = lambda _: True  # a text that stands twice is written twice
    file = StringIO()
    yaml.dump(_remarked(draft.value, gettext, 0), file)
    plain = " ".join(name.split())
    remarks = (
        "yaml-language-server: $schema=questionnaire.schema.json",
        gettext(N_("A draft made from the form {name}. Texts in [brackets] are to be written.")).format(name=plain),
    )
    return "".join(f"# {one}\n" for one in remarks) + file.getvalue()


def _remarked(value: object, gettext: Callable[[str], str], indent: int) -> object:
    """The value with its remarks as comments before what they are about. `indent`: of its keys or entries."""
    if isinstance(value, dict):
        mapping = CommentedMap()
        for key, inner in value.items():
            if key != REMARKS:
                # A list stands `INDENT` further in than its key, and what is in an entry as far again.
                mapping[_quoted(key)] = _remarked(inner, gettext, indent + INDENT)
                if comment := _comment(inner, gettext):
                    mapping.yaml_set_comment_before_after_key(_quoted(key), before=comment, indent=indent)
        return mapping
    if isinstance(value, list):
        sequence = CommentedSeq()
        for at, inner in enumerate(value):
            sequence.append(_remarked(inner, gettext, indent + INDENT))
            if comment := _comment(inner, gettext):
                sequence.yaml_set_comment_before_after_key(at, before=comment, indent=indent)
        return sequence
    return _quoted(value)


def _quoted(value: object) -> object:
    return SingleQuotedScalarString(value) if isinstance(value, str) and OLD_YAML.fullmatch(value) else value


def _comment(value: object, gettext: Callable[[str], str]) -> str:
    remarks = value.get(REMARKS, ()) if isinstance(value, dict) else ()
    assert isinstance(remarks, list | tuple)
    return "\n".join(line for one in remarks if isinstance(one, Lost) for line in wrap(one.words(gettext), WIDTH - 20))
