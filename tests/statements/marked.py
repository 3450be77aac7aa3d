"""Attributions written into the text of a case, so that what is read of them is tested apart from how they are found.

`{Ann Roe} <said> [that it rained].` marks source, cue and content; ` || ` ends one attribution and begins the next.
"""

from __future__ import annotations

import re

from sayso.models import Models
from sayso.records import UNDATED, Article, Dated, Mode, Span, Statement, Timex
from sayso.statements.attribution import Attribution
from sayso.statements.cues import true_lemma
from sayso.statements.parsed import Doc
from sayso.statements.reading import read
from sayso.statements.tagging.tag import see

_MARK = re.compile(r"[{}<>\[\]]|\s*\|\|\s*")
_PAIRS = {"{": "source", "<": "cue", "[": "content"}


def read_marked(
    marked: str,
    models: Models,
    published: Dated = UNDATED,
    times: tuple[Timex, ...] = (),
    *,
    outlet: str | None = None,
    agency: str | None = None,
) -> tuple[Statement, ...]:
    """The statements of a marked text; a paragraph ends at " ¶ "."""
    text, groups = unmark(marked.replace(" ¶ ", "\n\n"))
    doc = see(text, models).doc
    article = Article(
        article_id="ar1-0",
        page_id="pg1-0",
        ordinal=0,
        title=None,
        byline=None,
        outlet=outlet,
        agency=agency,
        dateline=None,
        language="en",
        published=published,
        text=text,
        blocks=(),
        teasers=(),
        times=times,
        offsets=(),
        page_span=None,
    )
    return read(article, doc, [_attribution(doc, group) for group in groups if group["content"]])


def unmark(marked: str) -> tuple[str, list[dict[str, list[Span]]]]:
    """The bare text, and the spans of each attribution in it."""
    parts: list[str] = []
    groups: list[dict[str, list[Span]]] = [{"source": [], "cue": [], "content": []}]
    at = last = opened = 0
    kind = ""
    for match in _MARK.finditer(marked):
        parts.append(marked[last : match.start()])
        at += match.start() - last
        last = match.end()
        mark = match.group().strip()
        if mark == "||":
            groups.append({"source": [], "cue": [], "content": []})
            parts.append("\n\n" if "\n\n" in match.group() else " ")
            at += len(parts[-1])
        elif mark in _PAIRS:
            kind, opened = _PAIRS[mark], at
        else:
            groups[-1][kind].append(Span(opened, at))
    return "".join([*parts, marked[last:]]), groups


def _attribution(doc: Doc, group: dict[str, list[Span]]) -> Attribution:
    source, cue, content = group["source"], group["cue"], group["content"]
    quoted = [doc.text[max(span.start - 1, 0)] in "\"“'‘" for span in content]
    cue_token = _head(doc, cue)
    return Attribution(
        source=tuple(source),
        cue=tuple(cue),
        content=tuple(content),
        mode=Mode.DIRECT if all(quoted) else Mode.INDIRECT,
        cue_lemma="" if cue_token is None else _lemma(doc, cue_token),
        cue_token=cue_token,
        source_token=_head(doc, source),
        score=1.0,
        why="",
        method="case",
    )


def _lemma(doc: Doc, token: int) -> str:
    return "according to" if doc[token].lower_ == "according" else true_lemma(doc[token].lemma_.lower())


def _head(doc: Doc, spans: list[Span]) -> int | None:
    if not spans:
        return None
    span = doc.char_span(spans[0].start, spans[-1].end, alignment_mode="expand")
    assert span is not None
    return span.root.i
