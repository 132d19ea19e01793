"""`samspel`, and `python -m samspel`."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Runs the command that was given.

    Installed, the program's own folders lie beside this file; in a checkout, in the folder above it."""
    _find_first(HERE if (HERE / "app").is_dir() else HERE.parent)
    from app.cli import main as command

    command()


def _find_first(folder: Path) -> None:
    """Puts the folder before all others where Python looks, here and in the processes that are started from here."""
    sys.path.insert(0, str(folder))
    known = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(folder), *filter(None, [known])])


if __name__ == "__main__":
    main()
