"""The invented spliced and clean articles of tests/cases/timing, and what the flags make of them.

.venv/bin/python tests/splices.py [tuned|held|fresh ...]    counts; with -v what is missed and what is flagged wrongly
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from sayso.articles import cut
from sayso.records import Article, Page
from sayso.timing import splice
from sayso.timing.layers import paragraphs

CASES = Path(__file__).parent / "cases" / "timing"


def cases(name: str) -> Iterator[tuple[str, bool, Article, tuple[str, ...], tuple[str, ...]]]:
    """Name, whether it is spliced, the article as it is cut, its older and its newer paragraphs."""
    for number, block in enumerate((CASES / f"{name}.txt").read_text(encoding="utf-8").split("\n== ")[1:]):
        head, *lines = block.strip().split("\n")
        kind, title = head.split()
        told = [(line[0] if line[1:2] == " " and line[0] in "ton" else "", line) for line in lines]
        body = "\n\n".join(line[2:] if mark else line for mark, line in told).encode()
        page = Page(f"pg1-{number:016x}", None, f"{title}.txt", "", len(body), "text/plain", None, body)
        (article,) = cut(page).articles
        older = tuple(line[2:] for mark, line in told if mark == "o")
        newer = tuple(line[2:] for mark, line in told if mark == "n")
        yield title, kind == "spliced", article, older, newer


def main() -> None:
    loud = "-v" in sys.argv
    for name in [a for a in sys.argv[1:] if a != "-v"] or ["tuned", "held", "fresh"]:
        found = {True: [0, 0], False: [0, 0]}
        right = told = 0
        for title, spliced, article, older, newer in cases(name):
            layers = splice(article)
            found[spliced][0] += 1
            found[spliced][1] += layers is not None
            if loud and (layers is not None) is not spliced:
                print(name, "missed" if spliced else "false", title, [c.why for c in layers.clashes] if layers else "")
            if layers is not None and spliced:
                pairs = [((layers.older, older), (layers.newer, newer)), ((layers.older, newer), (layers.newer, older))]
                told += len(layers.older) + len(layers.newer)
                right += max(
                    sum(article.text[s.start : s.end] in truth for side, truth in pair for s in side)
                    for pair in pairs[: 1 if layers.ordered else 2]
                )
                if loud:
                    print(
                        title,
                        layers.ordered,
                        "".join(
                            "o" if s in layers.older else "n" if s in layers.newer else "."
                            for s in paragraphs(article.text)
                        ),
                        "".join(
                            "o" if article.text[s.start : s.end] in older else "n" for s in paragraphs(article.text)
                        ),
                    )
        flagged = ", ".join(f"{n} of {count} {'spliced' if kind else 'clean'}" for kind, (count, n) in found.items())
        print(f"{name}: {flagged} flagged; {right} of {told} paragraphs on their side")


if __name__ == "__main__":
    main()
