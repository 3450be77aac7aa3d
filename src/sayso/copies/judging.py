"""Whether two texts that share passages are copies, how much of each the other holds, and the kind of the copy."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from sayso.copies.align import GAP, Passage, Run, align, stretches
from sayso.copies.folding import SHINGLE, Folded
from sayso.records import Relation, Span

MIN_RUN = 8  # words outside quotation marks that stand together; shorter runs prove nothing
MIN_EVIDENCE = 60  # such words that make a copy of any two texts: about two paragraphs of a news story
MIN_ACROSS = 30  # such words in one passage that runs over a paragraph's end in both texts: an excerpt set in
MIN_CREDITED = 25  # such words when one of the two credits the other; two reporters share a date line, not a paragraph
MIN_HELD = 25  # unquoted words of a text that stands NEARLY_WHOLE in the other
NEARLY_WHOLE = 0.8  # of what a text says in its own voice
MIN_SHORT = 15  # unquoted words, when they are at least MOSTLY of all that either text says in its own voice
FOOTER_SHARE = 0.25  # a shared ending up to this part of both texts is a footer, no copying
FOOTER_SLACK = 5  # words after it on either side
MOSTLY = 0.5  # a text that holds less of the other is an excerpt; a copy that takes less is independent otherwise
SCATTERED = 20  # words of the run that the mean shared word stands in; made rewrites have 7-16, edited copies 41 up
NEARLY_ALL = 0.75  # a copy that keeps less, alters nothing and adds less than the rest is an excerpt
REWORKED = 3  # places altered within passages of a copy that keeps less than half: cut down and edited, no excerpt
EDGE = 12  # words of a dateline, or of a credit or tail line, that a verbatim copy may add or lose
CHANCE = 2  # words that two different next lines may begin with alike: "Via", "Read more"


class Match(NamedTuple):
    """What two texts have in common. `left` and `right` are the sides of the runs."""

    runs: tuple[Run, ...]  # in order of the left text
    words: int  # in the runs
    left_words: int
    right_words: int

    @property
    def left_share(self) -> float:
        """Part of the left text's words that the right one has."""
        return self.words / self.left_words

    @property
    def right_share(self) -> float:
        """Part of the right text's words that the left one has."""
        return self.words / self.right_words

    def flipped(self) -> Match:
        """The same match with the sides exchanged."""
        runs = tuple(sorted(Run(run.right, run.left, run.length) for run in self.runs))
        return Match(runs, self.words, self.right_words, self.left_words)


def compare(left: Folded, right: Folded, *, credited: bool = False) -> Match | None:
    """How `left` and `right` match, or None when neither took words from the other.

    `credited`: one of them names the other as its source, and a shorter passage is enough. Words inside quotation marks
    never count as evidence: two reporters in one room write down the same sentence. A passage that ends both texts and
    is a small part of each is a footer.
    """
    same = len(left) == len(right) and len(left) > 0 and bool((left.hashes == right.hashes).all())
    passages: list[Passage] = [(Run(0, 0, len(left)),)] if same else align(left, right)
    passages = _without_footer(passages, len(left), len(right))
    if not same and not _enough(passages, left, right, MIN_CREDITED if credited else MIN_EVIDENCE):
        return None
    runs = tuple(run for passage in passages for run in passage)
    return Match(runs, sum(run.length for run in runs), len(left), len(right))


def _enough(passages: Sequence[Passage], left: Folded, right: Folded, needed: int) -> bool:
    evidence = [sum(_plain_words(run, left, right, MIN_RUN) for run in passage) for passage in passages]
    if sum(evidence) >= needed:
        return True
    across = (n for n, p in zip(evidence, passages, strict=True) if _crosses(p, left, right))
    if max(across, default=0) >= MIN_ACROSS:
        return True
    plain = sum(_plain_words(run, left, right, 1) for passage in passages for run in passage)
    own = sorted(int((~text.mute).sum()) for text in (left, right))
    return plain >= max(MIN_SHORT, MOSTLY * own[1]) or plain >= max(MIN_HELD, NEARLY_WHOLE * own[0])


