"""An article's text to one spaCy Doc whose character offsets are those of the text.

The text goes to the parser paragraph by paragraph: no sentence runs over a blank line, memory stays bounded however
long the text is. Each batch is made of one article's pieces alone, so that the parse cannot depend on what else is in
the pile.

Measured (CPU seconds, 40 PolNeAR articles, three rounds): 0.84 to 1.05 times spaCy on the whole texts one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from sayso.text import sentences

# Characters of one model batch and of one piece, set by hand to bound memory: a process that parsed a text of 1 MB
# peaked at 504 MB, models included. A longer piece is cut at sentence ends.
BATCH_CHARACTERS = 24_000
PIECE_CHARACTERS = 6_000
_PARAGRAPH = re.compile(r"[^\n]*\n*")
# "OSLO, Norway (AP) — ", "OSLO (Reuters) -", "BERLIN — ": parsed apart, or it becomes the sentence's subject.
_DATELINE = re.compile(
    r"\s*(?:[A-Z][\w.’'/-]*[ ,]{1,2}){1,6}\([^()\n]{2,40}\)\s*[-—–]{1,2}\s*"
    r"|\s*[A-Z][A-Z.’'/-]+(?:[ ,]{1,2}[A-Z][\w.’'/-]*){0,5}\s*[—–]\s+"
)


def parse(text: str, nlp: Language) -> Doc:
    """Tag, parse and name the whole of `text`. `doc.text == text`, whatever stands in it."""
    docs: list[Doc] = []
    for batch in _batches(text):
        docs.extend(nlp.pipe(batch, batch_size=len(batch)))
    if not docs:
        return nlp.make_doc(text)
    return docs[0] if len(docs) == 1 else joined(docs)


def joined(docs: list[Doc]) -> Doc:
    """Parses of texts that follow one another as the parse of them all; at least one."""
    whole = Doc.from_docs(docs, ensure_whitespace=False, exclude=["user_data", "tensor"])  # type: ignore[call-arg]
    assert whole is not None
    return whole


def _batches(text: str) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for piece in _pieces(text):
        if batch and size + len(piece) > BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece)
    if batch:
        yield batch


def _pieces(text: str) -> Iterator[str]:
    """Paragraphs with the line ends after them; together they are `text`."""
    for whole in _PARAGRAPH.findall(text):
        dateline = _DATELINE.match(whole)
        paragraph = whole
        if dateline is not None:
            yield dateline.group()
            paragraph = whole[dateline.end() :]
        if len(paragraph) <= PIECE_CHARACTERS:
            if paragraph:
                yield paragraph
        else:
            yield from _cut(paragraph)


def _cut(paragraph: str) -> Iterator[str]:
    """A long paragraph in pieces of at most PIECE_CHARACTERS: cut before a sentence, else after a space, else hard."""
    starts = [span.start for span in sentences(paragraph)]
    at, following = 0, 0
    while len(paragraph) - at > PIECE_CHARACTERS:
        limit = at + PIECE_CHARACTERS
        cut = at
        while following < len(starts) and starts[following] <= limit:
            cut = max(cut, starts[following])
            following += 1
        if cut == at:
            space = paragraph.rfind(" ", at, limit)
            cut = space + 1 if space > at else limit
        yield paragraph[at:cut]
        at = cut
    yield paragraph[at:]
