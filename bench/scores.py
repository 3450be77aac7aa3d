"""Every evaluation set through the real program: dump, `sayso ingest`, `sayso export`, score.

    python bench/scores.py [TASK ...]         (no TASK: all of them)

Tasks are the rows of TASKS. Prints `task.measure value`; the sets and scorers stand in ../shared and are for measuring
only. Everything is written below build/scores/.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
EVAL = SHARED / "eval"
DATA = SHARED / "data"
BUILD = ROOT / "build/scores"
SAYSO = Path(sys.executable).parent / "sayso"

HTML = DATA / "articles_html"
SPLIT_BODIES = [HTML / "aeb.jsonl.gz", DATA / "helsinki/pages.jsonl.gz"]
COPIES = [DATA / "rewrites/l2r_even.jsonl.gz", DATA / "helsinki/pages.jsonl.gz"]
TIMEX = sorted((DATA / "timex").glob("*.jsonl.gz"))
POLNEAR = [DATA / "polnear/dev.jsonl.gz"]
ANNOTATED = ROOT / "tests/annotated.py"
OWN = sorted((ROOT / "tests/cases/attribution").glob("*.txt"))
VOICES = sorted((ROOT / "tests/cases/attribution").glob("*.csv"))
MORE = ROOT / "tests/cases/voices"
FRESH = ROOT / "tests/cases/fresh"
WIDE = ROOT / "tests/cases/wide"
STORIES = ROOT / "tests/cases/more-stories"


@dataclass(frozen=True)
class Task:
    """One evaluation set. `{build}` in the commands stands for the task's own folder."""

    name: str
    data: list[Path]  # what the digest covers
    prepare: list[str]  # arguments of the scorer that write the pages
    pages: str  # the folder they are written to, below the build folder
    tables: dict[str, str]  # option of the scorer -> table that is exported for it
    score: list[str]  # further arguments of the scorer
    measures: dict[str, tuple[str, ...]]  # name -> path into the scorer's JSON
    gold: tuple[str, ...] = ()  # script and arguments that write the gold or the pages, where they do not lie there
    script: Path | None = None  # the scorer, where it is our own

    @property
    def scorer(self) -> Path:
        return self.script or EVAL / f"{self.name.split('-')[0]}.py"


TEXT = {"text_f1": ("text", "f1"), "title": ("title", "right")}
DATES = {"exact_day": ("dates", "exact"), "wrong_sure": ("dates", "sure_wrong"), "contains": ("dates", "contains")}
SPLITS = {"boundary_f1": ("boundary", "f1"), "purity": ("purity",), "coverage": ("coverage",)}
ATTRIBUTION = {
    "end_to_end_f1": ("end2end", "f1"),
    "content_f1": ("content_overlap", "f1"),
    "content_exact_f1": ("content_exact", "f1"),
}
VOICE = {
    f"{field}_{measure}": ("all", "fields", field, measure)
    for field in ("speaker", "named", "party", "role", "via", "act", "said_on")
    for measure in ("coverage", "precision")
}
LINKS = {"link_f1": ("links", "f1"), "link_precision": ("links", "p"), "family_ari": ("ari",)}


def _pages_task(name: str, gold: str, dump: str, measures: dict[str, tuple[str, ...]], *more: str) -> Task:
    chosen = ["--gold", str(HTML / gold)]
    prepare = [*chosen, dump, "{build}/pages"]
    return Task(name, [HTML / gold], prepare, "pages", {"--pred": "articles"}, [*chosen, *more], measures)


def _splits_task(seed: int) -> Task:
    prepare = ["--make-splits", "{build}", "--seed", str(seed), "--bodies", *map(str, SPLIT_BODIES)]
    score = ["--splits", "{build}/gold.json"]
    return Task(f"articles-splits{seed}", SPLIT_BODIES, prepare, "pages", {"--pred": "articles"}, score, SPLITS)


def _voices_task(name: str, cases: Path) -> Task:
    gold = (str(ROOT / "tests/voices.py"), "{build}/pages", str(cases))
    score, scorer = ["--cases", str(cases)], ROOT / "tests/voice_scores.py"
    return Task(name, sorted(cases.iterdir()), [], "pages", {"--pred": "statements"}, score, VOICE, gold, scorer)


