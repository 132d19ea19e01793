"""Mails that the mail server has taken and the database does not know of yet: an empty file for each, by the mail's id.

Making a file takes microseconds, writing a transaction down milliseconds. A worker that is killed in between is found
out by what lies here, and the mail is not sent again."""

from contextlib import suppress
from pathlib import Path

FOLDER = "mails-handed-over"
"""In the instance folder."""


class HandedOver:
    """The notes in a folder of this machine. Where none can be made (no room, no rights) a mail may come twice, as
    without them; nothing else follows from it."""

    def __init__(self, instance: Path) -> None:
        self._folder = instance / FOLDER

    def note(self, message_id: str) -> None:
        """The mail is not to be handed over once more. Outlives the process, not a machine that loses its power."""
        place = self._folder / message_id
        with suppress(OSError):
            try:
                place.touch(mode=0o600)
            except FileNotFoundError:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                place.touch(mode=0o600)

    def forget(self, message_id: str) -> None:
        """The database knows of it."""
        with suppress(OSError):
            (self._folder / message_id).unlink()

    def left(self) -> list[str]:
        """Ids of the mails whose worker did not come to write them down; of those too that another worker writes down
        at this moment."""
        try:
            return sorted(one.name for one in self._folder.iterdir())
        except OSError:
            return []
