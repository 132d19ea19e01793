"""`python -m bench.scale [SHARE] [KIND …]`: fills 1 %, 10 % and 100 % of SHARE of the country on each kind of database
and prints what a page costs on each, as a ratio to the smallest."""

import sys
import time

from bench.scale.country import Country, fill
from bench.scale.databases import KINDS, installations, settled
from bench.scale.pages import Asked, side_by_side

PARTS = (0.01, 0.1, 1.0)
WANTED = 1.3


def main() -> None:
    """Fills, measures and prints, one kind of database after the other."""
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    for kind in sys.argv[2:] or KINDS:
        with installations(kind, len(PARTS)) as empty:
            every = []
            for installation, part in zip(empty, PARTS, strict=True):
                country = fill(installation, part * share)
                settled(installation)
                _tell_filling(kind, part * share, country)
                every.append(Asked(installation, country))
            began = time.perf_counter()
            _print(kind, share, side_by_side(every))
            print(f"measured in {time.perf_counter() - began:.0f} s\n", flush=True)


def _tell_filling(kind: str, share: float, one: Country) -> None:
    print(
        f"{kind}, {share:.1%}: {one.answers} answers filled in {one.filled:.0f} s, "
        f"results stored in {one.stored:.0f} s, references made in {one.references:.2f} s",
        flush=True,
    )


def _print(kind: str, share: float, table: dict[str, list[float] | None]) -> None:
    head = (f"{kind}", *(f"{part * share:.1%}" for part in PARTS), "ratios", f"wanted <= {WANTED}")
    print(" | ".join(head))
    for name, took in table.items():
        if took is None:
            print(f"{name} | not in this version, or nothing to show")
            continue
        cells = [f"{1000 * one:.1f} ms" for one in took]
        ratios = [one / took[0] for one in took[1:]]
        said = "yes" if max(ratios) <= WANTED else "NO"
        print(" | ".join((name, *cells, " ".join(f"{one:.2f}" for one in ratios), said)))


if __name__ == "__main__":
    main()
