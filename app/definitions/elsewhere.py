"""Plain words that other readers of YAML do not read as Samspel does: most of them read YAML 1.1."""

import re

_OTHER_VALUE = re.compile(
    r"(?:yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF"  # true and false
    r"|[-+]?0[0-7_]+|[-+]?0b[01_]+|0o[0-7]+"  # octal and binary numbers
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"  # 12:30 as so many minutes
    r"|[-+]?[0-9]+[eE][-+]?[0-9]+"  # a number here, words there
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?"  # a date
    r"|=|<<)"
)


def read_otherwise(words: str, *, in_flow: bool) -> bool:
    """Whether plain words (without quotation marks) stop another reader, or mean something else to it. `in_flow`: they
    stand between brackets or braces, where a question mark ends the words for PyYAML."""
    return bool(_OTHER_VALUE.fullmatch(words)) or (in_flow and "?" in words)
