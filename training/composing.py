"""Pages composed of several stories, to learn from: each page follows a layout of its own that is drawn first.

A layout says which lines stand above, below and after every story of the page, how often, and how titles are set.
Layouts are drawn over a wide space rather than copied from sites, so that what is learned is that a page sets its
stories alike, not how one site does. Wordings are invented; chrome of real pages (developer data) stands around some.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from msgspec import Struct
from pages import Label, Sample, Story
from wording import (
    AFTER,
    ALSO,
    BREAKS,
    DATELINES,
    INSIDE,
    MENUS,
    MORE,
    NAMES,
    SHARE,
    SITES,
    TOPICS,
    byline,
    date_line,
    rights,
    slug,
    words_of,
)

Slot = Callable[["Composer", Story], list[str]]
BARE = 0.4  # pages without any line around their stories
ON_MATTER = 0.35  # pages whose stories share names
ALIKE = 0.1  # share of word 4-grams from which two stories are versions of one, and never stand on one page
NEIGHBOURS = 40  # stories nearest to one by names, of which a page on one matter is made
SOME_CHROME = (1, 2, 3, 5, 10, 40)  # lines of a real page's chrome that are taken


class Chrome(Struct, frozen=True):
    """What stands before, inside and after the story on a real page."""

    before: tuple[str, ...]
    inside: tuple[str, ...]
    after: tuple[str, ...]


def chrome_of(sample: Sample) -> Chrome:
    body = [i for i, (_, label) in enumerate(sample.lines) if label is Label.BODY]
    other = [line if label is Label.OTHER else None for line, label in sample.lines]

    def take(low: int, high: int) -> tuple[str, ...]:
        return tuple(line for line in other[low:high] if line)

    return Chrome(take(0, body[0]), take(body[0], body[-1]), take(body[-1], len(other)))


class Layout(Struct):
    """How one page sets its stories: slots with the share of stories that have them."""

    above: list[tuple[Slot, float]]
    below: list[tuple[Slot, float]]
    after: list[tuple[Slot, float]]
    title: Callable[[str, int], str]
    inside: float = 0.0  # share of stories with a line of another kind inside
    crossheads: float = 0.0
    datelines: float = 0.0
    lost: float = 0.0  # share of stories whose title is not on the page
    junk: float = 0.0  # share of stories that show something else where the title should stand


class Composer:
    """Makes pages of one to nine stories with real and invented chrome around, between and inside them."""

    def __init__(self, rng: random.Random, pool: Sequence[Story], chrome: Sequence[Chrome]) -> None:
        self.rng, self.pool, self.chrome = rng, pool, chrome
        self.grams = [grams(story) for story in pool]
        self.names = [names(story) for story in pool]
        self.kinds = sorted({story.source[:3] for story in pool})
        self.lines: list[tuple[str, Label | None]] = []
        self.spare: list[Story] = []
        self.topic = self.site = self.constant = self.also = self.mark = ""

    def likely(self, share: float) -> bool:
        return self.rng.random() < share

    def put(self, line: str, label: Label | None = Label.OTHER) -> None:
        if line.strip():
            self.lines.append((line, label))

    def page(self, name: str) -> Sample:
        rng = self.rng
        self.lines = []
        self.topic, self.site = rng.choice(TOPICS), rng.choice(SITES)
        self.constant = rng.choice((*AFTER, *TOPICS, *SITES, "Categories", "Read more"))
        self.also = rng.choice(ALSO)
        self.mark = rng.choice(BREAKS)
        stories = self.stories(1 if self.likely(0.25) else rng.randint(2, 9))
        bare = self.likely(BARE)
        layout = self.layout(bare)
        around = rng.choice(self.chrome)
        if not bare:
            self.head(around)
        for number, story in enumerate(stories, 1):
            self.story(story, number, layout, around)
        if not bare:
            self.foot(around)
        return Sample(name, tuple(self.lines))

    def stories(self, count: int) -> list[Story]:
        """Stories that are no versions of each other; on most pages all from one source or on one matter."""
        order = self.on_one_matter() if self.likely(ON_MATTER) else self.of_one_source()
        used: list[int] = []
        for i in order:
            if len(used) >= count + 10:
                break
            if all(_alike(self.grams[i], self.grams[j]) < ALIKE for j in used):
                used.append(i)
        self.spare = [self.pool[i] for i in used[count:]] or [self.rng.choice(self.pool)]
        return [self.varied(self.pool[i]) for i in used[:count]]

    def of_one_source(self) -> list[int]:
        kind = self.rng.choice(self.kinds) if self.likely(0.6) else ""
        order = [i for i, story in enumerate(self.pool) if story.source.startswith(kind)]
        self.rng.shuffle(order)
        return order

    def on_one_matter(self) -> list[int]:
        """The stories that share the most names with one of them."""
        told = self.rng.choice(self.names)
        shared = [len(told & found) / (len(found) + 10) for found in self.names]
        order = sorted(range(len(self.pool)), key=lambda i: -shared[i])[:NEIGHBOURS]
        self.rng.shuffle(order)
        return order

    def varied(self, story: Story) -> Story:
        """The story somewhat shortened, so that no story can be learned by heart: few are told on many pages."""
        rng = self.rng
        if self.likely(0.5):  # without its crossheads
            story = Story(story.source, story.title, tuple(filter(_is_paragraph, story.body)) or story.body)
        body = list(story.body[: rng.randint(3, 12)] if self.likely(0.5) else story.body)
        body = [self.shortened(line) if self.likely(0.4) else line for line in body]
        if len(body) > 4 and self.likely(0.3):
            del body[rng.randrange(1, len(body))]
        title = story.title.split()
        if len(title) > 7 and self.likely(0.3):
            title = title[: rng.randint(5, len(title))]
        return Story(story.source, " ".join(title), tuple(body))

    def shortened(self, line: str) -> str:
        """A paragraph without its last sentences, or its first sentence short of a clause."""
        told = re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])", line)
        if len(told) > 1:
            return " ".join(told[: self.rng.randint(1, len(told) - 1)])
        clauses = line.split(", ")
        if len(clauses) > 2 and len(clauses[0].split()) > 3:
            return ", ".join(clauses[:-1]).rstrip(".,;") + "."
        return line

    def layout(self, bare: bool) -> Layout:
        rng = self.rng
        setting = _titles(rng)
        lost, junk = rng.choice((0.0, 0.0, 0.0, 0.1, 0.4)), rng.choice((0.0, 0.0, 0.1, 0.2, 0.4))
        crossheads = rng.choice((0.0, 0.0, 0.0, 0.0, 0.05, 0.15, 0.3))
        if bare:
            lost = rng.choice((0.0, 0.0, 0.0, 0.1, 0.3))
            datelines = rng.choice((0.0, 0.2))
            return Layout([], [], [], setting, crossheads=crossheads, junk=junk, datelines=datelines, lost=lost)

        def some(slots: Sequence[Slot], most: int) -> list[tuple[Slot, float]]:
            chosen = rng.sample(slots, rng.randint(0, most))
            return [(slot, rng.choice((1.0, 1.0, 0.6, 0.3))) for slot in chosen]

        return Layout(
            some(_ABOVE, 2), some(_BELOW, 3), some(_AFTER, 3), setting,
            inside=rng.choice((0.0, 0.2, 0.4)), crossheads=crossheads,
            datelines=rng.choice((0.0, 0.0, 0.2, 1.0)), lost=lost, junk=junk,
        )  # fmt: skip

    def story(self, story: Story, number: int, layout: Layout, around: Chrome) -> None:
        self.slots(layout.above, story)
        if not self.likely(layout.lost):
            bad = self.likely(layout.junk)
            shown = self.junk(around, story) if bad else story.title
            placed = bool(layout.above or layout.below or layout.title is not _as_it_is)
            self.put(layout.title(shown, number), None if bad and not placed else Label.TITLE)
        self.slots(layout.below, story)
        self.body(story, layout, around)
        self.slots(layout.after, story)

    def slots(self, slots: Sequence[tuple[Slot, float]], story: Story) -> None:
        for slot, share in slots:
            if self.likely(share):
                for line in slot(self, story):
                    self.put(line)

    def junk(self, around: Chrome, story: Story) -> str:
        """What pages show for a title when the scraper missed it: a date, a call, a byline, a caption, a sentence."""
        rng = self.rng
        short = [line for line in around.before + around.after if 2 <= len(line.split()) <= 15]
        caption = words_of(rng.choice(story.body), rng.randint(5, 14)) + "."
        sentence = re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])", rng.choice((*story.body[:2], *story.body[-1:])))[0]
        call = rng.choice((*INSIDE, *(line for line in AFTER if len(line.split()) > 2)))
        lines = (date_line(rng), byline(rng), rng.choice(SITES), caption, sentence, call)
        return rng.choice((*lines, *rng.sample(short, min(len(short), 4))))

    def body(self, story: Story, layout: Layout, around: Chrome) -> None:
        rng = self.rng
        dateline = rng.choice(DATELINES) if self.likely(layout.datelines) else ""
        extra = rng.randrange(1, len(story.body)) if len(story.body) > 1 and self.likely(layout.inside) else None
        for i, line in enumerate(story.body):
            if i == extra:
                self.inside(around)
            if i and self.likely(layout.crossheads):
                self.crosshead(line)
            self.put(line if i else dateline + line, Label.BODY if i else Label.OPENING)

    def crosshead(self, line: str) -> None:
        """A heading inside a story, of words of the paragraph below it."""
        words = re.findall(r"[\w'’-]+", line)
        at = self.rng.randrange(max(len(words) - 3, 1))
        told = " ".join(words[at : at + self.rng.randint(2, 7)])
        if len(told) > 4:
            self.put(told.upper() if self.likely(0.4) else told[0].upper() + told[1:], Label.BODY)

    def inside(self, around: Chrome) -> None:
        rng = self.rng
        choice = rng.randrange(5)
        if choice == 0 and around.inside:
            at = rng.randrange(len(around.inside))
            for line in around.inside[at : at + rng.randint(1, 4)]:
                self.put(line)
        elif choice == 1:
            for story in rng.sample(self.spare, min(len(self.spare), rng.randint(2, 4))):
                self.put(story.title.removesuffix("."))
        elif choice == 2:
            self.put(rng.choice(INSIDE))
        else:
            self.put(self.also + rng.choice(self.spare).title)

    def head(self, around: Chrome) -> None:
        rng = self.rng
        if self.likely(0.5):
            for line in self.some(around.before):
                self.put(line)
        else:
            for line in rng.sample((self.site, rng.choice(MENUS), date_line(rng), self.topic), rng.randint(1, 3)):
                self.put(line)

    def foot(self, around: Chrome) -> None:
        rng = self.rng
        if self.likely(0.5):
            for line in self.some(around.after):
                self.put(line)
        else:
            for line in (rng.choice(MENUS), rights(rng, self.site))[: rng.randint(0, 2)]:
                self.put(line)

    def some(self, lines: tuple[str, ...]) -> list[str]:
        """A stretch of real chrome, or a few lines out of it."""
        if not lines:
            return []
        if self.likely(0.3):
            return self.rng.sample(lines, min(len(lines), self.rng.randint(1, 5)))
        at = self.rng.randrange(len(lines))
        return list(lines[at : at + self.rng.choice(SOME_CHROME)])

    def stubs(self, least: int, most: int) -> list[str]:
        """A list of other stories: titles, with whole or cut blurbs, with or without list marks and a foot line."""
        rng = self.rng
        head = [rng.choice(MORE)] if self.likely(0.8) else []
        mark, blurbs = rng.choice(("", "", "• ", "- ")), rng.choice((0.0, 0.6, 1.0))
        cut, foot = self.likely(0.7), rng.choice((0.0, 0.4, 1.0))
        lines: list[str] = []
        for story in rng.sample(self.spare, min(len(self.spare), rng.randint(least, most))):
            lines.append(mark + story.title.removesuffix("."))
            if self.likely(blurbs):
                lead = story.body[0]
                lines.append(_cut(rng, lead) if cut else lead)
            if self.likely(foot):
                lines.append(_foot(rng))
        return [*head, *lines]


def _as_it_is(title: str, number: int) -> str:
    return title


def _titles(rng: random.Random) -> Callable[[str, int], str]:
    """How a page sets its titles."""
    settings: tuple[Callable[[str, int], str], ...] = (
        lambda title, number: f"{number}. {title}",
        lambda title, number: f"{number}. {title}",
        lambda title, number: f"{number}) {title}",
        lambda title, number: title.upper(),
        lambda title, number: title.upper(),
        lambda title, number: "## " + title,
        lambda title, number: f"{title}.".replace("..", "."),
        lambda title, number: f"• {title}",
    )
    return rng.choice(settings) if rng.random() < 0.55 else _as_it_is


def _cut(rng: random.Random, lead: str) -> str:
    return " ".join(lead.split()[: rng.randint(10, 34)]) + rng.choice(("…", "...", " [...]", " […]", ""))


def _foot(rng: random.Random) -> str:
    told = (
        f"{rng.choice(SITES)} • {rng.randint(3, 18)}h",
        f"{rng.randint(1, 90)} Comments",
        "Read more",
        date_line(rng),
    )
    return rng.choice(told)


def grams(story: Story) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", " ".join(story.body))
    return {tuple(words[i : i + 4]) for i in range(len(words) - 3)}


def names(story: Story) -> set[str]:
    """Words in capitals of the first paragraphs."""
    return set(re.findall(r"\b[A-Z][a-z]{3,}", " ".join(story.body[:8])))


def _is_paragraph(line: str) -> bool:
    return len(line.split()) >= 8 and line.rstrip("\"'”’)")[-1:] in ".!?:"


def _alike(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> float:
    return len(one & other) / max(min(len(one), len(other)), 1)


# ---------------------------------------------------------------- slots


def _topic(c: Composer, story: Story) -> list[str]:
    return [c.rng.choice((c.topic, c.topic.upper(), f"{c.rng.choice(TOPICS)} News", c.rng.choice(TOPICS)))]


def _categories(c: Composer, story: Story) -> list[str]:
    return ["Categories", "-" + " ".join(c.rng.sample(TOPICS, 2))]


def _slug(c: Composer, story: Story) -> list[str]:
    return [slug(c.rng, c.topic, story.title)]


def _crumbs(c: Composer, story: Story) -> list[str]:
    shown = story.title[: c.rng.randint(30, 90)] + c.rng.choice(("...", "…", ""))
    return [c.rng.choice((f"Home{c.topic.lower()}", f"Home » {c.topic} » ", "Home / ", f"{c.topic} > ")) + shown]


def _standfirst(c: Composer, story: Story) -> list[str]:
    told = re.split(r"(?<=[.!?])\s+(?=[A-Z])", c.rng.choice(story.body))[0]
    if not 8 <= len(told.split()) <= 40:
        return []
    ends = ("", ".", f" …reports {c.site}", f"…reports {c.site}", "…")
    return [told.rstrip(".") + c.rng.choice(ends)]


def _byline(c: Composer, story: Story) -> list[str]:
    return [byline(c.rng)]


def _date(c: Composer, story: Story) -> list[str]:
    return [date_line(c.rng)]


def _by_date(c: Composer, story: Story) -> list[str]:
    by, when = byline(c.rng), date_line(c.rng)
    forms = (f"{by} | {when}", f"{when} — {by}", f"{by}, {when}", f"Filed {when} {by} to {c.topic}", f"{by} • {when}")
    return [c.rng.choice(forms)]


def _share(c: Composer, story: Story) -> list[str]:
    return [c.rng.choice(SHARE)]


def _caption(c: Composer, story: Story) -> list[str]:
    who = c.rng.choice(NAMES)
    about = words_of(c.rng.choice(story.body), c.rng.randint(5, 14))
    return [f"{about}. ({c.rng.choice(('Photo', 'AP Photo', 'Image', 'Picture', 'File'))}: {who})"]


def _constant(c: Composer, story: Story) -> list[str]:
    return [c.constant]


def _break(c: Composer, story: Story) -> list[str]:
    return [c.mark]


def _also(c: Composer, story: Story) -> list[str]:
    return [c.also + c.rng.choice(c.spare).title]


def _after(c: Composer, story: Story) -> list[str]:
    return c.rng.sample(AFTER, c.rng.randint(1, 3))


def _credit(c: Composer, story: Story) -> list[str]:
    one, other = c.rng.choice(NAMES), c.rng.choice(NAMES)
    forms = (f"(Words: {one}; desk: {other})", f"({one} reported from Lima; {other} edited)", f"— {one} and {other}")
    return [c.rng.choice(forms)]


def _biography(c: Composer, story: Story) -> list[str]:
    rng, name = c.rng, c.rng.choice(NAMES)
    what = rng.choice(("a reporter", "a staff writer", "an editor", "a correspondent", "a producer"))
    where = rng.choice((f"for {c.site}", f"at {c.site}", f"based in {rng.choice(('Lagos', 'Oslo', 'Lima', 'Perth'))}"))
    more = rng.choice((f", covering {c.topic.lower()}", f" with a focus on {c.topic.lower()}", ""))
    return [f"{name} is {what} {where}{more}." + rng.choice(("", "", f" Follow {name.split()[0]} on Twitter."))]


def _stubs(c: Composer, story: Story) -> list[str]:
    return c.stubs(2, 7)


def _many_stubs(c: Composer, story: Story) -> list[str]:
    return c.stubs(2, 20) if c.likely(0.5) else []


def _chrome(c: Composer, story: Story) -> list[str]:
    return c.some(c.rng.choice(c.chrome).after)[:6]


_ABOVE: tuple[Slot, ...] = (_topic, _topic, _categories, _slug, _slug, _crumbs, _constant, _break, _date, _share)
_BELOW: tuple[Slot, ...] = (
    _standfirst, _byline, _byline, _date, _date, _by_date, _by_date, _share, _caption, _constant,
)  # fmt: skip
_AFTER: tuple[Slot, ...] = (
    _break, _break, _also, _also, _after, _after, _credit, _biography, _stubs, _stubs, _many_stubs, _chrome, _constant,
    _share,
)  # fmt: skip


def compose(rng: random.Random, pool: Sequence[Story], dumped: Sequence[Sample], count: int) -> list[Sample]:
    """`count` composed pages from those stories, with the chrome of those dumps."""
    usable = [s for s in dumped if any(label is Label.BODY for _, label in s.lines)]
    composer = Composer(rng, pool, [chrome_of(s) for s in usable])
    return [composer.page(f"composed{i}") for i in range(count)]
