"""Statements of an invented dispute, one line each: who, what act, the words, the parties in them, the day."""

from __future__ import annotations

import functools
import re
from typing import Any

from tokenizers import Tokenizer

from made import article, page, span
from sayso.models import SenseReader, load_senses, load_tagger
from sayso.records import (
    UNDATED,
    Act,
    Article,
    Basis,
    Dated,
    Mode,
    Proposition,
    Speaker,
    Statement,
    make_id,
)
from sayso.statements.senses import with_senses
from sayso.statements.tagging.pieces import encode

_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an and any are as at been by did does for from had has have he her his i in is it its no not "
        "of on or our she that the their them there they this to was we were will with never ",
    )
)

BOTH = ("Arvenia", "Brekland")
SHIPPED = "Arvenia shipped copper pipes to Brekland"
# What properties draw stories from.
POOL = (
    ("Mossland", Act.ACCUSE, SHIPPED, BOTH),
    ("Arvenia", Act.DENY, "shipping copper pipes to Brekland", BOTH),
    ("Arvenia", Act.CONFIRM, "Arvenia sent pipes to Brekland", BOTH),
    ("Brekland", Act.ASSERT, "the dam failed because of an earthquake", ()),
    ("Cestia", Act.ASSERT, "the dam failed because of poor maintenance", ()),
    ("Cestia", Act.DISMISS, "nonsense", ()),
    (None, Act.SUGGEST, "Brekland paid for copper pipes", ("Brekland",)),
)


def lemmas(words: str) -> tuple[str, ...]:
    """Content words in lower case, plural and past endings left on: near enough for words chosen with care."""
    return tuple(word for word in re.findall(r"[a-z0-9]+", words.lower()) if word not in _SMALL)


def day(iso: str | None) -> Dated:
    """A known day, or nothing known."""
    return Dated(iso, iso, iso, Basis.TEXT, iso) if iso else UNDATED


@functools.cache
def networks() -> tuple[Tokenizer, SenseReader]:
    """What reads senses, loaded once."""
    return load_tagger().tokenizer, load_senses()


class Story:
    """An article whose text grows with each `says`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._page = page(name)
        self._lines: list[str] = []
        self._made: list[tuple[str, dict[str, Any]]] = []

    def says(self, who: str | None, act: Act, words: str, parties: tuple[str, ...] = (), **more: Any) -> Story:
        """Add a paragraph with one statement.

        `more`: iso, mode, negated, hedged, is_claim, asserted_by, party, described, before (what leads up to it),
        cue and source (the words of saying and who says it, in what leads up).
        """
        self._lines.append("{} {}.".format(more.pop("before", f"{who or 'Somebody'} spoke:"), words))
        self._made.append((words, {"who": who, "act": act, "parties": parties, **more}))
        return self

    def filler(self, size: int) -> Story:
        """Add a paragraph of nothing in particular."""
        self._lines.append("Rain fell on the harbour. " * (size // 25))
        return self

    @property
    def article(self) -> Article:
        return article(self._page, "\n\n".join(self._lines))

    def statements(self) -> list[Statement]:
        """What is said, with its senses."""
        said = [self._statement(words, **fields) for words, fields in self._made]
        tokenizer, reader = networks()
        return list(with_senses(said, encode(self.article.text, tokenizer), reader))

    def _statement(self, words: str, who: str | None, act: Act, parties: tuple[str, ...], **more: Any) -> Statement:
        here = span(self.article.text, words)
        proposition = Proposition(
            lemmas=lemmas(words),
            parties=parties,
            names=(),
            negated=more.get("negated", False),
            hedged=more.get("hedged", False),
            is_claim=more.get("is_claim", True),
            asserted_by=more.get("asserted_by"),
        )
        speaker = Speaker(name=who, description=more.get("described", who), party=more.get("party", who))
        return Statement(
            statement_id=make_id("st", self.article.article_id, here.start, here.end),
            article_id=self.article.article_id,
            source=(span(self.article.text, more["source"]),) if "source" in more else (),
            cue=(span(self.article.text, more["cue"]),) if "cue" in more else (),
            content=(here,),
            mode=more.get("mode", Mode.INDIRECT),
            act=act,
            negated=False,
            speaker=speaker,
            via=(),
            said_on=day(more.get("iso")),
            proposition=proposition,
            score=1.0,
            why="made by hand",
            method="hand",
        )
