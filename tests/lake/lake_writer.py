"""A process that adds batches to a lake until it is killed, and tells how many are stored; started by a test."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from made import article, page, reading
from sayso.lake import open_lake
from sayso.records import Reading


def batch(number: int) -> list[Reading]:
    """What the batch of this number holds, from 0."""
    pages = [page(f"{number} {n}", f"pile/{number}-{n}.txt") for n in range(40)]
    return [reading(of, (article(of, f"Norland dammed the Lim, told {of.path}. " * 20),)) for of in pages]


def write(path: str) -> None:
    """Go on where the lake ends."""
    with open_lake(Path(path), write=True) as lake:
        number = len(list(Path(path).glob("batch=*")))
        while True:
            print(number, flush=True)
            lake.append("r1", batch(number))
            number += 1
