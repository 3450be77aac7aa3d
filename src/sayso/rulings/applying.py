"""Rulings laid over articles and statements. Pure; of two that contradict each other the later holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from sayso.parties import party_of
from sayso.records import (
    Act,
    Alternative,
    Article,
    Basis,
    Dated,
    Decision,
    Person,
    Ruled,
    RuledArticle,
    RuledStatement,
    Ruling,
    Speaker,
    Statement,
    Upheld,
)
from sayso.rulings.dates import ruled_date
from sayso.rulings.force import in_force
from sayso.times import read_times


def ruled_articles(articles: Sequence[Article], upheld: Sequence[Upheld]) -> list[Article]:
    """The articles, in their order, each with the day it was ruled to be of, and its times read against that day."""
    days = {
        subject: one.ruling for one in in_force(upheld, Decision.DATE) for subject in one.subjects if _is_article(one)
    }
    return [
        _dated(article, days[article.article_id]) if article.article_id in days else article for article in articles
    ]


def ruled_statements(
    statements: Sequence[Statement], read: Sequence[Article], now: Sequence[Article], upheld: Sequence[Upheld]
) -> list[Statement]:
    """The statements, in their order, with speaker, act and day as ruled; those that do not count too.

    `read` are the articles as they were read, `now` as ruled: what was said on the day of an article moves with it.
    """
    before = {article.article_id: article for article in read}
    moved = {article.article_id: article for article in now if before[article.article_id] is not article}
    names = _speakers(statements)
    changed: dict[str, Statement] = {
        said.statement_id: _with_article(said, before[said.article_id], moved[said.article_id])
        for said in statements
        if said.article_id in moved
    }
    by_id = {said.statement_id: said for said in statements}
    for one in in_force(upheld, Decision.SPEAKER, Decision.ACT, Decision.DATE):
        for subject in one.subjects if not _is_article(one) else ():
            said = changed.get(subject, by_id[subject])
            changed[subject] = _corrected(said, one.ruling, names)
    return [changed.get(said.statement_id, said) for said in statements]


def with_parties(statements: Sequence[Statement], upheld: Sequence[Upheld]) -> list[Statement]:
    """The statements, in their order and with their speakers over the pile, on whose behalf they were ruled to be."""
    parties: dict[str, Ruling] = {}
    people: dict[str, Ruling] = {}
    by_id = {said.statement_id: said for said in statements}
    for one in in_force(upheld, Decision.PARTY):
        if not one.ruling.subject_id.startswith("pe"):
            parties.update(dict.fromkeys(one.subjects, one.ruling))
            continue
        ids = Counter(by_id[of].speaker.id for of in one.subjects if of in by_id)
        ids.pop(None, None)
        if ids:
            people[min(ids, key=lambda person_id: (-ids[person_id], person_id or "")) or ""] = one.ruling
    names = _party_names(upheld)
    if not parties and not people and not names:
        return list(statements)
    return [
        _renamed(_for_party(said, own), names, own.at if own else "")
        for said in statements
        for own in [parties.get(said.statement_id) or people.get(said.speaker.id or "")]
    ]


def with_party_names(people: Sequence[Person], upheld: Sequence[Upheld]) -> tuple[Person, ...]:
    """The people, in their order, each with the names that the parties they speak for go by."""
    names = _party_names(upheld)
    called = {one: _name_of(one, names, "")[0] for one in {party for person in people for party in person.parties}}
    return tuple(
        replace(person, parties=tuple(dict.fromkeys(called[party] for party in person.parties))) for person in people
    )


def ruled(
    upheld: Sequence[Upheld],
    articles: tuple[Sequence[Article], Sequence[Article]],
    statements: tuple[Sequence[Statement], Sequence[Statement]],
) -> Ruled:
    """What rulings come to. Of each pair the first are as read (statements with their speakers over the pile)."""
    if not upheld:
        return Ruled()
    out = refused(upheld)
    final = {said.statement_id: said for said in statements[1] if said.statement_id not in out}
    before = {article.article_id: article for article in articles[0]}
    changed = [said for said in statements[0] if final.get(said.statement_id) != said]
    return Ruled(
        upheld=tuple(upheld),
        statements=tuple(_stands(said, final.get(said.statement_id)) for said in changed),
        articles=tuple(
            RuledArticle(article.article_id, article.published, article.times)
            for article in articles[1]
            if before[article.article_id] is not article
        ),
    )


def _stands(read: Statement, final: Statement | None) -> RuledStatement:
    said = final or read
    return RuledStatement(said.statement_id, final is None, said.act, said.speaker, said.said_on, said.why)


def _is_article(one: Upheld) -> bool:
    return all(anchor.statement_id is None for anchor in one.ruling.subjects)


def refused(upheld: Sequence[Upheld]) -> set[str]:
    """Statements that count nowhere: the last word on them is a rejection."""
    last: dict[str, Decision] = {}
    for one in in_force(upheld, Decision.REJECT, Decision.ACCEPT):
        last.update(dict.fromkeys(one.subjects, one.ruling.decision))
    return {subject for subject, decision in last.items() if decision is Decision.REJECT}


# ---------------------------------------------------------------- days


def _dated(article: Article, ruling: Ruling) -> Article:
    day = _day(ruling, article.published)
    return replace(article, published=day, times=read_times(article.text, day))


def _day(ruling: Ruling, lost: Dated) -> Dated:
    day = ruled_date(ruling.value, _by(ruling))
    others = lost.alternatives
    if lost.basis is not None:
        iso = lost.iso or f"{lost.earliest or ''}..{lost.latest or ''}"
        others = (Alternative(iso, lost.basis, lost.evidence, f"{_by(ruling)} says otherwise"), *others)
    return replace(day, alternatives=others)


def _with_article(said: Statement, read: Article, now: Article) -> Statement:
    """With the day of its article in place of the one that was read; a time of its own is read against that day."""
    told, day = said.said_on, now.published
    if told.span is not None and told.span != read.published.span:
        times = read_times(now.title or "", day) if said.headline else now.times
        own = next((time for time in times if time.span == told.span), None)
        return said if own is None else _on(said, replace(told, iso=own.iso, earliest=own.earliest, latest=own.latest))
    if told.basis is None and read.published.basis is not None:
        return said  # not known for another reason than that its article's day was not
    if told.basis is not None and told.earliest is None and read.published.earliest is not None:
        return _on(said, Dated(latest=day.latest, basis=Basis.CONTEXT, evidence=day.evidence))
    return _on(said, Dated(day.iso, day.earliest, day.latest, Basis.CONTEXT, day.evidence))


def _on(said: Statement, day: Dated) -> Statement:
    return replace(said, said_on=day)


# ---------------------------------------------------------------- who said it, and what it does


def _corrected(said: Statement, ruling: Ruling, names: Mapping[str, Speaker]) -> Statement:
    why = f"{said.why}; {ruling.decision} by {_by(ruling)}"
    if ruling.decision is Decision.ACT:
        return replace(said, act=Act(ruling.value), why=why)
    if ruling.decision is Decision.DATE:
        return replace(said, said_on=_day(ruling, said.said_on), why=why)
    return replace(said, speaker=_speaker(ruling.value, said.speaker, names), why=why)


def _speakers(statements: Sequence[Statement]) -> dict[str, Speaker]:
    """By name, case disregarded, the speaker as told most; what is of one article alone is left out."""
    told: dict[str, Counter[Speaker]] = {}
    for said in statements:
        one = said.speaker
        if one.name is not None and one.named:
            plain = Speaker(name=one.name, party=one.party, named=True, person=one.person)
            told.setdefault(one.name.casefold(), Counter())[plain] += 1
    return {
        name: min(
            counts, key=lambda one: (-counts[one], one.party is None, one.party or "", one.name or "", one.person)
        )
        for name, counts in told.items()
    }


def _speaker(name: str, told: Speaker, names: Mapping[str, Speaker]) -> Speaker:
    """The one of this name whom statements tell of; a state by any name of it; else a person who speaks for himself."""
    if not name:
        return Speaker(description=told.description)
    known = names.get(name.casefold())
    if known is not None:
        return replace(known, description=told.description)
    party = party_of(name)
    if party is not None:
        return Speaker(name=party, description=told.description, party=party, named=True)
    return Speaker(name=name, description=told.description, party=name, named=True, person=True)


def _for_party(said: Statement, ruling: Ruling | None) -> Statement:
    if ruling is None:
        return said
    why = f"{said.why}; {ruling.decision} by {_by(ruling)}"
    return replace(said, speaker=replace(said.speaker, party=ruling.value or None), why=why)


def _party_names(upheld: Sequence[Upheld]) -> dict[str, Ruling]:
    """By name of a party, the ruling that gives it another. What a later one calls it by is not another's any more."""
    names: dict[str, Ruling] = {}
    for one in in_force(upheld, Decision.SAME_PARTY):
        names.pop(one.ruling.value, None)  # so nothing goes round in a circle
        names[one.ruling.subject_id] = one.ruling
    return names


def _name_of(party: str, names: Mapping[str, Ruling], since: str) -> tuple[str, Ruling | None]:
    """The name it goes by, and the last ruling that says so; only rulings later than `since` count."""
    last = None
    while (ruling := names.get(party)) is not None and ruling.at > since:
        party, last = ruling.value, ruling
    return party, last


def _renamed(said: Statement, names: Mapping[str, Ruling], since: str) -> Statement:
    """With the party by the name it goes by, unless it was ruled on later, for this statement or its speaker alone."""
    party, ruling = _name_of(said.speaker.party or "", names, since)
    if ruling is None:
        return said
    why = f"{said.why}; {ruling.decision} by {_by(ruling)}"
    return replace(said, speaker=replace(said.speaker, party=party), why=why)


def _by(ruling: Ruling) -> str:
    """`ruling of roe, 2031-05-02`: what stands as evidence where nothing was read."""
    return f"ruling of {ruling.by}, {ruling.at[:10]}"
