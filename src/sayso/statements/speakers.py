"""Who speaks: a source's words, what the article told before, and no guessing.

A bare name, a pronoun or a description is given a person only when one candidate remains. Otherwise the speaker stays
unresolved, and `why` names the candidates.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from msgspec import Struct
from spacy.tokens import Doc, Token

from sayso.parties import Form, FormKind, Mention, find_parties, look_up, party_of, source_nouns
from sayso.records import Span, Speaker
from sayso.statements.attribution import Attribution
from sayso.statements.people import Cast, Person, party_for, read_cast
from sayso.statements.phrases import Phrase, read_phrase
from sayso.statements.relays import is_outlet, outlet_name

NEAR = 2  # paragraphs: how far back a description or an ambiguous name may find its person
_HE = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she"}
_FIRST = frozenset({"i", "we", "me", "us", "myself", "ourselves"})
_NOBODY = frozenset(
    (
        *(
            "you",
            "one",
            "those",
            "this",
            "these",
            "some",
            "many",
            "others",
            "none",
            "neither",
            "all",
            "both",
            "another",
        ),
        *("few", "most", "everyone", "everybody", "someone", "somebody", "nobody", "anyone", "there", "what", "each"),
    )
)
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_WIDER: dict[str, frozenset[str]] = {  # a description's noun -> the roles it may stand for
    "leader": frozenset({"president", "premier", "minister", "chancellor", "king", "ayatollah", "chief", "secretary"}),
    "diplomat": frozenset({"ambassador", "envoy", "minister", "consul", "attache"}),
    "lawmaker": frozenset({"senator", "sen", "rep", "congressman", "congresswoman", "representative", "mp"}),
    "senator": frozenset({"sen"}),
    "spokesperson": frozenset({"spokesman", "spokeswoman"}),
    "official": frozenset({"director", "minister", "secretary", "spokesman", "spokeswoman", "spokesperson", "adviser"}),
}
_PORTFOLIOS = frozenset(  # what ministries are of, and what all states call their bodies
    (
        *(
            "affairs",
            "agriculture",
            "armed",
            "central",
            "commerce",
            "culture",
            "cyber",
            "defence",
            "defense",
            "economic",
        ),
        *("education", "election", "electoral", "energy", "environment", "federal", "finance", "foreign", "general"),
        *("health", "high", "home", "house", "information", "interior", "internal", "joint", "justice", "labor"),
        *("labour", "law", "lower", "ministers", "national", "people's", "presidential", "prime", "public", "royal"),
        *(
            "security",
            "senate",
            "special",
            "staff",
            "state",
            "supreme",
            "trade",
            "transport",
            "treasury",
            "upper",
            "war",
        ),
        *("welfare", "external", "strategic", "top", "local", "regional", "city", "provincial", "ruling", "governing"),
    )
)
_NOMINAL = frozenset({"ADJ", "ADP", "DET", "NOUN", "NUM", "PART", "PROPN"})
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+)*(?:, [A-Z][\w.]+(?: [A-Z]\w+)*)?\s*)"
    r"(?:\([A-Z][\w. ]{1,20}\)\s*[-—–]+\s*|\s[—–]\s*|\s-\s)"
)
_PRESS = re.compile(r"\b(?:news|media|press|newspaper)\b", re.IGNORECASE)
_STATE_MEDIA = re.compile(r"\bstate(?:-run|-owned)? (?:media|television|tv|radio|newspapers?)$", re.IGNORECASE)
_OWN_DOCUMENTS = frozenset(
    {"statement", "announcement", "communique", "communiqué", "declaration", "letter", "post", "tweet"}
)
_OWNED_NOUN = re.compile(r"(?:['’]s)?((?:\s+[\w-]+){1,4})")


class Turn(Struct, frozen=True):
    """One resolved source, kept for what follows."""

    at: int  # code point of the source
    paragraph: int
    speaker: Speaker
    person: Person | None
    noun: str | None
    plural: bool
    content: tuple[Span, ...]


class Resolved(Struct, frozen=True):
    """A speaker, and one sentence on how it was found."""

    speaker: Speaker
    why: str
    person: Person | None = None
    noun: str | None = None
    plural: bool = False


class Voice(Struct, frozen=True):
    """One who speaks in an attribution, and the words that name this one."""

    source: tuple[Span, ...]
    resolved: Resolved


class Reader:
    """Resolves the sources of one article in text order."""

    def __init__(self, doc: Doc, attributions: Sequence[Attribution], day: str | None) -> None:
        self.doc = doc
        self.text = doc.text
        self.starts = [token.idx for token in doc]
        self.mentions = mentions = find_parties(self.text)
        sources = {one.source: self.tokens(one.source) for one in attributions}
        self.cast: Cast = read_cast(doc, mentions, list(sources.values()), day)
        self.context = frozenset(mention.form.party for mention in mentions)
        self.breaks = [match.start() for match in re.finditer(r"\n\s*\n", self.text)]
        self.turns: list[Turn] = []
        self.owners = _owners(self.text, mentions)

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that holds a code point."""
        return bisect.bisect_right(self.breaks, at)

    def tokens(self, spans: Sequence[Span]) -> list[Token]:
        """The tokens that begin inside `spans`."""
        found: list[Token] = []
        for span in spans:
            low = bisect.bisect_left(self.starts, span.start)
            found.extend(self.doc[k] for k in range(low, bisect.bisect_left(self.starts, span.end)))
        return found

    def read(self, attribution: Attribution) -> tuple[Voice, ...]:
        """Who speaks: one voice, or one for each of several parties named together ("Ruritania and Freedonia").

        Remembers it for the attributions that follow, so these must come in text order.
        """
        tokens = self._without_dateline(attribution)
        if not tokens:
            return (Voice(attribution.source, Resolved(Speaker(), "nobody is named as speaking")),)
        parts = conjuncts(tokens)
        forms = [look_up(_text(part)) for part in parts]
        if len(parts) > 1 and all(form is not None for form in forms):
            return tuple(self._one_of(part, form, attribution) for part, form in zip(parts, forms, strict=True) if form)
        found = self._joint(parts, tokens) if len(parts) > 1 else self._read(tokens, attribution)
        self._remember(tokens, found, attribution)
        return (Voice(self._mended(attribution, tokens), found),)

    def _without_dateline(self, attribution: Attribution) -> list[Token]:
        """The tokens of a source, past a dateline that the parser took for it: "SEOUL (AP) — Ruritania said …"."""
        tokens = self.tokens(attribution.source)
        match = _DATELINE.match(self.text, tokens[0].idx) if tokens else None
        if match is None or attribution.cue_token is None:
            return tokens
        after = [token for token in tokens if token.idx >= match.end()]
        if after:
            return after
        low = bisect.bisect_left(self.starts, match.end())
        cue = attribution.cue_token
        rest = list(takewhile(lambda t: t.pos_ in _NOMINAL and t.ent_type_ != "DATE", self.doc[low:cue]))
        while rest and rest[-1].pos_ == "ADP":
            rest.pop()
        return rest or tokens

    def _mended(self, attribution: Attribution, tokens: Sequence[Token]) -> tuple[Span, ...]:
        first, last = tokens[0], tokens[-1]
        if attribution.source[0].start >= first.idx:
            return attribution.source
        return (Span(first.idx, last.idx + len(last)),)

    def _one_of(self, part: Sequence[Token], form: Form, attribution: Attribution) -> Voice:
        found = self._form(form, _text(part))
        self._remember(part, found, attribution)
        return Voice((Span(part[0].idx, part[-1].idx + len(part[-1])),), found)

    def _joint(self, parts: Sequence[Sequence[Token]], tokens: Sequence[Token]) -> Resolved:
        """Several who speak together and are not all parties: told as they stand, and for the party they share."""
        told = [self._party_alone(read_phrase(part)) for part in parts]
        party = told[0] if len(set(told)) == 1 else None
        speaker = Speaker(description=_text(tokens), party=party)
        return Resolved(speaker, f"{len(parts)} who speak together", plural=True)

    def _party_alone(self, phrase: Phrase) -> str | None:
        people = self.cast.candidates(phrase.person) if phrase.person else []
        return phrase.party or (people[0].party if len(people) == 1 else None)

    def _remember(self, tokens: Sequence[Token], found: Resolved, attribution: Attribution) -> None:
        at = tokens[0].idx
        paragraph = self.paragraph(at)
        turn = Turn(at, paragraph, found.speaker, found.person, found.noun, found.plural, attribution.content)
        self.turns.append(turn)

    def _read(self, tokens: list[Token], attribution: Attribution) -> Resolved:
        description = self.text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])]
        if len(tokens) == 1:
            word = tokens[0].lower_
            if word in _HE:
                return self._pronoun(tokens[0], _HE[word], description)
            if word in _FIRST:
                return self._first_person(tokens[0], word, description)
            if word in ("it", "they"):
                return self._back(tokens[0], word, description)
            if word in _NOBODY:
                return Resolved(Speaker(description=description), f"“{description}” is nobody in particular")
            if word in _RELATIVE:
                head = tokens[0].head.head
                tokens = [t for t in head.subtree if t.i <= head.i]
        phrase = read_phrase(tokens, attribution.source_token)
        if phrase.person:
            return self._person(phrase, tokens[0].idx, description)
        if phrase.form is not None:
            return self._form(phrase.form, description)
        noun = source_nouns().get(phrase.noun or "")
        if phrase.role and noun is not None:
            if phrase.definite and not phrase.plural:
                found = self._described(phrase, tokens[0].idx, description)
                if found is not None:
                    return found
            return self._unnamed(phrase, attribution, description)
        if noun is not None and noun.sort == "document":
            return self._document(phrase, tokens[0].idx, description)
        return self._body(phrase, tokens, attribution, description)

    # ------------------------------------------------------------ named people

    def _person(self, phrase: Phrase, at: int, description: str) -> Resolved:
        name = phrase.person or ""
        candidates = self.cast.candidates(name)
        if len(candidates) > 1 and phrase.noun:
            candidates = [p for p in candidates if phrase.noun in p.nouns] or candidates
        if len(candidates) > 1:
            here = self.paragraph(at)
            near = [p for p in candidates if any(here - NEAR < self.paragraph(k) <= here and k < at for k in p.places)]
            candidates = near if len(near) == 1 else candidates
        if len(candidates) > 1:
            candidates = _sole_official(candidates)
        if len(candidates) > 1:
            names = " and ".join(p.name for p in candidates)
            return Resolved(
                Speaker(description=description, role=phrase.role, affiliation=phrase.affiliation),
                f"“{name}” may be {names}",
            )
        if not candidates:
            party = party_for(phrase) or name
            speaker = Speaker(name, description, phrase.role, phrase.affiliation, party, named=True)
            return Resolved(speaker, f"named here as “{name}”", noun=phrase.noun)
        return self._known(candidates[0], phrase, description, f"“{name}” is {candidates[0].name}")

    def _known(self, person: Person, phrase: Phrase, description: str, why: str) -> Resolved:
        role = phrase.role or person.role
        told_here = party_for(phrase)
        party = told_here or person.party or person.name
        if phrase.role is not None and phrase.former:
            role, party = f"former {phrase.role}", person.party or person.name
        affiliation = phrase.affiliation or (person.affiliation if role == person.role else None)
        speaker = Speaker(person.name, description, role, affiliation, party, named=True)
        if person.why_party and party == person.party:
            why = f"{why}; {party}: {person.why_party}"
        return Resolved(speaker, why, person, phrase.noun or next(iter(sorted(person.nouns)), None))

    # ------------------------------------------------------------ words that point back

    def _pronoun(self, token: Token, gender: str, description: str) -> Resolved:
        """ "he", "she": whoever alone spoke or was the subject just before."""
        here = self.paragraph(token.idx)
        low = self._sentence_before(token)
        last = self.turns[-1] if self.turns and self.turns[-1].at >= low else None
        spoken = last.content if last is not None else ()
        found: dict[str, Person] = {}
        for sighting, person in self.cast.sightings:
            if not low <= sighting.start < token.idx or _inside(sighting.start, spoken):
                continue
            if self.doc[sighting.head].dep_ in {"nsubj", "nsubjpass"} and person.gender in ("", gender):
                found[person.name] = person
        if last is not None and last.person is not None and last.person.gender in ("", gender):
            found[last.person.name] = last.person
        elif last is not None and not found and not last.plural and not last.speaker.named and last.noun:
            return self._again(last, description)
        if not found and self.turns and self.turns[-1].paragraph >= here - 1:
            back = self.turns[-1]
            since = {
                p.name
                for s, p in self.cast.sightings
                if back.at < s.start < token.idx and not _inside(s.start, back.content) and p is not back.person
            }
            if back.person is not None and not since and back.person.gender in ("", gender):
                found[back.person.name] = back.person
        if len(found) == 1:
            person = next(iter(found.values()))
            return self._known(
                person, Phrase(description), description, f"“{description}”: {person.name} alone before it"
            )
        names = " or ".join(found)
        return Resolved(
            Speaker(description=description), f"“{description}” may be {names}" if names else "nobody before"
        )

    def _sentence_before(self, token: Token) -> int:
        """Where the sentence before the token's own begins, if it stands in this paragraph or the one before."""
        start = token.sent.start
        while start > 0 and (self.doc[start - 1].is_space or self.doc[start - 1].is_punct):
            start -= 1
        if start == 0:
            return token.sent.start_char
        return int(self.doc[start - 1].sent.start_char)

    def _first_person(self, token: Token, word: str, description: str) -> Resolved:
        """ "I", "we" inside somebody's quoted words: that speaker, or his party."""
        for turn in reversed(self.turns):
            if _inside(token.idx, turn.content):
                if word in ("we", "us", "ourselves") and turn.speaker.party:
                    speaker = Speaker(turn.speaker.party, description, party=turn.speaker.party, named=True)
                    return Resolved(speaker, f"“{description}” in words of {turn.speaker.party}")
                return Resolved(turn.speaker, "inside the words of the same speaker", turn.person, turn.noun)
        return Resolved(Speaker(description=description), f"“{description}”: the writer, or words of somebody not told")

    def _back(self, token: Token, word: str, description: str) -> Resolved:
        """ "it", "they": the body, or the several people, that spoke last in this paragraph or the one before."""
        here = self.paragraph(token.idx)
        for turn in reversed(self.turns[-2:]):
            if turn.paragraph < here - 1:
                break
            body = turn.person is None and not turn.plural and turn.speaker.party is not None
            if body if word == "it" else turn.plural:
                return self._again(turn, description)
        return Resolved(Speaker(description=description), f"“{description}”: no one body before it")

    def _again(self, turn: Turn, description: str) -> Resolved:
        old = turn.speaker
        speaker = Speaker(old.name, description, old.role, old.affiliation, old.party, old.named)
        return Resolved(speaker, f"“{description}”: {old.name or old.description}", turn.person, turn.noun, turn.plural)

    def _described(self, phrase: Phrase, at: int, description: str) -> Resolved | None:
        """ "the foreign minister": the one person, named or not, told before with such a role."""
        noun = phrase.noun or ""
        wanted = _WIDER.get(noun, frozenset()) | {noun}
        people = [p for p in self.cast.people if p.nouns & wanted and p.places and self._told_by(p, at, phrase)]
        if phrase.affiliation is not None:
            people = [p for p in people if p.affiliation == phrase.affiliation]
        elif phrase.party is not None:
            people = [p for p in people if p.party == phrase.party] or [p for p in people if self._is_near(p, at)]
        if noun not in _WIDER and phrase.role:
            exact = [p for p in people if set(phrase.role.split()) <= set((p.role or "").split())]
            people = exact or [p for p in people if phrase.role == noun]
        unnamed = [
            t
            for t in self.turns
            if t.person is None and t.noun in wanted and not t.plural and not t.speaker.named
            if phrase.party in (None, t.speaker.party) and phrase.affiliation in (None, t.speaker.affiliation)
        ]
        here = self.paragraph(at)
        if len(people) + bool(unnamed) > 1:
            near = [p for p in people if any(here - NEAR < self.paragraph(k) and k < at for k in p.places)]
            near_unnamed = [t for t in unnamed if here - NEAR < t.paragraph]
            if len(near) + bool(near_unnamed) == 1:
                people, unnamed = near, near_unnamed
        if len(people) == 1 and not unnamed:
            if people[0].party is None and phrase.party is not None:
                people[0].party, people[0].why_party = phrase.party, f"told as “{description}”"
            return self._known(people[0], Phrase(description), description, f"“{description}”: {people[0].name}")
        if unnamed and not people:
            return self._again(unnamed[-1], description)
        if people:
            names = " or ".join([p.name for p in people] + [t.speaker.description or "" for t in unnamed[-1:]])
            return Resolved(
                Speaker(description=description, role=phrase.role, party=phrase.party),
                f"“{description}” may be {names}",
                noun=noun,
            )
        return None

    def _told_by(self, person: Person, at: int, phrase: Phrase) -> bool:
        """Named before; or, for a description that tells the party, named soon after: "Ruritania's leader … Ann Roe"."""
        first = person.places[0]
        return first < at or (phrase.party is not None and self.paragraph(first) - self.paragraph(at) <= NEAR)

    def _is_near(self, person: Person, at: int) -> bool:
        """Whether somebody whose party is not told is named within two paragraphs."""
        here = self.paragraph(at)
        return person.party is None and any(abs(self.paragraph(k) - here) <= NEAR for k in person.places)

    # ------------------------------------------------------------ unnamed, documents, bodies

    def _unnamed(self, phrase: Phrase, attribution: Attribution, description: str) -> Resolved:
        noun = source_nouns()[phrase.noun or ""]
        party, why = None, f"“{description}” is not named"
        if noun.sphere != "self" and not phrase.former:
            party = phrase.party
            if party is None and phrase.affiliation:
                party, told = self._party_of_body(phrase.affiliation, attribution)
                why = f"{why}; {told}" if told else why
                if party is None and noun.sphere == "any" and phrase.affiliation[:1].isupper():
                    party = phrase.affiliation
        speaker = Speaker(None, description, phrase.role, phrase.affiliation, party, named=False)
        return Resolved(speaker, why, noun=phrase.noun, plural=phrase.plural)

    def _document(self, phrase: Phrase, at: int, description: str) -> Resolved:
        """A statement or report speaks for the body told with it; "the statement" for who spoke last."""
        if _PRESS.search(phrase.text):
            return Resolved(
                Speaker(description=description), f"“{description}”: papers that are not named", plural=True
            )
        owner = phrase.party or party_of(re.sub(r"\s+\w+$", "", phrase.text), self.context)
        if owner is not None:
            return Resolved(Speaker(owner, description, party=owner, named=True), f"a document of {owner}")
        theirs = phrase.definite and phrase.noun in _OWN_DOCUMENTS
        if theirs and self.turns and self.turns[-1].paragraph >= self.paragraph(at) - 1:
            return self._again(self.turns[-1], description)
        return Resolved(Speaker(description=description), f"“{description}” does not tell whose it is")

    def _form(self, form: Form, description: str) -> Resolved:
        name = form.body or form.party
        return Resolved(
            Speaker(name, description, party=form.party, named=True), f"“{description}” stands for {form.party}"
        )

    def _body(self, phrase: Phrase, tokens: Sequence[Token], attribution: Attribution, description: str) -> Resolved:
        side = party_of(phrase.text, self.context)
        if side is not None and phrase.party is None and phrase.noun in ("north", "south"):
            return Resolved(
                Speaker(side, description, party=side, named=True), f"“{description}”: the one such country told"
            )
        noun = source_nouns().get(phrase.noun or "")
        if phrase.body and noun is None and len(phrase.body.split()) <= 4 and not phrase.definite:
            candidates = self.cast.candidates(phrase.body)
            entity = tokens[-1].ent_type_
            if candidates or entity not in {"ORG", "NORP", "LOC", "FAC", "GPE"}:
                return self._person(Phrase(phrase.text, person=phrase.body), tokens[0].idx, description)
        party, why = phrase.party or side, ""
        if party is None and noun is not None and noun.sort == "body":
            party, why = self._party_of_body(phrase.body or phrase.noun or "", attribution)
        if _STATE_MEDIA.search(phrase.text):
            party, why = (party, "") if party else self._party_of_media()
            speaker = Speaker("state media" if party else None, description, party=party, named=party is not None)
            return Resolved(speaker, why or f"“{description}” as told", noun="media")
        if phrase.body and is_outlet(phrase.body):
            name = outlet_name(phrase.body)
            return Resolved(Speaker(name, description, party=party or name, named=True), why or f"“{name}” as told")
        name = phrase.body or (f"{phrase.noun} of {party}" if party and noun is not None else None)
        if party is None and phrase.body and (noun is None or noun.sphere != "state" or not _is_generic(phrase.body)):
            party = phrase.body
        speaker = Speaker(name, description, party=party, named=name is not None)
        return Resolved(speaker, why or f"“{description}” as told", plural=phrase.plural, noun=phrase.noun)

    def _party_of_body(self, body: str, attribution: Attribution) -> tuple[str | None, str]:
        """The state a ministry or an army told without its country belongs to, and why.

        It is the one state whose body of that kind the article names; else, for words in which "we" speak, the one
        state that has spoken so far and that these words do not name as another.
        """
        known = party_of(body, self.context)
        if known is not None:
            return known, ""
        people = self.cast.candidates(body.split(maxsplit=1)[0]) if body[:1].isupper() else []
        if len(people) == 1 and people[0].party and len(body.split()) > 1:
            return people[0].party, f"{people[0].name}’s"
        nouns = [w for w in re.findall(r"\w+", body.lower()) if (n := source_nouns().get(w)) and n.sphere == "state"]
        told = " ".join(self.text[span.start : span.end] for span in attribution.source)
        if not any(re.search(rf"\b(?:the|its|their)\b[^,]*\b{word}\b", told, re.IGNORECASE) for word in nouns):
            return None, ""
        owners = {party for word in nouns for party in self.owners.get(word, ())}
        if len(owners) == 1:
            party = owners.pop()
            return party, f"the article names one {nouns[-1]}, that of {party}"
        return self._party_of_we(attribution) if nouns else (None, "")

    def _party_of_media(self) -> tuple[str | None, str]:
        """ "State media" told without their state: the one state whose media the article names."""
        owners = sorted({m.form.party for m in self.mentions if m.form.kind is FormKind.MEDIA})
        return (owners[0], f"the article names media of {owners[0]} alone") if len(owners) == 1 else (None, "")

    def _party_of_we(self, attribution: Attribution) -> tuple[str | None, str]:
        words = self.tokens(attribution.content)
        if not any(t.lower_ in ("we", "our", "us") for t in words):
            return None, ""
        spoken = {t.speaker.party for t in self.turns if t.speaker.party in self.context}
        others = {
            m.form.party
            for m in self.mentions
            if _inside(m.start, attribution.content) and self.text[m.start - 1 : m.start] not in ("(", "[")
        }
        left = {party for party in spoken - others if party}
        if len(left) == 1:
            party = left.pop()
            return party, f"“we” here is {party}: it has spoken before, and the words name the others"
        return None, ""


