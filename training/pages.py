"""Labelled pages to train the plain-text cutter on: dumps of annotated pages, and pages composed of several stories.

Reads the developer data named in `docs/evaluation.md` (never part of the project). A page is a list of lines, each
with a label: running text, the title of a story, or anything else; `None` where the annotation cannot tell.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import zlib
from collections.abc import Callable, Iterator
from enum import IntEnum
from pathlib import Path
from types import ModuleType
from typing import Any

import trafilatura
from msgspec import Struct

from sayso.articles.language import detect


class Label(IntEnum):
    OTHER = 0
    BODY = 1
    TITLE = 2
    OPENING = 3  # the first paragraph of a story


class Sample(Struct, frozen=True):
    """One page: its lines with their labels. `source` is what folds are made of."""

    source: str
    lines: tuple[tuple[str, Label | None], ...]
    weight: float = 1.0


class Story(Struct, frozen=True):
    source: str
    title: str
    body: tuple[str, ...]


def read_rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def fold(source: str, folds: int = 5) -> int:
    return zlib.crc32(source.encode()) % folds


def squash(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def label_dump(dump: str, gold: str, title: str | None) -> tuple[tuple[str, Label | None], ...]:
    """Label the lines of a dump by the share of their word 4-grams that stand in the annotated text."""
    tokens = re.findall(r"\w+", gold)
    grams = {tuple(tokens[i : i + 4]) for i in range(len(tokens) - 3)}
    whole = {squash(line) for line in gold.split("\n")}
    lines: list[tuple[str, Label | None]] = []
    for line in dump.split("\n"):
        if not line.strip():
            continue
        words = re.findall(r"\w+", line)
        here = [tuple(words[i : i + 4]) for i in range(len(words) - 3)]
        share = (
            sum(gram in grams for gram in here) / len(here) if here else float(squash(line) in whole and bool(words))
        )
        lines.append((line, None if 0.35 < share < 0.65 else Label.BODY if share >= 0.5 else Label.OTHER))
    return _with_title(lines, title)


def _with_title(lines: list[tuple[str, Label | None]], title: str | None) -> tuple[tuple[str, Label | None], ...]:
    """The telling of the title nearest above the body is the title; its other tellings are left out of training."""
    first = next((i for i, (_, label) in enumerate(lines) if label is Label.BODY), None)
    name = squash(re.split(r" [|–—-] (?=[^|–—-]{2,30}$)", title or "")[0])
    if first is None or len(name) < 12:
        return tuple(lines)
    same = [i for i, (line, _) in enumerate(lines) if squash(line) == name]
    above = [i for i in same if i <= first + 3]
    for i in same:
        lines[i] = (lines[i][0], None)
    if above:
        lines[above[-1]] = (lines[above[-1]][0], Label.TITLE)
    return tuple(lines)


def dumps(shared: Path, scorer: ModuleType) -> Iterator[Sample]:
    """The annotated pages as plain dumps; where only segments are annotated, the HTML reader's text stands in."""
    for row in read_rows(shared / "data/articles_html/aeb.jsonl.gz"):
        if detect(row["articleBody"]) == "en":
            yield Sample(
                f"aeb{row['id']}", label_dump(scorer.plain(row["html"]), row["articleBody"], row["page_title"])
            )
    for row in read_rows(shared / "data/articles_html/web_en.jsonl.gz"):
        text = trafilatura.extract(row["html"], include_comments=False, include_tables=False) or ""
        if len(text.split()) >= 80 and detect(text) == "en":
            yield Sample(f"web{row['id']}", label_dump(scorer.plain(row["html"]), text, row.get("title")), 0.7)


def stories(shared: Path, scorer: ModuleType) -> Iterator[Story]:
    """Whole clean stories to compose pages of."""
    for name, path in (("aeb", "articles_html/aeb.jsonl.gz"), ("hel", "helsinki/pages.jsonl.gz")):
        for row in read_rows(shared / "data" / path):
            for found in scorer.source_articles([row]):
                yield Story(f"{name}{row['id']}", found["title"], tuple(found["paras"]))
    for row in read_rows(shared / "data/polnear/train.jsonl.gz"):
        title, *rest = [line.strip() for line in row["text"].split("\n") if line.strip()]
        body = tuple(line for line in rest if line not in {"ABSTRACT.", "FULL TEXT."})
        if len(body) >= 2:
            yield Story(f"pol{row['doc']}", title, body)


# ---------------------------------------------------------------- composing


