"""Statements about the same proposition become one claim; each party's side on it a position. Pure.

`relate` is a function of the set of statements and families: their order changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from sayso.claims.answers import attach, with_rest
from sayso.claims.copied import followed
from sayso.claims.details import hung
from sayso.claims.grouping import group
from sayso.claims.hanging import hanging_together
from sayso.claims.meaning import Matrix, Meaning, WordVectors, unit
from sayso.claims.pile import Pile, pile_of
from sayso.claims.positions import positions_on
from sayso.claims.resting import resting
from sayso.claims.reversals import reversals
from sayso.claims.ruled import placed_by, ruled_groups, with_stances
from sayso.claims.threads import weave
from sayso.claims.told import Told, prepare
from sayso.claims.wording import Name, clearest, polarity
from sayso.kept import key_of
from sayso.records import (
    Claim,
    Flag,
    Position,
    Related,
    Upheld,
    make_id,
)

__all__ = ["pile_of", "relate", "resting"]

SENSE, WORDS = 0.8, 0.6  # weights of the rows by which threads of all articles are compared; their squares add up to 1


def relate(pile: Pile, vectors: WordVectors, rulings: Sequence[Upheld] = ()) -> Related:
    """Claims, positions and reversal flags, each in order of ids.

    A statement takes part when its content claims something and its act takes a side (assert, accuse, confirm,
    suggest, deny, dismiss, decline). One without words of its own ("nonsense", "no comment") takes part only when it
    answers something and the claim it answers is plain. Headlines take no part: they repeat the text in the outlet's
    wording. A claim may rest on one statement. A statement whose article the pile does not hold is left out. What a
    copy took over by a link is on the claim of what it was taken from; versions of one page count as one article.
    `rulings` on claims and stances go before all of this. What the pile kept changes nothing but the time.
    """
    told = with_stances(prepare(pile, placed_by(rulings)), rulings)
    names = {word for item in told for name in item.statement.proposition.names for word in name.lower().split()}
    meaning = Meaning([item.terms for item in told], vectors, names)
    bare = [item for item in told if item.bare and item.answers]
    groups = attach(_grouped([item for item in told if not item.bare], pile, vectors), bare, meaning)
    groups = with_rest(groups, [item for item in told if item.bare])
    groups = ruled_groups(groups, told, pile.links, rulings)
    found = _worked_out(groups, pile, meaning)
    by_id = {item.statement_id: item for item in told}
    above = hung(groups, [by_id[each.claim.text_from] for each in found], meaning)
    claims = [
        replace(each.claim, parent=found[above[at]].claim.claim_id) if at in above else each.claim
        for at, each in enumerate(found)
    ]
    positions = [position for each in found for position in each.positions]
    flags = [flag for each in found for flag in each.flags]
    return Related(
        claims=tuple(sorted(claims, key=lambda claim: claim.claim_id)),
        positions=tuple(sorted(positions, key=lambda position: position.position_id)),
        flags=tuple(sorted(flags, key=lambda flag: (flag.subject_id, flag.why))),
    )


class _Found(Struct, frozen=True):
    """What follows from the statements of one claim alone."""

    claim: Claim  # without what it hangs under
    positions: list[Position]
    flags: list[Flag]


def _worked_out(groups: Sequence[Sequence[Told]], pile: Pile, meaning: Meaning) -> list[_Found]:
    """For each group what follows from it: its own statements, and which of their terms are names in the pile."""
    keys = []
    for members in groups:
        told = [
            (pile.keys[item.article_id], item.statement_id, item.origin, item.story, item.ruled) for item in members
        ]
        terms = {term for item in members for term in item.terms}
        keys.append(key_of("claim", told, sorted(terms & meaning.names)))
    return pile.kept.of(_Found, keys, lambda missing: [_follow(groups[at], pile, meaning) for at in missing])


def _follow(members: Sequence[Told], pile: Pile, meaning: Meaning) -> _Found:
    name = clearest(members, _typical(meaning.of([item.terms for item in members])), pile.texts)
    claim = _claim(members, name)
    return _Found(claim, positions_on(claim, members, polarity(name)), reversals(claim, members, meaning))


def _grouped(worded: Sequence[Told], pile: Pile, vectors: WordVectors) -> list[list[Told]]:
    """Statements grouped by proposition: threads of each article, then threads alike in their words.

    What a copy took over goes with what it was taken from, and does not count again for the words of its thread.
    """
    copies = followed(worded, pile.links)
    own = [at for at in range(len(worded)) if at not in copies]
    if not own:
        return []
    woven = weave([worded[at] for at in own], pile, vectors)
    threads = woven.threads
    rows = [_of(part, threads) * weight for part, weight in ((woven.senses, SENSE), (woven.words, WORDS))]
    found = group(np.hstack(rows), [[worded[own[at]].flow for at in thread] for thread in threads])
    groups = hanging_together([[at for thread in members for at in threads[thread]] for members in found], woven.senses)
    taken: dict[int, list[int]] = defaultdict(list)
    for copy, origin in sorted(copies.items()):
        taken[origin].append(copy)
    return [[worded[each] for at in members for each in (own[at], *taken[own[at]])] for members in groups]


def _of(rows: Matrix, threads: Sequence[Sequence[int]]) -> Matrix:
    """A unit row for each thread: the sum of its statements'."""
    return unit(np.stack([rows[thread].sum(axis=0) for thread in threads]))


def _claim_id(members: Sequence[Told]) -> str:
    """That of a claim's first statement by day: a claim that grows day by day keeps it; it is a function of the set.

    When an older statement joins, the ledger records that the claim goes on under another id.
    """
    return make_id("cl", min(members, key=lambda item: item.when).statement_id)


def _claim(members: Sequence[Told], name: Name) -> Claim:
    """A group's claim, named by its clearest words."""
    return Claim(
        claim_id=_claim_id(members),
        text=name.words,
        text_from=name.told.statement_id,
        statement_ids=tuple(sorted(item.statement_id for item in members)),
        parent=None,
    )


def _typical(rows: Matrix) -> list[float]:
    """Similarity of each row to the mean of all, 0..1."""
    mean = rows.astype(np.float64).mean(axis=0)
    norm = float(np.linalg.norm(mean)) or 1.0
    return [max(0.0, round(float(row @ mean) / norm, 5)) for row in rows]
