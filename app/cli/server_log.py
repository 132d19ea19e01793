"""gunicorn's log, without visitors: it may run for years, and nobody needs to know who came."""

import sys
from typing import Any

from gunicorn.glogging import Logger

from app.log_lines import set_up_logs
from app.web.logs import fault_words

ABOUT_A_VISITOR = "Invalid request from ip="


class ServerLog(Logger):
    """Logs that the server starts and stops and what went wrong; no visits, no addresses, nothing that was sent."""

    def setup(self, cfg: object) -> None:
        """Writes as the other processes do, whatever gunicorn is told."""
        self.cfg = cfg
        set_up_logs()

    def access(self, resp: object, req: object, environ: object, request_time: object) -> None:
        """Visits are not logged, whatever gunicorn is told."""

    def debug(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Nor are they told to those who debug."""

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """A request that is not HTTP comes with the visitor's address, and quotes what was sent."""
        if str(msg).startswith(ABOUT_A_VISITOR):
            super().warning("A request could not be read")
        else:
            super().warning(msg, *args, **kwargs)

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """A fault is known by its kind and its place in the code."""
        super().error("Fault: %s", fault_words(*sys.exc_info()))