TASKS = [
    Task(
        "attribution-dev",
        POLNEAR,
        ["--gold", str(POLNEAR[0]), "--dump-texts", "{build}/pages"],
        "pages",
        {"--pred": "statements"},
        ["--gold", str(POLNEAR[0])],
        ATTRIBUTION,
    ),
    Task(
        "attribution-own",
        OWN,
        ["--gold", "{build}/gold.jsonl", "--dump-texts", "{build}/pages"],
        "pages",
        {"--pred": "statements"},
        ["--gold", "{build}/gold.jsonl"],
        ATTRIBUTION,
        (str(ANNOTATED), "{build}/gold.jsonl"),
    ),
    Task(
        "voices-own",
        [*OWN, *VOICES],
        [],
        "pages",
        {"--pred": "statements"},
        [],
        VOICE,
        (str(ROOT / "tests/voices.py"), "{build}/pages"),
        ROOT / "tests/voice_scores.py",
    ),
    _voices_task("voices-more", MORE),
    _voices_task("voices-fresh", FRESH),
    _voices_task("voices-wide", WIDE),
    _voices_task("voices-stories", STORIES),
    # English pages only: others are rejected by design in this version
    _pages_task("articles-aeb-html", "aeb.jsonl.gz", "--dump-html", {"text_f1": ("text", "f1")}, "--lang", "en"),
    _pages_task("articles-web-html", "web_en.jsonl.gz", "--dump-html", {"title": ("title", "right"), **DATES}),
    _pages_task(
        "articles-aeb-plain", "aeb.jsonl.gz", "--dump-plain", {"text_f1": ("text", "f1")}, "--plain", "--lang", "en"
    ),
    _splits_task(1),
    _splits_task(2),
    Task(
        "timex",
        TIMEX,
        ["--gold", *map(str, TIMEX), "--dump-texts", "{build}/pages"],
        "pages",
        {"--pred": "times"},
        ["--gold", *map(str, TIMEX)],
        {"value_f1": ("dates", "value", "f1"), "relaxed_f1": ("dates", "relaxed", "f1")},
    ),
    Task(
        "copies",
        COPIES,
        ["--make-pile", "{build}", "--seed", "1", "--rewrites", str(COPIES[0]), "--pages", str(COPIES[1])],
        "pages",
        {"--copies": "copies", "--changes": "changes"},
        ["--gold", "{build}/gold.json"],
        LINKS,
    ),
]


def digest(task: Task) -> str:
    """SHA-256 over the files of a task, so that floors are only compared on the corpus they were set on."""
    total = hashlib.sha256()
    for path in task.data:
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def run(task: Task) -> dict[str, float]:
    """The measures of one task, from a fresh ledger."""
    build = BUILD / task.name
    shutil.rmtree(build, ignore_errors=True)
    build.mkdir(parents=True)
    if task.gold:
        _call([sys.executable, *(_filled(task.gold, build))], build / "gold.log", (0,))
    if task.prepare:
        _scorer(task, task.prepare, build)
    ledger = build / "ledger.db"
    _call([str(SAYSO), "ingest", str(build / task.pages), "--ledger", str(ledger)], build / "ingest.log", (0, 1))
    options = []
    for option, table in task.tables.items():
        exported = build / f"{table}.jsonl"
        _call([str(SAYSO), "export", "--ledger", str(ledger), "--table", table], exported, (0,))
        options += [option, str(exported)]
    result = build / "scores.json"
    _scorer(task, [*task.score, *options, "--json", str(result)], build)
    numbers = json.loads(result.read_text())
    return {name: _dig(numbers, path) for name, path in task.measures.items()}


def _scorer(task: Task, arguments: list[str], build: Path) -> None:
    _call([sys.executable, str(task.scorer), *_filled(arguments, build)], build / "scorer.log", (0,))


def _filled(arguments: Iterable[str], build: Path) -> list[str]:
    return [argument.replace("{build}", str(build)) for argument in arguments]


def _call(command: list[str], output: Path, allowed: tuple[int, ...]) -> None:
    with output.open("wb") as stream:
        done = subprocess.run(command, stdout=stream, stderr=subprocess.PIPE, check=False)
    if done.returncode not in allowed:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr.decode(errors='replace')}")


def _dig(numbers: dict, path: tuple[str, ...]) -> float:
    value = numbers
    for key in path:
        value = value[key]
    return float(value)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", nargs="*", metavar="TASK", help=" ".join(t.name for t in TASKS))
    chosen = parser.parse_args().tasks
    unknown = set(chosen) - {t.name for t in TASKS}
    if unknown:
        parser.error(f"no such task: {', '.join(sorted(unknown))}")
    if not SHARED.is_dir():
        sys.exit("../shared is not here: nothing to measure on")
    for task in TASKS:
        if not chosen or task.name in chosen:
            for name, value in run(task).items():
                print(f"{task.name}.{name} {value:.4f}", flush=True)


if __name__ == "__main__":
    main()
