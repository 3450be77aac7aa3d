"""At whom an act is aimed, and to whom it is said: "accused *Ruritania* of …", "told *reporters* that …".

Only somebody counts: a party, a person, a noun for people or bodies, a pronoun. "Condemned the attack" is aimed at
nobody named; "condemned Ruritania's attack" at Ruritania.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from sayso.parties import source_nouns
from sayso.records import Act, ActBasis, Aimed, Span
from sayso.statements.acts.content_acts import MUST
from sayso.statements.acts.propositions import Content
from sayso.statements.acts.silences import Acted
from sayso.statements.attribution import Attribution
from sayso.statements.naming.offices import is_person_word
from sayso.statements.parsed import Token
from sayso.statements.speaking.story import Story, inside

_AIMING = frozenset({Act.ACCUSE, Act.CONDEMN, Act.PRAISE, Act.DEMAND, Act.WARN})
_HEARING = frozenset(
    ("tell", "inform", "assure", "notify", "remind", "warn", "ask", "brief", "advise", "reassure", "caution", "promise")
)
_OBJECTS = frozenset({"dobj", "obj", "dative", "nsubjpass"})
_LEADING = frozenset({"on", "upon", "at", "against", "to"})  # "called *on* Roe", "lashed out *at* her", "appealed *to*"
_SOMEBODY = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_PRONOUNS = frozenset({"him", "her", "them", "us", "me", "you", "he", "she", "they", "whom", "who", "we", "i"})
_OWN = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "predet", "quantmod", "case"})
_OF_THINGS = frozenset({"demand", "request", "recommend", "advocate"})  # what is demanded is no target: "an inquiry"
_NEAR = 4  # tokens from the beginning of a content to whoever it begins with, where the parse shows no object


class Aims(Struct, frozen=True):
    """Target and addressee of one statement."""

    target: tuple[Aimed, ...] = ()
    addressee: tuple[Aimed, ...] = ()


def read_aims(story: Story, one: Attribution, acted: Acted, content: Content, cue: Token | None) -> Aims:
    """Whom the words of `one` are aimed at and told to. Nothing is guessed: who is not told as somebody is left out."""
    source = {token.i for token in story.tokens(one.source)}
    hearers = [] if cue is None else [t for t in _hearers(cue, one) if t.i not in source]
    told = tuple(_aimed(story, t) for t in hearers if t.i not in source)
    act = acted.act
    if act not in _AIMING:
        return Aims(addressee=told)
    heads = [t for t in _targets(story, acted, content, cue) if t.i not in source]
    target = tuple(_aimed(story, t) for head in heads for t in (head, *head.conjuncts) if _is_somebody(story, t))
    return Aims(
        tuple(dict.fromkeys(target)), told if act is not Act.DEMAND else tuple(t for t in told if t not in target)
    )


def _targets(story: Story, acted: Acted, content: Content, cue: Token | None) -> Iterator[Token]:
    """Heads of what an act is aimed at, of the first kind that shows somebody."""
    act, said = acted.act, acted.basis is ActBasis.CONTENT
    if act is Act.ACCUSE and cue is not None and (blamed := _blamed_on(cue)) is not None:
        yield blamed
        return
    judged = _judged(content) if said and act in (Act.ACCUSE, Act.CONDEMN, Act.PRAISE) else None
    if judged is not None:
        yield from (t for t in (judged,) if _is_somebody(story, t))
        return
    must = content.main is not None and any(c.lower_ in MUST for c in content.main.children)
    verbs = [] if said and must else [content.main if said else cue]
    for verb in (verb for verb in verbs if verb is not None):
        found = [owner for head in _objects(verb) if (owner := _somebody_of(story, head)) is not None]
        if found:
            yield found[0]
            return
    if act in (Act.DEMAND, Act.ACCUSE) and content.main is not None and (must or not said):
        subject = next((c for c in content.main.children if c.dep_ in ("nsubj", "nsubjpass", "agent")), None)
        if subject is not None and subject.dep_ == "agent":
            subject = next((c for c in subject.children if c.dep_ == "pobj"), None)
        if subject is not None and subject.lower_ not in ("i", "we") and _is_somebody(story, subject):
            yield subject
            return
    if act is not Act.WARN and not said:
        yield from _first_named(story, content)


def _judged(content: Content) -> Token | None:
    """Of whom words are that judge by themselves: "*Lund* had lied"; None where who speaks judges ("I blame")."""
    main = content.main
    subject = None if main is None else next((c for c in main.children if c.dep_ == "nsubj"), None)
    return subject if subject is not None and subject.lower_ not in ("i", "we") and not content.own_subject else None


def _objects(verb: Token) -> Iterator[Token]:
    """Objects, the subjects of infinitives ("urged *Roe* to go"), objects of leading prepositions, in this order."""
    if verb.lemma_.lower() not in _OF_THINGS:
        yield from (c for c in verb.children if c.dep_ in _OBJECTS)
    for clause in (c for c in verb.children if c.dep_ in ("ccomp", "xcomp")):
        if any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.children):
            yield from (c for c in clause.children if c.dep_ == "nsubj")
    for child in verb.children:
        below = [child, *child.children] if child.dep_ in ("prep", "prt", "advmod", "dobj") and child.i > verb.i else []
        for prep in (p for p in below if p.lower_ in _LEADING):
            yield from (c for c in prep.children if c.dep_ == "pobj")


def _blamed_on(cue: Token) -> Token | None:
    """ "Blamed the flood *on Denmark*", "pointed the finger *at Denmark*": who comes after the preposition."""
    window = cue.doc[cue.i : min(cue.sentence[1], cue.i + 12)]
    if not any(t.lemma_.lower() in ("blame", "finger", "pin") for t in window[:6]):
        return None
    preps = (t for t in window if t.lower_ in ("on", "at", "upon") and t.dep_ in ("prep", "dative"))
    found = next((c for prep in preps for c in prep.children if c.dep_ == "pobj"), None)
    return found if found is not None and (found.ent_type_ in _SOMEBODY or found.pos_ in ("PROPN", "PRON")) else None


def _somebody_of(story: Story, head: Token) -> Token | None:
    """The object itself, or whose it is: "condemned *Ruritania*'s attack"; None when neither is somebody."""
    if _is_somebody(story, head):
        return head
    owners = [c for c in head.children if c.dep_ in ("poss", "amod", "compound", "nmod")]
    owners += [g for c in head.children if c.dep_ == "prep" and c.lower_ in ("by", "against") for g in c.children]
    return next((t for t in owners if _party_at(story, t) is not None or t.ent_type_ == "PERSON"), None)


def _first_named(story: Story, content: Content) -> Iterator[Token]:
    """Whoever a content begins with, where the parse shows no object."""
    for token in content.tokens[:_NEAR]:
        if token.pos_ in ("VERB", "AUX", "SCONJ") or token.lower_ == "to":
            return
        if _party_at(story, token) is not None or token.ent_type_ == "PERSON":
            yield token
            return


def _hearers(cue: Token, one: Attribution) -> Iterator[Token]:
    lemma = cue.lemma_.lower()
    for child in cue.children:
        if lemma in _HEARING and child.dep_ in _OBJECTS and _may_hear(child):
            if child.dep_ == "nsubjpass" or child.i > cue.i:
                yield from (child, *(c for c in child.conjuncts if c.i > child.i))
            return
    if lemma in _HEARING and (near := _nominal_after(cue, one)) is not None:
        yield near
        return
    for prep in (c for c in cue.children if c.dep_ in ("prep", "dative") and c.lower_ == "to" and c.i > cue.i):
        if not inside(prep.idx, one.content):
            yield from (
                c for c in prep.children if c.dep_ == "pobj" and _may_hear(c) and not inside(c.idx, one.content)
            )
            return


def _may_hear(token: Token) -> bool:
    """Whether a noun may be somebody that is spoken to: no day, no thing of writing."""
    return token.ent_type_ not in {"DATE", "TIME", "CARDINAL"} and token.lower_ not in {"it", "that", "this", "what"}


def _nominal_after(cue: Token, one: Attribution) -> Token | None:
    """A noun or pronoun right after "told", outside what is said, that the parse hangs elsewhere."""
    for token in cue.doc[cue.i + 1 : min(cue.sentence[1], cue.i + 5)]:
        if inside(token.idx, one.content) or token.is_punct or token.pos_ in ("VERB", "ADP", "SCONJ"):
            return None
        if token.pos_ in ("NOUN", "PROPN", "PRON") and not any(
            c.i == token.i + 1 and c.pos_ in ("NOUN", "PROPN") for c in (token.head,)
        ):
            return token if _may_hear(token) else None
    return None


def _is_somebody(story: Story, token: Token) -> bool:
    if token.ent_type_ in _SOMEBODY or token.lower_ in _PRONOUNS or is_person_word(token.lower_):
        return True
    noun = source_nouns().get(token.lower_)
    return _party_at(story, token) is not None or (noun is not None and noun.sort in ("person", "body"))


def _party_at(story: Story, token: Token) -> str | None:
    return next((m.form.party for m in story.mentions if m.start <= token.idx < m.end), None)


def _aimed(story: Story, head: Token) -> Aimed:
    """The words around `head` that name somebody, and whom they name."""
    low = min([head.i, *(c.left_edge.i for c in head.children if c.dep_ in _OWN and c.i < head.i)])
    high = head.i
    while high + 1 < len(head.doc) and head.ent_type_ and head.doc[high + 1].ent_iob_ == "I":
        high += 1
    span = Span(head.doc[low].idx, head.doc[high].idx + len(head.doc[high]))
    people = {p.name for s, p in story.cast.sightings if s.start < span.end and span.start < s.end}
    if len(people) == 1:
        return Aimed(span, people.pop())
    parties = {m.form.party for m in story.mentions if span.start <= m.start < span.end}
    return Aimed(span, parties.pop() if len(parties) == 1 and not people else None)
