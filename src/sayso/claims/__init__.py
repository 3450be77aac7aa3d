"""Statements about the same proposition become one claim; each party's side on it a position. Pure.

`relate` is a function of the set of statements and families: their order changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from sayso.claims.answers import attach
from sayso.claims.grouping import group
from sayso.claims.meaning import Matrix, Meaning, WordVectors, with_roles
from sayso.claims.opposition import opposed
from sayso.claims.positions import positions_on
from sayso.claims.reversals import reversals
from sayso.claims.told import Told, prepare
from sayso.claims.wording import Polarity, claim_words, clearest, polarity
from sayso.records import Article, Claim, Family, Flag, Position, Related, Statement, make_id

__all__ = ["relate"]


def relate(
    statements: Sequence[Statement], articles: Sequence[Article], families: Sequence[Family], vectors: WordVectors
) -> Related:
    """Claims, positions and reversal flags, each in order of ids.

    A statement takes part when its content claims something and its act takes a side (assert, accuse, confirm,
    suggest, deny, dismiss, decline). One without words of its own ("nonsense", "no comment") takes part only when it
    answers something and the claim it answers is plain. Headlines take no part: they repeat the text in the outlet's
    wording. A claim may rest on one statement. `articles` are those the
    statements stand in; a statement whose article is not given is left out.
    """
    origins = {article_id: family.family_id for family in families for article_id in family.article_ids}
    told = prepare(statements, articles, origins)
    worded = [item for item in told if not item.bare]
    names = {word for item in told for name in item.statement.proposition.names for word in name.lower().split()}
    meaning = Meaning([item.terms for item in told], vectors, names)
    groups = attach(
        opposed(_grouped(worded, meaning), meaning), [item for item in told if item.bare and item.answers], meaning
    )
    claims: list[Claim] = []
    positions: list[Position] = []
    flags: list[Flag] = []
    for members in groups:
        claim, side = _claim(members, meaning)
        claims.append(claim)
        positions += positions_on(claim, members, side)
        flags += reversals(claim, members, meaning)
    return Related(
        claims=tuple(sorted(claims, key=lambda claim: claim.claim_id)),
        positions=tuple(sorted(positions, key=lambda position: position.position_id)),
        flags=tuple(sorted(flags, key=lambda flag: (flag.subject_id, flag.why))),
    )


def _grouped(worded: Sequence[Told], meaning: Meaning) -> list[list[Told]]:
    """Statements grouped by proposition. The same words about the same parties are one row, however often printed."""
    same: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    for item in worded:
        flow = item.flow
        roles = (flow.giver or "", flow.receiver or "")
        figures = (tuple(sorted(flow.numbers)), tuple(sorted(flow.years)))
        against = item.negated and not item.own_denial  # a denial of a deed goes with the charge
        key = (against, item.terms, tuple(sorted(flow.parties)), roles, figures)
        same[key].append(item)
    keys = sorted(same, key=repr)
    rows = meaning.of([same[key][0].terms for key in keys])
    flows = [same[key][0].flow for key in keys]
    negated = [key[0] is True for key in keys]
    found = group(with_roles(rows, flows, negated), flows)
    return [[item for row in members for item in same[keys[row]]] for members in found]


def _claim(members: Sequence[Told], meaning: Meaning) -> tuple[Claim, Polarity]:
    """A group's claim, named by its clearest words, and their polarity."""
    rows = meaning.of([item.terms for item in members])
    named = clearest(members, _typical(rows))
    claim = Claim(
        claim_id=make_id("cl", named.statement_id),
        text=claim_words(named),
        text_from=named.statement_id,
        statement_ids=tuple(sorted(item.statement_id for item in members)),
    )
    return claim, polarity(named)


def _typical(rows: Matrix) -> list[float]:
    """Similarity of each row to the mean of all, 0..1."""
    mean = rows.astype(np.float64).mean(axis=0)
    norm = float(np.linalg.norm(mean)) or 1.0
    return [max(0.0, round(float(row @ mean) / norm, 5)) for row in rows]