def _listed(names: str) -> tuple[str, ...]:
    return tuple(names.split(","))


TOPICS = _listed(
    "Regions,Parliament,Money,Courts,Abroad,Comment,Science,Health,Local,Sport,Culture,Weather,Schools,Transport"
)
NAMES = _listed(
    "Ada Quill,Ben Marsh,Cora Vale,Dan Okoro,Eva Lind,Finn Adair,Gita Rao,Hugo Prince,Staff Writer,News Desk"
)
SITES = _listed(
    "The Bay Courier,Hillgate Post,Open Gazette,North Star Daily,Plain Dealer Online,Asia Brief,Euro Monitor"
)
MONTHS = _listed("January,February,March,April,May,June,July,August,September,October,November,December")
MORE = _listed(
    "Related stories,Recommended Stories,Most Popular,More from this section,You may also like,Trending,Latest news,"
    "Read more,Top stories,Recommended for you,More in World,Related Articles,Popular now,Don't miss,Up next"
)
ALSO = (
    "ALSO ON THIS PAGE: ",
    "NOW READ- ",
    "Next | ",
    "More on this: ",
    "LINKED: ",
    "Compare: ",
    "READ: ",
    "Watch: ",
    "More: ",
    "• ",
)
AFTER = (
    "Tags: news, courts", "Filed under: Parliament", "Write a comment", "Comments", "Join in",
    "Your reply", "0 Comments",
    "We never show your address. Fields with a star must be filled *", "Share this:", "Share Tweet Email Print",
    "(END)", "-30-", "* * *", "-----", "___", "View Comments", "Advertisement", "Most Popular", "Follow us on Twitter",
    "Follow our coverage of the region", "Follow us for more on this story at https://example.org/hub",
    "Please enter your comment!", "Got a tip? Send it to our reporters.", "Read the full story on our site.",
    "Do you have a story to tell? Email our news desk.",
    "Sign up for our newsletter to get the day's top stories in your inbox.", "Copyright 2020. All rights reserved.",
)  # fmt: skip

DATELINES = (
    "(Reuters) - ", "LONDON (AP) — ", "(AFP) - ", "PARIS: ", "GENEVA, May 4 (Reuters) - ", "OSLO, Norway (NPA) — ",
    "LIMA (Andar) - ",
)  # fmt: skip


