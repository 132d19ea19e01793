"""The audit log can hold only what its sentences say: every deed is known, with exactly the facts that it names."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from app.wording.deeds import DEEDS
from tests.architecture.tree import files_under, syntax_of

DEED, SUBJECT = 3, 5
"""Where the deed and its subject stand among the arguments of `app.services.audit.record`."""
PLACE = re.compile(r"\{(\w+)\}")
# Words of values that hold what somebody answered.
ANSWERS = {"raw", "sheet", "sheets", "answer", "answers", "comment", "comments", "draft", "words", "form", "token"}
COUNTED = {"len", "str", "count"}


def modules() -> Iterator[tuple[Path, tuple[ast.AST, ...]]]:
    """The parts of every module."""
    for path in files_under("app", suffixes=(".py",)):
        yield path, syntax_of(path)


def is_record(call: ast.Call) -> bool:
    target = call.func
    if isinstance(target, ast.Attribute):
        return target.attr == "record" and isinstance(target.value, ast.Name) and target.value.id == "audit"
    return isinstance(target, ast.Name) and target.id == "record"


def calls() -> Iterator[tuple[str, ast.Call, list[str]]]:
    """Where, the call, and the deeds it may write: the one that stands there or, for a name, all that its module names
    elsewhere."""
    for path, parts in modules():
        found = [node for node in parts if isinstance(node, ast.Call) and is_record(node)]
        written = {id(call.args[DEED]): call.args[DEED] for call in found}
        named = [text for node in parts if id(node) not in written and (text := words_of(node)) in DEEDS]
        for call in found:
            literal = words_of(call.args[DEED])
            yield f"{path}:{call.lineno}", call, [literal] if literal else named


def words_of(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_every_deed_that_is_recorded_has_a_sentence() -> None:
    found = list(calls())
    assert len(found) >= 7
    unknown = [
        f"{where}: {deeds}" for where, _, deeds in found if not deeds or any(deed not in DEEDS for deed in deeds)
    ]
    assert unknown == []


def test_every_deed_is_recorded_with_exactly_the_facts_of_its_sentence() -> None:
    wrong = []
    for where, call, deeds in calls():
        given = {keyword.arg for keyword in call.keywords}
        for deed in deeds:
            named = set(PLACE.findall(DEEDS[deed])) - {"subject"}
            if given != named:
                wrong.append(f"{where}: {deed} names {sorted(named)}, given {sorted(map(str, given))}")
    assert wrong == []


def test_no_deed_is_given_a_value_that_could_hold_an_answer() -> None:
    """A number of such values may be told: len(…)."""

    def reached(node: ast.expr) -> Iterator[str]:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in COUNTED:
            if node.func.id != "len":
                for argument in node.args:
                    yield from reached(argument)
            return
        for one in ast.walk(node):
            if isinstance(one, ast.Name):
                yield one.id
            elif isinstance(one, ast.Attribute):
                yield one.attr

    values = [
        (where, value)
        for where, call, _ in calls()
        for value in [*call.args[SUBJECT:], *(keyword.value for keyword in call.keywords)]
    ]
    assert [where for where, value in values if ANSWERS & set(reached(value))] == []


def test_there_is_one_door_to_the_audit_table() -> None:
    writers = {
        str(path)
        for path, parts in modules()
        for node in parts
        if isinstance(node, ast.Attribute | ast.Name)
        and (node.attr if isinstance(node, ast.Attribute) else node.id) == "insert_deed"
    }
    assert writers == {"app/services/audit.py"}
