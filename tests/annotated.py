"""The texts of `cases/attribution`, annotated by hand: source, cue and content of each statement (see its README).

`python tests/annotated.py OUT.jsonl` writes them as the gold that a PolNeAR scorer reads, one text a line.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import msgspec
from msgspec import Struct

FOLDER = Path(__file__).parent / "cases" / "attribution"
ROLES = {"s": "source", "c": "cue", "t": "content"}
HEADER = re.compile(r"# genre: (.+)\n---\n")
TAG = re.compile(r"\{([sct])(\d+(?:,\d+)*)\|([^{}]+)\}")

Spans = list[list[int]]


class MarkupError(ValueError):
    """A text is not annotated as the README says; the message names the text and the place."""


class Annotated(Struct, frozen=True):
    """A text without its markup. A statement maps source, cue and content to spans: code points, end exclusive."""

    name: str
    genre: str
    text: str
    statements: list[dict[str, Spans]]


def parse_annotated(name: str, raw: str) -> Annotated:
    """Read one text. Statements come in the order of their first spans, a role's spans in that of the text."""
    header = HEADER.match(raw)
    if header is None:
        raise MarkupError(f"{name}: the first two lines must be '# genre: …' and '---'")
    text, done = "", header.end()
    statements: dict[int, dict[str, Spans]] = {}
    for tag in TAG.finditer(raw, done):
        text += _unmarked(name, raw, done, tag.start())
        span = [len(text), len(text) + len(tag[3])]
        for number in map(int, tag[2].split(",")):
            if number > len(statements) + 1 or number == 0:
                raise MarkupError(f"{name}: {tag[0]!r} is out of order: statement {len(statements) + 1} comes next")
            statements.setdefault(number, {role: [] for role in ROLES.values()})[ROLES[tag[1]]].append(span)
        text += tag[3]
        done = tag.end()
    text += _unmarked(name, raw, done, len(raw))
    for number, statement in statements.items():
        if not statement["content"]:
            raise MarkupError(f"{name}: statement {number} has no content")
    return Annotated(name, header[1], text, list(statements.values()))


def read_annotated(folder: Path = FOLDER) -> list[Annotated]:
    """Every text of a folder, by name."""
    return [parse_annotated(path.stem, path.read_bytes().decode()) for path in sorted(folder.glob("*.txt"))]


def _unmarked(name: str, raw: str, start: int, end: int) -> str:
    """What stands between two tags, where a brace can only be half of a broken one."""
    if brace := re.search("[{}]", raw[start:end]):
        at = start + brace.start()
        raise MarkupError(f"{name}: line {raw.count(chr(10), 0, at) + 1}: stray brace at {raw[at : at + 30]!r}")
    return raw[start:end]


def gold_of(found: Annotated) -> dict[str, object]:
    """A line of the gold."""
    annotations = [{"annotator": "own", "statements": found.statements}]
    return {"doc": found.name, "text": found.text, "annotations": annotations}


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(msgspec.json.Encoder().encode_lines([gold_of(found) for found in read_annotated()]))
