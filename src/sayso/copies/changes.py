"""What a near-verbatim copy altered: the words between its runs, classed by what went and what came.

A first form, for copies of the whole story only. Passages that moved are no change. Differences in function words and
punctuation alone are not listed.
"""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from sayso.copies.align import Run
from sayso.copies.folding import Folded
from sayso.copies.judging import Match
from sayso.copies.rewrites import FUNCTION_WORDS
from sayso.records import Change, ChangeKind, Span

PASSAGE = 8  # words lost or added in one place that are an omission or addition, no change of wording


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEGATIONS = _set("not never no nor neither cannot without nobody nothing none")
HEDGES = _set(
    "may might could would possibly perhaps probably likely reportedly allegedly apparently seemingly appears appeared "
    "seems seemed suggests suggested alleged suspected purported believed expected potentially presumably"
)
DATES = _set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today yesterday tomorrow jan feb mar apr jun jul aug sep sept oct nov dec"
)
_NUMBER_HEAD = re.compile(r"(?:\d+[.,])+$")
_NUMBER_TAIL = re.compile(r"(?:[.,]\d+)+")


class Gap(NamedTuple):
    """Words `[start, end)` on each side that no run holds; what stands before and after is equal."""

    copy: tuple[int, int]
    origin: tuple[int, int]


def changes_of(copy: Folded, origin: Folded, match: Match) -> list[Change]:
    """What `copy` altered of `origin`, in copy order; `match` has the copy on its left."""
    found = []
    for gap in _gaps(match, len(copy), len(origin)):
        found += _read(_slid(gap, copy, origin), copy, origin)
    return found


def _gaps(match: Match, copy_words: int, origin_words: int) -> list[Gap]:
    """The places between runs that follow each other on both sides; elsewhere, each side's words by themselves."""
    ours = [Run(0, 0, 0), *match.runs, Run(copy_words, origin_words, 0)]
    theirs = sorted(ours, key=lambda run: (run.right, run.left))
    follows = dict(itertools.pairwise(theirs))
    gaps = []
    for run, follower in itertools.pairwise(ours):
        copy = run.left + run.length, follower.left
        if follows.get(run) == follower:
            gaps.append(Gap(copy, (run.right + run.length, follower.right)))
            del follows[run]
        else:
            gaps.append(Gap(copy, (0, 0)))
    gaps += [Gap((0, 0), (run.right + run.length, follower.right)) for run, follower in follows.items()]
    return [gap for gap in gaps if gap.copy[0] < gap.copy[1] or gap.origin[0] < gap.origin[1]]


def _slid(gap: Gap, copy: Folded, origin: Folded) -> Gap:
    """A one-sided gap moved to the left as far as the words allow: what was cut is "The ship … quay." of "The ship
    … quay. The crew", not "ship … quay. The", though both leave the same.
    """
    (left, left_end), (right, right_end) = gap
    while min(left, right) > 0 and (left == left_end) != (right == right_end):
        last = copy.hashes[left_end - 1] if left < left_end else origin.hashes[right_end - 1]
        if copy.hashes[left - 1] != last or origin.hashes[right - 1] != last:
            break
        left, left_end, right, right_end = left - 1, left_end - 1, right - 1, right_end - 1
    return Gap((left, left_end), (right, right_end))


def _read(gap: Gap, copy: Folded, origin: Folded) -> list[Change]:
    """The change or changes in one gap; none when only trifles differ."""
    lost, added = gap.origin[1] - gap.origin[0], gap.copy[1] - gap.copy[0]
    if _in_quotation(gap.copy, copy) and _in_quotation(gap.origin, origin):
        kind: ChangeKind | None = ChangeKind.QUOTE
    elif max(lost, added) < PASSAGE:
        kind = _kind_of(_words_of(gap.origin, origin), _words_of(gap.copy, copy))
    else:
        none = (0, 0)
        omission = [_change(ChangeKind.OMISSION, Gap(none, gap.origin), copy, origin)] if lost >= PASSAGE else []
        addition = [_change(ChangeKind.ADDITION, Gap(gap.copy, none), copy, origin)] if added >= PASSAGE else []
        return omission + addition
    return [_change(kind, gap, copy, origin)] if kind else []


def _in_quotation(words_at: tuple[int, int], text: Folded) -> bool:
    """Whether these words and the one before them stand in one quotation of one paragraph."""
    start, end = max(words_at[0] - 1, 0), max(words_at[1], words_at[0])
    inside = text.mute[start:end]
    return 0 < start < end and bool(inside.all()) and bool(text.paragraphs[start] == text.paragraphs[end - 1])


def _words_of(words_at: tuple[int, int], text: Folded) -> list[str]:
    """The words as they stand."""
    starts, ends = text.starts[slice(*words_at)].tolist(), text.ends[slice(*words_at)].tolist()
    return [text.article.text[start:end] for start, end in zip(starts, ends, strict=True)]


def _kind_of(gone: list[str], came: list[str]) -> ChangeKind | None:
    """What a small difference changes; None for function words only, and for what this form does not class."""
    sides = [{word.lower().replace("’", "'") for word in side} for side in (gone, came)]
    dated = [
        any(word in DATES and (word != "may" or "May" in side) for word in low)
        for low, side in zip(sides, (gone, came), strict=True)
    ]
    negated = [bool(low & NEGATIONS) or any(word.endswith("n't") for word in low) for low in sides]
    hedged = [bool(low & HEDGES) for low in sides]
    checks = (
        (all(dated), ChangeKind.DATE),
        (all(any(letter.isdigit() for word in side for letter in word) for side in sides), ChangeKind.NUMBER),
        (negated[0] != negated[1], ChangeKind.NEGATION),
        (hedged[0] != hedged[1], ChangeKind.HEDGE),
        (all(side and all(word[0].isupper() for word in side) for side in (gone, came)), ChangeKind.NAME),
        (all(side - FUNCTION_WORDS for side in sides), ChangeKind.TERM),
    )
    return next((kind for holds, kind in checks if holds), None)


def _change(kind: ChangeKind, gap: Gap, copy: Folded, origin: Folded) -> Change:
    before, after = _span(gap.origin, origin), _span(gap.copy, copy)
    return Change(
        copy.article.article_id,
        origin.article.article_id,
        kind,
        origin.article.text[before.start : before.end] if before else "",
        copy.article.text[after.start : after.end] if after else "",
        before,
        after,
    )


def _span(words_at: tuple[int, int], text: Folded) -> Span | None:
    """The span of the words, with the rest of a number of which they are a part ("14" of "14,000")."""
    if words_at[0] >= words_at[1]:
        return None
    whole = text.article.text
    span = text.span(*words_at)
    head = _NUMBER_HEAD.search(whole[max(span.start - 20, 0) : span.start]) if whole[span.start].isdigit() else None
    tail = _NUMBER_TAIL.match(whole, span.end) if whole[span.end - 1].isdigit() else None
    start = span.start - len(head.group()) if head else span.start
    end = tail.end() if tail else span.end
    return Span(start, end)