def date_line(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.choice(MONTHS), rng.randint(2005, 2024)
    forms = (
        f"{month} {day}, {year}", f"{day} {month} {year}", f"{year}-{rng.randint(1, 12):02d}-{day:02d}",
        f"about {rng.randint(2, 11)} hours old",
        f"Published {month} {day}, {year} at {rng.randint(1, 12)}:{rng.randint(10, 59)} pm",
        f"Updated: {day}/{rng.randint(1, 12)}/{year}",
        f"{month[:3]} {day}, {year}, {rng.randint(1, 12)}:{rng.randint(10, 59)} PM ET",
    )  # fmt: skip
    return rng.choice(forms)


class Chrome(Struct, frozen=True):
    """What stands before, inside and after the story on a real page."""

    before: tuple[str, ...]
    inside: tuple[str, ...]
    after: tuple[str, ...]


def chrome_of(sample: Sample) -> Chrome:
    body = [i for i, (_, label) in enumerate(sample.lines) if label is Label.BODY]
    other = [line if label is Label.OTHER else None for line, label in sample.lines]
    take: Callable[[int, int], tuple[str, ...]] = lambda low, high: tuple(x for x in other[low:high] if x)  # noqa: E731
    return Chrome(take(0, body[0]), take(body[0], body[-1]), take(body[-1], len(other)))


class Composer:
    """Makes pages of one to nine stories with real and invented chrome around, between and inside them."""

    def __init__(self, rng: random.Random, pool: list[Story], chrome: list[Chrome]) -> None:
        self.rng = rng
        self.pool = pool
        self.chrome = chrome
        self.lines: list[tuple[str, Label | None]] = []
        self.rich = True
        self.above = self.below = ""  # a line that this page sets above, or below, every story

    def put(self, line: str, label: Label | None = Label.OTHER) -> None:
        self.lines.append((line, label))

    def likely(self, share: float) -> bool:
        return self.rng.random() < share

    def page(self, name: str) -> Sample:
        rng = self.rng
        self.lines = []
        self.rich = self.likely(0.75)
        count = 1 if self.likely(0.3) else rng.randint(2, 9)
        around = rng.choice(self.chrome)
        self.above = (
            rng.choice(("Categories", rng.choice(TOPICS), "News", rng.choice(SITES))) if self.likely(0.2) else ""
        )
        self.below = rng.choice((*AFTER, "Read more")) if self.likely(0.2) else ""
        habits = [rng.choice((0.0, 0.5, 1.0)) for _ in range(6)]
        if self.rich and self.likely(0.6):
            for line in self.some(around.before):
                self.put(line)
        for story in rng.sample(self.pool, count):
            self.story(story, habits, around, count == 1)
        if self.rich and self.likely(0.6):
            for line in self.some(around.after):
                self.put(line)
        return Sample(name, tuple(self.lines))

    def some(self, lines: tuple[str, ...]) -> list[str]:
        """A stretch of real chrome, or a few lines out of it."""
        if not lines:
            return []
        if self.likely(0.4):
            return self.rng.sample(lines, min(len(lines), self.rng.randint(1, 5)))
        at = self.rng.randrange(len(lines))
        return list(lines[at : at + self.rng.choice((1, 2, 3, 5, 10, 40))])

    def story(self, story: Story, habits: list[float], around: Chrome, alone: bool) -> None:
        rng = self.rng
        if self.rich and self.above:
            self.put(self.above)
        if self.rich and self.likely(habits[0]):
            self.put(
                rng.choice((rng.choice(TOPICS), rng.choice(TOPICS).upper(), f"{rng.choice(TOPICS)} News", "Categories"))
            )
            if self.likely(0.3):
                self.put("-" + " ".join(rng.sample(TOPICS, 2)))
        if self.rich and self.likely(habits[1] * 0.3):
            self.put(f"{rng.choice(TOPICS).upper()}-{story.title.split()[0].upper()}/ (LEAD {rng.randint(2, 5)})")
        if self.rich and self.likely(0.06):
            crumbs = rng.choice((f"Home{rng.choice(TOPICS).lower()}", f"Home » {rng.choice(TOPICS)} » ", "Home / "))
            self.put(crumbs + story.title[: rng.randint(40, 90)] + rng.choice(("...", "…", "")))
        title = self.title(story, habits[2])
        if self.rich and self.likely(0.04):
            self.put(title, None)
        if self.likely(0.1):  # a page that lost the title, or shows something else in its place
            self.put(rng.choice((*around.before, rng.choice(SITES), date_line(rng), f"By {rng.choice(NAMES)}")))
        else:
            self.put(title, Label.TITLE)
        if self.rich:
            self.meta(story, habits)
        self.body(story, around)
        if self.rich:
            self.tail(habits, alone)
            if self.below:
                self.put(self.below)

    def title(self, story: Story, habit: float) -> str:
        title = story.title.removesuffix(".") if self.likely(0.7) else story.title
        if habit == 1.0 and self.likely(0.4):
            return title.upper()
        if habit == 0.5 and self.likely(0.3):
            return f"{self.rng.randint(1, 9)}. {title}"
        return "## " + title if self.likely(0.03) else title

    def meta(self, story: Story, habits: list[float]) -> None:
        rng = self.rng
        if self.likely(habits[3] * 0.4):
            told = re.split(r"(?<=[.!?])\s+(?=[A-Z])", rng.choice(story.body))[0]
            if 8 <= len(told.split()) <= 40:
                end = rng.choice(("", ".", f" …reports {rng.choice(SITES)}", f"…reports {rng.choice(SITES)}", "…"))
                self.put(told.rstrip(".") + end)
        if self.likely(habits[4]):
            who, when = rng.choice(NAMES), date_line(rng)
            forms = (
                f"By {who}",
                when,
                f"By {who} | {when}",
                f"Posted on {when} by {who} in {rng.choice(TOPICS)}",
                who.upper(),
                f"{who} and {rng.choice(NAMES)}".upper().replace(" AND ", " and "),
                f"by {who}",
            )
            for line in rng.sample(forms, rng.randint(1, 2)):
                self.put(line)
            if self.likely(0.3):
                self.put(
                    rng.choice(
                        (
                            "Share Tweet Email Print",
                            "Share",
                            "Facebook Twitter Email",
                            "4 min read",
                            "Listen to article",
                        )
                    )
                )

    def body(self, story: Story, around: Chrome) -> None:
        rng = self.rng
        extra = rng.randrange(len(story.body)) if self.rich and self.likely(0.45) else None
        headed = self.likely(0.2)
        for i, line in enumerate(story.body):
            if i and i == extra:
                self.inside(around)
            if i and headed and self.likely(0.25):
                self.crosshead(line)
            opening = rng.choice(DATELINES) if i == 0 and self.rich and self.likely(0.2) else ""
            self.put(opening + line, Label.BODY if i else Label.OPENING)

    def crosshead(self, line: str) -> None:
        """A heading inside a story, of words of the paragraph below it."""
        words = re.findall(r"[\w'’-]+", line)
        at = self.rng.randrange(max(len(words) - 3, 1))
        told = " ".join(words[at : at + self.rng.randint(2, 6)])
        if len(told) > 4:
            self.put(told.upper() if self.likely(0.4) else told[0].upper() + told[1:], Label.BODY)

    def inside(self, around: Chrome) -> None:
        rng = self.rng
        choice = rng.randrange(4)
        if choice == 0 and around.inside:
            at = rng.randrange(len(around.inside))
            for line in around.inside[at : at + rng.randint(1, 4)]:
                self.put(line)
        elif choice == 1:
            self.put(rng.choice(ALSO) + rng.choice(self.pool).title)
        elif choice == 2:
            for story in rng.sample(self.pool, rng.randint(2, 4)):
                self.put(story.title.removesuffix("."))
        else:
            self.put(
                rng.choice(
                    (
                        "Advertisement",
                        "ADVERTISEMENT",
                        "Story continues below",
                        "Article continues after ad",
                        "Watch live",
                    )
                )
            )

    def tail(self, habits: list[float], alone: bool) -> None:
        rng = self.rng
        if self.likely(habits[5] * 0.6):
            self.put(rng.choice(ALSO) + rng.choice(self.pool).title)
        if self.likely(0.3):
            for line in rng.sample(AFTER, rng.randint(1, 3)):
                self.put(line)
        if self.likely(0.2):
            for line in self.some(rng.choice(self.chrome).after)[:6]:
                self.put(line)
        if self.likely(0.15):
            self.put(self.biography())
        if self.likely(0.15):
            self.put(f"(Words: {rng.choice(NAMES)}; desk: {rng.choice(NAMES)})")
        if self.likely(0.2 + 0.4 * alone):
            self.stubs()

    def biography(self) -> str:
        """The line about the author that stands below a story."""
        rng = self.rng
        name, site, topic = rng.choice(NAMES), rng.choice(SITES), rng.choice(TOPICS).lower()
        what = rng.choice(
            ("a reporter", "a staff writer", "an editor", "a correspondent", "a freelance journalist", "a producer")
        )
        where = rng.choice((f"for {site}", f"at {site}", f"based in {rng.choice(('Lagos', 'Oslo', 'Lima', 'Perth'))}"))
        more = rng.choice(
            (
                f", covering {topic} and {rng.choice(TOPICS).lower()}",
                f" with a focus on {topic}",
                "",
                f" who writes about {topic}",
            )
        )
        last = rng.choice(
            (
                "",
                "",
                f" Follow {name.split()[0]} on Twitter.",
                f" Previously, {name.split()[-1]} worked at {rng.choice(SITES)}.",
            )
        )
        return f"{name} is {what} {where}{more}.{last}"

    def stubs(self) -> None:
        """A list of other stories: titles, with whole or cut blurbs, with or without list marks."""
        rng = self.rng
        self.put(rng.choice(MORE))
        mark, blurbs = rng.choice(("", "", "• ", "- ")), rng.choice((0.0, 0.6, 1.0))
        cut, foot = self.likely(0.6), self.likely(0.4)
        for story in rng.sample(self.pool, rng.randint(2, 20)):
            self.put(mark + story.title.removesuffix("."))
            if self.likely(blurbs):
                lead = story.body[0]
                if cut:
                    lead = " ".join(lead.split()[: rng.randint(14, 30)]) + rng.choice(("…", "...", " [...]"))
                self.put(lead)
            if foot:
                self.put(
                    rng.choice(
                        (
                            "Read more",
                            f"{rng.choice(SITES)} • {rng.randint(3, 18)}h",
                            f"{rng.randint(1, 90)} Comments",
                            date_line(rng),
                        )
                    )
                )


def compose(rng: random.Random, pool: list[Story], dumped: list[Sample], count: int) -> list[Sample]:
    """`count` composed pages from those stories, with the chrome of those dumps."""
    usable = [s for s in dumped if any(label is Label.BODY for _, label in s.lines)]
    composer = Composer(rng, pool, [chrome_of(s) for s in usable])
    return [composer.page(f"composed{i}") for i in range(count)]
