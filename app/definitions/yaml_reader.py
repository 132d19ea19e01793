"""YAML into plain values that remember where they stood; every fault a Problem, never a traceback."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, StringMark, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from app.definitions.elsewhere import read_otherwise
from app.definitions.problems import Problem

LARGEST_FILE = 1_000_000
"""Bytes. The shipped questionnaires have some 60,000."""
DEEPEST = 20
"""Levels of nesting; a questionnaire needs eight."""
MOST_VALUES = 30_000
"""Keys and values. The shipped questionnaires have some 1,500."""

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no page, document or database takes, and what would play tricks on a terminal."""

Step = str | int
Path = tuple[Step, ...]
Value = Mapping[str, object] | list[object] | str | int | float | bool | None


@dataclass
class Reading:
    """What was read: the value (None where it cannot be used), where each path stands, and the problems.

    `places` maps a path to (line, column) of its value, `keys` of its key, both from 1. `unread` are the paths whose
    value could not be used and stands as None; their problem is among `problems`. `elsewhere`: (line, column,
    words) that other readers of YAML do not read as they are meant."""

    file: str
    value: object = None
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[Path] = field(default_factory=set)
    elsewhere: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, code: str, path: Path = (), *, at_key: bool = False, **facts: object) -> None:
        """Notes a problem at the value of that path, at its key, or at the nearest place that exists."""
        found = self.keys.get(path) if at_key else None
        nearest = path
        while found is None:
            found = self.places.get(nearest, (1, 1) if not nearest else None)
            nearest = nearest[:-1]
        self.problems.append(Problem(code, self.file, *found, path_text(path), facts))

    def add_at(self, code: str, line: int, column: int, path: Path = (), **facts: object) -> None:
        """Notes a problem at a place of its own."""
        self.problems.append(Problem(code, self.file, line, column, path_text(path), facts))


