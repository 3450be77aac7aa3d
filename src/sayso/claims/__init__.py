"""Statements about the same proposition become one claim; each party's side on it a position. Pure.

`relate` is a function of the set of statements and families: their order changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from sayso.claims.answers import attach, with_rest
from sayso.claims.copied import followed
from sayso.claims.details import hung
from sayso.claims.grouping import group
from sayso.claims.hanging import hanging_together
from sayso.claims.meaning import Matrix, Meaning, WordVectors, text_rows, unit, without_common
from sayso.claims.positions import positions_on
from sayso.claims.resting import resting
from sayso.claims.reversals import reversals
from sayso.claims.ruled import placed_by, ruled_groups, with_stances
from sayso.claims.threads import rows_of, weave
from sayso.claims.told import Told, prepare
from sayso.claims.wording import Name, clearest, polarity
from sayso.records import (
    Article,
    Claim,
    CopyLink,
    Family,
    Flag,
    Position,
    Related,
    Statement,
    Upheld,
    first_versions,
    make_id,
)

__all__ = ["relate", "resting"]

SENSE, WORDS = 0.8, 0.6  # weights of the rows by which threads of all articles are compared; their squares add up to 1


def relate(
    statements: Sequence[Statement],
    articles: Sequence[Article],
    families: Sequence[Family],
    vectors: WordVectors,
    links: Sequence[CopyLink] = (),
    rulings: Sequence[Upheld] = (),
) -> Related:
    """Claims, positions and reversal flags, each in order of ids.

    A statement takes part when its content claims something and its act takes a side (assert, accuse, confirm,
    suggest, deny, dismiss, decline). One without words of its own ("nonsense", "no comment") takes part only when it
    answers something and the claim it answers is plain. Headlines take no part: they repeat the text in the outlet's
    wording. A claim may rest on one statement. `articles` are those the statements stand in; a statement whose article
    is not given is left out. What a copy took over by one of `links` is on the claim of what it was taken from;
    versions of one page count as one article. `rulings` on claims and stances go before all of this.
    """
    origins = {article_id: family.family_id for family in families for article_id in family.article_ids}
    told = with_stances(prepare(statements, articles, origins, placed_by(rulings), first_versions(links)), rulings)
    worded = [item for item in told if not item.bare]
    names = {word for item in told for name in item.statement.proposition.names for word in name.lower().split()}
    meaning = Meaning([item.terms for item in told], vectors, names)
    texts = {article.article_id: article.text for article in articles}
    bare = [item for item in told if item.bare and item.answers]
    groups = attach(_grouped(worded, texts, links, vectors), bare, meaning)
    groups = with_rest(groups, [item for item in told if item.bare])
    groups = ruled_groups(groups, told, links, rulings)
    claims: list[Claim] = []
    positions: list[Position] = []
    flags: list[Flag] = []
    named = [clearest(members, _typical(meaning.of([item.terms for item in members])), texts) for members in groups]
    ids = [_claim_id(members) for members in groups]
    above = hung(groups, [name.told for name in named], meaning)
    for at, members in enumerate(groups):
        claim = _claim(ids[at], members, named[at], ids[above[at]] if at in above else None)
        side = polarity(named[at])
        claims.append(claim)
        positions += positions_on(claim, members, side)
        flags += reversals(claim, members, meaning)
    return Related(
        claims=tuple(sorted(claims, key=lambda claim: claim.claim_id)),
        positions=tuple(sorted(positions, key=lambda position: position.position_id)),
        flags=tuple(sorted(flags, key=lambda flag: (flag.subject_id, flag.why))),
    )


def _grouped(
    worded: Sequence[Told], texts: Mapping[str, str], links: Sequence[CopyLink], vectors: WordVectors
) -> list[list[Told]]:
    """Statements grouped by proposition: threads of each article, then threads alike in their words.

    What a copy took over goes with what it was taken from, and does not count again for the words of its thread.
    """
    copies = followed(worded, links)
    own = [at for at in range(len(worded)) if at not in copies]
    if not own:
        return []
    rows = rows_of([worded[at] for at in own], texts, vectors)
    threads = weave([worded[at] for at in own], texts, rows)
    plain = without_common(text_rows([worded[at].text for at in own], vectors))
    told = np.hstack(
        [part * weight for part, weight in ((_of(rows.senses, threads), SENSE), (_of(plain, threads), WORDS))]
    )
    found = group(told, [[worded[own[at]].flow for at in thread] for thread in threads])
    groups = hanging_together([[at for thread in members for at in threads[thread]] for members in found], rows.senses)
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


def _claim(claim_id: str, members: Sequence[Told], name: Name, parent: str | None) -> Claim:
    """A group's claim, named by its clearest words."""
    return Claim(
        claim_id=claim_id,
        text=name.words,
        text_from=name.told.statement_id,
        statement_ids=tuple(sorted(item.statement_id for item in members)),
        parent=parent,
    )


def _typical(rows: Matrix) -> list[float]:
    """Similarity of each row to the mean of all, 0..1."""
    mean = rows.astype(np.float64).mean(axis=0)
    norm = float(np.linalg.norm(mean)) or 1.0
    return [max(0.0, round(float(row @ mean) / norm, 5)) for row in rows]
