"""What is made of the results of rounds, kept as files: a file that is there is served without building anything.

Its name is a hash of all that it is made of (`app.services.content_key`): the stamps of the results, the rounds' names
and dates, and whatever else its maker is given. So nothing has to be told that something has changed, in whichever
process or on whichever server: what has changed has another name. Who may have a file is asked before, as for any
page."""

import logging
import time
from collections.abc import Callable, Hashable, Sequence

from app.documents.order import Order
from app.documents.press import chosen_press
from app.domain.result import RoundResult
from app.services.content_key import content_key
from app.services.installation import Installation
from app.services.made_files import made_files
from app.services.results import result_stamp, stamped_result
from app.services.rounds import RoundView

log = logging.getLogger("samspel.kept_files")

Results = tuple[RoundResult, ...]


def kept_file(
    installation: Installation, views: Sequence[RoundView], parts: Sequence[object], make: Callable[[Results], bytes]
) -> bytes:
    """A file that is made in a moment, in this thread. `views`: the rounds whose results go into it, which `make` is
    given in that order; `parts`: everything else that it is made of, its kind and language among them."""
    files = made_files(installation.settings)
    found = files.find(_key(installation, views, parts))
    if found is not None:
        return found
    key, results = _gathered(installation, views, parts)
    content = make(results)
    try:
        files.keep(key, content, time.time())
    except OSError as fault:
        log.error("a file could not be kept: %s", fault.strerror)
    return content


def document(
    installation: Installation,
    views: Sequence[RoundView],
    parts: Sequence[object],
    prepare: Callable[[Results], Callable[[], bytes]],
) -> bytes:
    """A file that takes longer to make: by the press of this process, from what `prepare` gives (as an Order has it).
    `views` and `parts` as of `kept_file`. Raises what the press raises."""
    found = made_files(installation.settings).find(_key(installation, views, parts))
    if found is not None:
        return found
    key, results = _gathered(installation, views, parts)
    return chosen_press()(Order(key, prepare(results)))


def document_of(parts: Sequence[object], make: Callable[[], bytes]) -> bytes:
    """The same of what is known already: `parts` name all that `make` was given."""
    return chosen_press()(Order(content_key(*parts), make))


def _key(installation: Installation, views: Sequence[RoundView], parts: Sequence[object]) -> str:
    return _named(views, [result_stamp(installation, one) for one in views], parts)


def _gathered(installation: Installation, views: Sequence[RoundView], parts: Sequence[object]) -> tuple[str, Results]:
    """The results, and the name of what is made of them: by the stamps that they were built under, as something may
    have changed since the file was looked for."""
    found = [stamped_result(installation, one) for one in views]
    return _named(views, [stamp for stamp, _ in found], parts), tuple(result for _, result in found)


def _named(views: Sequence[RoundView], stamps: Sequence[Hashable], parts: Sequence[object]) -> str:
    return content_key([_told(one) for one in views], list(stamps), list(parts))


def _told(view: RoundView) -> Sequence[object]:
    """All of a round that may stand in a file: not what the account that asks may do with it."""
    return view.round, view.questionnaire, view.collaboration_id, view.received, view.in_steps
