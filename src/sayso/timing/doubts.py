"""Flags of time, each a question with its words: splice, anachronism, stale, date-conflict. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from sayso.names import key_of
from sayso.offices import read_office
from sayso.records import Article, Basis, CopyLink, DayOf, Flag, Known, KnownRole, Relation
from sayso.times import read_date
from sayso.timing.clashes import APART
from sayso.timing.clues import Clue, ClueKind
from sayso.timing.holders import Holder, told_in_office
from sayso.timing.layers import Layers

ALIKE = 0.8  # share of a copy's words that are its origin's, from which it is the same story
_ZONES = timedelta(1)  # a thing may be told on the day before it happens, by the clock of another place
_TURN = timedelta(31)  # between a date in a list of offices, often no finer than a month, and what is told
_SHOWN = 3  # reasons told of one splice


def splice(article: Article, layers: Layers) -> Flag:
    """Two times told as one: both sides by their passages, and what sets them apart."""
    sides = "older and newer" if layers.ordered else "one time and of another"
    why = f"passages of {sides} seem to be told as of one time: {'; '.join(c.why for c in layers.clashes[:_SHOWN])}"
    spans = tuple(dict.fromkeys(span for clash in layers.clashes for span in (clash.one, clash.other)))
    return Flag("splice", article.article_id, tuple(sorted(spans)), why, (layers.older, layers.newer))


def anachronisms(article: Article, found: Sequence[Clue], known: Mapping[str, Sequence[Known]]) -> Iterator[Flag]:
    """What is told before it happened, and who is told in an office not held then."""
    first, last = _printed(article)
    if first is None or last is None:
        return
    for clue in found:
        named = clue.kind is ClueKind.TITLE or (clue.kind is ClueKind.PAST and not clue.is_whole_year)
        too_early = named and clue.first > last + _ZONES
        if too_early:
            yield Flag("anachronism", article.article_id, (clue.span,), f"the article is of {last}, yet {clue.why}")
        elif clue.kind is ClueKind.OFFICE and all(a > last or b < first - _TURN for a, b in clue.periods):
            yield Flag("anachronism", article.article_id, (clue.span,), f"the article is of {first}, yet {clue.why}")
    for holder in told_in_office(article.text):
        why = _not_held(holder, known.get(key_of(holder.name), ()), first, last)
        if why:
            yield Flag("anachronism", article.article_id, (holder.span,), why)


def _not_held(holder: Holder, entries: Sequence[Known], first: date, last: date) -> str | None:
    """Why the lists speak against the office; None when they allow it or do not tell."""
    roles = [role for entry in entries for role in entry.roles if read_office(role.title).title == holder.title]
    if not roles or any(_held(role, first, last) for role in roles):
        return None
    when = " or ".join(f"from {role.since or '…'} to {role.until or 'now'}" for role in roles)
    return f"the article is of {first}, and by the list of known people {holder.name} was {holder.title} {when}"


def _held(role: KnownRole, first: date, last: date) -> bool:
    """Whether an office was held on a day of the interval, by the bounds that are told."""
    since, until = read_date(role.since or ""), read_date(role.until or "")
    late = since is not None and since.earliest and date.fromisoformat(since.earliest) - _TURN > last
    over = until is not None and until.latest and date.fromisoformat(until.latest) + _TURN < first
    return not late and not over


def stale(article: Article, found: Sequence[Clue], copied: Sequence[tuple[CopyLink, Article]]) -> Iterator[Flag]:
    """An old story under a new date: copied from one that is much older, or telling as to come what is long gone."""
    first, _ = _printed(article)
    if first is None:
        return
    for link, origin in copied:
        _, last = _printed(origin)
        same = link.share >= ALIKE and link.relation in (Relation.VERBATIM, Relation.EDITED)
        if same and last is not None and (first - last).days > APART:
            before = f"{(first - last).days} days before"
            why = f"{link.share:.0%} of its words stood in article {origin.article_id} of {last}, {before}"
            yield Flag("stale", article.article_id, (), why)
            return
    plans = [clue for clue in found if clue.kind is ClueKind.PLAN and (first - clue.last).days > APART]
    past = [clue.first for clue in found if clue.kind is ClueKind.PAST]
    if plans and all(day <= plans[0].last for day in past):
        yield Flag("stale", article.article_id, (plans[0].span,), f"the article is of {first}, yet {plans[0].why}")


def date_conflict(article: Article) -> Iterator[Flag]:
    """A date the page tells and the text speaks against, or two of its own that disagree."""
    dated = article.published
    if dated.basis is not Basis.CONTEXT or dated.latest is None:
        return
    for other in dated.alternatives:
        told = read_date(other.iso)
        if other.of is DayOf.FETCH and told and told.earliest:
            apart = (date.fromisoformat(told.earliest) - date.fromisoformat(dated.latest)).days
            if apart > APART / 2 and dated.earliest:
                text = f"the text is of {dated.earliest} to {dated.latest}: {dated.why}"
                why = f"the page bears {other.iso} ({other.evidence}), {text}"
                yield Flag("date-conflict", article.article_id, (dated.span,) if dated.span else (), why)


def _printed(article: Article) -> tuple[date | None, date | None]:
    """First and last day the article may be of by what its page tells; nulls where that tells nothing."""
    dated = article.published
    if dated.basis in (None, Basis.CONTEXT) or dated.earliest is None or dated.latest is None:
        return None, None
    return date.fromisoformat(dated.earliest), date.fromisoformat(dated.latest)
