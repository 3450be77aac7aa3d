"""A parsed text as one table of words: the text, tag, head and relation of each, read out of spaCy's Doc once.

Whoever reads a text for who said what looks at its words again and again. spaCy makes a Token anew whenever one is
asked for, and its string anew at every look; here both stand ready, and so do the columns that readers look through.
Names mean what they mean in spaCy (https://spacy.io/api/token); what is asked for seldom is asked of spaCy's own Doc.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise, repeat
from typing import Literal

import numpy as np
import spacy.tokens
from msgspec import Struct, field

Alignment = Literal["strict", "contract", "expand"]

_NUMBERS = ["IDX", "LENGTH", "SPACY", "SENT_START", "HEAD", "IS_PUNCT", "IS_SPACE"]
_STRINGS = ["LOWER", "TAG", "POS", "DEP", "LEMMA", "ENT_TYPE"]


_NONE: list[Token] = []  # of the many words on which nothing hangs


class Token(Struct, eq=False):
    """A word of a parsed text, a mark, or white space. Equal to itself alone: a Doc has one for each place."""

    doc: Doc
    i: int  # its place in `doc`
    text: str
    text_with_ws: str  # with the space behind it, if there is one
    idx: int  # where it begins, in code points
    is_sent_start: bool
    is_punct: bool
    is_space: bool
    lower_: str
    tag_: str
    pos_: str
    dep_: str
    lemma_: str
    ent_type_: str  # empty outside names
    head: Token = field(default=None)  # type: ignore[assignment]  # set with the Doc; a root's is itself
    children: list[Token] = _NONE  # in text order

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    def nbor(self, by: int = 1) -> Token:
        """The word `by` places on; IndexError outside the text."""
        if self.i + by < 0:
            raise IndexError(f"no word stands {-by} before {self!r}")
        return self.doc[self.i + by]

    @property
    def whitespace_(self) -> str:
        """The space behind it, or nothing."""
        return self.text_with_ws[len(self.text) :]

    @property
    def sentence(self) -> tuple[int, int]:
        """Where its sentence is, as places: `[start, end)`."""
        return self.doc.sentences[self.i]

    @property
    def lefts(self) -> list[Token]:
        """Its children in front of it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def subtree(self) -> list[Token]:
        """Itself and all that hangs on it: in text order, where no arcs cross."""
        if not self.children:
            return [self]
        before = [word for child in self.children if child.i < self.i for word in child.subtree]
        return [*before, self, *(word for child in self.children if child.i > self.i for word in child.subtree)]

    @property
    def ancestors(self) -> Iterator[Token]:
        """Its head, that one's head, and so on to the root."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    @property
    def left_edge(self) -> Token:
        """The first word of its subtree."""
        return self.doc[self.doc.spacy[self.i].left_edge.i] if self.children else self

    @property
    def right_edge(self) -> Token:
        """The last word of its subtree."""
        return self.doc[self.doc.spacy[self.i].right_edge.i] if self.children else self

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """All that are coordinated with it, itself aside."""
        return tuple(self.doc[other.i] for other in self.doc.spacy[self.i].conjuncts)

    @property
    def is_alpha(self) -> bool:
        return self.text.isalpha()

    @property
    def is_title(self) -> bool:
        return self.text.istitle()

    @property
    def is_quote(self) -> bool:
        return bool(self.doc.spacy[self.i].is_quote)

    @property
    def is_stop(self) -> bool:
        """Whether it is one of the words that are in every text."""
        return bool(self.doc.spacy[self.i].is_stop)

    @property
    def ent_iob_(self) -> str:
        """ "B" where a name begins, "I" where it goes on, "O" outside."""
        return self.doc.spacy[self.i].ent_iob_


class Span(Struct, frozen=True, eq=False):
    """Words that follow one another: the places `[start, end)` of a Doc."""

    doc: Doc
    start: int
    end: int
    label_: str = ""  # the kind of a name

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc[self.start : self.end])

    def __getitem__(self, at: int) -> Token:
        return self.doc[self.start : self.end][at]

    @property
    def start_char(self) -> int:
        """Where it begins, in code points."""
        return self.doc[self.start].idx

    @property
    def end_char(self) -> int:
        """Where it ends, in code points, the space behind it left out."""
        last = self.doc[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        return self.doc.text[self.start_char : self.end_char] if self.start < self.end else ""

    @property
    def root(self) -> Token:
        """The word that the others hang on, by the shortest way to the sentence's root."""
        if self.end - self.start == 1:
            return self.doc[self.start]
        return self.doc[self.doc.spacy[self.start : self.end].root.i]


