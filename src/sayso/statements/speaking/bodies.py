"""Sources that are no named person: unnamed officials, documents, bodies, and the state a body belongs to."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from msgspec.structs import replace

from sayso.parties import Form, FormKind, look_up, party_of, source_nouns, state_of_capital
from sayso.records import Speaker
from sayso.statements.attribution import Attribution
from sayso.statements.naming.cast import Person
from sayso.statements.naming.firms import FIRMS
from sayso.statements.naming.offices import is_person_word
from sayso.statements.naming.owners import full_name
from sayso.statements.naming.people import body_spoken_for
from sayso.statements.naming.phrases import Phrase
from sayso.statements.naming.serving import COUNSEL, is_generic, is_local, is_of_state
from sayso.statements.relaying.outlets import is_outlet, outlet_name
from sayso.statements.speaking.story import Resolved, Story, Turn, inside
from sayso.statements.speaking.subjects import subject_body

_CLIENT = re.compile(r" for (?:the )?(?P<name>[A-Z][\w’'-]*(?: (?:(?:& |of (?:the )?)?[A-Z][\w’'-]*))*)$")  # counsel's
_PRESS = re.compile(r"\b(?:news|media|press|newspaper)\b", re.IGNORECASE)
_STATE_MEDIA = re.compile(
    r"\bstate(?:-run|-owned)? (?:media|television|tv|radio|newspapers?|broadcaster|news agency)$", re.IGNORECASE
)
_OF_STATE = re.compile(
    r"\bstate(?:-run|-owned)? (?:news agency|agency|broadcaster|newspaper|television|tv|radio)\b", re.IGNORECASE
)
_POLICE = re.compile(r"(?:[Tt]he )?[Pp]olice (?:of|in) (?P<town>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)")
# "The *defence ministry* in Zenda": what it is of, in small letters.
_IN_SMALL = re.compile(
    r"(?:[Tt]he |[Ii]ts |[Tt]heir )?(?P<name>(?:[a-z]+ ){0,2}?(?:ministry|directorate|inspectorate|presidency|treasury)"
    r"|(?:[a-z]+ ){1,2}?(?:agency|authority|commission|institute|office|service))\b"
)
# Without "the" these are told as some state's; who is near, or where the story is told from, tells which.
_STATES_BODY = re.compile(
    r"(?:an? |senior |two |three )*(?:[a-z]+ )?(?:authorities$|(?:army|government|military|ministry)\b)", re.IGNORECASE
)
# "The crisp maker", "the maker of crisps".
_MADE = re.compile(r"[Tt]he(?: [a-z-]+){2,3}|[Tt]he [a-z]+ of(?: [a-z-]+){1,3}")
# Of these a matter has one, and news calls it so: "the army", "the inquiry". What else is told so has a name before it.
_CALLED_SO = frozenset(
    """
    army board church coastguard commission committee cooperative court directorate hospital inquiry inspectorate
    institute jury laboratory league military ministry mission museum navy observatory orchestra panel prosecution
    tribunal union university
    """.split()  # noqa: SIM905 - a list of 26 strings is harder to read
)
STATES_THEMSELVES = frozenset({"authorities", "government", "leadership", "regime", "side"})
_OWN_DOCUMENTS = frozenset(
    {"statement", "announcement", "communique", "communiqué", "declaration", "letter", "post", "tweet"}
)


def again(turn: Turn, description: str) -> Resolved:
    old = turn.speaker
    speaker = replace(old, description=description)
    return Resolved(speaker, f"“{description}”: {old.name or old.description}", turn.person, turn.noun, turn.plural)


def read_unnamed(story: Story, phrase: Phrase, attribution: Attribution, description: str) -> Resolved:
    noun = source_nouns()[phrase.noun or ""]
    party, why = None, f"“{description}” is not named"
    clients = _superiors(story, phrase.affiliation) if phrase.noun in COUNSEL and phrase.affiliation else []
    if len(clients) == 1:
        party = clients[0].name
    elif _is_counsel(phrase) and (client := _CLIENT.search(description)) is not None:
        party = party_of(client["name"], story.context) or client["name"]
    if noun.sphere != "self" and not phrase.former:
        party = phrase.party
        if party is None and phrase.affiliation:
            party, told = _party_of_body(story, phrase.affiliation, attribution)
            why = f"{why}; {told}" if told else why
            whole = full_name(story.text, phrase.affiliation) if phrase.affiliation.isalpha() else None
            if party is None and whole is not None and phrase.affiliation.islower():
                party = whole[1] or (None if is_generic(whole[0]) else whole[0])
            if party is None and phrase.affiliation in FIRMS and attribution.source:  # "a company spokesman"
                party = firm_before(story, attribution.source[0].start)
            superiors = _superiors(story, phrase.affiliation)
            if party is None and superiors:
                party = (superiors[0].party or superiors[0].name) if len(superiors) == 1 else None
            elif party is None and phrase.affiliation[:1].isupper() and not is_generic(phrase.affiliation):
                party = body_spoken_for(phrase.affiliation)
    if party is None and phrase.affiliation is None and (phrase.noun or "").startswith("spokes") and not phrase.former:
        party = _body_heard(story, attribution)
    speaker = Speaker(None, description, phrase.title, phrase.affiliation, party, named=False)
    return Resolved(speaker, why, noun=phrase.noun, plural=phrase.plural)


def _is_counsel(phrase: Phrase) -> bool:
    """Whether somebody speaks for a client: one lawyer or several, and no prosecutor."""
    return (phrase.noun or "").removesuffix("s") in COUNSEL - {"prosecutor"}


def _body_heard(story: Story, attribution: Attribution) -> str | None:
    """For whom "a spokesman" speaks: the body by name, that spoke last, in this paragraph or the one before."""
    last = story.turns[-1] if story.turns else None
    if last is None or not attribution.source or last.person is not None or last.plural or not last.speaker.named:
        return None
    near = last.paragraph >= story.paragraph(attribution.source[0].start) - 1
    return last.speaker.party if near and not is_outlet(last.speaker.name or "") else None


def _superiors(story: Story, affiliation: str) -> list[Person]:
    """Who "President Ann Roe" in "President Ann Roe’s spokesman" may be; empty for a body."""
    words = affiliation.split()
    while len(words) > 1 and is_person_word(words[0]):
        words = words[1:]
    return story.cast.candidates(" ".join(words))


def read_document(story: Story, phrase: Phrase, at: int, description: str) -> Resolved:
    """A statement or report speaks for the body told with it; "the statement" for who spoke last."""
    if _PRESS.search(phrase.text):
        return Resolved(Speaker(description=description), f"“{description}”: papers that are not named", plural=True)
    owner = phrase.party or party_of(re.sub(r"\s+\w+$", "", phrase.text), story.context)
    if owner is not None:
        return Resolved(Speaker(owner, description, party=owner, named=True), f"a document of {owner}")
    writer = re.match(r"(.+?)(?:['’]s?)\s", phrase.text) or re.search(r"\b(?:by|from)\s+(.+)$", phrase.text)
    if writer is not None:
        people = _superiors(story, writer.group(1))
        if len(people) == 1:
            told = people[0]
            speaker = Speaker(told.name, description, told.role, told.affiliation, told.party or told.name, named=True)
            return Resolved(replace(speaker, person=True), f"words of {told.name}", told)
        if writer.group(1)[:1].isupper():
            return Resolved(Speaker(description=description), f"“{description}” does not tell whose it is")
    theirs = phrase.definite and phrase.noun in _OWN_DOCUMENTS
    if theirs and story.turns and story.turns[-1].paragraph >= story.paragraph(at) - 1:
        return again(story.turns[-1], description)
    return Resolved(Speaker(description=description), f"“{description}” does not tell whose it is")


def read_form(form: Form, description: str) -> Resolved:
    name = form.body or form.party
    return Resolved(
        Speaker(name, description, party=form.party, named=True), f"“{description}” stands for {form.party}"
    )


def read_body(story: Story, phrase: Phrase, attribution: Attribution, description: str) -> Resolved:
    force = _POLICE.fullmatch(phrase.text)
    if force is not None and look_up(force["town"]) is None:
        police = f"{force['town']} police"
        return Resolved(Speaker(police, description, party=police, named=True), f"“{description}”: police of one town")
    side = party_of(phrase.text, story.context)
    if side is not None and phrase.party is None and phrase.noun in ("north", "south"):
        return Resolved(
            Speaker(side, description, party=side, named=True), f"“{description}”: the one such country told"
        )
    if phrase.body is None and any(phrase.text == person.party for person in story.cast.people):
        return Resolved(Speaker(phrase.text, description, party=phrase.text, named=True), "told as somebody’s body")
    back = _last_body(story, phrase, attribution.source[0].start) if attribution.source else None
    if back is not None:
        return back
    noun = source_nouns().get(phrase.noun or "")
    party, why = _told_party(phrase, side)
    if party is None and noun is not None and noun.sort == "body":
        party, why = _party_of_body(story, phrase.body or phrase.noun or "", attribution)
    if _STATE_MEDIA.search(phrase.text):
        if party is None:
            party, why = _party_of_media(story)
        speaker = Speaker("state media" if party else None, description, party=party, named=party is not None)
        return Resolved(speaker, why or f"“{description}” as told", noun="media")
    if phrase.noun == "media":
        return Resolved(Speaker(description=description), f"“{description}”: media that are not named", plural=True)
    if phrase.body and (is_outlet(phrase.body) or _OF_STATE.search(phrase.text)):
        outlet = outlet_name(phrase.body)
        own = None if _OF_STATE.search(phrase.text) else outlet  # a state agency of a state that is not told
        return Resolved(Speaker(outlet, description, party=party or own, named=True), why or f"“{outlet}” as told")
    name = _name_of(phrase, party) or _called(story, phrase, attribution)
    if party is None and phrase.body and (noun is None or noun.sphere != "state" or not is_generic(phrase.body)):
        party = phrase.body
    speaker = Speaker(name, description, party=party, named=name is not None)
    return Resolved(speaker, why or f"“{description}” as told", plural=phrase.plural, noun=phrase.noun)


def _name_of(phrase: Phrase, party: str | None) -> str | None:
    """What a body is called: its name, or its noun and party; a bare government is its state."""
    state = party is not None and (form := look_up(party)) is not None and form.kind is FormKind.NAME
    if state and phrase.body is None and phrase.noun in STATES_THEMSELVES:
        return party
    known = phrase.noun in source_nouns() and phrase.noun != "office"  # an office is somebody's, not a state's
    told = _IN_SMALL.match(phrase.text)
    if phrase.body is None and party and known and told is not None and told["name"].split()[-1] == phrase.noun:
        return told["name"]
    return phrase.body or (f"{phrase.noun} of {party}" if party and known else None)


def _called(story: Story, phrase: Phrase, attribution: Attribution) -> str | None:
    """ "Army" of "the army": what kind of body it is, where the article names none of that kind, nor two that own one.

    Not within words of somebody else: there the subject may be his who speaks, "said the army was ready and urged".
    """
    noun, at = phrase.noun or "", attribution.source[0].start if attribution.source else 0
    alone = noun in _CALLED_SO and phrase.text.lower() == f"the {noun}"
    alone = alone and not any(inside(at, turn.content) for turn in story.turns)
    others = alone and (story.whole_names(noun.capitalize()) or len(story.owners.get(noun, ())) > 1)
    return noun if alone and not others and not spoken_by_kind(story, noun) else None


def spoken_by_kind(story: Story, noun: str) -> list[Turn]:
    """The bodies that spoke by a name with the head `noun`: "Mill Road hospital"."""
    return [t for t in story.turns if t.person is None and (t.speaker.name or "").lower().endswith(f" {noun}")]


def _last_body(story: Story, phrase: Phrase, at: int) -> Resolved | None:
    """ "The company", "the agency", "the ministry": the one body before it that may be called so.

    A body with that noun in its name, told once in the article before, or that spoke by such a name; else, of a noun
    for firms, the firm that spoke last within a paragraph; else None.
    """
    noun = phrase.noun or ""
    bare = phrase.text.lower() == f"the {noun}"
    if (
        noun == "media"
        or (known := source_nouns().get(noun)) is None
        or known.sort != "body"
        or not phrase.definite
        or ((phrase.body or "")[:1].isupper() and (phrase.body or "").lower() != noun)
        or not (bare or (noun in FIRMS and _MADE.fullmatch(phrase.text)))
    ):
        return None
    here = bisect.bisect_left(story.breaks, at)
    near = story.breaks[here - 2] if here > 1 else 0  # from the paragraph before on
    told = (full_name(story.text[near:at], noun) or full_name(story.text, noun)) if bare else None
    if told is not None and (noun not in FIRMS or told[0] in story.text[:at]):  # a rival may be called one later
        return _resolved_body(story, phrase, told[0], told[1], at)
    spoke = spoken_by_kind(story, noun) if bare else []
    if len({turn.speaker.name for turn in spoke}) == 1:
        return again(spoke[-1], phrase.text)
    firm = firm_before(story, at) if bare and noun in FIRMS else None
    if firm is not None:
        return _firm_again(firm, phrase.text, f"{firm} spoke just before")
    if noun in FIRMS and story.firm is not None and story.firm in story.text[:at]:  # "the crisp maker"
        return _firm_again(story.firm, phrase.text, "the one firm told")
    return firm_meant(story, phrase, at)


def firm_meant(story: Story, phrase: Phrase, at: int) -> Resolved | None:
    """ "The operator" for the firm that spoke last, else the one that the sentence before is about."""
    if phrase.noun not in FIRMS or phrase.text.lower() != f"the {phrase.noun}":
        return None
    firm = firm_before(story, at) or subject_body(story, at)
    return _firm_again(firm, phrase.text, f"{firm} was told of just before") if firm is not None else None


def _firm_again(firm: str, told: str, why: str) -> Resolved:
    return Resolved(Speaker(firm, told, party=firm, named=True), f"“{told}”: {why}")


def _resolved_body(story: Story, phrase: Phrase, name: str, party: str | None, at: int) -> Resolved:
    known = source_nouns().get(phrase.noun or "")
    if party is None and (not is_generic(name) or (known is not None and known.sphere == "any")):
        party = name  # no state's: "Panel of Experts"
    party = party or _owner(story, (phrase.noun or "",), at)
    if party is None:
        spoken = [t.speaker.party for t in story.turns if name in (t.speaker.name, t.speaker.affiliation)]
        party = next((p for p in reversed(spoken) if p), None)
    party = party or story.around.near(at)[0] or story.around.of_portfolio(name, at)[0]
    party = party or (story.around.home[0] if is_of_state(name) else None)
    speaker = Speaker(name, phrase.text, party=party, named=True)
    return Resolved(speaker, f"“{phrase.text}”: the article names one, {name}", noun=phrase.noun)


def firm_before(story: Story, at: int) -> str | None:
    """The firm that spoke last, itself or by who serves it, in this paragraph or the one before: "the firm" is it."""
    here = story.paragraph(at)
    firms = [_firm(story, turn) for turn in story.turns if turn.paragraph >= here - 1]
    return next((firm for firm in reversed(firms) if firm is not None), None)


def _firm(story: Story, turn: Turn) -> str | None:
    told = turn.speaker
    if _is_firm(story, turn):
        return told.name
    serves = told.person and told.affiliation is not None and told.affiliation == told.party
    noun = source_nouns().get((told.party or "").rpartition(" ")[2].lower())
    firm = serves and not is_local(turn.noun) and told.party not in story.context and noun is None
    return told.party if firm and not is_outlet(told.party or "") else None


def _is_firm(story: Story, turn: Turn) -> bool:
    """Whether one who spoke is a firm: told as one, or a body that is no state's."""
    name = turn.speaker.name
    if name is None or name in source_nouns() or turn.speaker.party in story.context:
        return False
    told = re.escape(name) + rf", (?:which\b|(?:the|a|an) (?:[a-z-]+ ){{0,4}}(?:{'|'.join(sorted(FIRMS))})\b)"
    return turn.person is None or (turn.speaker.role is None and re.search(told, story.text) is not None)


