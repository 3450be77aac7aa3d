"""The tables of the export: what stands in each row, under which key, in which order.

A stable contract (docs, DESIGN section 6). Every span is `{"start", "end"}` in code points into the article's text,
those of a headline's statement into its title; on plain-text pages also `"page_start", "page_end"` into the decoded
file. A page that came in by several paths has its rows under each of them; copies, changes, claims, positions, flags
and the timeline name the first in sorted order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import msgspec

from sayso.ledger import Ledger, queries
from sayso.records import Article, Block, Dated, Span, Speaker, Teaser
from sayso.text import offsets_of, sheet_at, to_page

Row = dict[str, Any]

_RULING = "ruling_id decision subject_id value by at note state detail statement_ids words"

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        table: ("path", "article_id", *keys.split())
        for table, keys in {
            "articles": "ordinal title byline outlet agency dateline language published text page_start page_end "
            "teasers blocks sheets capture",
            "copies": "copy_path copy_id origin_path origin_id relation share direction family_id why trifles",
            "changes": "copy_id origin_id kind before after before_span after_span gravity verdict held_by why",
            "statements": "statement_id source cue content mode act speaker via said_on score why headline method "
            "act_basis target addressee endorsement hedge sheet",
            "claims": "claim_id text statement_ids parent",
            "positions": "position_id claim_id claim party speaker stance said_on statement_ids paths articles origins "
            "own_matter why speaker_id independence",
            "timeline": "date text span statement_id also",
            "times": "start end page_start page_end type value iso earliest latest",
            "flags": "kind subject_id spans parts why",
            "rejected": "stage reason detail",
        }.items()
    }
    | {"rulings": tuple(_RULING.split())}
    | {"runs": ("run_id", "sayso", "reader", "settings", "inputs", "started_at", "finished_at", "tally")}
)
"""The keys of every table, in their order. Path and article of a row may be null only in claims, positions, flags
(when what they rest on was read anew since) and rejected (no article: the whole input)."""


def _articles(ledger: Ledger) -> Iterator[Row]:
    for placed in queries.articles(ledger):
        of = placed.article
        yield {
            "path": placed.path,
            "article_id": of.article_id,
            "ordinal": of.ordinal,
            "title": of.title,
            "byline": of.byline,
            "outlet": of.outlet,
            "agency": of.agency,
            "dateline": of.dateline,
            "language": of.language,
            "published": _dated(of.published),
            "text": of.text,
            **_page_ends(of.page_span),
            "teasers": [_teaser(teaser) for teaser in of.teasers],
            "blocks": [_block(block, of) for block in of.blocks],
            "sheets": [{"start": start, "number": number} for start, number in of.sheets],
            "capture": msgspec.structs.asdict(placed.capture),
        }


def _copies(ledger: Ledger) -> Iterator[Row]:
    for row in queries.copies(ledger):
        link = row.link
        yield {
            "path": row.copy_path,
            "article_id": link.copy_id,
            "copy_path": row.copy_path,
            "copy_id": link.copy_id,
            "origin_path": row.origin_path,
            "origin_id": link.origin_id,
            "relation": link.relation,
            "share": link.share,
            "direction": link.direction,
            "family_id": row.family_id,
            "why": link.why,
            "trifles": link.trifles,
        }


def _changes(ledger: Ledger) -> Iterator[Row]:
    for row in queries.changes(ledger, every_origin=True):
        change = row.change
        yield {
            "path": row.path,
            "article_id": change.copy_id,
            "copy_id": change.copy_id,
            "origin_id": change.origin_id,
            "kind": change.kind,
            "before": change.before,
            "after": change.after,
            "before_span": change.before_span and _span(change.before_span, row.origin.offsets),
            "after_span": change.after_span and _span(change.after_span, row.copy.offsets),
            "gravity": change.gravity,
            "verdict": row.verdict,
            "held_by": row.held_by,
            "why": row.why,
        }


def _statements(ledger: Ledger) -> Iterator[Row]:
    for placed in queries.statements(ledger):
        of, said = placed.article, placed.statement
        offsets = offsets_of(of, said)
        yield {
            "path": placed.path,
            "article_id": of.article_id,
            "statement_id": said.statement_id,
            "source": [_span(span, offsets) for span in said.source],
            "cue": [_span(span, offsets) for span in said.cue],
            "content": [_span(span, offsets) for span in said.content],
            "mode": said.mode,
            "act": said.act,
            "speaker": _speaker(said.speaker, offsets),
            "via": [{"name": relay.name, **_span(relay.span, offsets)} for relay in said.via],
            "said_on": _dated(said.said_on),
            "score": said.score,
            "why": said.why,
            "headline": said.headline,
            "method": said.method,
            "act_basis": said.act_basis,
            "target": [{"name": aimed.name, **_span(aimed.span, offsets)} for aimed in said.target],
            "addressee": [{"name": aimed.name, **_span(aimed.span, offsets)} for aimed in said.addressee],
            "endorsement": said.endorsement,
            "hedge": [_span(span, offsets) for span in said.hedge],
            "sheet": None if said.headline else sheet_at(of, said.content[0].start),
        }


def _claims(ledger: Ledger) -> Iterator[Row]:
    for row in queries.claims(ledger):
        yield {
            "path": row.path,
            "article_id": row.article_id,
            "claim_id": row.claim.claim_id,
            "text": row.claim.text,
            "statement_ids": row.claim.statement_ids,
            "parent": row.claim.parent,
        }


def _positions(ledger: Ledger) -> Iterator[Row]:
    independence = queries.Independence(ledger)
    for row in queries.positions(ledger):
        held = row.position
        yield {
            "path": row.path,
            "article_id": row.article_id,
            "position_id": held.position_id,
            "claim_id": held.claim_id,
            "claim": row.claim,
            "party": held.party,
            "speaker": held.speaker,
            "stance": held.stance,
            "said_on": _dated(held.said_on),
            "statement_ids": held.statement_ids,
            "paths": row.paths,
            "articles": held.articles,
            "origins": held.origins,
            "own_matter": held.own_matter,
            "why": held.why,
            "speaker_id": held.speaker_id,
            "independence": independence.of(held.statement_ids, held.origins),
        }


def _timeline(ledger: Ledger) -> Iterator[Row]:
    for row in queries.timeline(ledger):
        yield {
            "path": row.path,
            "article_id": row.article_id,
            "date": _dated(row.date),
            "text": row.text,
            "span": {**_ends(row.span), **(_page_ends(row.page_span) if row.page_span else {})},
            "statement_id": row.statement_id,
            "also": [
                {
                    "path": one.path,
                    "article_id": one.article_id,
                    "text": one.text,
                    "span": {**_ends(one.span), **(_page_ends(one.page_span) if one.page_span else {})},
                    "statement_id": one.statement_id,
                    "is_copy": one.is_copy,
                }
                for one in row.also
            ],
        }


def _times(ledger: Ledger) -> Iterator[Row]:
    for placed in queries.times(ledger):
        time = placed.time
        yield {
            "path": placed.path,
            "article_id": placed.article.article_id,
            **_ends(time.span),
            **_page_ends(to_page(time.span, placed.article.offsets)),
            "type": time.type,
            "value": time.value,
            "iso": time.iso,
            "earliest": time.earliest,
            "latest": time.latest,
        }


def _flags(ledger: Ledger) -> Iterator[Row]:
    for row in queries.flags(ledger):
        yield {
            "path": row.path,
            "article_id": row.article and row.article.article_id,
            "kind": row.flag.kind,
            "subject_id": row.flag.subject_id,
            "spans": [_span(span, row.article.offsets if row.article else ()) for span in row.flag.spans],
            "parts": [
                [_span(span, row.article.offsets if row.article else ()) for span in part] for part in row.flag.parts
            ],
            "why": row.flag.why,
        }


def _rejected(ledger: Ledger) -> Iterator[Row]:
    return (msgspec.structs.asdict(row) for row in queries.rejected(ledger))


def _rulings(ledger: Ledger) -> Iterator[Row]:
    for one in queries.rulings(ledger):
        ruling = one.ruling
        yield {
            "ruling_id": ruling.ruling_id,
            "decision": ruling.decision,
            "subject_id": ruling.subject_id,
            "value": ruling.value,
            "by": ruling.by,
            "at": ruling.at,
            "note": ruling.note,
            "state": one.state,
            "detail": one.detail,
            "statement_ids": one.subjects,
            "words": [anchor.words for anchor in ruling.subjects],
        }


def _runs(ledger: Ledger) -> Iterator[Row]:
    return (msgspec.structs.asdict(row) for row in queries.runs(ledger))


TABLES: Mapping[str, Callable[[Ledger], Iterator[Row]]] = MappingProxyType(
    {
        "articles": _articles,
        "copies": _copies,
        "changes": _changes,
        "statements": _statements,
        "claims": _claims,
        "positions": _positions,
        "timeline": _timeline,
        "times": _times,
        "flags": _flags,
        "rejected": _rejected,
        "rulings": _rulings,
        "runs": _runs,
    }
)


def _ends(span: Span) -> Row:
    return {"start": span.start, "end": span.end}


def _page_ends(span: Span | None) -> Row:
    return {"page_start": span and span.start, "page_end": span and span.end}


def _span(span: Span, offsets: Sequence[tuple[int, int, int]]) -> Row:
    """A span of a text, with its place on the page when `offsets`, the text's runs there, know one."""
    page = to_page(span, offsets)
    return {**_ends(span), **(_page_ends(page) if page else {})}


def _speaker(speaker: Speaker, offsets: Sequence[tuple[int, int, int]]) -> Row:
    """The fields of a speaker in their order; spans as everywhere."""
    as_row, unnamed = msgspec.structs.asdict, speaker.unnamed
    return {
        **as_row(speaker),
        "unnamed": unnamed and {**as_row(unnamed), "span": unnamed.span and _span(unnamed.span, offsets)},
        "roles": [
            {**as_row(role), "span": _span(role.span, offsets), "when": _dated(role.when)} for role in speaker.roles
        ],
    }


def _dated(date: Dated) -> Row:
    return {
        "iso": date.iso,
        "earliest": date.earliest,
        "latest": date.latest,
        "basis": date.basis,
        "evidence": date.evidence,
        "alternatives": date.alternatives,
        "why": date.why,
    }


def _teaser(teaser: Teaser) -> Row:
    return {"title": teaser.title, **_page_ends(teaser.page_span)}


def _block(block: Block, of: Article) -> Row:
    return {
        "kind": block.kind,
        "span": block.span and _span(block.span, of.offsets),
        **_page_ends(block.page_span),
        "text": block.text,
        "note": block.note,
    }
