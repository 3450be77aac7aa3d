"""What rests on words that were withdrawn, corrected, or dropped from a later version of their page. Pure.

Nothing is taken away: a flag on the claim says how much of it rests on them, and whose position on nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sayso.records import Claim, CopyLink, Flag, Position, Related, Relation, Span, Statement, TakenBack

HALF = 0.5  # part of a statement's words that must stand in passages of the later version: else it was dropped
_HOW = {
    "withdrawn": "stand in articles that were withdrawn",
    "correction": "have words that were corrected since",
    "dropped": "are no longer in the newest version of their page",
}


def resting(
    related: Related, statements: Sequence[Statement], links: Sequence[CopyLink], back: TakenBack
) -> tuple[Flag, ...]:
    """Flags for statements that were corrected or dropped, and for claims that rest on such or on withdrawn ones."""
    marked: dict[str, dict[str, str]] = defaultdict(dict)  # by kind, then statement: why
    dropped_from = _later(links)
    for said in statements:
        if said.headline:
            continue
        if said.article_id in back.withdrawn:
            marked["withdrawn"][said.statement_id] = ""
            continue
        words = back.corrected.get(said.article_id, ())
        how = [now for span, now in words if any(_overlap(span, part) for part in said.content)]
        if how:
            marked["correction"][said.statement_id] = f"corrected since: {'; '.join(how)}"
        elif said.article_id in dropped_from and not _stands(said, dropped_from[said.article_id]):
            marked["dropped"][said.statement_id] = "the next version of its page does not hold these words"
    flags = [Flag(kind, of, (), why) for kind, ofs in marked.items() for of, why in ofs.items() if why]
    flags += _on_claims(related, marked)
    return tuple(sorted(flags, key=lambda flag: (flag.subject_id, flag.kind)))


def _later(links: Sequence[CopyLink]) -> dict[str, tuple[Span, ...]]:
    """For each older version its passages that stand in the next one."""
    return {
        link.origin_id: tuple(there for _, there in link.pairs) for link in links if link.relation is Relation.VERSION
    }


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _stands(said: Statement, kept: Sequence[Span]) -> bool:
    size = sum(part.end - part.start for part in said.content)
    inside = sum(
        max(0, min(part.end, passage.end) - max(part.start, passage.start)) for part in said.content for passage in kept
    )
    return inside >= HALF * size


def _on_claims(related: Related, marked: Mapping[str, Mapping[str, str]]) -> Iterator[Flag]:
    held: dict[str, list[Position]] = defaultdict(list)
    for position in related.positions:
        held[position.claim_id].append(position)
    for claim in related.claims:
        for kind, ofs in marked.items():
            count = sum(of in ofs for of in claim.statement_ids)
            if count:
                yield Flag(kind, claim.claim_id, (), _why(kind, count, claim, _only(held[claim.claim_id], ofs)))


def _only(positions: Sequence[Position], ofs: Mapping[str, str]) -> list[str]:
    """Those whose position rests on nothing else, and which."""
    return sorted(
        f"{held.party or held.speaker or 'a speaker unknown'} {held.stance}"
        for held in positions
        if all(of in ofs for of in held.statement_ids)
    )


def _why(kind: str, count: int, claim: Claim, only: Sequence[str]) -> str:
    alone = f"; on these alone: {', '.join(only)}" if only else ""
    return f"{count} of its {len(claim.statement_ids)} statements {_HOW[kind]}{alone}"