def _told_party(phrase: Phrase, side: str | None) -> tuple[str | None, str]:
    return phrase.party or side, ""


def _party_of_body(story: Story, body: str, attribution: Attribution) -> tuple[str | None, str]:
    """The state a ministry or an army told without its country belongs to, and why.

    It is the one state whose body of that kind the article names; else, for words in which "we" speak, the one
    state that has spoken so far and that these words do not name as another.
    """
    known = party_of(body, story.context)
    if known is not None:
        return known, ""
    people = story.cast.candidates(body.split(maxsplit=1)[0]) if body[:1].isupper() else []
    if people:  # "the Roe administration" is of nobody else's state
        return (people[0].party, f"{people[0].name}’s") if len(people) == 1 and people[0].party else (None, "")
    nouns = [w for w in re.findall(r"\w+", body.lower()) if (n := source_nouns().get(w)) and n.sphere == "state"]
    told = " ".join(story.text[span.start : span.end] for span in attribution.source)
    states = is_of_state(body) and _STATES_BODY.match(told) is not None  # "a ministry official", "authorities"
    if not states and not any(
        re.search(rf"\b(?:the|its|their)\b[^,]*\b{word}\b", told, re.IGNORECASE) for word in nouns
    ):
        return None, ""
    inside = re.search(r"\b(?:in|of neighbou?ring) ([A-Z]\w+)$", told)  # "the Foreign Ministry in Zenda"
    town = inside.group(1) if inside else ""
    seat = look_up(town)
    if seat is not None:
        return state_of_capital(town) or seat.party, f"the {nouns[-1]} in {town}"
    party = _owner(story, nouns, attribution.source[0].start if attribution.source else len(story.text))
    if party is not None:
        return party, f"the article names one {nouns[-1]}, that of {party}"
    if not nouns:
        return None, ""
    ours, why = _party_of_we(story, attribution)
    return (ours, why) if ours or not attribution.source or inside else _party_around(story, body, attribution)


