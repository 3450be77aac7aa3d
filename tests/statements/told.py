"""Tables of who said what: how a row is read, and how what is found in its text is written down to be compared.

A statement is `source > cue > content`, the pieces of a content joined by ` + `, statements by ` ;; `; in a row's
text `\\n` is a line break. An empty cue stands for a bare layout, an empty source for nobody named.
"""

from __future__ import annotations

import csv
from pathlib import Path

from sayso.models import Models
from sayso.records import Span
from sayso.statements.attribution import Attribution
from sayso.statements.finding.find import find_attributions
from sayso.statements.finding.rules import find_by_rules
from sayso.statements.finding.view import look
from sayso.statements.tagging.tag import see

CASES = Path(__file__).parents[1] / "cases"


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of the table `name` in tests/cases, line breaks in their texts restored."""
    with (CASES / name).open(encoding="utf-8", newline="") as lines:
        return [row | {"text": row["text"].replace("\\n", "\n")} for row in csv.DictReader(lines)]


def found(text: str, models: Models) -> tuple[Attribution, ...]:
    """What the stage finds in `text`, tagger and rules together."""
    return find_attributions(see(text, models), models.tagger)


def ruled(text: str, models: Models) -> tuple[Attribution, ...]:
    """What the rules find alone."""
    return find_by_rules(look(see(text, models).doc))


def told(text: str, attributions: tuple[Attribution, ...]) -> str:
    """Attributions of `text`, as the tables write them."""
    return " ;; ".join(_told(text, one) for one in attributions)


def _told(text: str, one: Attribution) -> str:
    return f"{_shown(text, one.source, ' ')} > {_shown(text, one.cue, ' ')} > {_shown(text, one.content, ' + ')}"


def _shown(text: str, spans: tuple[Span, ...], joint: str) -> str:
    return joint.join(text[span.start : span.end] for span in spans)
