"""Articles as Label Studio tasks with sayso's spans as predictions, to be corrected there or to train on.

`CONFIG` is the labelling configuration the tasks are made for. Offsets are code points, as Label Studio stores them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

from sayso import __version__
from sayso.export.documents import Row, listed
from sayso.ledger import Ledger, queries
from sayso.records import Article, Span, Statement

CONFIG = """\
<View>
  <Header value="$title"/>
  <Labels name="label" toName="text">
    <Label value="source" background="#28527a"/>
    <Label value="cue" background="#b7791f"/>
    <Label value="content" background="#1f6b45"/>
  </Labels>
  <Relations>
    <Relation value="said by"/>
    <Relation value="told with"/>
  </Relations>
  <Text name="text" value="$text"/>
</View>
"""


def to_label_studio(ledger: Ledger) -> Iterator[bytes]:
    """A JSON list of tasks, one an article. Statements of headlines are left out: the task's text has no headline."""
    yield b"["
    yield from listed(_tasks(ledger))
    yield b"\n]\n"


def _tasks(ledger: Ledger) -> Iterator[Row]:
    for placed, told in queries.articles_with_statements(ledger):
        of = placed.article
        said = [one for one in told if not one.headline]
        yield {
            "data": {"text": of.text, "title": of.title or "", "path": placed.path, "article_id": of.article_id},
            "predictions": [
                {
                    "model_version": f"sayso {__version__}",
                    "score": round(sum(one.score for one in said) / len(said), 4) if said else 0.0,
                    "result": [region for one in said for region in _regions(of, one)],
                }
            ],
        }


def _regions(of: Article, said: Statement) -> Iterator[Row]:
    """Spans of source, cue and content, then relations: content to its source, and content to its cue."""
    sources = yield from _spans(of, said, "source", said.source)
    cues = yield from _spans(of, said, "cue", said.cue)
    contents = yield from _spans(of, said, "content", said.content)
    for ends, label in ((sources, "said by"), (cues, "told with")):
        for begin in contents:
            for end in ends:
                yield {"type": "relation", "from_id": begin, "to_id": end, "direction": "right", "labels": [label]}


def _spans(of: Article, said: Statement, label: str, spans: Sequence[Span]) -> Generator[Row, None, list[str]]:
    """The regions of spans; returns their ids."""
    ids: list[str] = []
    for number, span in enumerate(spans):
        ids.append(f"{said.statement_id}-{label}-{number}")
        yield {
            "id": ids[-1],
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "score": said.score,
            "value": {"start": span.start, "end": span.end, "text": of.text[span.start : span.end], "labels": [label]},
        }
    return ids