def path_text(path: Path) -> str:
    """`dimensions[1].factors[0].id` for ("dimensions", 1, "factors", 0, "id")."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def read_yaml(source: bytes, file: str) -> Reading:
    """Reads one YAML mapping. Limits: 1 MB, 30,000 values, 20 levels, no aliases, no tags, no key twice."""
    reading = Reading(file)
    if len(source) > LARGEST_FILE:
        reading.add("Q002", size=len(source), largest=LARGEST_FILE)
        return reading
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = source[: fault.start]
        reading.add_at("Q003", before.count(b"\n") + 1, len(before) - before.rfind(b"\n"))
        return reading
    if found := UNPRINTABLE.search(text):
        line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
        if found[0] == "\0":  # UTF-16 that happens to be right UTF-8 too
            reading.add_at("Q003", line, column)
        else:
            reading.add_at("Q032", line, column, character=_number(found))
        return reading
    try:
        yaml = YAML(typ="safe", pure=True)
        yaml.Composer = _Composer
        documents = list(yaml.compose_all(text))
    except _TooManyValuesError:
        reading.add("Q024", most=MOST_VALUES)
    except RecursionError:
        reading.add("Q008", deepest=DEEPEST)
    except MarkedYAMLError as fault:
        _syntax(reading, fault, text)
    except (YAMLError, ValueError) as fault:
        reading.add("Q005", detail=_first_line(str(fault)))
    else:
        if len(documents) == 1 and isinstance(documents[0], MappingNode):
            reading.value = _Walk(reading).value(documents[0], ())
        else:
            reading.add("Q009")
    return reading


def _syntax(reading: Reading, fault: MarkedYAMLError, text: str) -> None:
    mark = fault.problem_mark or fault.context_mark
    line, column = (mark.line + 1, mark.column + 1) if isinstance(mark, StringMark) else (1, 1)
    lines = text.splitlines()
    here = lines[line - 1] if line <= len(lines) else ""
    before = here[: len(here) - len(here.lstrip())]
    code = "Q004" if "\t" in before or here[column - 1 : column] == "\t" else "Q005"
    detail = _first_line(fault.problem or fault.context or "")
    reading.add_at(code, line, column, detail=detail)


def _number(found: re.Match[str]) -> str:
    return f"U+{ord(found[0]):04X}"


def _first_line(words: str) -> str:
    return words.strip().split("\n")[0][:200]


class _TooManyValuesError(Exception):
    pass


class _Composer(Composer):
    """Stops early at a file that would take many seconds."""

    count = 0

    def __init__(self, loader: Any = None) -> None:
        super().__init__(loader)
        self.warn_double_anchors = False  # an anchor is a problem of ours already

    def compose_node(self, parent: Any, index: Any) -> Any:
        self.count += 1
        if self.count > MOST_VALUES:
            raise _TooManyValuesError
        return super().compose_node(parent, index)


class _Walk:
    """Turns nodes into plain values and notes where each stood."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.seen: set[int] = set()
        self.constructor = SafeConstructor(loader=YAML(typ="safe", pure=True))
        self.flow = 0
        """How many brackets and braces are open."""

    def value(self, node: Node, path: Path) -> object:
        place = (node.start_mark.line + 1, node.start_mark.column + 1)
        self.reading.places[path] = place
        if id(node) in self.seen:
            return self._unread("Q007", path)
        self.seen.add(id(node))
        if node.anchor is not None:
            self.reading.add("Q007", path)
        if len(path) > DEEPEST:
            self.reading.add("Q008", path[:3], deepest=DEEPEST)
            return None
        if isinstance(node, MappingNode | SequenceNode):
            self.flow += bool(node.flow_style)
            found = self._mapping(node, path) if isinstance(node, MappingNode) else self._sequence(node, path)
            self.flow -= bool(node.flow_style)
            return found
        assert isinstance(node, ScalarNode)
        self._note_elsewhere(node)
        return self._scalar(node, path)

    def _sequence(self, node: SequenceNode, path: Path) -> list[object]:
        return [self.value(one, (*path, index)) for index, one in enumerate(node.value)]

    def _note_elsewhere(self, node: ScalarNode) -> None:
        """Notes plain words, a key's too, that would be something else to another program."""
        if node.style is None and read_otherwise(str(node.value), in_flow=self.flow > 0):
            line, column = node.start_mark.line + 1, node.start_mark.column + 1
            self.reading.elsewhere.append((line, column, str(node.value)))

    def _unread(self, code: str, path: Path, **facts: object) -> object:
        """None, which then stands for the value."""
        self.reading.add(code, path, at_key=False, **facts)
        self.reading.unread.add(path)
        return None

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, object]:
        found: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, ScalarNode) else "?"
            here = (*path, key)
            place = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if odd := UNPRINTABLE.search(key):
                self.reading.add_at("Q032", *place, path, character=_number(odd))
                continue
            if key in found:
                self.reading.add_at("Q006", *place, path, key=key, first=self.reading.keys[here][0])
                continue
            self.reading.keys[here] = place
            if isinstance(key_node, ScalarNode):
                self._note_elsewhere(key_node)
            found[key] = self.value(value_node, here)
            if value_node.start_mark.index == value_node.end_mark.index and found[key] is None:
                self.reading.places[here] = place  # nothing is written there: YAML would point at the next line
        return found

    def _scalar(self, node: ScalarNode, path: Path) -> object:
        tag = str(node.tag)
        kind = tag.rpartition(":")[2]
        try:
            if kind == "null":
                return None
            if kind == "bool":
                return self.constructor.construct_yaml_bool(node)
            if kind == "int":
                return self.constructor.construct_yaml_int(node)
            if kind == "float":
                return self.constructor.construct_yaml_float(node)
        except (ValueError, YAMLError):
            return str(node.value)
        if kind not in ("str", "timestamp"):
            return self._unread("Q030", path, tag=tag[:60])
        if odd := UNPRINTABLE.search(str(node.value)):
            return self._unread("Q032", path, character=_number(odd))
        return str(node.value)