def _owner(story: Story, nouns: Sequence[str], at: int) -> str | None:
    """The one state told to have such a body; a ministry’s, in an article on several, told before it speaks."""
    owners = {party: first for word in nouns for party, first in story.owners.get(word, {}).items()}
    if len(owners) != 1:
        return None
    party, first = owners.popitem()
    return party if first < at or len(story.context) == 1 or "ministry" not in nouns else None


def _party_around(story: Story, body: str, attribution: Attribution) -> tuple[str | None, str]:
    """The state told of just before, the one with such a ministry, or the one the story is told from."""
    at = attribution.source[0].start
    told = re.sub(r"^(?:[Tt]he|[Ii]ts) ", "", story.text[at : attribution.source[-1].end])
    home = story.around.home if is_of_state(body) or is_of_state(told) else (None, "")
    last = next((t for t in reversed(story.turns) if t.paragraph == story.paragraph(at)), None)
    ours = last is not None and last.person is not None and _STATES_BODY.match(told) is not None
    beside = last.speaker.party if ours and last is not None and last.speaker.party in story.context else None
    found = story.around.near(at), story.around.of_portfolio(body, at), home, (beside, f"{beside} spoke just before")
    return next((one for one in found if one[0]), (None, ""))


def _party_of_media(story: Story) -> tuple[str | None, str]:
    """ "State media" told without their state: the one state whose media the article names."""
    owners = sorted({m.form.party for m in story.mentions if m.form.kind is FormKind.MEDIA})
    return (owners[0], f"the article names media of {owners[0]} alone") if len(owners) == 1 else (None, "")


def _party_of_we(story: Story, attribution: Attribution) -> tuple[str | None, str]:
    words = story.tokens(attribution.content)
    if not any(t.lower_ in ("we", "our") for t in words):
        return None, ""
    spoken = {t.speaker.party for t in story.turns if t.speaker.party in story.context}
    others = {
        m.form.party
        for m in story.mentions
        if inside(m.start, attribution.content) and story.text[m.start - 1 : m.start] not in ("(", "[")
    }
    left = {party for party in spoken - others if party}
    if len(left) == 1:
        party = left.pop()
        return party, f"“we” here is {party}: it has spoken before, and the words name the others"
    return None, ""
