"""Which claim a denial, a dismissal or a refusal to comment answers, when its own words do not group it. Pure.

"I answer no gossip" names nothing; a reader takes it to answer what the same story has just told. So does this
module: it looks only at claims told in the same article (or in a copy of it) that concern the speaker's party.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from sayso.claims.flow import conflict
from sayso.claims.meaning import Meaning, sense_rows, without_common
from sayso.claims.threads import voice_of
from sayso.claims.told import Told, supports
from sayso.records import Act, ActBasis

# No figure of the tuning pages or the sample moves from 0.25 to 0.45, nor with REACH from 750 to 3000.
LEAST_FIT = 0.35  # of a denial to the claim it answers: share of its words that the claim tells, and these:
SAME_PARTIES = 0.15  # both name the same two parties or more
ACCUSED = 0.10  # the claim is an accusation: that is what gets denied
DENIED_BEFORE = 0.10  # the same party denies the claim elsewhere in the article
FITS_BETTER = 0.1  # by how much a denial must fit another claim of its article better than any words of its own
NAMES_MATTER = 2  # content words from which an answer without a proposition still names a matter ("their trade talks")
ON_MATTER = 0.30  # share of them that the claim then tells
# What is declined in answer to a claim; to decline an invitation takes no side.
_COMMENT = re.compile(
    r"\badd\b|comment|confirm|den(?:y|ied)|discuss|answer|say\b|saying|elaborat|specif|respon|repl|disclos|detail|speculat|address|assign|apportion|blame|responsib",
    re.I,
)
_THIS = re.compile(r"(?:that|this|these|those|such|the|its|their|his|her|all|both|either|any)\b", re.I)
_CHARGE = re.compile(r"\b(?:accusation|allegation|charge)s?\b", re.I)  # what these point at accuses somebody
POINTED_AT = 0.5  # likewise, of the words that a "which" stands for
NEXT_BREATH = 500  # characters between a claim and an answer whose party the claim does not name: a paragraph or two
REACH = 1500  # characters between a wordless answer and the claim it answers: about five short paragraphs


# Cosine of the senses of an answer and of what it answers. Of 12 answers of open piles that no rule could lay to a
# claim and whose claim is known, the nearest statement from here up is on it in 11.
NEAREST = 0.35

# What turns a claim down must be about it: a loose fit makes no dispute.
LEAST_TERMS = 2  # terms of what turns a claim down, names left out, that the other side tells
LEAST_SHARE = 0.5  # and their share of its weight
LEAST_DOING = 0.25  # the share that will do where both name one kind of doing


# For each article: its statements by the number of the claim they are on.
_Places = Mapping[str, Mapping[int, Sequence[Told]]]


def attach(groups: Sequence[Sequence[Told]], bare: Sequence[Told], meaning: Meaning) -> list[list[Told]]:
    """Groups with the answers laid to the claims they answer.

    `groups` hold statements with words of their own, `bare` answers without. A group of denials that nobody's
    assertion stands against moves as a whole. A bare answer that fits no claim is left out.
    """
    groups = _restored(groups, meaning)
    places = _places(groups)
    moved: dict[int, int] = {}
    for at, group in enumerate(groups):
        if _unopposed(group):
            target = _answered(group, places, meaning)
            if target is not None and target != at:
                moved[at] = target
    moved = {at: target for at, target in moved.items() if target not in moved}
    joined = [list(group) for group in groups]
    for at, target in moved.items():
        joined[target] += groups[at]
    answered: dict[tuple[str, str], int] = {}
    waiting: list[Told] = []
    for told in bare:
        target = _nearest(told, places.get(told.article_id, {}), meaning)
        if target is None:
            waiting.append(told)
            continue
        joined[moved.get(target, target)].append(told)
        answered[told.article_id, _voice(told)] = moved.get(target, target)
    for told in waiting:  # "Roe scoffed at the claims … “I answer no gossip,” he added"
        target = answered.get((told.article_id, _voice(told)))
        if target is not None and _takes_side(told):
            joined[target].append(told)
    return [group for at, group in enumerate(joined) if at not in moved]


def with_rest(groups: Sequence[Sequence[Told]], bare: Sequence[Told]) -> list[list[Told]]:
    """Groups with the answers that no rule could lay to a claim, and with clauses of few words.

    Each goes where what another voice says nearest to it in sense is, within reach of it in its article.
    """
    home = {told.statement_id: at for at, group in enumerate(groups) for told in group}
    left = [told for told in bare if told.statement_id not in home and _may_be_laid(told)]
    of = {told.article_id for told in left}
    pile = [*left, *(told for group in groups for told in group if told.article_id in of)]
    rows = without_common(sense_rows([told.statement.proposition.sense for told in pile]))
    beside: dict[str, list[int]] = defaultdict(list)
    for place in range(len(left), len(pile)):
        beside[pile[place].article_id].append(place)
    joined = [list(group) for group in groups]
    for at, answer in enumerate(left):
        near = [place for place in beside[answer.article_id] if _within_reach(answer, pile[place])]
        senses = np.round(rows[near] @ rows[at], 5)
        if near and senses.max() >= NEAREST:
            joined[home[pile[near[int(senses.argmax())]].statement_id]].append(answer)
    return joined


def _may_be_laid(told: Told) -> bool:
    """An answer in words of its own, what is granted ("acknowledged a gap"), or a short clause ("nobody saw it")."""
    if not told.answers:
        return told.statement.proposition.is_claim or told.act is Act.CONFIRM
    return bool(told.terms) and not told.before and _takes_side(told)


def _within_reach(answer: Told, told: Told) -> bool:
    """Whether another voice tells it, not too far off in the article of both."""
    apart = abs(answer.statement.content[0].start - told.statement.content[0].start)
    return apart <= REACH and voice_of(told) != voice_of(answer)


def _restored(groups: Sequence[Sequence[Told]], meaning: Meaning) -> list[list[Told]]:
    """Groups with each party's denials on the claim that their articles tell of it, where their own tells nothing.

    "We never traded arms with them" may stand beside words on trade; what it denies is the charge. The denials of a
    party stay together: they go where half of them fit.
    """
    places = _places(groups)
    found = [list(group) for group in groups]
    for at, group in enumerate(groups):
        by_voice: dict[str, list[Told]] = defaultdict(list)
        for told in group:
            if not supports(told) and (told.act is Act.DENY or told.own_denial):
                by_voice[voice_of(told)].append(told)
        for denials in by_voice.values():
            wanted = Counter(_better(denial, at, group, places, meaning) for denial in denials)
            to, count = min(wanted.items(), key=lambda item: (-item[1], item[0]))
            if to != at and 2 * count >= len(denials):
                gone = {told.statement_id for told in denials}
                found[at] = [told for told in found[at] if told.statement_id not in gone]
                found[to] += denials
    return [group for group in found if group]


def _better(denial: Told, at: int, group: Sequence[Told], places: _Places, meaning: Meaning) -> int:
    """The claim of its article that a denial fits better than what it stands with; `at` where none does."""
    fits = {to: max(_fit(denial, told, meaning) for told in here) for to, here in places[denial.article_id].items()}
    best = min(fits, key=lambda to: (-round(fits[to], 5), to))
    if best == at or fits[best] < LEAST_FIT or fits[best] <= fits[at] + FITS_BETTER:
        return at  # without a look at the group, which may be large
    return best if all(fits[best] > _fit(denial, told, meaning) + FITS_BETTER for told in group) else at


def _places(groups: Sequence[Sequence[Told]]) -> _Places:
    places: dict[str, dict[int, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for at, group in enumerate(groups):
        for told in group:
            places[told.article_id][at].append(told)
    return places


def _voice(told: Told) -> str:
    speaker = told.statement.speaker
    return speaker.name or speaker.party or speaker.description or ""


def _takes_side(answer: Told) -> bool:
    """Who declines to comment answers, and who says that he cannot tell; who declines an invitation does not."""
    within = answer.statement.act_basis is ActBasis.CONTENT
    return answer.act is not Act.DECLINE or within or _COMMENT.search(f"{answer.cue} {answer.text}") is not None


def _unopposed(group: Sequence[Told]) -> bool:
    """A group mostly of denials that nobody but the deniers speaks for."""
    denials = [told for told in group if not supports(told)]
    deniers = {told.party for told in denials}
    return 2 * len(denials) > len(group) and all(told.party in deniers for told in group)


def _answered(group: Sequence[Told], places: _Places, meaning: Meaning) -> int | None:
    """The claim that a group of denials answers: the one that fits most of them, each in its own article."""
    fits: dict[int, float] = defaultdict(float)
    for denial in group:
        for at, here in places[denial.article_id].items():
            fit = max((_fit(denial, told, meaning) for told in here), default=0.0)
            if fit > 0 and any(told.party == denial.party and not supports(told) for told in here):
                fit += DENIED_BEFORE
            if fit >= LEAST_FIT:
                fits[at] += fit
    return max(fits, key=lambda at: (round(fits[at], 5), -at), default=None)


def _fit(denial: Told, told: Told, meaning: Meaning) -> float:
    """How far a claim tells what is denied; 0 when they cannot be the same or concern other parties."""
    if not supports(told) or not _may_concern(denial, told) or conflict(denial.flow, told.flow):
        return 0.0
    if told.act is not Act.ACCUSE and not _meets(denial, told, meaning):
        return 0.0
    score = meaning.shared(denial.terms, told.terms)
    score += SAME_PARTIES * (len(denial.parties & told.parties) > 1)
    return score + ACCUSED * (told.act is Act.ACCUSE)


def _concerns(answer: Told, told: Told) -> bool:
    """A claim about the answering party, or by the party whose claim it answers; never one the party makes itself."""
    answered = answer.flow.tellers | {answer.statement.proposition.asserted_by}
    if told.party is not None and (told.party in answered or told.party == answer.party):
        return told.party != answer.party
    return answer.party is not None and answer.party in told.parties


def _may_concern(denial: Told, told: Told) -> bool:
    """As `_concerns`, or the words name no party ("they opened two gates"), but another known one says them."""
    unnamed = not told.parties and told.party is not None and denial.party is not None
    return _concerns(denial, told) or (unnamed and told.party != denial.party)


def _nearest(answer: Told, near: Mapping[int, Sequence[Told]], meaning: Meaning) -> int | None:
    """The claim told last before the answer, else first after it, within reach and on the matter the answer names.

    Where no claim there is known to concern the answering party, the last one another voice told just before.
    """
    matter = meaning.known(answer.before) if answer.before else answer.terms
    shows = answer.points and _THIS.match(answer.text) is not None  # "Roe's remarks on the dam" name their matter
    # "We answer no fairy tales": the scorn itself is what is said, and names no matter
    scorns = answer.act is Act.DISMISS and answer.statement.act_basis is ActBasis.CONTENT
    free = not answer.before and (shows or scorns or len(matter) < NAMES_MATTER)
    if not _takes_side(answer):
        return None
    at = answer.statement.content[0].start
    found = []
    for index, here in near.items():
        for told in here:
            distance = at - told.statement.content[0].start
            concerns = _concerns(answer, told)
            if abs(distance) > REACH or not supports(told) or not (concerns or _just_before(answer, told, distance)):
                continue
            accuses = told.act is Act.ACCUSE or (answer.party is not None and told.flow.giver == answer.party)
            charged = _CHARGE.search(answer.text) is not None and not accuses
            if charged and not 0 < distance <= NEXT_BREATH:
                continue
            if answer.flow.events and not answer.flow.events & told.flow.events:
                continue  # "such meddling" is no answer to what tells of no meddling
            if answer.before and not accuses and _holds(told, at):
                continue  # in "nobody wants to talk of the leak, which the yard denies" the leak is denied
            fit = 0.0 if free else meaning.shared(matter, told.terms)
            if free or fit >= (POINTED_AT if answer.before else ON_MATTER):
                best = (
                    -round(fit, 5) if answer.before else 0.0
                )  # "which" goes with what it stands for, not what is near
                found.append((best, not concerns, charged, distance < 0, abs(distance), index))
    return min(found)[-1] if found else None


def _holds(told: Told, at: int) -> bool:
    """Whether a place lies within the words of a statement."""
    return any(span.start <= at < span.end for span in told.statement.content)


def _just_before(answer: Told, told: Told, distance: int) -> bool:
    """Another voice told it a moment ago, and it is not known to concern others only."""
    if not 0 < distance <= NEXT_BREATH or _voice(told) == _voice(answer):
        return False
    # "our gates" names the teller's own party: that is no other whom it concerns
    return answer.party is None or (told.parties <= {told.party} and told.party != answer.party)


def _meets(told: Told, other: Told, meaning: Meaning) -> bool:
    """Whether enough of what turns a claim down is what the other says."""
    count, share = meaning.told_by(told.terms, other.terms)
    least = LEAST_DOING if told.flow.events & other.flow.events else LEAST_SHARE
    return share >= least and (count >= LEAST_TERMS or least == LEAST_DOING)