def _crosses(passage: Passage, left: Folded, right: Folded) -> bool:
    """Whether one run goes on past the same paragraph's end in both texts."""
    return any(
        (left.paragraphs[run.left] < left.paragraphs[run.left + run.length - 1])
        and (right.paragraphs[run.right] < right.paragraphs[run.right + run.length - 1])
        for run in passage
    )


def _plain_words(run: Run, left: Folded, right: Folded, least: int) -> int:
    """Words of the run outside quotation marks on both sides, counting stretches of at least `least` of them."""
    mute = left.mute[run.left : run.left + run.length] | right.mute[run.right : run.right + run.length]
    return sum(length for _, length in stretches(mute) if length >= least)


def _without_footer(passages: list[Passage], left_words: int, right_words: int) -> list[Passage]:
    """The passages that are no footer; all of them when the texts are much the same without it."""
    kept = [passage for passage in passages if not _is_footer(passage, left_words, right_words)]
    words = sum(run.length for passage in kept for run in passage)
    return passages if words >= MOSTLY * max(left_words, right_words) else kept


def _is_footer(passage: Passage, left_words: int, right_words: int) -> bool:
    last = passage[-1]
    words = sum(run.length for run in passage)
    ends = (left_words - last.left - last.length) <= FOOTER_SLACK >= (right_words - last.right - last.length)
    return ends and words < FOOTER_SHARE * min(left_words, right_words)


def relation_of(match: Match, copy: Folded, origin: Folded) -> Relation:
    """The kind of copy the left text is of the right one.

    REWRITTEN: what was kept stands in short runs between words that were changed. EXCERPT: less than half of it comes
    from the origin, or it took a part of the origin and left that as it was. VERBATIM: the story runs through unbroken
    from one paragraph's beginning to one's end; only whole lines before and after it differ, and a dateline. Anything
    else, down to one number, is EDITED.
    """
    if sum(run.length**2 for run in match.runs) < SCATTERED * match.words:
        return Relation.REWRITTEN
    altered = _altered(match)
    part = match.right_share < MOSTLY and altered < REWORKED
    taken = match.right_share < NEARLY_ALL and match.left_share >= NEARLY_ALL and not altered
    if match.left_share < MOSTLY or part or taken:
        return Relation.EXCERPT
    run = match.runs[0]
    whole = _whole(copy, run.left, run.length) and _whole(origin, run.right, run.length)
    return Relation.VERBATIM if len(match.runs) == 1 and whole else Relation.EDITED


def _altered(match: Match) -> int:
    """Places within passages where a few words differ; short runs are left aside, they may be equal by chance."""
    long = [run for run in match.runs if run.length >= SHINGLE]
    gaps = (
        (after.left - before.left - before.length, after.right - before.right - before.length)
        for before, after in itertools.pairwise(long)
    )
    return sum(left <= GAP and 0 <= right <= GAP for left, right in gaps)


def _whole(text: Folded, start: int, length: int) -> bool:
    """Whether these words are the whole text, but for a dateline, a line before and a line after it.

    A chance word or two of that last line may be equal too.
    """
    place, end = text.paragraphs, start + length
    begins = start <= EDGE
    ends = end == len(text) or (len(text) - end < EDGE and bool(place[max(end - CHANCE, 0) - 1] < place[end]))
    return begins and ends


def pairs_of(match: Match, copy: Folded, origin: Folded) -> tuple[tuple[Span, Span], ...]:
    """The spans of the runs, `(in copy, in origin)`, in copy order; the copy is the left side."""
    return tuple(
        (copy.span(run.left, run.left + run.length), origin.span(run.right, run.right + run.length))
        for run in match.runs
    )
