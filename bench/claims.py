"""Measure relating: pair decisions on the hard set, grouping of short disputes, and time by size.

python bench/claims.py pairs            # tests/cases/claims.csv
python bench/claims.py pairs --list     # also each wrong decision
python bench/claims.py disputes         # tests/claims/disputes.txt: how well whole disputes are grouped
python bench/claims.py disputes --file training/senses/tuning.txt   # likewise, others that no model was taught on
python bench/claims.py disputes --file training/senses/tuning-piles.txt   # likewise, whole piles, most of it undisputed
python bench/claims.py matters          # tests/claims/matters.txt: pairs made to mislead, read in articles
python bench/claims.py time             # made-up statements: seconds and peak memory by their number
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from grouping import bcubed, labelled  # noqa: E402
from sayso.claims import pile_of, relate  # noqa: E402
from sayso.claims.meaning import WordVectors  # noqa: E402
from sayso.claims.told import SUPPORT  # noqa: E402
from sayso.copies import trace  # noqa: E402
from sayso.ledger.queries import PlacedStatement  # noqa: E402
from sayso.models import Models, load_models, load_vectors  # noqa: E402
from sayso.pages import read_pages  # noqa: E402
from sayso.reading import read_page  # noqa: E402
from sayso.records import (  # noqa: E402
    UNDATED,
    Act,
    Article,
    Mode,
    Page,
    Proposition,
    Related,
    Span,
    Speaker,
    Statement,
    make_id,
)
from sayso.settings import Settings  # noqa: E402
from sayso.statements.senses import with_senses  # noqa: E402
from sayso.statements.tagging.pieces import encode  # noqa: E402
from sayso.statements.tagging.tag import see  # noqa: E402
from sayso.text import words  # noqa: E402

CASES = ROOT / "tests" / "cases" / "claims.csv"
# Invented; no model is taught on them. "== title" opens a dispute, "--" parts articles, "[a:words]" is on its claim a.
DISPUTES = ROOT / "tests" / "claims" / "disputes.txt"
# Invented likewise; its first lines tell what they hold.
MATTERS = ROOT / "tests" / "claims" / "matters.txt"
# Training marks sides too: "[a+:words]"; "." is a claim of which nobody else speaks.
MARK = re.compile(r"\[([\w.])[+\-0]?:([^\]]*)\]")
ARTICLES = 3  # that a matter is told in
WAYS = (
    "{who} said that {said}.",
    "“{said},” {who} said.",
    "According to {who}, {said}.",
    "{who} told reporters: “{said}.”",
    "{who} said {said}.",
)
QUOTED = (1, 3)
TOLD_BY_OTHERS = "as told by"  # a position of whom the statement answers
KINDS = {"A": "other-actor", "O": "other-object", "D": "direction", "F": "figure", "P": "part", "X": "other"}
SENSE_SIZE = 128  # numbers a sense, as of the shipped network
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})


def article(text: str) -> Article:
    """An article of nothing but its text."""
    return Article(
        article_id=make_id("ar", text), page_id="", ordinal=0, title=None, byline=None, outlet=None, agency=None,
        dateline=None, language="en", published=UNDATED, text=text, blocks=(), teasers=(), times=(), offsets=(),
        page_span=None,
    )  # fmt: skip


def statement(
    of: Article, lemmas: tuple[str, ...], parties: tuple[str, ...], negated: bool, sense: bytes = b""
) -> Statement:
    """The whole text of an article as what the first of `parties` asserts."""
    return Statement(
        statement_id=make_id("st", of.article_id), article_id=of.article_id, source=(), cue=(),
        content=(Span(0, len(of.text)),), mode=Mode.INDIRECT, act=Act.ASSERT, negated=False,
        speaker=Speaker(party=parties[0] if parties else None), via=(), said_on=UNDATED,
        proposition=Proposition(lemmas, parties, (), negated, hedged=False, is_claim=True, sense=sense),
        score=1.0, why="", method="bench",
    )  # fmt: skip


def pairs(show: bool) -> None:
    """Accuracy of one decision a row: are the two sentences one claim? The others get their best threshold."""
    models, vectors = load_models(Settings()), load_vectors()
    with CASES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    def one_claim(row: dict[str, str]) -> bool:
        found = []
        for side in ("left", "right"):
            doc = see(row[side], models).doc
            lemmas = tuple(token.lemma_.lower() for token in doc if token.pos_ in CONTENT)
            negated = any(token.dep_ == "neg" or token.lower_ == "never" for token in doc)
            parties = tuple(party for party in row[f"{side}_parties"].split(";") if party)
            found.append((article(row[side]), lemmas, parties, negated))
        said = [
            with_senses([statement(*each)], encode(each[0].text, models.tagger.tokenizer), models.senses)[0]
            for each in found
        ]
        related = relate(pile_of(said, [each[0] for each in found]), vectors)
        return len(related.claims) == 1

    truth = np.array([row["same"] == "1" for row in rows])
    decided = np.array([one_claim(row) for row in rows])
    print(f"{len(rows)} pairs, {truth.sum()} of one claim; always 'no' is right in {np.mean(~truth):.3f}")
    print(f"relate                                {np.mean(decided == truth):.3f}")
    for kind in sorted({row["kind"] for row in rows}):
        of_kind = np.array([row["kind"] == kind for row in rows])
        print(f"    {kind:<12} {np.sum((decided == truth) & of_kind):3d} of {np.sum(of_kind)}")
    print(f"plain sentence vectors, best cut      {best_cut(plain_vectors(rows, vectors), truth):.3f}")
    print(f"shared words, best cut                {best_cut(shared_words(rows), truth):.3f}")
    for row, right in zip(rows, decided == truth, strict=True):
        if show and not right:
            print(f"wrong ({row['kind']}, same={row['same']}): {row['left']} | {row['right']}")


def disputes(path: Path, show: bool) -> None:
    """B-cubed precision, recall and F1 of each dispute's statements, and their means."""
    models, vectors = load_models(Settings()), load_vectors()
    _, *parts = re.split(r"^== (.*)\n", path.read_text(encoding="utf-8"), flags=re.M)
    found = []
    for title, body in zip(parts[::2], parts[1::2], strict=True):
        found.append(_grouped(body.strip().split("\n--\n"), models, vectors))
        if show:
            print(f"{title:28} P {found[-1][0]:.3f}  R {found[-1][1]:.3f}  F1 {found[-1][2]:.3f}")
    precision, recall, f1 = np.mean(found, axis=0)
    print(f"{len(found)} disputes: P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


def _grouped(marked: list[str], models: Models, vectors: WordVectors) -> tuple[float, float, float]:
    truth, related, _ = _related(marked, models, vectors)
    return bcubed(truth, related)


def _related(
    marked: list[str], models: Models, vectors: WordVectors
) -> tuple[dict[str, str], Related, list[PlacedStatement]]:
    """The true claim of each statement that a mark falls to, what `relate` makes of them, and all that was read."""
    positions: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        for at, text in enumerate(marked):
            (Path(folder) / f"{at}.txt").write_text(MARK.sub(r"\2", text) + "\n", encoding="utf-8")
            positions += [
                {
                    "file": f"{at}.txt",
                    "claim_id": mark[1] if mark[1] != "." else f"{at}.{mark.start()}",
                    "quote": mark[2],
                }
                for mark in MARK.finditer(text)
            ]
        pages = [page for page in read_pages([folder], Settings()) if isinstance(page, Page)]
    readings = [read_page(page, models) for page in pages]
    articles = {article.article_id: article for reading in readings for article in reading.articles}
    placed = [
        PlacedStatement(Path(page.path).name, articles[said.article_id], said)
        for page, reading in zip(pages, readings, strict=True)
        for said in reading.statements
    ]
    told = list(articles.values())
    traced = trace(told)
    related = relate(pile_of([each.statement for each in placed], told, traced.families, traced.links), vectors)
    return labelled({"positions": positions}, placed), related, placed


class Line(Struct, frozen=True):
    """A line of a matter: its claim, what it is to the first line of it ("=") or that one to claim a, who says what."""

    claim: str
    tag: str
    speaker: str
    words: str

    @property
    def against(self) -> bool:
        """Said against the first line of its claim."""
        return self.tag in "no"


def matters_in(path: Path) -> list[list[Line]]:
    """The lines of each matter of a file."""
    blocks = re.split(r"^== .*\n", path.read_text(encoding="utf-8"), flags=re.M)[1:]
    told = [[line.split(" | ") for line in block.strip().splitlines()] for block in blocks]
    return [[Line(tag[0], tag[1], speaker, words) for tag, speaker, words in lines] for lines in told]


def in_articles(lines: list[Line]) -> list[str]:
    """A matter told in three articles, its words marked: each line in one of several ways to say it."""
    told = []
    for at, line in enumerate(lines):
        said = f"[{line.claim}:{line.words[0].upper() + line.words[1:] if at % len(WAYS) in QUOTED else line.words}]"
        sentence = WAYS[at % len(WAYS)].format(who=line.speaker, said=said)
        told.append(sentence[0].upper() + sentence[1:])
    return ["\n\n".join(told[first::ARTICLES]) for first in range(ARTICLES)]


def kind_of(left: Line, right: Line) -> str:
    """What makes a pair of lines of one matter hard."""
    if left.claim == right.claim:
        unlike = left.against is not right.against
        return ("opposite" if "o" in (left.tag, right.tag) else "negated") if unlike else "reworded"
    first, other = sorted((left, right), key=lambda line: line.claim)
    return KINDS.get(other.tag, "other") if first.claim == "a" and first.tag in "=r" else "other"


def matters() -> None:
    """Decisions of `relate` on pairs of statements of one matter, by kind; and whether their stances are told apart."""
    models, vectors = load_models(Settings()), load_vectors()
    right: dict[str, list[bool]] = defaultdict(list)
    sides: dict[str, list[bool]] = defaultdict(list)
    of_claim, unread, found = [], 0, []
    for lines in matters_in(MATTERS):
        truth, related, placed = _related(in_articles(lines), models, vectors)
        found.append(bcubed(truth, related))
        ids = _ids(lines, truth, placed)
        unread += len(lines) - len(ids)
        claims = {each: claim.claim_id for claim in related.claims for each in claim.statement_ids}
        supports = {
            each: position.stance in SUPPORT
            for position in related.positions
            if not position.why.startswith(TOLD_BY_OTHERS)
            for each in position.statement_ids
        }
        for one, other in combinations(sorted(ids), 2):
            kind, same = kind_of(lines[one], lines[other]), lines[one].claim == lines[other].claim
            left, there = ids[one], ids[other]
            joined = left in claims and claims.get(there) == claims[left]
            right[kind].append(joined is same)
            of_claim.append(same)
            if joined and same:
                unlike = supports[left] is not supports[there]
                sides[kind].append(unlike is (kind != "reworded"))
    precision, recall, f1 = np.mean(found, axis=0)
    print(f"{len(found)} matters, {unread} lines not read: P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
    decided = [each for kind in right.values() for each in kind]
    print(f"{len(decided)} pairs: right {np.mean(decided):.3f}; always 'no' is right in {1 - np.mean(of_claim):.3f}")
    for kind, of_kind in sorted(right.items()):
        told = f"  sides told {sum(sides[kind]):3d} of {len(sides[kind])}" if sides[kind] else ""
        print(f"    {kind:<12} {sum(of_kind):3d} of {len(of_kind)}{told}")


def _ids(lines: list[Line], truth: dict[str, str], placed: list[PlacedStatement]) -> dict[int, str]:
    """By number of a line the statement that holds its words; lines that none holds are left out."""
    found: dict[int, str] = {}
    for each in placed:
        if each.statement.statement_id in truth:
            said = " ".join(each.article.text[span.start : span.end] for span in each.statement.content).lower()
            shared = [(len(set(said.split()) & set(line.words.lower().split())), -at) for at, line in enumerate(lines)]
            found.setdefault(-max(shared)[1], each.statement.statement_id)
    return found


def best_cut(scores: np.ndarray, truth: np.ndarray) -> float:
    """The accuracy of the best threshold, chosen on the rows themselves: an upper bound."""
    return max(float(np.mean((scores >= cut) == truth)) for cut in scores)


def plain_vectors(rows: list[dict[str, str]], vectors: WordVectors) -> np.ndarray:
    """Cosine of the vectors of the two sentences as they stand."""
    sides = [vectors.embed([row[side] for row in rows]) for side in ("left", "right")]
    left, right = (side / np.linalg.norm(side, axis=1, keepdims=True) for side in sides)
    return np.asarray((left * right).sum(axis=1))


def shared_words(rows: list[dict[str, str]]) -> np.ndarray:
    """Jaccard similarity of the two sets of words."""
    sets = [[{word for word, _, _ in words(row[side])} for side in ("left", "right")] for row in rows]
    return np.array([len(left & right) / len(left | right) for left, right in sets])


def made_up(size: int, vocabulary: list[str]) -> Iterator[tuple[Article, Statement]]:
    """Statements of English words, a few words far more often than the rest, about four variants of each proposition.

    Those of one proposition mean much the same, and all have something in common, as in a pile on one matter.
    """
    draw = random.Random(7)
    nouns = sorted(
        word for word in vocabulary if word.isascii() and word.isalpha() and word.islower() and len(word) > 3
    )
    draw.shuffle(nouns)
    seeds = [[nouns[int(len(nouns) * draw.random() ** 3)] for _ in range(12)] for _ in range(max(1, size // 4))]
    meant = np.random.default_rng(7)
    senses = meant.standard_normal((len(seeds), SENSE_SIZE)) + meant.standard_normal(SENSE_SIZE)
    for at in range(size):
        seed = draw.randrange(len(seeds))
        lemmas = list(seeds[seed])
        lemmas[draw.randrange(12)] = draw.choice(nouns)
        made = article(f"{' '.join(lemmas)} {_letters(at)}")
        sense = senses[seed] + meant.standard_normal(SENSE_SIZE) / 2
        packed = np.round(sense / np.linalg.norm(sense) * 127).astype(np.int8).tobytes()
        party = draw.choice(("Arvenia", "Brekland", "Cestia"))
        yield made, statement(made, tuple(lemmas), (party,), at % 5 == 0, packed)


def _letters(number: int) -> str:
    """A word of its own for each number: a figure would keep every two statements apart."""
    return "q" + "".join(chr(ord("a") + int(digit)) for digit in str(number))


def timing(report: Callable[[str], None] = print) -> None:
    """Processor seconds of `relate` for growing piles; wall time too if OMP_NUM_THREADS is 1 and nothing else runs."""
    vectors = load_vectors()
    vocabulary = list(load_models(Settings()).nlp.vocab.strings)
    for size in (2_500, 10_000, 50_000):
        made = list(made_up(size, vocabulary))
        start = time.process_time()
        related = relate(pile_of([each for _, each in made], [each for each, _ in made]), vectors)
        taken = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        report(
            f"{size:6d} statements  {taken:6.2f} s  {1e3 * taken / size:.3f} ms each  "
            f"{len(related.claims)} claims  peak {peak:.0f} MB"
        )


def main() -> None:
    """Parse and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("pairs", "disputes", "matters", "time"))
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--file", type=Path, default=DISPUTES, help="of disputes, marked likewise")
    chosen = parser.parse_args()
    if chosen.what == "pairs":
        pairs(chosen.list)
    elif chosen.what == "disputes":
        disputes(chosen.file, chosen.list)
    elif chosen.what == "matters":
        matters()
    else:
        timing()


if __name__ == "__main__":
    main()
