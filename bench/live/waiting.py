"""Waiting for what is to become true, and no longer than somebody would."""

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE = 600.0
"""Seconds that anything may take on a machine that is busy with something else."""
Found = TypeVar("Found")


def eventually(look: Callable[[], Found | None], what: str, patience: float = PATIENCE, pause: float = 0.05) -> Found:
    """What `look` gives once it is neither None nor False. Raises TimeoutError, which says what was waited for."""
    ends = time.monotonic() + patience
    while not (seen := look()):
        if time.monotonic() > ends:
            raise TimeoutError(f"{what}: not within {patience:.0f} s")
        time.sleep(pause)
    return seen
