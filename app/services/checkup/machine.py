"""The machine itself: files and their rights, room on the disks, what makes documents."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.config import Settings
from app.documents.order import Order
from app.documents.press import write_pdf
from app.documents.press_process import Limits, PressFault, PressProcess
from app.domain.errors import SamspelError
from app.services.checkup.finding import Finding, fault, ok, refused, warning

LEAST_ROOM, LITTLE_ROOM = 200_000_000, 1_000_000_000
"""Bytes."""
OTHERS = 0o077
"""Rights of anybody but the owner."""
SWEDEN = "Europe/Stockholm"
PAGE = "<!doctype html><html lang='sv'><head><title>Samspel</title></head><body><h1>Samspel</h1></body></html>"
PRESS_LIMITS = Limits()


def files(settings: Settings, database_files: tuple[Path, ...]) -> Iterator[Finding]:
    """The installation's folder, the secret key, the database's file: there, writable, and the owner's alone."""
    folder = settings.instance
    if not folder.exists():
        yield warning("folder_missing", folder=str(folder))
        return
    if not os.access(folder, os.W_OK | os.X_OK):
        yield fault("folder_not_writable", folder=str(folder))
    elif open_to_others := [one for one in (folder, folder / "secret_key", *database_files) if _is_open(one)]:
        for one in open_to_others:
            yield fault("open_to_others", path=str(one), rights="700" if one.is_dir() else "600")
    else:
        yield ok("files", folder=str(folder))


def room(settings: Settings, database_files: tuple[Path, ...]) -> Iterator[Finding]:
    """Free space where the installation writes."""
    folders = {one for one in (settings.instance, *(path.parent for path in database_files[:1])) if one.exists()}
    for folder in sorted(folders):
        free = shutil.disk_usage(folder).free
        facts = {"folder": str(folder), "free": free // 1_000_000, "least": LITTLE_ROOM // 1_000_000}
        if free < LITTLE_ROOM:
            yield fault("room", **facts) if free < LEAST_ROOM else warning("room", **facts)
        else:
            yield ok("room_enough", **facts)


def time_zones(now: datetime) -> Finding:
    """Whether Swedish time is known here, by which rounds open and close."""
    try:
        here = now.astimezone(ZoneInfo(SWEDEN))
    except (ZoneInfoNotFoundError, OSError):
        return fault("no_time_zone", zone=SWEDEN)
    return ok("time", now=f"{here:%Y-%m-%d %H:%M:%S %Z}")


def documents() -> Finding:
    """Makes a page as every document is made, in a process of its own, with its limits."""
    press = PressProcess(PRESS_LIMITS)
    try:
        size = len(press(Order("", partial(write_pdf, PAGE, "summary"))))
    except PressFault as found:
        return fault("documents_fault") if found.code == "D020" else refused("documents", SamspelError(found.code))
    except OSError as found:
        return fault("documents_fault", detail=str(found))
    finally:
        press.close()
    return ok("documents", size=size)


def _is_open(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & OTHERS)
