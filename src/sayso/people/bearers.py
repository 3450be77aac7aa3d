"""What one article tells of somebody it names, taken from its statements. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from sayso.names import PARTICLES, Name, folded, read_name
from sayso.offices import Office, read_office
from sayso.parties import look_up, source_nouns
from sayso.records import Article, Speaker, Standing, Statement

# Walks of life that nobody is in who speaks for a state at the same time. Experts, lawyers and reporters are not
# among them: a state's envoy may be told as a professor.
ORDINARY = frozenset(
    """
    actor actress artist athlete barber builder bus-driver child customer driver farmer fisherman footballer miner
    monk musician novelist nurse painter passenger patient pensioner pilot player poet postman priest pupil resident
    rider shepherd shopkeeper singer student surgeon tailor teacher trader villager waiter waitress
    """.split()  # noqa: SIM905 - a list of 40 strings is harder to read
)
MISREAD = 10  # times as many articles: a party told so seldom beside another was misread
_OWNED = re.compile(r"(?P<owner>[^\W\d_a-z][\w. -]*)['’]s?(?: \w+)*? (?P<noun>\w+)")
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")


Days = tuple[str | None, str | None]  # first and last that an article may be of; null: not known


class Bearer(Struct, frozen=True):
    """Somebody named in one article."""

    article_id: str
    form: str  # the name as the article has it
    name: Name
    is_person: bool
    party: str | None  # told most in the article, and not its own name; null: none, or two as often
    offices: frozenset[Office]
    earliest: str | None  # days the article may be of; null: not known
    latest: str | None
    statement_ids: tuple[str, ...]  # sorted
    context: frozenset[str]  # parties that speak, or are told of, in the statements of the article

    @property
    def days(self) -> Days:
        """The days the article may be of."""
        return self.earliest, self.latest

    @property
    def sole(self) -> frozenset[str]:
        """Titles of the offices told that one alone holds for a party."""
        return frozenset(office.title for office in self.offices if office.is_sole)

    @property
    def is_ordinary(self) -> bool:
        """Told by a walk of life, and by no office."""
        return self.party is None and any(office.title.split()[-1] in ORDINARY for office in self.offices)

    @property
    def is_official(self) -> bool:
        """Told by an office of a state or body."""
        return any(_is_of_state(office) for office in self.offices)


def read_bearers(statements: Sequence[Statement], articles: Sequence[Article]) -> list[Bearer]:
    """Everybody that statements name as speaking, once an article; in no order that may be relied on.

    What reads as a person in fewer of the articles than as a body is a body in all of them; in as many, unless some
    person told in full has that family name.
    """
    told: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for said in statements:
        if said.speaker.name is not None and said.speaker.named:
            told[said.article_id, said.speaker.name].append(said)
    votes: Counter[tuple[str, ...]] = Counter()
    for (_, form), those in told.items():
        votes[read_name(form).words] += 1 if any(said.speaker.person for said in those) else -1
    people = {words for words, vote in votes.items() if vote > 0}
    families = {(Name(words).family,) for words in people if len(words) > 1}
    people |= {words for words, vote in votes.items() if vote == 0 and words in families}
    by_id = {article.article_id: article for article in articles}
    contexts = _contexts(statements)
    found = []
    for (article_id, form), those in told.items():
        name = read_name(form)
        if article_id in by_id and name.words:
            person = name.words in people
            found.append(_bearer(by_id[article_id], form, those, contexts[article_id], is_person=person))
    parted = _names_of_people(found)
    return [bearer for bearer in (_without_people_as_party(one, parted) for one in found) if _is_nameable(bearer)]


def _bearer(of: Article, form: str, those: Sequence[Statement], context: frozenset[str], *, is_person: bool) -> Bearer:
    parties = Counter(said.speaker.party for said in those if said.speaker.party not in (None, form))
    ranked = parties.most_common(2)
    party = ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None
    return Bearer(
        article_id=of.article_id,
        form=form,
        name=read_name(form),
        is_person=is_person,
        party=party,
        offices=frozenset(office for said in those for office in _offices(said)),
        earliest=of.published.earliest,
        latest=of.published.latest,
        statement_ids=tuple(sorted({said.statement_id for said in those})),
        context=context,
    )


def read_patrons(statements: Sequence[Statement], articles: Sequence[Article]) -> list[Bearer]:
    """Somebody in whose name others speak, once an article: Roe, of "an adviser to Roe" and "Roe's office".

    With the statements made for them. Of a lawyer, a wife or anybody who serves a person alone there is none.
    """
    told: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for said in statements:
        if (patron := _patron(said.speaker)) is not None:
            told[said.article_id, patron].append(said)
    by_id = {article.article_id: article for article in articles}
    within = {article_id for article_id, _ in told}
    contexts = _contexts([said for said in statements if said.article_id in within])
    found = [
        _bearer(by_id[article_id], form, those, contexts[article_id], is_person=True)
        for (article_id, form), those in told.items()
        if article_id in by_id and read_name(form).words
    ]
    return [replace(one, party=None, offices=frozenset()) for one in found if _is_nameable(one)]


def _patron(speaker: Speaker) -> str | None:
    nouns = source_nouns()
    if (body := _OWNED.fullmatch(speaker.description or "")) is not None and not speaker.person:
        noun = nouns.get(body.group("noun").lower())
        return body.group("owner") if noun is not None and (noun.sort, noun.sphere) == ("body", "state") else None
    if speaker.party in (None, speaker.name) or speaker.role is None or look_up(speaker.party or "") is not None:
        return None
    noun = nouns.get(speaker.role.split()[-1].lower())
    return speaker.party if noun is not None and noun.sphere == "state" else None


def _contexts(statements: Sequence[Statement]) -> dict[str, frozenset[str]]:
    """By article: the parties that speak in it, or that what is said tells of."""
    found: dict[str, set[str]] = defaultdict(set)
    for said in statements:
        found[said.article_id].update(said.proposition.parties)
        if said.speaker.party is not None:
            found[said.article_id].add(said.speaker.party)
    return {article_id: frozenset(parties) for article_id, parties in found.items()}


def _offices(said: Statement) -> list[Office]:
    """The role meant in a statement, and all that the article tells of the speaker."""
    speaker = said.speaker
    past = {role.title for role in speaker.roles if role.standing in (Standing.FORMER, Standing.THEN)}
    titles = dict.fromkeys([*([speaker.role] if speaker.role else []), *(role.title for role in speaker.roles)])
    read = [(title, read_office(title)) for title in titles]
    return [Office(o.title, o.party, o.former or title in past) for title, o in read if o.title]


def _names_of_people(bearers: Sequence[Bearer]) -> frozenset[str]:
    """Names, folded, and family names of the people: as a party ("Roe's spokesman") they tell nothing to part by."""
    people = [one.name for one in bearers if one.is_person]
    return frozenset({" ".join(name.words) for name in people} | {name.family for name in people})


def _without_people_as_party(bearer: Bearer, people: frozenset[str]) -> Bearer:
    if bearer.party is None or not bearer.is_person or " ".join(read_name(bearer.party).words) not in people:
        return bearer
    return replace(bearer, party=None)


def _is_nameable(bearer: Bearer) -> bool:
    """Whether a person's name is written as one, in capitals but for particles: "Roe himself" is none."""
    words = _WORD.findall(bearer.form)
    return not bearer.is_person or all(word[0].isupper() or folded(word) in PARTICLES for word in words)


@lru_cache(maxsize=16_384)
def _is_of_state(office: Office) -> bool:
    nouns = source_nouns()
    found = [nouns[word] for word in office.title.split() if word in nouns]
    return not office.former and any(noun.sort == "person" and noun.sphere == "state" for noun in found)


def parties_told(bearers: Sequence[Bearer]) -> Mapping[str, int]:
    """By party: how many articles tell it of them."""
    return Counter(bearer.party for bearer in bearers if bearer.party is not None)


def parties_held(bearers: Sequence[Bearer]) -> tuple[str, ...]:
    """The parties told of them, most often first; without one told so seldom beside another that it was misread."""
    told = parties_told(bearers)
    most = max(told.values(), default=0)
    kept = (party for party, articles in told.items() if articles * MISREAD > most)
    return tuple(sorted(kept, key=lambda party: (-told[party], party)))
