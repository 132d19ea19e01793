"""The types of rows that an XLSForm may have (xlsform.org), and what Samspel makes of each."""

import re

SELECT_ONE, SELECT_MULTIPLE, RANK, TEXT, NOTE = "select_one", "select_multiple", "rank", "text", "note"
BEGIN_GROUP, END_GROUP, BEGIN_REPEAT, END_REPEAT = "begin_group", "end_group", "begin_repeat", "end_repeat"
INTEGER, RANGE, CALCULATE = "integer", "range", "calculate"
FROM_ANSWERS = "select_from_answers"
"""A choice among what was answered before (`select_one ${name}`)."""
LISTED = (SELECT_ONE, SELECT_MULTIPLE, RANK)
"""Types that name a list."""
ASKED = (*LISTED, TEXT)
"""Types that become a question by themselves."""

ASKED_OTHERWISE = "integer decimal date time datetime barcode acknowledge trigger"
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
    FROM_ANSWERS: "from_answers",
    "include": "include",
}
"""Types that are known and have no counterpart: the key of the advice."""

KNOWN = (*LISTED, TEXT, NOTE, RANGE, BEGIN_GROUP, END_GROUP, BEGIN_REPEAT, END_REPEAT, *ADVICE)
BEGIN_RANK, SCORE_ROW, RANK_ROW = "begin_rank", "score__row", "rank__level"
"""Kobo's own: a ranking with a row for each place, and a table of statements that share one list."""
KOBO = {BEGIN_RANK: "end_rank", "begin_score": "end_score", "begin_kobomatrix": "end_kobomatrix"}
ENDS = {BEGIN_GROUP: END_GROUP, BEGIN_REPEAT: END_REPEAT, "begin_loop": "end_loop", **KOBO}
"""What begins a group, and what ends it."""
REPEATED = frozenset({BEGIN_REPEAT, "begin_loop", "begin_kobomatrix"})
READ = (*KNOWN, *(one for pair in ENDS.items() for one in pair), SCORE_ROW, RANK_ROW)
"""All that a row may be."""
_WORDS = {
    "select1": SELECT_ONE,
    "select": SELECT_MULTIPLE,
    "select_one_from": SELECT_ONE,
    "select_one_using": SELECT_ONE,
    "select_multiple_from": SELECT_MULTIPLE,
    "select_multiple_using": SELECT_MULTIPLE,
    "select_all_that_apply": SELECT_MULTIPLE,
    "select_all_that_apply_from": SELECT_MULTIPLE,
    "string": TEXT,
    "int": INTEGER,
    "percentage": INTEGER,
    "number_of_days_in_last_month": INTEGER,
    "number_of_days_in_last_six_months": INTEGER,
    "number_of_days_in_last_year": INTEGER,
    "date_time": "datetime",
    "picture": "image",
    "phone_number": "phonenumber",
    "start_time": "start",
    "end_time": "end",
    "device_id": "deviceid",
    "imei": "deviceid",
    "subscriber_id": "subscriberid",
    "sim_id": "simserial",
    "gps": "geopoint",
    "location": "geopoint",
    "begin_lgroup": BEGIN_REPEAT,
    "end_lgroup": END_REPEAT,
    "begin_looped_group": BEGIN_REPEAT,
    "end_looped_group": END_REPEAT,
}
"""Older and other words for a type, with one underscore for what parts them."""
_ABOUT = re.compile(r"^(?:q|get|add|uri)[ :_]+(?=\w)|[ _]+prompt\b", re.IGNORECASE)
"""What older forms write around a type: `q select1`, `add text prompt`, `uri:deviceid`."""
_OTHER = re.compile(r"\s+(?:or[ _](?:specify[ _])?other|specify[ _]other)\s*$", re.IGNORECASE)
_OVER = re.compile(r"^(begin[ _]loop)\s+over\s+", re.IGNORECASE)


def parsed_type(cell: str) -> tuple[str, str, bool]:
    """The type in one word, the list it names (empty for none), and whether an open option “other” is asked for.

    A type that is not known comes back as it was written."""
    plain = _OVER.sub(r"\1 ", _OTHER.sub("", cell.strip()))
    for words in (plain.split(), _ABOUT.sub("", plain).split()):
        for length in range(len(words), 0, -1):
            kind = re.sub(r"[\s-]+|(?<!_)_(?!_)", "_", "_".join(words[:length]).lower())
            kind = _WORDS.get(kind, kind)
            if kind in READ:
                return kind, " ".join(words[length:]), bool(_OTHER.search(cell))
    return cell.strip(), "", False
