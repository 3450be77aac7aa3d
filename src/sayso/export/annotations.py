"""Statements and flags as W3C Web Annotations (Web Annotation Data Model, 2017), one AnnotationPage.

A statement's content is annotated twice: in the page, by its words (TextQuoteSelector, and TextPositionSelector where
the page is plain text), and in the text as sayso read it, by words and place. Positions are code points, as the model
has it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.export.documents import HOMEPAGE, Pages, Row, document, speaking, told, urn, words_of
from sayso.ledger import Ledger, queries
from sayso.ledger.queries import FlagRow, PlacedStatement
from sayso.records import Article, Span
from sayso.text import offsets_of, to_page

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # code points before and after a quotation, to tell it from the same words elsewhere
SOFTWARE: Row = {"id": HOMEPAGE, "type": "Software", "name": "sayso"}


def to_annotations(ledger: Ledger) -> Iterator[bytes]:
    """One JSON-LD document; the annotations in the order of the export, statements first."""
    head = {"@context": CONTEXT, "id": urn("annotations"), "type": "AnnotationPage"}
    return document(head, "items", _items(ledger))


def _items(ledger: Ledger) -> Iterator[Row]:
    pages = Pages(ledger)
    for placed in queries.statements_once(ledger):
        yield _statement(placed, pages)
    for row in queries.flags(ledger):
        if row.article and row.flag.spans:
            yield _flag(row, row.article, pages)


def _statement(placed: PlacedStatement, pages: Pages) -> Row:
    of, said = placed.article, placed.statement
    words = words_of(of, said)
    via = "".join(f", via {relay.name}" for relay in said.via)
    describing = f"{speaking(said)}{via}: {said.act.value}"
    tags = told({"act": said.act.value, "speaker": said.speaker.name, "party": said.speaker.party})
    targets = []
    for span in said.content:
        in_page = None if said.headline else to_page(span, offsets_of(of, said))
        targets += _targets(of, span, in_page, pages, headline=said.headline)
    return {
        "id": urn(said.statement_id),
        "type": "Annotation",
        "motivation": "describing",
        "generator": SOFTWARE,
        "body": [
            _body("describing", describing),
            *(_body("tagging", f"{name}: {value}") for name, value in tags.items()),
            *([_body("commenting", f"{words.source} {words.cue}".strip())] if said.source or said.cue else []),
        ],
        "target": targets,
    }


def _flag(row: FlagRow, of: Article, pages: Pages) -> Row:
    targets = []
    for span in row.flag.spans:
        targets += _targets(of, span, to_page(span, of.offsets), pages)
    return {
        "id": urn(f"{row.flag.subject_id}#{row.flag.kind}"),
        "type": "Annotation",
        "motivation": "questioning",
        "generator": SOFTWARE,
        "body": [_body("questioning", f"{row.flag.kind}: {row.flag.why}")],
        "target": targets,
    }


def _targets(of: Article, span: Span, in_page: Span | None, pages: Pages, *, headline: bool = False) -> list[Row]:
    text = (of.title or "") if headline else of.text
    quote: Row = {
        "type": "TextQuoteSelector",
        "exact": text[span.start : span.end],
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    read = urn(of.article_id) + ("#title" if headline else "")
    page_selectors = [quote, *([_position(in_page)] if in_page else [])]
    return [
        {"type": "SpecificResource", "source": pages.address(of) or urn(of.page_id), "selector": page_selectors},
        {"type": "SpecificResource", "source": read, "selector": [quote, _position(span)]},
    ]


def _position(span: Span) -> Row:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _body(purpose: str, value: str) -> Row:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}
