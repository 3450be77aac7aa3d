"""Whom the people of an article speak for where the words beside their names do not tell: read from the rest of it.

By the table of leaders, a seat of power, the state told of just before, a clause ("who heads the commission"), the one
body of a noun, whom they serve, the one town or police told. What leaves two is left open.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from sayso.parties import Mention, leader_party, look_up, party_of, source_nouns
from sayso.statements.naming.cast import Cast, Person, Sighting
from sayso.statements.naming.firms import one_firm
from sayso.statements.naming.offices import TITLES, is_body_word
from sayso.statements.naming.owners import Owners, full_name
from sayso.statements.naming.serving import COUNSEL, is_generic, is_of_state
from sayso.statements.parsed import Doc

_SEAT_OFFICES = {  # body of a seat of power -> the office of whoever sits there
    "Blue House": "president",
    "Casa Rosada": "president",
    "Downing Street": "prime minister",
    "German Chancellery": "chancellor",
    "Kantei": "prime minister",
    "Kremlin": "president",
    "Malacañang": "president",
    "Miraflores": "president",
    "Palazzo Chigi": "prime minister",
    "Planalto": "president",
    "White House": "president",
    "Élysée": "president",
}
_PLACE_NAME = r"([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
_NOT_ARTICLE = r"(?!(?:The|A|An|Its|Their|His|Her|Our)\b)"
_TOWN = re.compile(
    rf"\b(?:city|town|village|port|municipality|resort|suburb|mayor) of {_PLACE_NAME}"
    rf"|\b{_NOT_ARTICLE}{_PLACE_NAME}(?:['’]s)? (?:mayor|city hall|town hall|City Council|Town Council)\b"
)
_POLICE = re.compile(rf"\b{_NOT_ARTICLE}{_PLACE_NAME} [Pp]olice\b|\b[Pp]olice (?:in|of) {_PLACE_NAME}")
_FORCE = re.compile(  # of a county or town in America
    rf"\b{_NOT_ARTICLE}((?:[A-Z][\w.-]+ ){{1,4}}"
    r"(?:[Ss]heriff['’]s (?:[Oo]ffice|[Dd]epartment)|[Pp]olice [Dd]epartment))\b"
)
_OF_FORCES = frozenset({"deputy", "detective", "officer", "sergeant", "sheriff"})
_CENTRAL_BANK = re.compile(r"\b((?:(?:Central|National|Reserve|State) )?Bank of (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)*)")
_IN_COURT = re.compile(
    r",? (?:(?P<charges>prosecuting|(?:appearing )?for the (?:prosecution|Crown))|defending|mitigating"
    r"|(?:appearing )?for the (?:defen[cs]e|defendants?|plaintiffs?|claimants?))\b(?! (?:the|his|her|their|a|an)\b)"
)
_WHO_HEADS = re.compile(
    r",? who (?:\w+ )?(?:heads|leads|runs|chairs|directs|manages|presides over) (?:the |an? |its )?"
    r"(?:(?P<name>[A-Z][\w&’'-]*(?: (?:(?:of|for|and|of the|for the) )?[A-Z][\w&’'-]*)*)|(?P<noun>[a-z]+)\b)"
)
RUNS_FIRM = re.compile(  # these run a firm or speak for it, whatever else has a director
    r"\b(?:(?:chief )?executive(?: officer)?|(?:chief )?(?:financial|operating) officer|ceo|cfo|chairman|chairwoman"
    r"|(?:commercial|communications|finance|managing|marketing|operations|sales) director"
    r"|(?:media|press|plant) manager)\b"
)
THE_ONE_FIRM = "the one firm told"  # why somebody speaks for it
_FOR_ONE = COUNSEL | {"agent"}  # a player’s; of a service nobody is a person’s
_CHAMBERS = frozenset({"assembly", "congress", "house", "parliament", "senate"})  # who leads in one speaks for no state
_OFFICES_OF_STATE = frozenset({"minister", "premier", "president", "chancellor", "ambassador"})


def tell_parties(
    cast: Cast,
    placed: Sequence[tuple[Sighting, tuple[Person, ...]]],
    doc: Doc,
    mentions: Sequence[Mention],
    day: str | None,
) -> None:
    """Fill in the parties of `cast`. `placed` is who is named where, `day` when it was written, null if unknown."""
    _leaders_of_states(cast.people, day, {mention.form.party for mention in mentions})
    _told_by_seat(cast.people, mentions)
    _told_by_words_around(cast.people, Owners(doc, mentions))
    _told_by_clause(placed, doc.text)
    _told_by_whole_name(cast.people, doc.text)
    _told_by_superior(cast)
    _told_in_court(cast.people, doc.text)
    _told_by_town(cast.people, doc.text)
    _told_by_force(cast.people, doc.text)
    _told_by_firm(cast.people, doc.text)


def _leaders_of_states(people: Sequence[Person], day: str | None, context: Collection[str]) -> None:
    """Give a president without a country the state the table of leaders has for the name and the day.

    One told by a family name and nothing else, where the state led by a bearer of it is told too, is that bearer: news
    brings in with a name or an office everybody else.
    """
    for person in people:
        name, full = " ".join(person.told.words), person.told.is_full
        led = leader_party(name, None) if full else None
        person.has_left = day is not None and led is not None and leader_party(name, day) is None
        person.may_lead = day is None and led is not None and not person.nouns
        titled = "president" in person.nouns and not person.is_former
        famous = day is not None and not full and not person.nouns and leader_party(name, day) in context
        if person.party is None and not person.told.suffix and (titled or famous or (day is not None and full)):
            person.party = leader_party(name, day)
            person.why_party = "by the table of leaders" if person.party else ""


def _told_by_seat(people: Sequence[Person], mentions: Sequence[Mention]) -> None:
    """Give the only head of state or government without a country the one whose seat the article names.

    "President Roe" beside "the White House" is the United States', when every other president told has a country.
    """
    for noun in sorted(set(_SEAT_OFFICES.values())):
        holders = [p for p in people if noun in (p.role or "")]
        without = [p for p in holders if p.party is None and not p.is_former]
        seats = {m.form for m in mentions if _SEAT_OFFICES.get(m.form.body) == noun}
        free = {seat.party for seat in seats} - {p.party for p in holders}
        if len(without) == 1 and len(free) == 1:
            without[0].party = free.pop()
            without[0].why_party = f"the only {noun} told without a country, beside its seat"


def _told_by_words_around(people: Sequence[Person], owners: Owners) -> None:
    """Give a minister, or who speaks for a ministry, without a country the state told of just before the naming."""
    for person in people:
        body = person.affiliation or ""
        crowd = _is_crowd(body)  # "fishermen's leader Bo Ek" is no state's
        serves = is_generic(body) and body != "" and _is_servant(person) and body.split()[-1].lower() not in _CHAMBERS
        if crowd:
            continue
        office = _holds_office(person) or serves
        if person.party is None and office and not person.is_former:
            person.party, person.why_party = owners.near(person.places[0])
            if person.party is None:
                person.party, person.why_party = owners.of_portfolio(person.role or "", person.places[0])
            if person.party is None:
                person.party, person.why_party = owners.of_portfolio(body, person.places[0])
        at_home = (office or _is_soldier(person)) and (not body or is_of_state(body))
        if person.party is None and at_home and not person.is_former:
            person.party, person.why_party = owners.home


def _is_crowd(body: str) -> bool:
    """Whether what somebody is of are people told as a class."""
    noun = source_nouns().get(body.rpartition(" ")[2])
    return noun is not None and noun.sort == "person" and noun.plural


def _is_soldier(person: Person) -> bool:
    nouns = source_nouns()
    return any(word in nouns and nouns[word].kind == "military" for word in person.nouns)


def _holds_office(person: Person) -> bool:
    """Whether somebody is a state's minister, or "education secretary", which a union's secretary is not."""
    portfolio = (person.role or "").partition(" secretary")[0]
    secretary = portfolio != person.role and portfolio not in ("", "general") and is_generic(portfolio)
    at_court = (person.role or "").startswith("presidential ") and "candidate" not in person.nouns
    return bool(person.nouns & _OFFICES_OF_STATE) or at_court or (secretary and "secretary" in person.nouns)


def _told_by_clause(placed: Iterable[tuple[Sighting, tuple[Person, ...]]], text: str) -> None:
    """Give "Ann Roe, who heads the River Commission" that body, and its party.

    Of "who runs the centre" the body may not be told: then nobody is taken to speak for herself.
    """
    for sighting, found in placed:
        told = _WHO_HEADS.match(text, sighting.end) if len(found) == 1 and found[0].role is None else None
        if told is None or found[0].party is not None:
            continue
        person, name, noun = found[0], told["name"], source_nouns().get(told["noun"] or "")
        if name and look_up(name) is None:
            person.affiliation, person.party = name, party_of(name) or name
            person.nouns, person.why_party = person.nouns | {"head"}, "told to head it"
        elif noun is not None and noun.sort == "body":
            person.affiliation, person.nouns = told["noun"], person.nouns | {"head"}


def _told_by_whole_name(people: Sequence[Person], text: str) -> None:
    """Give "the commission’s secretary-general" the one commission the article names, as body and party."""
    for person in people:
        body = person.affiliation or ""
        alone = body.isalpha() and (is_body_word(body) or body.islower()) and person.party in (None, body)
        whole = full_name(text, body) if alone else None
        roles = [noun for word in person.nouns if (noun := source_nouns().get(word)) is not None]
        if whole is not None and any(noun.sphere != "self" for noun in roles):
            person.affiliation = whole[0]
            person.party = whole[1] or (None if is_generic(whole[0]) else whole[0])
            person.why_party = f"the article names one {body}" if person.party else ""


def _told_by_superior(cast: Cast) -> None:
    """Give "Lann spokesman Bo Ek" the party of Lann, for whom he speaks, where that is a party of more than one.

    "Lann’s lawyer" speaks for Lann alone.
    """
    for person in cast.people:
        words = [word for word in (person.affiliation or "").split() if word.lower().strip(".") not in TITLES]
        told, counsel = person.party not in (None, person.affiliation), not _FOR_ONE.isdisjoint(person.nouns)
        if told or not 0 < len(words) <= 3 or not (counsel or _is_servant(person)):
            continue
        superiors = cast.candidates(" ".join(words))
        if len(superiors) != 1 or superiors[0] is person:
            continue
        if counsel:
            person.party, person.why_party = superiors[0].name, "counsel speaks for the client"
        elif superiors[0].party is not None:
            person.party = superiors[0].party
            person.why_party = f"the party of {superiors[0].name}"


def _told_by_firm(people: Sequence[Person], text: str) -> None:
    """Give "finance director Bo Ek" without a body the one firm that the article tells."""
    without = [p for p in people if p.party is None and p.affiliation is None and RUNS_FIRM.search(p.role or "")]
    firm = one_firm(text) if without else None
    told = text.find(firm) if firm is not None else len(text)
    for person in without:
        if not person.is_former and told < min(person.places, default=len(text)):  # a firm told later is another
            person.party, person.affiliation, person.why_party = firm, firm, THE_ONE_FIRM


def _told_by_town(people: Sequence[Person], text: str) -> None:
    """Give a mayor without a town, and the police, the one that the article names as such."""
    nouns = source_nouns()
    for person in people:
        known = [noun for word in person.nouns if (noun := nouns.get(word)) is not None]
        if person.party is not None or person.is_former or not known:
            continue
        if "mayor" in person.nouns:
            towns = {
                name for match in _TOWN.finditer(text) for name in match.groups() if name and look_up(name) is None
            }
            person.party, person.why_party = (towns.pop(), "the one town told") if len(towns) == 1 else (None, "")
        elif any(
            (noun := nouns.get(word)) is not None and noun.kind == "police" for word in (person.role or "").split()
        ):
            forces = {name for match in _POLICE.finditer(text) for name in match.groups() if name}
            if len(forces) == 1 and look_up(force := forces.pop()) is None:
                person.party, person.why_party = f"{force} police", "the one police told"


def _told_by_force(people: Sequence[Person], text: str) -> None:
    """Give "Sheriff Ann Roe" the one force told by name, and "Governor Bo Ek" the one bank of a state."""
    for nouns, pattern in ((_OF_FORCES, _FORCE), (frozenset({"governor"}), _CENTRAL_BANK)):
        bearers = [
            p for p in people if p.nouns & nouns and p.party is None and p.affiliation is None and not p.is_former
        ]
        bodies = {match.group(1) for match in pattern.finditer(text)} if bearers else set()
        for person in bearers if len(bodies) == 1 else ():
            (body,) = bodies
            person.affiliation, person.party, person.why_party = body, party_of(body) or body, "the one such body told"


def _told_in_court(people: Sequence[Person], text: str) -> None:
    """Take "Ann Roe, prosecuting," and "Bo Ek, for the defence," for counsel: nobody's own voice."""
    for person in people:
        told = next(filter(None, (_IN_COURT.match(text, at + len(person.name)) for at in person.places)), None)
        if told is not None and not person.nouns:
            person.nouns = frozenset({"prosecutor" if told["charges"] else "barrister"})
            person.role = person.role or ("prosecutor" if told["charges"] else "barrister")


def _is_servant(person: Person) -> bool:
    nouns = source_nouns()
    told = (nouns.get(noun) for noun in person.nouns)
    former = person.is_former
    return not former and any(noun is not None and noun.sphere == "state" for noun in told)
