"""What a page more costs in a ledger that stands: CPU seconds of the command's own process, by step.

    python bench/onemore.py LEDGER [--pages 3]

The ledger is copied first and not touched. Each page is a run of its own, invented, read in this process. The first
may find that nothing was kept beside the ledger yet: its steps are what the whole costs.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from pathlib import Path

import invented
from sayso.ledger import open_ledger, queries
from sayso.pipeline import Step, ingest
from sayso.settings import Settings

SEED = 99  # of the pages: none of the pile is made from it
BESIDE = ("", "-copies", "-parts")


def steps(page: Path, ledger: Path) -> dict[str, float]:
    """CPU seconds of each step of a run."""
    taken: dict[str, float] = {}
    began, doing = time.process_time(), "loading"

    def turn(to: str) -> None:
        nonlocal began, doing
        now = time.process_time()
        taken[doing] = taken.get(doing, 0.0) + now - began
        began, doing = now, to

    def watch(step: Step) -> None:
        if step.doing != doing:
            turn(step.doing)

    with open_ledger(ledger, create=True) as opened:
        ingest([str(page)], opened, Settings(processes=1, max_page_seconds=0), watch)
    turn("")
    return taken


def main() -> None:
    """Parse and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--pages", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        for end in BESIDE:
            held = chosen.ledger.with_name(chosen.ledger.name + end)
            if held.exists():
                shutil.copy(held, copy.with_name(copy.name + end))
        for at, made in enumerate(invented.articles(chosen.pages, SEED, (2, 2))):
            page = Path(folder) / f"{at}.jsonl"
            page.write_text(json.dumps(made) + "\n", encoding="utf-8")
            taken = steps(page, copy)
            told = ", ".join(f"{name} {seconds:.1f}" for name, seconds in taken.items())
            print(f"page {at + 1}: {sum(taken.values()):.1f} s of CPU: {told}", flush=True)
        with open_ledger(copy) as ledger:
            print(queries.overview(ledger))


if __name__ == "__main__":
    main()