def conjuncts(tokens: Sequence[Token]) -> list[list[Token]]:
    """The coordinated parts of a source: "A, B and C" in three; a source without coordination in one."""
    inside = {token.i for token in tokens}
    head = next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[0])
    heads = [head]
    for one in heads:
        heads += [c for c in one.children if c.dep_ == "conj" and c.i in inside and c.pos_ != "VERB"][:1]
    if len(heads) == 1:
        return [list(tokens)]
    starts = [max(one.left_edge.i, tokens[0].i) for one in heads] + [tokens[-1].i + 1]
    parts = []
    for low, high in pairwise(starts):
        part = [t for t in tokens if low <= t.i < high and not t.is_space]
        while part and (part[-1].dep_ == "cc" or part[-1].is_punct):
            part.pop()
        parts.append(part)
    return [part for part in parts if part]


def _text(tokens: Sequence[Token]) -> str:
    return "".join(token.text_with_ws for token in tokens).strip()


def _is_generic(body: str) -> bool:
    """Whether many states have a body of that name: "Foreign Ministry", "Council of Ministers"."""
    known = source_nouns()
    words = [word for word in re.findall(r"[\w-]+", body.lower()) if word not in ("of", "the", "for", "and", "on")]
    return all(word in _PORTFOLIOS or word in known for word in words)


def _sole_official(people: list[Person]) -> list[Person]:
    """Of several with one family name at the end, the only one with an office: the family are named in full."""
    nouns = source_nouns()
    if any(p.family == p.words[0] for p in people):
        return people
    held = [p for p in people if any((n := nouns.get(word)) is not None and n.sphere != "self" for word in p.nouns)]
    return held if len(held) == 1 else people


def _inside(at: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= at < span.end for span in spans)


def _owners(text: str, mentions: Sequence[Mention]) -> dict[str, frozenset[str]]:
    """Noun of a state body -> the states told to have one: "the Ruritanian foreign ministry"."""
    nouns = source_nouns()
    found: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.form.kind in {FormKind.MEDIA, FormKind.INTERNATIONAL}:
            continue
        match = _OWNED_NOUN.match(text, mention.end, mention.end + 60)
        for word in match.group(1).lower().split() if match else ():
            noun = nouns.get(word)
            if noun is not None and noun.sort == "body" and noun.sphere == "state":
                found.setdefault(word, set()).add(mention.form.party)
                break
            if noun is not None:
                break
    return {word: frozenset(parties) for word, parties in found.items()}
