"""How well a ledger tells who speaks, for whom, through whom, to what end and when: `voices.py` against an export.

    python tests/voice_scores.py --pred STATEMENTS.jsonl [--cases FOLDER] [--json FILE] [--errors]

STATEMENTS is `sayso export --table statements` over the pages that `python tests/voices.py FOLDER` wrote. A statement
is found when the content of an exported one shares at least half of the characters of both together. `--errors` lists
what is wrong in the open texts; of the held ones only totals are ever printed (README of `cases/attribution`).

Of each field: `coverage`, how often an answer is given where there is one, in the statements found, and `reach`, in all
of them; `precision`, right ones among all answers, those where there is none to give included; `invented`, how often an
answer is given where there is none.
"""

from __future__ import annotations

import argparse
import calendar
import itertools
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from msgspec import Struct

from annotated import FOLDER, Annotated, read_annotated
from scoring import AGREE, Share
from voices import FIELDS, Answer, Voice, read_days, read_voices, shown_texts

# Forms of address tell no other person: dropped on both sides before names are compared. Roles ("coach") are not.
_TITLES = frozenset(
    ("mr", "mrs", "ms", "miss", "madame", "monsieur", "dr", "prof", "sir", "dame", "comrade", "cllr", "sen", "pc", "kc")
)
_NAMES = frozenset({"name", "party"})
LABELS = {"name": "speaker"}  # what a field is called in the figures, where not by its own name


