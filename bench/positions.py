"""Measure positions on the invented disputes: how many are found, with which stance, and how they are grouped.

python bench/positions.py                  # each open pile and the sample, and totals; of held-out piles totals only
python bench/positions.py --list drone     # also each position of an open pile that is not found or has another stance

The whole path is run, as `sayso ingest` does. A position is found where a statement covers its words and is laid to its
holder; a statement in several positions scores the share of them that are right (as ../shared/eval/positions.py).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from grouping import bcubed, labelled  # noqa: E402
from sayso.ledger import open_ledger, queries  # noqa: E402
from sayso.ledger.queries import PlacedStatement  # noqa: E402
from sayso.pipeline import ingest  # noqa: E402
from sayso.records import Related, Stance  # noqa: E402
from sayso.settings import Settings  # noqa: E402
from scoring import Gold, Held, match_positions  # noqa: E402

PILES = ROOT / "tests" / "claims" / "piles"
HELD_OUT = ("cable", "insurer", "tanker", "club", "count", "bronze")  # as told in tests/claims/README.md
SAMPLE = "sample"
SIDES = {Stance.DENIES: "against", Stance.DISMISSES: "against", Stance.DECLINES: "neither"}


class Figures(Struct, frozen=True):
    """What was found of the true positions of one pile or several; B-cubed figures are means over piles."""

    piles: int
    true: int
    found: int
    six: float  # right of six stances
    three: float  # right of for, against and neither
    unplaced: int  # found, and in no position
    grouped: tuple[float, float, float]  # precision, recall, F1

    def __str__(self) -> str:
        shares = [100 * count / max(1, self.found) for count in (self.six, self.three)]
        grouped = " / ".join(f"{figure:.2f}" for figure in self.grouped)
        found = f"found {self.found:3d} of {self.true:3d} ({100 * self.found / self.true:.1f} %)"
        stances = f"six-way {shares[0]:.1f} %  three-way {shares[1]:.1f} %  in none {self.unplaced:2d}"
        return f"{found}  {stances}  B-cubed {grouped}"


def read(name: str) -> tuple[Gold, list[PlacedStatement], Related]:
    """A pile, ingested into a ledger of its own, and its true answers."""
    sample = ROOT / "examples"
    pages = sample / "pile" if name == SAMPLE else PILES / name
    gold = sample / "expected" / "positions.json" if name == SAMPLE else PILES / f"{name}.json"
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "pile.db", create=True) as ledger:
        ingest([str(pages)], ledger, Settings(processes=1, max_page_seconds=0))
        placed = [
            PlacedStatement(each.path.removeprefix(f"{pages}/"), each.article, each.statement)
            for each in queries.statements(ledger)
        ]
        claims = tuple(row.claim for row in queries.claims(ledger))
        positions = tuple(row.position for row in queries.positions(ledger))
    return json.loads(gold.read_text(encoding="utf-8")), placed, Related(claims, positions, ())


def figures(name: str, show: bool) -> Figures:
    """Those of one pile; `show` prints what is wrong."""
    gold, placed, related = read(name)
    pairs = list(match_positions(gold, placed, related.positions))
    held = [one for _, one in pairs if one is not None]
    if show:
        for line in _wrong(pairs):
            print(line)
    return Figures(
        piles=1,
        true=len(pairs),
        found=len(held),
        six=sum(_right(one, sides=False) for one in held),
        three=sum(_right(one, sides=True) for one in held),
        unplaced=sum(not one.positions for one in held),
        grouped=bcubed(labelled(gold, placed), related),
    )


def _right(held: Held, sides: bool) -> float:
    """Share of the positions that a found statement is in whose stance is the true one."""
    true = Stance(held.gold["stance"])
    wanted = SIDES.get(true, "for") if sides else true
    told = [SIDES.get(each.stance, "for") if sides else each.stance for each in held.positions]
    return sum(each == wanted for each in told) / len(told) if told else 0.0


def _wrong(pairs: Sequence[tuple[Gold, Held | None]]) -> Iterator[str]:
    for true, held in pairs:
        if held is None or _right(held, sides=False) < 1:
            told = [each.stance.value for each in held.positions] if held is not None else ["not found"]
            where = f"{true['file']}: {true['holder']} {true['stance']} [{true['claim_id']}]"
            yield f"    {where}: {', '.join(told) or 'no position'}: “{true['quote'][:80]}”"


def total(of: Sequence[Figures]) -> Figures:
    """Counts added up, B-cubed figures averaged."""
    means = [sum(each.grouped[at] for each in of) / len(of) for at in range(3)]
    return Figures(
        len(of), sum(each.true for each in of), sum(each.found for each in of), sum(each.six for each in of),
        sum(each.three for each in of), sum(each.unplaced for each in of), (means[0], means[1], means[2]),
    )  # fmt: skip


def main() -> None:
    """Parse and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", metavar="PILE", default="")
    chosen = parser.parse_args()
    if chosen.list in HELD_OUT:
        parser.error(f"{chosen.list} is held out: nobody looks at its errors (tests/claims/README.md)")
    names = [SAMPLE, *sorted(path.stem for path in PILES.glob("*.json"))]
    told = {name: figures(name, show=name == chosen.list) for name in names}
    for name in names:
        if name not in HELD_OUT:
            print(f"{name:15} {told[name]}")
    print(f"{'open':15} {total([told[name] for name in names if name not in HELD_OUT])}")
    for first in range(0, len(HELD_OUT), 2):  # in pairs as they were written
        pair = HELD_OUT[first : first + 2]
        print(f"{' + '.join(pair):15} {total([told[name] for name in pair])}")
    print(f"{'all':15} {total(list(told.values()))}")


if __name__ == "__main__":
    main()
