"""The quality gate: no measure may fall below its floor, on the very corpus the floor was set on.

    python bench/gate.py             measure and compare; exit 1 when a measure is below its floor
    python bench/gate.py --raise     measure and write better floors; a floor is never lowered here, only by hand

Floors stand in bench/floors.json with the digest of the corpus. `wrong_sure` must not rise; all others must not fall.
A task without floors fails, so that none is forgotten. Without ../shared there is nothing to measure: said, exit 0.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import scores

FLOORS = Path(__file__).with_name("floors.json")
LOWER_IS_BETTER = {"wrong_sure"}
SLACK = 0.002  # below this a difference is the machine's: another BLAS may tip a parse
STEP = 0.001  # floors are kept to three digits


def worse(name: str, value: float, floor: float) -> bool:
    """Whether a measure is past its floor."""
    return value > floor + SLACK if name in LOWER_IS_BETTER else value < floor - SLACK


def better(name: str, value: float, floor: float | None) -> float:
    """The stricter of the floor and the value, rounded to the easy side."""
    rounded = round(value - value % STEP + (STEP if name in LOWER_IS_BETTER else 0), 3)
    if floor is None:
        return rounded
    return min(rounded, floor) if name in LOWER_IS_BETTER else max(rounded, floor)


def check(task: scores.Task, floors: dict, measured: dict[str, float]) -> list[str]:
    """What is wrong with a task's measures; empty when all is well."""
    entry = floors.get(task.name)
    if entry is None:
        return [f"{task.name}: no floors; set them with --raise"]
    if entry["corpus"] != scores.digest(task):
        return [f"{task.name}: the corpus changed; look at the new figures, then set floors by hand"]
    missing = set(entry["floors"]) - set(measured)
    return [f"{task.name}: {name} is not measured any more" for name in sorted(missing)] + [
        f"{task.name}: {name} {value:.4f}, floor {entry['floors'][name]:.3f}"
        for name, value in measured.items()
        if name in entry["floors"] and worse(name, value, entry["floors"][name])
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="lift", action="store_true", help="write better floors")
    lift = parser.parse_args().lift
    if not scores.SHARED.is_dir():
        print("gate: ../shared is not here, nothing to measure; the sample's own floors stand in tests/test_sample.py")
        return
    floors = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    faults: list[str] = []
    for task in scores.TASKS:
        measured = scores.run(task)
        print(task.name, " ".join(f"{name} {value:.4f}" for name, value in measured.items()), flush=True)
        entry = floors.get(task.name, {"corpus": scores.digest(task), "floors": {}})
        if lift and entry["corpus"] == scores.digest(task):
            entry["floors"] = {n: better(n, v, entry["floors"].get(n)) for n, v in measured.items()}
            floors[task.name] = entry
        faults += check(task, floors, measured)
    if lift:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n")
    for fault in faults:
        print(f"gate: {fault}", file=sys.stderr)
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
