"""What a copy altered, with what other articles and the statements on both sides tell of it.

Looked up when it is asked for: a page that comes in later may hold the true words of a quotation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby

import msgspec
from msgspec import Struct

from sayso.ledger.queries.origins import find_twins
from sayso.ledger.queries.placed import PlacedArticle, article, statements_of
from sayso.ledger.rows import columns, from_row
from sayso.ledger.store import Ledger
from sayso.records import Act, Article, Change, ChangeKind, Span, Statement
from sayso.text import words

QUOTED = re.compile(r"[“„\"«]([^“”„\"«»]+)(?:[”\"»]|$)")
MIN_WORDS = 4  # of a quotation that can be looked for; fewer stand anywhere
MAX_WORDS = 24  # of it that are looked for: more would only miss what is printed shorter elsewhere
MOST_HOLDERS = 5  # articles named
HALF = 0.5  # part of a statement's words that must lie in what was left out or put in


class Verdict(StrEnum):
    """What the other articles say of an altered quotation."""

    MISATTRIBUTED = "misattributed"  # another article holds the copy's words, as somebody else's
    HELD = "held"  # another article holds the copy's words: perhaps the origin altered them
    ALTERED = "altered"  # another article holds the origin's words and none the copy's
    NOWHERE = "nowhere"  # no other article holds either


class ChangeRow(Struct, frozen=True):
    """One thing a copy altered, with both articles."""

    path: str  # of the copy
    copy: Article
    origin_path: str
    origin: Article
    change: Change
    verdict: Verdict | None = None  # null: no quotation, or one too short to be looked for
    held_by: tuple[str, ...] = ()  # paths of the articles the verdict rests on, at most MOST_HOLDERS
    why: str = ""  # whose words it is about; empty: nobody's that are known
    also: tuple[str, ...] = ()  # paths of articles that may as well be the origin, see `origins.Twin`


def changes(ledger: Ledger, page: str = "", other: str = "", *, every_origin: bool = False) -> Iterator[ChangeRow]:
    """Everything that copies altered: by copy, the gravest first, then in the order of the words.

    `page`: only copies with this in their path; `other`: and whose origin has that (or the other way round).
    `every_origin`: against each article that may be the origin, not only the one that was taken for it.
    """
    twins = find_twins(ledger)
    for _, stored in groupby(_stored(ledger, page, other), key=lambda change: (change.copy_id, change.origin_id)):
        told = list(stored)
        copy, origin = article(ledger, told[0].copy_id), article(ledger, told[0].origin_id)
        alike = twins.of(origin, copy)
        if _is_asked(copy.path, origin.path, page, other):
            also = tuple(twin.placed.path for twin in alike)
            tell = _Pair(ledger, copy, origin).tell
            yield from (msgspec.structs.replace(tell(change), also=also) for change in told)
        for twin in alike if every_origin or other else ():
            if _is_asked(copy.path, twin.placed.path, page, other):
                tell = _Pair(ledger, copy, twin.placed).tell
                rows = (tell(moved) for change in told if (moved := twin.moved(change)) is not None)
                why = f"it may be the origin as well as {origin.path}, which has the same words"
                yield from (msgspec.structs.replace(row, why="; ".join(filter(None, (row.why, why)))) for row in rows)


def _stored(ledger: Ledger, page: str, other: str) -> Iterator[Change]:
    """The changes of copies with one of these in their path, pair by pair."""
    names = ", ".join(f"h.{name}" for name in columns(Change))
    rows = ledger.rows(
        f"""
        SELECT {names} FROM current_changes h
        JOIN current_articles c ON c.article_id = h.copy_id
        JOIN current_articles o ON o.article_id = h.origin_id
        WHERE instr(c.path, ?1) OR ?2 <> '' AND instr(c.path, ?2)
        ORDER BY c.path, c.ordinal, c.article_id, o.path, o.ordinal, o.article_id, h.gravity DESC,
          json_extract(h.before_span, '$.start'), json_extract(h.after_span, '$.start'), h.row""",
        (page, other),
    )
    return (from_row(Change, row) for row in rows)


def _is_asked(copy: str, origin: str, page: str, other: str) -> bool:
    """Whether these paths are the ones that were asked for."""
    return (page in copy and other in origin) or (other != "" and page in origin and other in copy)


class _Pair:
    """A copy and its origin with the statements of both."""

    def __init__(self, ledger: Ledger, copy: PlacedArticle, origin: PlacedArticle) -> None:
        self._ledger = ledger
        self._copy, self._origin = copy, origin
        found = statements_of(ledger, [copy.article.article_id, origin.article.article_id])
        self._said = {of: [one for one in told if not one.headline] for of, told in found.items()}

    def tell(self, change: Change) -> ChangeRow:
        before = _within(self._said.get(change.origin_id, ()), change.before_span)
        after = _within(self._said.get(change.copy_id, ()), change.after_span)
        is_quote = change.kind is ChangeKind.QUOTE
        verdict, holders = _look_for(self._ledger, change, after) if is_quote else (None, [])
        return ChangeRow(
            self._copy.path,
            self._copy.article,
            self._origin.path,
            self._origin.article,
            change,
            verdict,
            tuple(holder.path for holder in holders[:MOST_HOLDERS]),
            _why(change, before, after),
        )


def _within(said: Sequence[Statement], span: Span | None) -> list[Statement]:
    """The statements that a change touches; of what was left out or put in, those that lie in it for the most part."""
    if span is None:
        return []
    found = []
    for one in said:
        size = sum(part.end - part.start for part in one.content)
        shared = sum(max(0, min(part.end, span.end) - max(part.start, span.start)) for part in one.content)
        if shared and (shared >= HALF * size or span.end - span.start < size):
            found.append(one)
    return found


def _why(change: Change, before: Sequence[Statement], after: Sequence[Statement]) -> str:
    """Whose words a change is about."""
    if change.kind is ChangeKind.OMISSION:
        return f"leaves out words of {_speakers(before)}" if before else ""
    if change.kind is ChangeKind.ADDITION:
        return f"puts in words of {_speakers(after)}" if after else ""
    ours, theirs = _speakers(after), _speakers(before)
    if before and after and _names(before) and _names(after) and not _names(before) & _names(after):
        return f"said by {theirs} in the origin, by {ours} here"
    return f"in words of {theirs or ours}" if before or after else ""


def _names(said: Sequence[Statement]) -> set[str]:
    """Surnames and parties: who is told as "the government" here and by name there is no other."""
    names = {one.speaker.name.split()[-1].casefold() for one in said if one.speaker.name}
    return names | {one.speaker.party.casefold() for one in said if one.speaker.name and one.speaker.party}


def _speakers(said: Sequence[Statement]) -> str:
    """`Ada Roe for Sudria (denies)`, each once, in the order they speak."""
    told: dict[str, None] = {}
    for one in said:
        speaker = one.speaker
        name = speaker.name or speaker.description or "somebody who is not named"
        party = f" for {speaker.party}" if speaker.party and speaker.party != speaker.name else ""
        told[name + party + (" (denies)" if one.act is Act.DENY else "")] = None
    return ", ".join(told)


def _look_for(ledger: Ledger, change: Change, after: Sequence[Statement]) -> tuple[Verdict | None, list[PlacedArticle]]:
    """Where the words of both sides stand besides in the two articles."""
    but = (change.copy_id, change.origin_id)
    ours, theirs = _only_in(change.after, change.before), _only_in(change.before, change.after)
    if not ours and not theirs:
        return None, []
    copied = _holders(ledger, ours, but)
    if copied:
        return (Verdict.MISATTRIBUTED if _of_others(ledger, copied, ours, after) else Verdict.HELD), copied
    true = _holders(ledger, theirs, but)
    return (Verdict.ALTERED, true) if true else (Verdict.NOWHERE, [])


def _only_in(text: str, other: str) -> list[str]:
    """The quotations of a text that the other one has not, as plain words."""
    beside = _plain(other)
    found = [_plain(quotation) for quotation in QUOTED.findall(text)]
    return [" ".join(q.split()[:MAX_WORDS]) for q in found if len(q.split()) >= MIN_WORDS and q not in beside]


def _plain(text: str) -> str:
    return " ".join(word for word, _, _ in words(text.replace("’", "'")))


def _holders(ledger: Ledger, quotations: Sequence[str], but: Sequence[str]) -> list[PlacedArticle]:
    """The other articles that hold one of these quotations word by word, by path."""
    sql = """
        SELECT a.article_id FROM article_search f JOIN current_articles a ON a.article_key = f.rowid
        WHERE article_search MATCH ? AND a.article_id NOT IN (SELECT value FROM json_each(?))
        ORDER BY a.path, a.ordinal, a.article_id"""
    found: dict[str, PlacedArticle] = {}
    for quotation in quotations:
        rows = list(ledger.rows(sql, (f'text : "{quotation}"', json.dumps(but))))
        for (article_id,) in rows:
            placed = article(ledger, article_id)
            if f" {quotation} " in f" {_plain(placed.article.text)} ":  # the index knows words by their stems only
                found.setdefault(article_id, placed)
    return sorted(found.values(), key=lambda placed: (placed.path, placed.article.ordinal))


def _of_others(
    ledger: Ledger, holders: Sequence[PlacedArticle], quotations: Sequence[str], after: Sequence[Statement]
) -> bool:
    """Whether an article that holds the words gives them to somebody else, by name, than the copy does."""
    ours = _names(after)
    if not ours:
        return False
    said = statements_of(ledger, [holder.article.article_id for holder in holders])
    texts = {holder.article.article_id: holder.article.text for holder in holders}
    saying = [
        one
        for of, told in said.items()
        for one in told
        if not one.headline
        and any(q in _plain(" ".join(texts[of][part.start : part.end] for part in one.content)) for q in quotations)
    ]
    return bool(_names(saying)) and not _names(saying) & ours
