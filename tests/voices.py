"""Who speaks in the texts of `cases/attribution`, for whom, through whom and when: a second layer of annotation.

`voices.csv` has one row for each voice of each statement of `annotated.py`, `published.csv` the day of each text; what
stands in a field is told in the README there. `cases/voices` holds more texts of the same form, all open; of the
twelve in `cases/fresh` half are, of the eighteen in `cases/wide` twelve, of those in `cases/more-stories` ten.
`python tests/voices.py FOLDER [CASES]` writes the texts as pages of their days.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from annotated import FOLDER, Annotated, read_annotated

TABLE, DAYS = "voices.csv", "published.csv"
FIELDS = ("name", "named", "party", "role", "affiliation", "via", "act", "said_on")
UNKNOWN = "?"
OPEN = 12  # texts whose errors may be looked at: the first by the SHA-256 of their names
FRESH, WIDE, STORIES = FOLDER.parent / "fresh", FOLDER.parent / "wide", FOLDER.parent / "more-stories"
OPEN_OF = {FOLDER: OPEN, FRESH: 6, WIDE: 12, STORIES: 10}  # of the other folders all may


class Answer(Struct, frozen=True):
    """What is right in one field: any of `values`; or no answer, when `none`. Both empty: not judged."""

    values: tuple[str, ...]
    none: bool


class Voice(Struct, frozen=True):
    """A row of the table. `source` and `cue` repeat the words of the first layer, for the reader and as a check."""

    text: str
    statement: int  # from 1, as in the markup
    source: str
    cue: str
    answers: dict[str, Answer]  # by FIELDS


def parse_answer(field: str, cell: str) -> Answer:
    """`a|b`: either is right; `a|`: it or none; empty: none; `?`: cannot be told, so none, or not judged (README)."""
    if field in ("named", "act") and cell in ("", UNKNOWN):
        return Answer((), none=False)
    values = [value.strip() for value in cell.split("|")]
    told = tuple(value for value in values if value not in ("", UNKNOWN))
    return Answer(told, none=len(told) < len(values))


def read_voices(folder: Path = FOLDER) -> list[Voice]:
    """The table, in its order."""
    with (folder / TABLE).open(encoding="utf-8", newline="") as stream:
        return [
            Voice(
                text=row["text"],
                statement=int(row["statement"]),
                source=row["source"],
                cue=row["cue"],
                answers={field: parse_answer(field, row[field]) for field in FIELDS},
            )
            for row in csv.DictReader(stream)
        ]


def read_days(folder: Path = FOLDER) -> dict[str, str]:
    """The day each text is published, ISO 8601, by name."""
    with (folder / DAYS).open(encoding="utf-8", newline="") as stream:
        return {row["text"]: row["published"] for row in csv.DictReader(stream)}


def open_texts(names: Iterable[str], number: int | None = OPEN) -> frozenset[str]:
    """The part whose errors may be looked at; it depends on the names alone."""
    return frozenset(sorted(names, key=lambda name: hashlib.sha256(name.encode()).hexdigest())[:number])


def shown_texts(folder: Path, names: Iterable[str]) -> frozenset[str]:
    """The texts of a folder whose errors may be looked at: all of any but those that are held out in part."""
    return open_texts(names, OPEN_OF.get(folder.resolve()))


def quoted(text: Annotated, statement: int, role: str) -> str:
    """The words of a role as the table repeats them."""
    return " … ".join(text.text[start:end] for start, end in text.statements[statement - 1][role])


def write_pages(folder: Path, texts: Iterable[Annotated], days: dict[str, str]) -> None:
    """Each text as a scraper's record, so that it has a day and its offsets stay those of the text."""
    folder.mkdir(parents=True, exist_ok=True)
    for text in texts:
        record = {"text": text.text, "published": days[text.name]}
        (folder / f"{text.name}.jsonl").write_bytes(msgspec.json.encode(record) + b"\n")


if __name__ == "__main__":
    cases = Path(sys.argv[2]) if len(sys.argv) > 2 else FOLDER
    write_pages(Path(sys.argv[1]), read_annotated(cases), read_days(cases))
