"""Kill -9 at random moments of an ingest: the ledger opens, its checks are clean, the run goes on, the end is the same.

    python bench/kill.py [--pages 300] [--kills 50] [--ledgers 10] [--seed 1] [--lake]

The pages are invented (bench/invented.py). One ingest is left alone; then each of some ledgers is killed several times,
each time after a random part of the time that one took, and checked; when it has had its kills it is run to the end,
and every export but `runs` is compared with those of the first, byte by byte. With --lake, lakes are filled in place of
ledgers, with batches of 8 pages; each must open with whole batches, and in the end a ledger is cut out of it.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import invented
from sayso.errors import LakeUnusable
from sayso.lake import is_lake, open_lake

SAYSO = str(Path(sys.executable).parent / "sayso")
TABLES = [
    "articles",
    "copies",
    "changes",
    "statements",
    "claims",
    "positions",
    "timeline",
    "times",
    "flags",
    "rejected",
]


def exports(ledger: Path) -> dict[str, bytes]:
    return {
        table: subprocess.run(
            [SAYSO, "export", "-l", str(ledger), "-t", table], stdout=subprocess.PIPE, check=True
        ).stdout
        for table in TABLES
    }


def failures(ledger: Path) -> list[str]:
    """The checks that fail; a ledger that was never made has none."""
    if not ledger.exists() or not ledger.stat().st_size:
        return []
    done = subprocess.run([SAYSO, "check", "-l", str(ledger), "--json"], capture_output=True, text=True, check=False)
    if done.returncode == 2 and "no ledger here" in done.stderr:
        return []  # killed while it was made
    if done.returncode not in (0, 1):
        return [f"check ended with {done.returncode}: {done.stderr}"]
    return [line for line in done.stdout.splitlines() if not json.loads(line)["ok"]]


def lake_failures(lake: Path) -> list[str]:
    """What is wrong with a lake; one that was never made has nothing."""
    if not is_lake(lake):
        return []
    try:
        with open_lake(lake) as opened:
            for found in opened.found(""):
                assert all(reading.articles or reading.rejected for _, reading in found)
    except LakeUnusable as error:
        return [str(error)]
    return []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--ledgers", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lake", action="store_true")
    options = parser.parse_args()
    pick = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        pile = Path(folder) / "pile.jsonl"
        pile.write_text("".join(json.dumps(a) + "\n" for a in invented.articles(options.pages)), encoding="utf-8")
        begun = time.perf_counter()
        whole = Path(folder) / "whole.db"
        settings = Path(folder) / "s.toml"
        settings.write_text("lake_pages = 8\n")
        reading = [str(pile), "--processes", "2", "--settings", str(settings)]
        subprocess.run([SAYSO, "ingest", *reading, "--ledger", str(whole)], stderr=subprocess.DEVNULL, check=True)
        took = time.perf_counter() - begun
        expected = exports(whole)
        print(f"{options.pages} pages undisturbed: {took:.1f} s", flush=True)
        bad = ended = 0
        for number in range(options.ledgers):
            ledger, lake = Path(folder) / f"{number}.db", Path(folder) / f"{number}.lake"
            filling = [SAYSO, "fill", *reading, "--lake", str(lake)]
            if not options.lake:
                filling = [SAYSO, "ingest", *reading, "--ledger", str(ledger)]
            for _ in range(options.kills // options.ledgers):
                with subprocess.Popen(filling, stderr=subprocess.DEVNULL) as run:
                    try:
                        run.wait(pick.uniform(0.2, took))
                        ended += 1  # it was quicker than its killer
                    except subprocess.TimeoutExpired:
                        run.send_signal(signal.SIGKILL)
                wrong = lake_failures(lake) if options.lake else failures(ledger)
                bad += bool(wrong)
                for words in wrong:
                    print(f"ledger {number}: {words}", flush=True)
            subprocess.run(filling, stderr=subprocess.DEVNULL, check=True)
            if options.lake:
                cut = [SAYSO, "cut", "--lake", str(lake), "--ledger", str(ledger)]
                subprocess.run(cut, stderr=subprocess.DEVNULL, check=True)
            differ = [table for table, rows in exports(ledger).items() if rows != expected[table]]
            bad += bool(differ)
            print(f"ledger {number}: exports {'differ: ' + ', '.join(differ) if differ else 'the same'}", flush=True)
    print(f"{options.kills - ended} kills, {ended} runs that ended before theirs; {bad} failures")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