class Outcome(StrEnum):
    """What one field of one voice comes to."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSED = "missed"  # no answer, and there is one
    UNFOUND = "unfound"  # likewise, since the statement was not found
    INVENTED = "invented"  # an answer, and there is none to give
    SILENT = "silent"  # no answer, rightly
    UNJUDGED = "unjudged"


class Said(Struct, frozen=True):
    """An exported statement: one voice. `answers` by FIELDS; null: none given."""

    content: frozenset[int]
    source: frozenset[int]
    answers: dict[str, str | None]


class Tally(Struct):
    """Outcomes of one field."""

    counts: Counter[Outcome]

    def __getitem__(self, outcome: Outcome) -> int:
        return self.counts[outcome]

    @property
    def answered(self) -> int:
        """Answers where there is one to give."""
        return self[Outcome.RIGHT] + self[Outcome.WRONG]

    @property
    def coverage(self) -> Share:
        return Share(self.answered, self.answered + self[Outcome.MISSED])

    @property
    def reach(self) -> Share:
        return Share(self.answered, self.answered + self[Outcome.MISSED] + self[Outcome.UNFOUND])

    @property
    def precision(self) -> Share:
        return Share(self[Outcome.RIGHT], self.answered + self[Outcome.INVENTED])

    @property
    def invented(self) -> Share:
        return Share(self[Outcome.INVENTED], self[Outcome.INVENTED] + self[Outcome.SILENT])


class Error(Struct, frozen=True):
    """One field that is wrong, for the open texts."""

    voice: Voice
    field: str
    outcome: Outcome
    got: str | None


class Scores(Struct, frozen=True):
    """Figures of a part of the texts."""

    found: Share  # statements
    fields: dict[str, Tally]


# ---------------------------------------------------------------- an export, read


def read_said(rows: Iterable[Mapping[str, Any]], days: Mapping[str, str]) -> dict[str, list[list[Said]]]:
    """Exported statements by text; the voices of one statement, which have cue and content in common, together."""
    groups: dict[tuple[str, Any], list[Said]] = {}
    for row in rows:
        text = Path(row["path"]).name.split(".jsonl")[0]
        content, cue = _letters(row["content"]), _letters(row["cue"])
        said = Said(content, _letters(row["source"]), _answers(row, days.get(text)))
        groups.setdefault((text, (content, cue)), []).append(said)
    by_text: dict[str, list[list[Said]]] = {}
    for (text, _), voices in groups.items():
        by_text.setdefault(text, []).append(voices)
    return by_text


def _letters(spans: Iterable[Mapping[str, int]]) -> frozenset[int]:
    return frozenset(at for span in spans if "page_start" in span for at in range(span["page_start"], span["page_end"]))


def _answers(row: Mapping[str, Any], day: str | None) -> dict[str, str | None]:
    speaker, dated = row["speaker"], row["said_on"]
    named = "yes" if speaker["named"] else "no" if speaker.get("unnamed") else None  # neither: unresolved
    known = dated["earliest"] and dated["latest"] and f"{dated['earliest']}/{dated['latest']}"
    return {
        **{field: speaker[field] for field in ("name", "party", "role", "affiliation")},
        "named": named,
        "via": " > ".join(relay["name"] for relay in row["via"]) or None,
        "act": row["act"],
        "said_on": f"{known} page" if known and dated["evidence"] == day else known or None,
    }


# ---------------------------------------------------------------- right or wrong


def judge(field: str, answer: Answer, got: str | None) -> Outcome:
    """What an answer comes to. The day of the page, which every statement has that tells no other, is no invention."""
    if not answer.values and not answer.none:
        return Outcome.UNJUDGED
    if field == "said_on" and got is not None and got.endswith(" page"):
        got = None if answer.none else got.removesuffix(" page")
    if got is None:
        if not answer.none:
            return Outcome.MISSED
        return Outcome.UNJUDGED if answer.values else Outcome.SILENT
    if not answer.values:
        return Outcome.INVENTED
    return Outcome.RIGHT if _fold(field, got) in {_fold(field, value) for value in answer.values} else Outcome.WRONG


def _fold(field: str, value: str) -> str:
    """A value for comparison: case, punctuation, "the" and, of a name, titles do not count."""
    if field == "said_on":
        return "/".join(_period(value))
    if field == "via":
        return " > ".join(_words(relay) for relay in value.split(" > "))
    return _words(value, _TITLES if field in _NAMES else frozenset())


def _words(value: str, titles: frozenset[str] = frozenset()) -> str:
    words = [word for word in re.findall(r"\w+", value.casefold()) if word != "the"]
    return " ".join([word for word in words if word not in titles] or words)


def _period(value: str) -> tuple[str, str]:
    """First and last day of an ISO prefix or of `first/last`."""
    first, _, last = value.partition("/")
    year, *rest = map(int, (last or first).split("-"))
    month, day = (*rest, *(12, None)[len(rest) :])
    day = day or calendar.monthrange(year, month)[1]
    return first + "YYYY-01-01"[len(first) :], f"{year}-{month:02}-{day:02}"


# ---------------------------------------------------------------- statement to statement


def outcomes(
    voices: Sequence[Voice], text: Annotated, said: Sequence[Sequence[Said]]
) -> Iterator[tuple[Voice, str, Outcome, str | None]]:
    """Every field of every voice of one text, with what was given."""
    for number, rows in itertools.groupby(voices, key=lambda voice: voice.statement):
        found = _best(text.statements[number - 1], said)
        for voice, one in _paired(list(rows), found):
            for field, answer in voice.answers.items():
                got = one.answers[field] if one else None
                outcome = judge(field, answer, got)
                yield voice, field, Outcome.UNFOUND if not found and outcome is Outcome.MISSED else outcome, got


def _best(true: Mapping[str, list[list[int]]], said: Sequence[Sequence[Said]]) -> Sequence[Said]:
    """The voices of the exported statement that shares most with the true one; none when it is less than half."""
    content, source = (_covered(true[role]) for role in ("content", "source"))

    def likeness(voices: Sequence[Said]) -> tuple[float, int]:
        got = voices[0].content
        return len(content & got) / len(content | got), len(source & voices[0].source)

    best = max(said, key=likeness, default=())
    return best if best and likeness(best)[0] >= AGREE else ()


def _covered(spans: Iterable[Sequence[int]]) -> frozenset[int]:
    return frozenset(at for start, end in spans for at in range(start, end))


def _paired(voices: list[Voice], said: Sequence[Said]) -> Iterator[tuple[Voice, Said | None]]:
    """Each voice with the exported one that fits it best; one told too many is held against the first."""

    def fits(voice: Voice, one: Said) -> int:
        return sum(judge(field, voice.answers[field], one.answers[field]) is Outcome.RIGHT for field in FIELDS)

    left = list(said)
    for voice in voices:
        one = max(left, key=lambda candidate: fits(voice, candidate), default=None)
        if one is not None:
            left.remove(one)
        yield voice, one
    yield from ((voices[0], one) for one in left)


# ---------------------------------------------------------------- figures


def score(
    texts: Iterable[Annotated],
    voices: Iterable[Voice],
    said: Mapping[str, Sequence[Sequence[Said]]],
    shown: frozenset[str],
) -> tuple[dict[str, Scores], list[Error]]:
    """Figures of the parts `open`, the texts `shown`, `held` and `all`; the errors of the open part."""
    by_name = {text.name: text for text in texts}
    counts = {part: {field: Counter[Outcome]() for field in FIELDS} for part in ("open", "held", "all")}
    found: dict[str, Counter[bool]] = {part: Counter() for part in counts}
    errors = []
    for name, rows in itertools.groupby(voices, key=lambda voice: voice.text):
        here, text, own = list(rows), by_name[name], said.get(name, ())
        parts = ("open" if name in shown else "held", "all")
        for part in parts:
            found[part].update(bool(_best(statement, own)) for statement in text.statements)
        for voice, field, outcome, got in outcomes(here, text, own):
            for part in parts:
                counts[part][field][outcome] += 1
            if name in shown and outcome in (Outcome.WRONG, Outcome.INVENTED, Outcome.MISSED):
                errors.append(Error(voice, field, outcome, got))
    figures = {
        part: Scores(Share(found[part][True], found[part].total()), {f: Tally(c) for f, c in fields.items()})
        for part, fields in counts.items()
    }
    return figures, errors


def table(part: str, scores: Scores) -> str:
    """The figures of a part, for a reader."""
    lines = [f"{part}: statements found {scores.found}"]
    lines.append(f"  {'':12}{'coverage':>24}{'reach':>8}{'precision':>24}{'invented':>24}")
    for field, tally in scores.fields.items():
        shown = f"  {LABELS.get(field, field):12}{tally.coverage!s:>24}{tally.reach.percent:>8}"
        lines.append(f"{shown}{tally.precision!s:>24}{tally.invented!s:>24}")
    return "\n".join(lines)


def numbers(scores: Scores) -> dict[str, Any]:
    """The figures of a part, for a program: shares of 1."""
    fields = {
        LABELS.get(field, field): {
            name: share.right / share.of if share.of else 0.0
            for name in ("coverage", "reach", "precision", "invented")
            for share in [getattr(tally, name)]
        }
        | {str(outcome): tally[outcome] for outcome in Outcome}
        for field, tally in scores.fields.items()
    }
    return {"found": scores.found.right, "of": scores.found.of, "fields": fields}


def explained(error: Error) -> str:
    """One line on an error."""
    voice, answer = error.voice, error.voice.answers[error.field]
    wanted = "|".join((*answer.values, "") if answer.none else answer.values)
    place = f"{voice.text} {voice.statement}"
    return f"{error.field:12}{error.outcome:9} {place:22} {voice.source!r} {voice.cue!r}: {error.got!r}, not {wanted!r}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pred", type=Path, required=True, metavar="FILE", help="exported statements, JSON lines")
    parser.add_argument("--cases", type=Path, default=FOLDER, metavar="FOLDER", help="the annotated texts")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the figures")
    parser.add_argument("--errors", action="store_true", help="list what is wrong in the open texts")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.pred.read_text(encoding="utf-8").splitlines()]
    texts, said = read_annotated(options.cases), read_said(rows, read_days(options.cases))
    if unread := sum(text.name not in said for text in texts):
        print(f"{unread} of {len(texts)} texts have no statement at all: was every page read?", file=sys.stderr)
    shown = shown_texts(options.cases, (text.name for text in texts))
    figures, errors = score(texts, read_voices(options.cases), said, shown)
    for part, scores in figures.items():
        if scores.found.of:
            print(table(part, scores))
    if options.errors:
        print("\n".join(explained(error) for error in sorted(errors, key=lambda e: FIELDS.index(e.field))))
    if options.json:
        options.json.write_text(json.dumps({part: numbers(scores) for part, scores in figures.items()}, indent=1))


if __name__ == "__main__":
    sys.exit(main())
