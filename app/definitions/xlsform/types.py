"""The types of rows that an XLSForm may have (xlsform.org), and what Samspel makes of each."""

import re

SELECT_ONE, SELECT_MULTIPLE, RANK, TEXT, NOTE = "select_one", "select_multiple", "rank", "text", "note"
BEGIN_GROUP, END_GROUP, BEGIN_REPEAT, END_REPEAT = "begin_group", "end_group", "begin_repeat", "end_repeat"
INTEGER, CALCULATE = "integer", "calculate"
LISTED = (SELECT_ONE, SELECT_MULTIPLE, RANK)
"""Types that name a list."""
ASKED = (*LISTED, TEXT)
"""Types that become a question by themselves."""

ASKED_OTHERWISE = "integer decimal range date time datetime barcode acknowledge trigger"
TRACES = (
    "geopoint geotrace geoshape start_geopoint background_geopoint osm start end today audit "
    "deviceid subscriberid simserial phonenumber username email"
)
FILES = "image photo audio video file background_audio"
ELSEWHERE = "select_one_from_file select_multiple_from_file select_one_external select_multiple_external"
ADVICE = {
    **dict.fromkeys(ASKED_OTHERWISE.split(), "ask_choice"),
    **dict.fromkeys(TRACES.split(), "no_trace"),
    **dict.fromkeys(FILES.split(), "no_file"),
    **dict.fromkeys(ELSEWHERE.split(), "external"),
    **dict.fromkeys(("hidden", "xml_external", "csv_external"), "no_meta"),
    CALCULATE: "no_calculation",
}
"""Types that are known and have no counterpart: the key of the advice."""

KNOWN = (*LISTED, TEXT, NOTE, BEGIN_GROUP, END_GROUP, BEGIN_REPEAT, END_REPEAT, *ADVICE)
_WORDS = {
    "select_one_from": SELECT_ONE,
    "select_all_that_apply": SELECT_MULTIPLE,
    "select_all_that_apply_from": SELECT_MULTIPLE,
    "string": TEXT,
    "int": INTEGER,
    "datetime": "datetime",
    "begin_looped_group": BEGIN_REPEAT,
    "date_time": "datetime",
}


def parsed_type(cell: str) -> tuple[str, str, bool]:
    """The type in one word, the list it names (empty for none), and whether an open option “other” is asked for.

    A type that is not known comes back as it was written."""
    words = cell.split()
    other = words[-1:] in (["or_other"], ["specify_other"])
    words = words[:-1] if other else words
    for length in range(len(words), 0, -1):
        kind = re.sub(r"[\s_-]+", "_", "_".join(words[:length]).lower())
        kind = _WORDS.get(kind, kind)
        if kind in KNOWN:
            return kind, " ".join(words[length:]), other
    return cell.strip(), "", False
