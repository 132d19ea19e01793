"""Ending with the process that started this one, however that ends: nothing of a server outlives it."""

import ctypes
import os
import signal
import sys

PARENT_IS_GONE = 1  # PR_SET_PDEATHSIG of prctl(2)
# Loaded before it is needed: between a fork and a new program, nothing may be loaded.
_LIBRARY = ctypes.CDLL(None) if sys.platform == "linux" else None


def end_with_parent(parent: int, by: signal.Signals) -> None:
    """Has the system send this process that signal once `parent` is gone (on Linux; elsewhere nothing does). Ends it at
    once where that has happened already."""
    if _LIBRARY is not None:
        _LIBRARY.prctl(PARENT_IS_GONE, by)
    if os.getppid() != parent:
        os._exit(1)
