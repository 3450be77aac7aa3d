"""What a copy altered of its origin, by meaning, the gravest first (`gravity`).

Passages that tell the same are compared word by word. What differs is classed by what went and what came; words that
only moved within the passage are no change. Trifles (letter case, "Nov." and "November", "eight" and "8", a plural, a
house's spelling, function words) are only counted, and the line that credits the origin is none. Sentences that tell
what none of the other text tells are omissions and additions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

import msgspec

from sayso.copies.credits import is_credit_line
from sayso.copies.folding import Folded
from sayso.copies.gravity import gravity
from sayso.copies.passages import Bounds, Passage, left_alone, told_again
from sayso.copies.terms import Term, kind_of, read_terms, spell, without
from sayso.records import Change, ChangeKind, Span

PASSAGE = 8  # words lost or added in one place that are an omission or addition, no change of wording
LOPSIDED = 2.0  # words of the longer side for one of the shorter, past which a long gap is both, lost and added
OWN = 0.5  # part of a long gap's words that must be nowhere else in the passage; else the clause was moved
SAME_QUOTATION = 0.4  # part of the shorter quotation's words that the other has, when one is the other altered
CHANCE = 2  # equal function words between two changed wordings that do not hold them apart
NOTHING: Bounds = (0, 0)
PARTING = '\n"“”„«»'  # between two quotations
OPENING = " \t\"'“‘«([„"  # what may stand between the end of a sentence and the next one's first word
ENDING = ".!?…\n:"
MARKS_BEFORE = "\"'“‘«„(["
MARKS_AFTER = ".,;:!?…\"'”’»)]"
_NUMBER_HEAD = re.compile(r"(?:\d+[.,])+$")
_NUMBER_TAIL = re.compile(r"(?:[.,]\d+)+")


class Gap(NamedTuple):
    """Words `[start, end)` on each side that differ; what stands before and after is equal."""

    copy: Bounds
    origin: Bounds


class Altered(NamedTuple):
    """What `changes_of` gives back."""

    changes: tuple[Change, ...]  # the gravest first, then in order of the text
    trifles: int  # places where only a trifle differs


class Sides(NamedTuple):
    """The two texts that are compared."""

    copy: Folded
    origin: Folded


def changes_of(copy: Folded, origin: Folded, passages: Iterable[Passage]) -> Altered:
    """What `copy` altered of `origin`. `passages` pair the two."""
    sides = Sides(copy, origin)
    passages = _through_quotations(passages, sides)
    whole = _whole_quotations(passages, sides)
    passages += told_again(copy, origin, passages)
    read = [_read_passage(passage, whole.get(passage, Gap(*passage)), sides) for passage in passages]
    found = _joined([change for changes, _ in read for change in changes], sides)
    for words_at in left_alone(origin, [passage.origin for passage in passages]):
        found += _one_sided(ChangeKind.OMISSION, Gap(NOTHING, words_at), sides)
    for words_at in left_alone(copy, [passage.copy for passage in passages]):
        found += _one_sided(ChangeKind.ADDITION, Gap(words_at, NOTHING), sides)
    weighed = [msgspec.structs.replace(change, gravity=gravity(change)) for change in found]
    weighed.sort(key=lambda change: (-change.gravity, _place(change)))
    return Altered(tuple(weighed), sum(trifles for _, trifles in read))


def _through_quotations(passages: Iterable[Passage], sides: Sides) -> list[Passage]:
    """The passages, each grown over the sentences left alone after it that go on within its quotation."""
    grown = list(passages)
    for side, text in enumerate(sides):
        quoted_from = {
            start: _quotation_end(text, start, end)
            for start, end in left_alone(text, [passage[side] for passage in grown])
            if start and text.quoted[start - 1] and text.paragraphs[start - 1] == text.paragraphs[start]
        }
        for n, passage in enumerate(grown):
            first, last = passage[side]
            bounds = (first, quoted_from.get(last, last))
            grown[n] = Passage(passage.copy, bounds) if side else Passage(bounds, passage.origin)
    return grown


def _quotation_end(text: Folded, start: int, end: int) -> int:
    goes_on = text.quoted[start:end] & (text.paragraphs[start:end] == text.paragraphs[start])
    return end if goes_on.all() else start + int(goes_on.argmin())


def _whole_quotations(passages: Sequence[Passage], sides: Sides) -> dict[Passage, Gap]:
    """Each passage, with those before and after it into which its quotation goes on in either text."""
    runs: list[list[Passage]] = []
    for passage in passages:
        if runs and _share_quotation(runs[-1][-1], passage, sides):
            runs[-1].append(passage)
        else:
            runs.append([passage])
    return {
        passage: Gap((run[0].copy[0], run[-1].copy[1]), (run[0].origin[0], run[-1].origin[1]))
        for run in runs
        for passage in run
    }


def _share_quotation(one: Passage, after: Passage, sides: Sides) -> bool:
    ends = one.copy[1], one.origin[1]
    return ends == (after.copy[0], after.origin[0]) and any(map(_in_quotation, sides, ends))


def _in_quotation(text: Folded, word: int) -> bool:
    """Whether a quotation goes on from the word before this one to this one."""
    between = text.article.text[int(text.ends[word - 1]) : int(text.starts[word])]
    return bool(text.quoted[word - 1 : word + 1].all()) and not any(mark in between for mark in PARTING)


def _joined(changes: list[Change], sides: Sides) -> list[Change]:
    """The changes, with altered quotations that follow each other in both texts made one: a quotation has sentences."""
    quotes: list[Change] = []
    for change in changes:
        if change.kind is not ChangeKind.QUOTE:
            continue
        last = quotes[-1] if quotes else None
        if last and (last.before_span, last.after_span) == (change.before_span, change.after_span):
            continue  # another sentence of it
        if (
            last
            and _follows(last.after_span, change.after_span, sides.copy)
            and _follows(last.before_span, change.before_span, sides.origin)
        ):
            spans = _both(last.before_span, change.before_span), _both(last.after_span, change.after_span)
            quotes[-1] = _told_change(ChangeKind.QUOTE, *spans, sides)
        else:
            quotes.append(change)
    return [*quotes, *(change for change in changes if change.kind is not ChangeKind.QUOTE)]


def _follows(one: Span | None, other: Span | None, text: Folded) -> bool:
    """Whether no word stands between the two, and no paragraph ends."""
    between = text.article.text[one.end : other.start] if one and other and one.end <= other.start else "\n"
    return "\n" not in between and not any(letter.isalnum() for letter in between)


def _both(one: Span | None, other: Span | None) -> Span | None:
    return Span(one.start, other.end) if one and other else None


def _place(change: Change) -> tuple[int, int]:
    before, after = change.before_span, change.after_span
    return (after.start if after else 0, before.start if before else 0)


def _one_sided(kind: ChangeKind, gap: Gap, sides: Sides) -> list[Change]:
    if max(end - start for start, end in gap) < PASSAGE:
        return []
    change = _change(kind, gap, sides)
    return [] if is_credit_line(change.before or change.after) else [change]


def _read_passage(passage: Passage, whole: Gap, sides: Sides) -> tuple[list[Change], int]:
    """The changes within a passage, and in how many places only a trifle differs. A quotation is shown whole."""
    gaps = _gaps(passage, sides)
    quoted = [gap for gap in gaps if _is_quoted(gap, sides)] if _quotes_alike(passage, sides) else []
    found = []
    if any(_spelled(gap.origin, sides.origin) != _spelled(gap.copy, sides.copy) for gap in quoted):
        found.append(_change(ChangeKind.QUOTE, whole, sides))
    told = [gap for gap in gaps if gap not in quoted]
    gone = [_terms(gap.origin, sides.origin) for gap in told]
    came = [_terms(gap.copy, sides.copy) for gap in told]
    all_gone, all_came = ({term.key for terms in side for term in terms} for side in (gone, came))
    trifles = 0 if found else len(quoted)
    for gap, before, after in zip(told, gone, came, strict=True):
        changes = _read(gap, (before, without(before, all_came)), (after, without(after, all_gone)), sides)
        found += changes
        trifles += not changes
    return found, trifles


def _gaps(passage: Passage, sides: Sides) -> list[Gap]:
    """The places where the words of the passage differ, in order."""
    (ours, ours_end), (theirs, theirs_end) = passage
    mine, other = sides.copy.hashes[ours:ours_end].tolist(), sides.origin.hashes[theirs:theirs_end].tolist()
    if mine == other:
        return []
    gaps = []
    left, right = ours, theirs
    for a, b, size in SequenceMatcher(None, mine, other, autojunk=False).get_matching_blocks():
        first, last = ours + a, ours + a + size
        inner = a > 0 and last < ours_end and 0 < b < theirs_end - theirs - size
        if inner and size <= CHANCE and not _terms((first, last), sides.copy):
            continue
        gap = _whole_numbers(Gap((left, first), (right, theirs + b)), passage, sides)
        if gap.copy[0] < gap.copy[1] or gap.origin[0] < gap.origin[1]:
            gaps.append(gap)
        left, right = last, theirs + b + size
    return gaps


def _whole_numbers(gap: Gap, passage: Passage, sides: Sides) -> Gap:
    """The gap with the equal rest of a number that it cuts through: "1,500" and "500" differ in all their words."""
    (ours, ours_end), (theirs, theirs_end) = gap
    firsts, lasts = (passage.copy[0], passage.origin[0]), (passage.copy[1], passage.origin[1])
    while ours > firsts[0] and theirs > firsts[1] and _cuts_number(ours, theirs, sides):
        ours, theirs = ours - 1, theirs - 1
    while ours_end < lasts[0] and theirs_end < lasts[1] and _cuts_number(ours_end, theirs_end, sides):
        ours_end, theirs_end = ours_end + 1, theirs_end + 1
    return Gap((ours, ours_end), (theirs, theirs_end))


def _cuts_number(ours: int, theirs: int, sides: Sides) -> bool:
    return _within_number(sides.copy, ours) or _within_number(sides.origin, theirs)


def _within_number(text: Folded, word: int) -> bool:
    """Whether a number goes on from the word before this one to this one."""
    if not 0 < word < len(text):
        return False
    between = text.article.text[int(text.ends[word - 1]) - 1 : int(text.starts[word]) + 1]
    return len(between) == 3 and between[1] in ".," and between[0].isdigit() and between[2].isdigit()


def _is_quoted(gap: Gap, sides: Sides) -> bool:
    """Whether words in quotation marks differ: on both sides, or on one within a quotation that goes on before it."""
    held = [
        (bool(text.quoted[start:end].any()), start < end, start > 0 and bool(text.quoted[start - 1 : start + 1].all()))
        for (start, end), text in zip(gap, sides, strict=True)
    ]
    (mine, mine_any, mine_within), (other, other_any, other_within) = held
    if mine_any and other_any:
        return mine and other
    return mine_within if mine_any else other_within


def _quotes_alike(passage: Passage, sides: Sides) -> bool:
    """Whether the two passages quote the same words in the main: else one quotation stands in place of another."""
    quoted = [
        set(text.hashes[start:end][text.quoted[start:end]].tolist())
        for (start, end), text in zip(passage, sides, strict=True)
    ]
    return len(quoted[0] & quoted[1]) >= SAME_QUOTATION * min(map(len, quoted))


def _spelled(words_at: Bounds, text: Folded) -> list[str]:
    return [spelled for word, _ in _words_of(words_at, text) for spelled in spell(word)]


def _terms(words_at: Bounds, text: Folded) -> list[Term]:
    return read_terms(_words_of(words_at, text))


def _words_of(words_at: Bounds, text: Folded) -> list[tuple[str, bool]]:
    """The words as they stand, a number whole, and whether each begins a sentence."""
    whole = text.article.text
    firsts = [at for at in range(*words_at) if at == words_at[0] or not _within_number(text, at)]
    bounds = ((int(text.starts[at]), int(text.ends[end - 1])) for at, end in pairwise([*firsts, words_at[1]]))
    return [
        (whole[start:end], not (before := whole[max(start - 4, 0) : start].rstrip(OPENING)) or before[-1] in ENDING)
        for start, end in bounds
    ]


Read = tuple[list[Term], list[Term]]  # the terms of one side of a gap, and those that the other side lacks


def _read(gap: Gap, gone: Read, came: Read, sides: Sides) -> list[Change]:
    """The change or changes in one gap; none when only trifles differ."""
    (lost, lost_own), (added, added_own) = gone, came
    lengths = [end - start for start, end in gap]
    if max(lengths) < PASSAGE or max(lengths) < LOPSIDED * min(lengths):
        kind = kind_of(lost_own, added_own)
        if max(lengths) >= PASSAGE and kind in (ChangeKind.NEGATION, ChangeKind.HEDGE, ChangeKind.ATTRIBUTION):
            kind = ChangeKind.TERM  # one word among so many others tells nothing of the whole
        wide = _widened(gap, sides) if kind and not min(lengths) else gap
        return [_change(kind, wide, sides)] if kind else []
    found = []
    if lengths[1] >= PASSAGE and len(lost_own) >= OWN * len(lost):
        found += [_change(ChangeKind.OMISSION, Gap(NOTHING, gap.origin), sides)]
    if lengths[0] >= PASSAGE and len(added_own) >= OWN * len(added):
        found += [_change(ChangeKind.ADDITION, Gap(gap.copy, NOTHING), sides)]
    return found


def _widened(gap: Gap, sides: Sides) -> Gap:
    """The gap with the equal word before and after it: "not" put in shows as "has mostly" and "has not mostly"."""
    (ours, ours_end), (theirs, theirs_end) = gap
    before = min(ours, theirs, 1)
    after = min(len(sides.copy) - ours_end, len(sides.origin) - theirs_end, 1)
    return Gap((ours - before, ours_end + after), (theirs - before, theirs_end + after))


def _change(kind: ChangeKind, gap: Gap, sides: Sides) -> Change:
    before, after = _span(gap.origin, sides.origin), _span(gap.copy, sides.copy)
    if kind is ChangeKind.QUOTE:
        before, after = _with_marks(before, sides.origin), _with_marks(after, sides.copy)
    return _told_change(kind, before, after, sides)


def _told_change(kind: ChangeKind, before: Span | None, after: Span | None, sides: Sides) -> Change:
    return Change(
        sides.copy.article.article_id,
        sides.origin.article.article_id,
        kind,
        sides.origin.article.text[before.start : before.end] if before else "",
        sides.copy.article.text[after.start : after.end] if after else "",
        before,
        after,
    )


def _with_marks(span: Span | None, text: Folded) -> Span | None:
    """The span with the quotation marks and stops that stand at it."""
    if span is None:
        return None
    whole = text.article.text
    start, end = span.start, span.end
    while start and whole[start - 1] in MARKS_BEFORE:
        start -= 1
    while end < len(whole) and whole[end] in MARKS_AFTER:
        end += 1
    return Span(start, end)


def _span(words_at: Bounds, text: Folded) -> Span | None:
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
