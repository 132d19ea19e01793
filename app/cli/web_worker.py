"""The process that answers: gunicorn keeps it, waitress reads and writes for it.

Waitress gathers a whole request without a thread, and hands out a response without one, so that a client which sends or
reads slowly costs a connection and nothing else (decision 0043)."""

import logging
import os
import signal
import sys
import time
from threading import Event, Thread
from typing import Any

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server

from app.services.installation import Installation
from app.services.presence import Kind
from app.services.shown_presence import LEAVING, ShownPresence
from app.web.logs import fault_words

THREADS = 4
CONNECTIONS = 4000
"""Open at once in one process; those that come then wait for one to be closed."""
IDLE = 30
"""Seconds after which a connection that nothing is sent on is closed."""
WHOLE_REQUEST = 60.0
"""Seconds that a client has to send one whole request."""
LOOK = 1.0
"""Seconds between two looks for clients that take too long, and between two signs of life for the master."""
LARGEST_BODY = 16_000_000
"""Bytes of a request that are gathered at all: more than the largest file of any page. What a page takes is its own to
say, with a page of ours."""
LARGEST_HEADER = 32_768
"""Bytes of a request's first line and headers."""
IN_MEMORY = 32_000_000
"""Bytes up to which what comes and goes is held in memory: more than the largest request, so that nobody's answers are
ever written to a temporary file."""
GRACE = 20.0
"""Seconds that a process which is to end has to answer what it has received."""


class PatientChannel(HTTPChannel):
    """A connection that knows since when a request has been coming in."""

    began: float | None = None

    def received(self, data: bytes) -> bool:
        """Notes when the first bytes of a request came."""
        taken = bool(super().received(data))
        if self.request is None:
            self.began = None
        elif self.began is None:
            self.began = time.monotonic()
        return taken

    @property
    def is_busy(self) -> bool:
        """Whether an answer is being made or sent."""
        return bool(self.requests or self.total_outbufs_len)


class WebWorker(Worker):
    """One process of the web server."""

    def run(self) -> None:
        """Answers until it is told to end, or its master is gone; what has been received by then is still answered."""
        _quiet_logs()
        leaving = Event()
        shown = self._shown(leaving)
        sockets: dict[int, Any] = {}
        server = create_server(
            self.wsgi,
            map=sockets,
            sockets=[one.sock for one in self.sockets],
            threads=THREADS,
            ident=None,
            connection_limit=CONNECTIONS,
            channel_timeout=IDLE,
            cleanup_interval=10,
            max_request_header_size=LARGEST_HEADER,
            max_request_body_size=LARGEST_BODY,
            inbuf_overflow=IN_MEMORY,
            outbuf_overflow=IN_MEMORY,
            outbuf_high_watermark=IN_MEMORY,
            log_socket_errors=False,
            # What proxies say is judged by init_proxies.
            clear_untrusted_proxy_headers=False,
        )
        server.channel_class = PatientChannel
        looks_again = 0.0
        while self.alive and os.getppid() == self.ppid:
            wasyncore.poll2(timeout=0.5, map=sockets)
            if time.monotonic() >= looks_again:  # both take longer than a turn with something to read
                looks_again = time.monotonic() + LOOK
                self.notify()
                _close_late(server)
        leaving.set()
        self._finish(server, sockets)
        if shown is not None:
            shown.join(LEAVING)

    def _shown(self, leaving: Event) -> Thread | None:
        """Shows the other servers that this one runs, where what is served is a whole installation."""
        installation = getattr(self.wsgi, "extensions", {}).get("installation")
        if not isinstance(installation, Installation):
            return None

        def end() -> None:
            # The whole server: what is started again then is refused at start, with a sentence.
            os.kill(self.ppid, signal.SIGTERM)

        return ShownPresence(installation, Kind.PAGES).keep_shown(leaving, end)

    def _finish(self, server: Any, sockets: dict[int, Any]) -> None:
        """The address is given up first: whoever starts next, after a crash too, must find it free."""
        server.accepting = False
        server.del_channel(sockets)
        for one in self.sockets:
            one.sock.close()
        is_orphan = os.getppid() != self.ppid
        last = time.monotonic() + (0 if is_orphan else GRACE)
        while time.monotonic() < last and any(one.is_busy for one in server.active_channels.values()):
            self.notify()
            wasyncore.poll2(timeout=0.1, map=sockets)
        server.task_dispatcher.shutdown()


def _close_late(server: Any) -> None:
    """Closes connections that take too long over one request, however often they send a byte."""
    now = time.monotonic()
    for one in list(server.active_channels.values()):
        if one.began is not None and now - one.began > WHOLE_REQUEST:
            one.will_close = True


def _quiet_logs() -> None:
    """Waitress would log the path of a request that failed, and each time that a request waits for a thread."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    logger = logging.getLogger("waitress")
    logger.setLevel(logging.WARNING)
    logger.addFilter(_without_what_was_sent)


def _without_what_was_sent(record: logging.LogRecord) -> bool:
    if record.exc_info:
        kind, error, trace = record.exc_info if isinstance(record.exc_info, tuple) else sys.exc_info()
        record.msg, record.args = f"Fault: {fault_words(kind, error, trace)}", ()
        record.exc_info = record.exc_text = None
    return True