class Doc(list[Token]):
    """The words of one parsed text, in order. Made once, then only read; equal to itself alone.

    Words hold each other. Left to Python's collector they cost twice what it takes to make them, for it looks for them
    among all objects of the process: so `with doc:` lets go of them at its end.
    """

    __hash__ = object.__hash__  # type: ignore[assignment]  # a list has none: it may change
    __eq__ = object.__eq__
    __ne__ = object.__ne__

    def __init__(self, parsed: spacy.tokens.Doc) -> None:
        text = parsed.user_data.get("text")
        self.spacy = parsed
        self.text: str = parsed.text if text is None else text
        size = len(parsed)
        table = parsed.to_array([*_NUMBERS, *_STRINGS]).astype(np.int64).reshape(size, len(_NUMBERS) + len(_STRINGS))
        starts, lengths, spaced, opens, heads, puncts, spaces = table[:, : len(_NUMBERS)].T.tolist()
        strings = parsed.vocab.strings
        hashes = table[:, len(_NUMBERS) :].astype(np.uint64).T.tolist()
        columns = []
        for column in hashes:
            told = {one: strings[one] for one in set(column)}
            columns.append([told[one] for one in column])
        self.starts: list[int] = starts  # where each word begins, in code points
        self.words = [self.text[at : at + length] for at, length in zip(starts, lengths, strict=True)]
        with_space = [word + " " if space else word for word, space in zip(self.words, spaced, strict=True)]
        begins = [value == 1 for value in opens]
        marks, blanks = map(bool, puncts), map(bool, spaces)
        same = repeat(self, size)
        super().__init__(map(Token, same, range(size), self.words, with_space, starts, begins, marks, blanks, *columns))
        for word, by in zip(self, heads, strict=True):
            head = word.head = self[word.i + by]
            if not by:
                continue
            if head.children:
                head.children.append(word)
            else:
                head.children = [word]

    def __enter__(self) -> Doc:
        return self

    def __exit__(self, *_: object) -> None:
        for word in self:
            word.head = None  # type: ignore[assignment]  # nobody reads it any more
            word.children = _NONE
        self.clear()
        vars(self).clear()

    @cached_property
    def cased(self) -> list[int]:
        """The places of the words that have a capital: the only ones that may be names."""
        return [word.i for word in self if word.text != word.lower_]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """For each word the places of its sentence, `[start, end)`."""
        edges = [0, *(word.i for word in self if word.is_sent_start and word.i), len(self)]
        return [edge for edge in pairwise(edges) for _ in range(*edge)]

    @cached_property
    def sents(self) -> list[Span]:
        """The sentences."""
        return [Span(self, *edge) for edge in dict.fromkeys(self.sentences)]

    @cached_property
    def ents(self) -> list[Span]:
        """The names, each with its kind."""
        return [Span(self, one.start, one.end, one.label_) for one in self.spacy.ents]

    @cached_property
    def _by_relation(self) -> dict[str, list[Token]]:
        found: dict[str, list[Token]] = defaultdict(list)
        for word in self:
            found[word.dep_].append(word)
        return found

    def related(self, relations: Iterable[str]) -> list[Token]:
        """The words whose relation to their head is one of `relations`, in text order."""
        found = [word for relation in relations for word in self._by_relation.get(relation, ())]
        return sorted(found, key=lambda word: word.i)

    def span(self, start: int, end: int) -> Span:
        """The words of the places `[start, end)`, as far as there are any."""
        low = min(start, len(self))
        return Span(self, low, max(low, min(end, len(self))))

    def char_span(self, start: int, end: int, alignment_mode: Alignment) -> Span | None:
        """The words at the code points `[start, end)`; those cut in two are left out or taken in, as told."""
        found = self.spacy.char_span(start, end, alignment_mode=alignment_mode)
        return None if found is None else Span(self, found.start, found.end)
