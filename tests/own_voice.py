"""Reads the pages of `tests/cases/own_voice`: whole pages, each sentence of somebody's marked with whose it is.

python tests/own_voice.py        found of what is marked, by kind, and what is told in one's own voice and is not
"""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from sayso.articles import cut
from sayso.documents import TEXT
from sayso.models import Models, load_models
from sayso.records import Page, Span
from sayso.settings import Settings
from sayso.statements import extract
from sayso.statements.finding.own_voice import METHOD

FOLDER = Path(__file__).parent / "cases" / "own_voice"
_MARK = re.compile(r"\{(\w)\|([^{}]*)\}")
_KEY = re.compile(r"# (\w): (.+)")


class Marked(Struct, frozen=True):
    """Words of a page and whose they are."""

    words: str
    speaker: str


class Case(Struct, frozen=True):
    """A page, its words without marks, and what is marked in it."""

    name: str
    page: str
    marked: tuple[Marked, ...]


class Outcome(Struct, frozen=True):
    """How one case went."""

    missed: tuple[Marked, ...]  # marked, and not found with that speaker
    own: int  # statements in one's own voice
    wrong: tuple[str, ...]  # those of them that are not marked as this speaker's


def read_cases(kind: str) -> list[Case]:
    """The pages of `open`, `held` or `alike` (reports that look like such pages), by name."""
    return [_read(path) for path in sorted((FOLDER / kind).iterdir())]


def _read(path: Path) -> Case:
    head, _, page = path.read_text("utf-8").partition("---\n")
    speakers = dict(_KEY.findall(head))
    marked = tuple(Marked(match[2], speakers[match[1]]) for match in _MARK.finditer(page))
    return Case(path.name, _MARK.sub(r"\2", page), marked)


def overlaps(content: tuple[Span, ...], place: Span) -> bool:
    """Whether at least half of the shorter of a content and a place of the text is in both."""
    shared = sum(max(0, min(span.end, place.end) - max(span.start, place.start)) for span in content)
    return 2 * shared >= min(sum(span.end - span.start for span in content), place.end - place.start) > 0


def found_in(case: Case, models: Models) -> Outcome:
    """What is marked in a case and found with its speaker, and what its own voice is given that is not marked."""
    body, kind = case.page.encode(), "text/html" if case.name.endswith("html") else TEXT
    given = Page("pg", None, case.name, "", len(body), kind, None, body)
    missed, own, wrong = [], 0, []
    hit: set[Marked] = set()
    for article in cut(given).articles:
        for one in extract(article, models):
            holder = {one.speaker.name, one.speaker.party}
            near = [
                mark
                for mark in case.marked
                for match in re.finditer(re.escape(mark.words), article.text)
                if not one.headline and overlaps(one.content, Span(*match.span()))
            ]
            hit |= {mark for mark in near if mark.speaker in holder}
            if one.method == METHOD:
                own += 1
                if not any(mark.speaker in holder for mark in near):
                    wrong.append(" … ".join(article.text[span.start : span.end] for span in one.content))
    missed = [mark for mark in case.marked if mark not in hit]
    return Outcome(tuple(missed), own, tuple(wrong))


def main() -> None:
    """Print the totals; of the open pages what is missed."""
    models = load_models(Settings())
    for kind in ("open", "held", "alike"):
        cases = read_cases(kind)
        outcomes = [found_in(case, models) for case in cases]
        marked, missed = (
            sum(len(got) for got in all_of) for all_of in ([c.marked for c in cases], [o.missed for o in outcomes])
        )
        own, wrong = sum(one.own for one in outcomes), sum(len(one.wrong) for one in outcomes)
        print(f"{kind}: {marked - missed} of {marked} found; own voice {own}, wrong {wrong}")
        for mark in (mark for one in outcomes if kind == "open" for mark in one.missed):
            print(f"    missed: {mark.speaker}: {mark.words}")


if __name__ == "__main__":
    main()
