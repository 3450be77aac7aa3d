"""What an article costs as the pile grows, on this machine and on a Ray cluster with as many workers.

    python bench/scale.py [--counts 1000 10000] [--runners native ray] [--address HOST:PORT] [--short] [--json OUT]

The articles are invented (bench/invented.py), three in ten are copies, and the same count gives the same pile. Each
run is a fresh process tree. Of each it prints articles a second, the peak of memory summed over all processes
(proportional set size), and CPU time an article: of all processes, and of the one that runs the command, by stage. CPU
time is what other work on the machine disturbs least. With `--address`, the processes of a cluster that stands on this
machine are counted with them. At the end it compares: the cost of an article in the largest
pile with that in the smallest, Ray with native, and the exports of both runners byte by byte.

`--folder DIR` keeps piles and ledgers there; a run that was cut off is taken up when the command is given again (then
its times are those of the rest, and it says so). `--short`: articles of two paragraphs, which cost a third.
"""

from __future__ import annotations

import argparse
import itertools
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from msgspec import Struct, to_builtins

import invented
from kill import exports

LOOK_SECONDS = 0.5
SHORT = (2, 2)


class Cost(Struct, frozen=True):
    """What a run took. CPU and wall time in seconds; CPU of `stages` is that of the command's own process alone."""

    articles: int  # read in this run
    seconds: float
    cpu: float  # all processes
    peak_mb: float  # all processes
    stages: dict[str, tuple[float, float]]  # by what it was doing: wall, CPU


def run_one(pile: str, ledger: str, runner: str, address: str, processes: int) -> None:
    """Ingest in this process, and print how long it did what, as JSON."""
    from sayso.ledger import open_ledger
    from sayso.pipeline import Step, ingest
    from sayso.settings import Settings

    stages: dict[str, tuple[float, float]] = {}
    now, doing = (time.perf_counter(), time.process_time()), "starting"

    def turn(to: str) -> None:
        nonlocal now, doing
        then, now = now, (time.perf_counter(), time.process_time())
        wall, cpu = stages.get(doing, (0.0, 0.0))
        stages[doing] = wall + now[0] - then[0], cpu + now[1] - then[1]
        doing = to

    def watch(step: Step) -> None:
        if step.doing != doing:
            turn(step.doing)

    settings = Settings(processes=processes, cluster=(address or "local") if runner == "ray" else "")
    with open_ledger(Path(ledger), create=True) as opened:
        tally = ingest([pile], opened, settings, watch)
    turn("")
    print(json.dumps({"articles": tally.articles, "stages": stages}))


def measure(command: list[str], *, on_cluster: bool) -> Cost:
    """Run a command to its end, and look at all its processes meanwhile, and those of the cluster it reads on."""
    before: dict[tuple[int, float], float] = {}  # CPU time by process: the last that was seen of it
    cluster = _cluster() if on_cluster else []
    for root in cluster:
        _look(root, before)
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    cpu = dict(before)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_look(root, cpu) for root in [process.pid, *cluster]))
        time.sleep(LOOK_SECONDS)
    seconds = time.perf_counter() - begun
    assert process.stdout is not None
    if process.returncode:
        sys.exit(f"{command}: exit {process.returncode}")
    told = json.loads(process.stdout.read().splitlines()[-1])
    return Cost(told["articles"], seconds, sum(cpu.values()) - sum(before.values()), peak / 1e6, told["stages"])


def _cluster() -> list[int]:
    """The processes of a cluster that was started before, on this machine, and that is no child of the run."""
    found = []
    for process in psutil.process_iter(["name", "ppid"]):
        if process.info["name"] in {"raylet", "gcs_server"} and process.info["ppid"] == 1:
            found.append(process.pid)
    return found


def _look(pid: int, cpu: dict[tuple[int, float], float]) -> int:
    """Note the CPU time of a process and all below it; gives the memory of all."""
    try:
        top = psutil.Process(pid)
        below = [top, *top.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    memory = 0
    for one in below:
        try:
            with one.oneshot():
                used = one.cpu_times()
                cpu[one.pid, one.create_time()] = used.user + used.system
                memory += one.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return memory


def tell(count: int, runner: str, cost: Cost, *, before: bool) -> None:
    each = 1000 / max(1, cost.articles)
    taken_up = " (the rest of a run that was cut off)" if before else ""
    print(
        f"{count} pages, {runner}{taken_up}: {cost.articles} articles, {cost.articles / cost.seconds:.1f} articles/s, "
        f"CPU {cost.cpu * each:.1f} ms an article, peak {cost.peak_mb:.0f} MB"
    )
    for doing, (wall, own) in cost.stages.items():
        print(f"    {doing}: {wall:.1f} s, CPU of the command's own process {own * each:.2f} ms an article")
    sys.stdout.flush()


def compare(found: dict[tuple[int, str], Cost], counts: list[int], runners: list[str]) -> None:
    def each(count: int, runner: str) -> float:
        return found[count, runner].cpu / max(1, found[count, runner].articles)

    for runner in runners:
        for small, large in itertools.pairwise(counts):
            print(f"{runner}, {small} -> {large}: CPU an article x {each(large, runner) / each(small, runner):.2f}")
    if {"native", "ray"} <= set(runners):
        for count in counts:
            native, ray = found[count, "native"], found[count, "ray"]
            print(
                f"{count}: Ray to native x {each(count, 'ray') / each(count, 'native'):.2f} in CPU, "
                f"x {ray.seconds / native.seconds:.2f} in time"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--runners", nargs="+", choices=["native", "ray"], default=["native", "ray"])
    parser.add_argument("--address", default="", help="of a Ray cluster")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        run_one(*options.one, options.address, options.processes)
        return
    found: dict[tuple[int, str], Cost] = {}
    with tempfile.TemporaryDirectory() as own:
        folder = options.folder or Path(own)
        folder.mkdir(parents=True, exist_ok=True)
        for count in options.counts:
            pile = folder / f"{count}.jsonl"
            made = invented.articles(count, paragraphs=SHORT) if options.short else invented.articles(count)
            pile.write_text("".join(json.dumps(article) + "\n" for article in made), encoding="utf-8")
            rows = {}
            for runner in options.runners:
                ledger = folder / f"{count}-{runner}.db"
                one = [str(pile), str(ledger), runner]
                again = ["--address", options.address, "--processes", str(options.processes)]
                before = ledger.exists()
                command = [sys.executable, __file__, *again, "--one", *one]
                found[count, runner] = measure(command, on_cluster=runner == "ray" and bool(options.address))
                tell(count, runner, found[count, runner], before=before)
                rows[runner] = exports(ledger)
            differ = [table for table in next(iter(rows.values())) if len({own[table] for own in rows.values()}) > 1]
            if len(rows) > 1:
                print(f"{count}: exports {'differ: ' + ', '.join(differ) if differ else 'the same to the byte'}")
    compare(found, options.counts, options.runners)
    if options.json:
        told = {f"{count} {runner}": to_builtins(cost) for (count, runner), cost in found.items()}
        options.json.write_text(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
