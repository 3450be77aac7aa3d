"""Which claim a denial, a dismissal or a refusal to comment answers, when its own words do not group it. Pure.

"I don't comment on rumours" names nothing; a reader takes it to answer what the same story has just told. So does this
module: it looks only at claims told in the same article (or in a copy of it) that concern the speaker's party.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sayso.claims.flow import conflict
from sayso.claims.meaning import Meaning
from sayso.claims.told import STANCES, SUPPORT, Told

SHARED = 0.35  # least part of the answer's words that the claim must tell, for an answer that says what it denies
REACH = 1500  # characters between a wordless answer and the claim it answers: about five short paragraphs


def attach(groups: Sequence[Sequence[Told]], bare: Sequence[Told], meaning: Meaning) -> list[list[Told]]:
    """Groups with the answers laid to the claims they answer.

    `groups` hold statements with words of their own, `bare` answers without. A group of denials that nobody's
    assertion stands against moves as a whole. A bare answer that fits no claim is left out.
    """
    claims = [list(group) for group in groups]
    by_article: dict[str, set[int]] = defaultdict(set)
    for at, group in enumerate(claims):
        for told in group:
            if _supports(told):
                by_article[told.article_id].add(at)
    moved: dict[int, int] = {}
    for at, group in enumerate(claims):
        if not any(_supports(told) for told in group):
            target = _answered(group, claims, by_article, meaning)
            if target is not None:
                moved[at] = target
    joined = [list(group) for group in claims]
    for at, target in moved.items():
        joined[target] += claims[at]
    for told in bare:
        target = _nearest(told, claims, by_article.get(told.article_id, set()))
        if target is not None:
            joined[target].append(told)
    return [group for at, group in enumerate(joined) if at not in moved]


def _supports(told: Told) -> bool:
    return STANCES[told.statement.act] in SUPPORT and not told.negated


def _answered(
    group: Sequence[Told], claims: Sequence[Sequence[Told]], by_article: Mapping[str, set[int]], meaning: Meaning
) -> int | None:
    """The claim that a group of denials answers: the best-told one in any of their articles."""
    scores: dict[int, float] = {}
    for denial in group:
        for at in by_article.get(denial.article_id, ()):
            score = max((_fit(denial, told, meaning) for told in _told_in(claims[at], denial.article_id)), default=0.0)
            scores[at] = max(scores.get(at, 0.0), score)
    best = max(scores, key=lambda at: (scores[at], -at), default=None)
    return best if best is not None and scores[best] >= SHARED else None


def _fit(denial: Told, told: Told, meaning: Meaning) -> float:
    """How far a claim tells what is denied; 0 when they cannot be the same or concern other parties."""
    if not _supports(told) or not _concerns(denial, told) or conflict(denial.flow, told.flow):
        return 0.0
    return meaning.shared(denial.terms, told.terms)


def _concerns(answer: Told, told: Told) -> bool:
    """A claim about the speaker's party, not one that party makes itself."""
    party = answer.statement.speaker.party
    asserted_by = answer.statement.proposition.asserted_by
    speaker = told.statement.speaker.party
    if party is None or party == speaker:
        return False
    return party in told.parties or (asserted_by is not None and asserted_by == speaker)


def _told_in(group: Iterable[Told], article_id: str) -> list[Told]:
    return [told for told in group if told.article_id == article_id]


def _nearest(answer: Told, claims: Sequence[Sequence[Told]], near: Iterable[int]) -> int | None:
    """The claim told last before the answer, else first after it, within reach."""
    at = answer.statement.content[0].start
    found = []
    for index in near:
        for told in _told_in(claims[index], answer.article_id):
            distance = at - told.statement.content[0].start
            if abs(distance) <= REACH and _supports(told) and _concerns(answer, told):
                found.append((distance < 0, abs(distance), index))
    return min(found)[2] if found else None
