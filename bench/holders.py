"""Measure who is told to hold what is said, on 288 invented piles: each saying on a claim whose speaker was annotated.

python bench/holders.py                       # every pile: six minutes on one core
python bench/holders.py --every 8             # each eighth: most of what is to be seen, in a minute
python bench/holders.py --list nobody         # also each open saying of a kind: nobody, other, missed

The piles stand in training/senses/piles with their sayings marked, the annotations in training/senses/holders: a line
a mark on a claim, `number | speaker | holder` (`-`: nobody who is told; `A; B`: both), then a line of other names for
each holder, by readers who did not see what sayso finds. A saying is right where its party or speaker is the
holder, nobody's where neither is told, missed where no statement covers its words. A third of the piles, by digest of
their names, is held out: their totals alone are looked at.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "training")]

from sayso.ledger import open_ledger, queries  # noqa: E402
from sayso.ledger.queries import PlacedStatement  # noqa: E402
from sayso.pipeline import ingest  # noqa: E402
from sayso.settings import Settings  # noqa: E402
from scoring import anchored, same_party  # noqa: E402

PILES = ROOT / "training" / "senses" / "piles"
HOLDERS = ROOT / "training" / "senses" / "holders"
RIGHT, OTHER, NOBODY, MISSED, LEFT, TOLD = "right", "other", "nobody", "missed", "left open", "told of nobody"
_MARK = re.compile(r"\[([\w.])([+\-0]):([^\]]*)\]")
_TITLE = re.compile(r"^== (.*)\n", re.M)
_NOBODY = ("", "-")


class Saying(Struct, frozen=True):
    """A mark on a claim: the page it is on, its words, and who holds it."""

    page: int
    words: str
    holders: tuple[str, ...]


class Pile(Struct, frozen=True):
    """An annotated pile: its pages without marks, its sayings, and the other names of their holders."""

    name: str
    pages: tuple[str, ...]
    sayings: tuple[Saying, ...]
    aliases: Mapping[str, Sequence[str]]

    @property
    def is_held_out(self) -> bool:
        """Whether nobody may look at its errors."""
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % 3 == 0


def piles() -> Iterator[Pile]:
    """Every annotated one, in the order of the files."""
    for path in sorted(HOLDERS.glob("*.txt")):
        marked = _blocks(PILES / path.name)
        for title, lines in _blocks(path).items():
            yield _pile(f"{path.stem}/{title}", marked[title], lines.splitlines())


def _blocks(path: Path) -> dict[str, str]:
    parts = _TITLE.split(path.read_text(encoding="utf-8"))
    return {title.strip(): block for title, block in zip(parts[1::2], parts[2::2], strict=True)}


def _pile(name: str, marked: str, lines: Sequence[str]) -> Pile:
    rows = [[part.strip() for part in line.lstrip("= ").split("|")] for line in lines if line.strip()]
    told = iter([row[2] for row in rows if row[0].isdigit()])
    articles = [article.strip() for article in marked.split("\n--\n")]
    marks = [(page, mark) for page, text in enumerate(articles) for mark in _MARK.finditer(text) if mark[1] != "."]
    sayings = [
        Saying(page, mark[3], tuple(each.strip() for each in whose.split(";") if each.strip() not in _NOBODY))
        for (page, mark), whose in zip(marks, told, strict=True)
    ]
    aliases = {row[0]: row[1:] for row in rows if not row[0].isdigit()}
    return Pile(name, tuple(_MARK.sub(r"\3", text) for text in articles), tuple(sayings), aliases)


def judged(pile: Pile) -> Iterator[tuple[Saying, str, str]]:
    """Each saying, what became of it, and the words and the holder that it was given."""
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "pages"
        pages.mkdir()
        for number, text in enumerate(pile.pages):
            (pages / f"{number:02d}.txt").write_text(text, encoding="utf-8")
        with open_ledger(Path(folder) / "pile.db", create=True) as ledger:
            ingest([str(pages)], ledger, Settings(processes=1, max_page_seconds=0))
            placed = [each for each in queries.statements(ledger) if not each.statement.headline]
            resting = set(chain.from_iterable(row.position.statement_ids for row in queries.positions(ledger)))
    for saying in pile.sayings:
        here = [each for each in placed if int(Path(each.path).stem) == saying.page]
        scored = [
            (each.statement.statement_id in resting, size, each.statement.statement_id, each)
            for each in here
            if (size := anchored(each, saying.words))
        ]
        found = max(scored, key=lambda row: row[:3])[3] if scored else None
        yield saying, _kind(saying, found, pile.aliases), _shown(found)


def _kind(saying: Saying, found: PlacedStatement | None, aliases: Mapping[str, Sequence[str]]) -> str:
    if found is None:
        return MISSED
    speaker = found.statement.speaker
    told = [name for name in (speaker.party, speaker.name) if name]
    if not saying.holders:
        return TOLD if told else LEFT
    if any(same_party(name, holder, aliases) for name in told for holder in saying.holders):
        return RIGHT
    return OTHER if told else NOBODY


def _shown(found: PlacedStatement | None) -> str:
    if found is None:
        return ""
    words = " … ".join(found.article.text[span.start : span.end] for span in found.statement.source)
    return f"“{words}”: {found.statement.speaker.name}, for {found.statement.speaker.party}"


def main() -> None:
    """Parse and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="only each Nth pile")
    parser.add_argument("--list", default="", choices=(OTHER, NOBODY, MISSED), help="show the open ones of a kind")
    chosen = parser.parse_args()
    counts = {False: Counter[str](), True: Counter[str]()}
    for pile in list(piles())[:: chosen.every]:
        for saying, kind, shown in judged(pile):
            counts[pile.is_held_out][kind if saying.holders or kind != MISSED else LEFT] += 1
            if kind == chosen.list and saying.holders and not pile.is_held_out:
                holders = "; ".join(saying.holders)
                print(f"{pile.name}, page {saying.page}: {shown}; holds: {holders}; “{saying.words[:80]}”")
    for held_out, count in counts.items():
        of = sum(count[kind] for kind in (RIGHT, OTHER, NOBODY, MISSED))
        shares = ", ".join(f"{kind} {100 * count[kind] / max(1, of):.1f} %" for kind in (RIGHT, OTHER, NOBODY, MISSED))
        nobody = f"of {count[LEFT] + count[TOLD]} that nobody holds who is told, somebody is told for {count[TOLD]}"
        print(f"{'held out' if held_out else 'open':9} {of} sayings: {shares}; {nobody}")


if __name__ == "__main__":
    main()
