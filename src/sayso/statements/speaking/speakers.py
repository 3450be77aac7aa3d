"""Who speaks: a source's words, what the article told before, and no guessing.

A bare name, a pronoun or a description is given a person only when one candidate remains. Otherwise the speaker stays
unresolved, and `why` names the candidates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, structs

from sayso.parties import FormKind, look_up, party_of, source_nouns
from sayso.records import Span, Speaker
from sayso.statements.attribution import Attribution
from sayso.statements.naming.name_spans import DAYS
from sayso.statements.naming.offices import gender_of, join
from sayso.statements.naming.people import owns, party_for, told_as_body
from sayso.statements.naming.phrases import Phrase, read_phrase
from sayso.statements.naming.serving import COUNSEL, is_generic, own_party
from sayso.statements.naming.together import conjuncts, with_last, with_name
from sayso.statements.parsed import Token
from sayso.statements.speaking.affiliations import with_body
from sayso.statements.speaking.as_told import as_told
from sayso.statements.speaking.bodies import (
    again,
    firm_meant,
    read_body,
    read_document,
    read_form,
    read_unnamed,
)
from sayso.statements.speaking.descriptions import NEAR, brought_in, described, named_last
from sayso.statements.speaking.documents import issuers, owner_of
from sayso.statements.speaking.going_on import going_on, is_bare
from sayso.statements.speaking.groups import each_has_a_voice, each_of, group_of, joint, of_states, several_parties
from sayso.statements.speaking.it import document_before, meant_by_it, subject_before
from sayso.statements.speaking.kinds import by_kind
from sayso.statements.speaking.named_later import named_later
from sayso.statements.speaking.own_voice import by_author, own_words
from sayso.statements.speaking.pronouns import GENDERS, Figure
from sayso.statements.speaking.servants import client_named, client_of, of_firm, servant
from sayso.statements.speaking.source_words import without_dateline, without_heading
from sayso.statements.speaking.story import Resolved, Story, Turn, inside, inside_any, known
from sayso.statements.speaking.subjects import may_be_person, told_of_body, whole_by_first
from sayso.statements.speaking.unnamed import classed
from sayso.statements.speaking.whole_names import reporter, whole_body
from sayso.statements.speaking.writers import Writer

_ANSWERS = frozenset({"answer", "counter", "reply", "respond", "retort"})  # who answers is not who spoke before
_QUESTIONS = frozenset({"ask", "inquire", "question", "wonder"})
_FIRST = frozenset({"i", "we", "me", "us", "myself", "ourselves"})
_NOBODY = frozenset(
    """
    you one those this these some many others none neither all both another few
    most everyone everybody someone somebody nobody anyone there what each whoever
    q a question answer interviewer moderator host presenter anchor caller
    """.split()  # noqa: SIM905 - a list of 30 strings is harder to read; the last line are sides of a transcript
)
_MANY = re.compile(r"(?:all|any|few|many|more|most|other|some|several|young|older|ordinary)\b", re.IGNORECASE)
# News tells so of the one it is about.
_OF_THEM_NAMED = re.compile(r"[Oo]ne of them, [A-Z][\w’'-]+ [A-Z]")
_AGED = re.compile(
    r"[Tt]he (?:\d{1,2}-year-old(?: [a-z]+)?"
    r"|(?:\w+-)?(?:father|mother|dad|mum|mom|parent|grandfather|grandmother)[ -]of[ -](?:\w+))"
)
_THEIRS = frozenset({"its", "their", "his", "her", "your"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})


class Voice(Struct, frozen=True):
    """One who speaks in an attribution, and the words that name this one."""

    source: tuple[Span, ...]
    resolved: Resolved
    told_apart: tuple[str, ...] = ()  # the party, where the same words name several


def read_voices(story: Story, attribution: Attribution) -> tuple[Voice, ...]:
    """Who speaks: one voice, or one for each of several parties named together ("Ruritania and Freedonia").

    Remembers it for the attributions that follow, so these must come in text order.
    """
    if attribution.author is not None:
        return (Voice(attribution.source, by_author(story, attribution.author)),)
    tokens = without_dateline(story, attribution)
    tokens = with_name(with_last(without_heading(story, tokens))) if tokens else tokens
    if not tokens:
        return (Voice(attribution.source, Resolved(Speaker(), "nobody is named as speaking")),)
    parts = conjuncts(tokens)
    if len(parts) > 1:
        each = [_read(story, part, attribution) for part in parts]
        if each_has_a_voice(each):
            story.groups += of_states(story, each)
            return tuple(_one_of(story, part, one, attribution) for part, one in zip(parts, each, strict=True))
    group = group_of(story, tokens)
    if group is not None:
        story.groups.append(group)
        source = _mended(attribution, tokens)
        voices = [_voice(story, source, tokens, one, attribution) for one in each_of(group, join(tokens))]
        return tuple(structs.replace(v, told_apart=(v.resolved.speaker.party or "",)) for v in voices)
    found = joint(story, parts, tokens) if len(parts) > 1 else _read(story, tokens, attribution)
    return (_voice(story, _mended(attribution, tokens), tokens, found, attribution),)


def _mended(attribution: Attribution, tokens: Sequence[Token]) -> tuple[Span, ...]:
    first, last = tokens[0], tokens[-1]
    end = last.idx + len(last)
    if len(attribution.source) > 1 or (attribution.source[0].start >= first.idx and attribution.source[0].end >= end):
        return attribution.source
    return (Span(first.idx, end),)


def _one_of(story: Story, part: Sequence[Token], found: Resolved, attribution: Attribution) -> Voice:
    end = part[-1].idx + len(part[-1])
    opened = any(token.text == "(" for token in part) and story.text[end : end + 1] == ")"  # "the Board (BB)"
    return _voice(story, (Span(part[0].idx, end + opened),), part, found, attribution)


def _voice(
    story: Story, source: tuple[Span, ...], tokens: Sequence[Token], found: Resolved, attribution: Attribution
) -> Voice:
    found = _spelt_out(story, going_on(story, found, tokens, attribution))
    found = classed(story, tokens, structs.replace(found, speaker=with_body(found.speaker, story.cast)))
    found = named_later(story, found, tokens, attribution.content)
    found = as_told(story, found, tokens, lambda words: _read(story, words, attribution))
    _remember(story, tokens, found, attribution)
    return Voice(source, found)


def _spelt_out(story: Story, found: Resolved) -> Resolved:
    """With the names of bodies that are told by a short form which the article explains."""
    told = found.speaker
    short = {form: name for form, name in story.short.items() if look_up(form) is None}
    fields = {"affiliation": told.affiliation, "party": told.party}
    if found.person is None and told.name in short:
        fields["name"], told = told.name, structs.replace(told, person=False)
    whole = {field: short[name] for field, name in fields.items() if name in short}
    if "party" in whole:
        whole["party"] = party_of(whole["party"]) or whole["party"]
    return structs.replace(found, speaker=structs.replace(told, **whole)) if whole else found


def _remember(story: Story, tokens: Sequence[Token], found: Resolved, attribution: Attribution) -> None:
    at = tokens[0].idx
    paragraph = story.paragraph(at)
    who = found.speaker, found.person, found.noun, found.plural
    turn = Turn(at, paragraph, *who, attribution.content, found.is_open, attribution.cue_lemma in _QUESTIONS)
    story.turns.append(turn)
    figure = _figure(story, turn, tokens, attribution)
    if figure is not None:
        story.focus.speaks(figure, tokens[-1].idx + len(tokens[-1]))


def _figure(story: Story, turn: Turn, tokens: Sequence[Token], attribution: Attribution) -> Figure | None:
    """Who spoke as one whom "he" may mean; None for a body, for several, and for a pronoun left open."""
    head = attribution.source_token if attribution.source_token is not None else tokens[-1].i
    if turn.person is not None:
        return Figure(turn.at, head, head, turn.person.name, turn.person, speaks=True)
    noun = source_nouns().get(turn.noun or "")
    if turn.plural or turn.speaker.named or noun is None or noun.sort != "person":
        return None
    key = turn.speaker.description or ""
    return Figure(turn.at, head, head, key, gender=gender_of(turn.noun or ""), turn=len(story.turns) - 1, speaks=True)


def _read(story: Story, tokens: list[Token], attribution: Attribution) -> Resolved:
    description = story.text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])]
    author = own_words(story, tokens)
    if author is not None:
        return by_author(story, author, description)
    if len(tokens) == 1:
        found = _one_word(story, tokens[0], attribution, description)
        if found is not None:
            return found
        if tokens[0].lower_ in _RELATIVE:
            head = tokens[0].head.head
            tokens = [t for t in head.subtree if t.i <= head.i]
    if description.lower() == "one of them":
        return _one_of_them(story, tokens[0], description)
    if _OF_THEM_NAMED.match(description):
        tokens = tokens[4:]
    several = several_parties(tokens, description)
    if several:
        return Resolved(Speaker(description=description), f"they may speak for {' and '.join(several)}", plural=True)
    if _AGED.fullmatch(description) and story.turns and story.turns[-1].person is not None:
        last = story.turns[-1]
        if last.paragraph >= story.paragraph(tokens[0].idx) - 1:
            return again(last, description)
    body = by_kind(story, tokens)
    if body is not None:
        return read_body(story, body, attribution, description)
    owner = owner_of(tokens)
    if owner:
        return _told_through(_read(story, owner, attribution), description)
    return _read_phrase(story, read_phrase(tokens, attribution.source_token), tokens, attribution)


def _one_of_them(story: Story, token: Token, description: str) -> Resolved:
    """One of the several, told without names, who spoke last in this paragraph or the one before."""
    last = story.turns[-1] if story.turns else None
    if last is None or not last.plural or last.speaker.named or last.paragraph < story.paragraph(token.idx) - 1:
        return Resolved(Speaker(description=description), f"“{description}”: nobody told before it")
    return structs.replace(again(last, description), plural=False)


def _read_phrase(story: Story, phrase: Phrase, tokens: Sequence[Token], attribution: Attribution) -> Resolved:
    description = story.text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])]
    if phrase.role and phrase.party is None and tokens[0].lower_ in _THEIRS:
        phrase = servant(story, phrase, tokens[0], _owner(story, tokens[0], attribution))
    if phrase.person:
        return _person(story, of_firm(story, phrase, tokens[0].idx), tokens[0].idx, description)
    if phrase.form is not None and phrase.form.kind is FormKind.DEMONYM and _MANY.match(description):
        return Resolved(Speaker(description=description), f"“{description}”: people, not their state", plural=True)
    if phrase.form is not None:
        return read_form(phrase.form, description)
    noun = source_nouns().get(phrase.noun or "")
    if phrase.role and noun is not None:
        back = described(story, phrase, tokens[0].idx, description) if phrase.definite and not phrase.plural else None
        back = back or firm_meant(story, phrase, tokens[0].idx)
        return back or read_unnamed(story, phrase, attribution, description)
    if noun is not None and noun.sort == "document":
        told = read_document(story, phrase, tokens[0].idx, description)
        issuer = None if told.speaker.named or not phrase.definite else _issuer(story, phrase, tokens[0], attribution)
        if not told.speaker.named and tokens[0].lower_ in GENDERS:  # "her report"
            issuer = _pronoun(story, tokens[0], attribution, tokens[0].text)
        if not told.speaker.named and tokens[0].lower_ == "its":
            issuer = _about(story, tokens[0], attribution)
        issuer = issuer or (None if told.speaker.named else reporter(story, phrase, tokens))
        return told if issuer is None else _told_through(issuer, description)
    if may_be_person(story, phrase, tokens[-1]):
        return _person(story, Phrase(phrase.text, person=phrase.body or phrase.text), tokens[0].idx, description)
    found = whole_body(story, phrase, read_body(story, phrase, attribution, description))
    party = _owner(story, tokens[0], attribution) if found.speaker.party is None else None
    return structs.replace(found, speaker=structs.replace(found.speaker, party=party)) if party else found


def _about(story: Story, token: Token, attribution: Attribution) -> Resolved | None:
    """Who the body, or the document, is that "it" or "its" stands for; None where the words around are about none."""
    words = meant_by_it(story, token, attribution.content)
    if not words:
        return None
    span = Span(words[0].idx, words[-1].idx + len(words[-1]))
    return _read(story, words, structs.replace(attribution, source=(span,)))


def _owner(story: Story, token: Token, attribution: Attribution) -> str | None:
    """On whose behalf "its" board and "its" chairman speak; None for words that begin with anything else."""
    found = _about(story, token, attribution) if token.lower_ == "its" else None
    if found is None:
        return None
    told = found.speaker
    return told.party or (told.name if told.name and not is_generic(told.name) else None)


def _told_through(found: Resolved, description: str) -> Resolved:
    """Somebody's document speaks for him."""
    return structs.replace(
        found, speaker=structs.replace(found.speaker, description=description), why=f"“{description}”: {found.why}"
    )


def _issuer(story: Story, phrase: Phrase, first: Token, attribution: Attribution) -> Resolved | None:
    """Who alone is told to have issued "the report"; None for nobody, or for two."""
    told = [_read(story, words, attribution) for words in issuers(story.doc, phrase.noun or "", first.idx)]
    whose = {(one.speaker.name, one.speaker.party) for one in told}
    return told[0] if len(whose) == 1 and told[0].speaker.named else None


def _one_word(story: Story, token: Token, attribution: Attribution, description: str) -> Resolved | None:
    """A pronoun as a source; None for any other word. "US" is none."""
    word = token.lower_ if token.text != "US" else ""
    if word in GENDERS:
        return _pronoun(story, token, attribution, description)
    if word in _FIRST:
        return _first_person(story, token, word, description)
    if word in ("it", "they"):
        return _back(story, token, word, attribution)
    if word in _NOBODY:
        noun = source_nouns().get(word)  # the sides of a transcript: HOST
        role = word if noun is not None and noun.sort == "person" and token.text.isupper() else None
        return Resolved(Speaker(description=description, role=role), f"“{description}” is nobody in particular")
    return None


def _person(story: Story, phrase: Phrase, at: int, description: str) -> Resolved:
    name = phrase.person or ""
    if name in DAYS:  # "an indictment released Friday"
        return Resolved(Speaker(description=description), f"“{name}” is a day")
    candidates = story.cast.who(phrase)
    whole = whole_by_first(story, name) if all(map(is_bare, candidates)) and not phrase.role else None
    if whole is not None:
        return Resolved(Speaker(name, description, party=name, named=True), f"“{name}” is short for {whole}")
    body = phrase.affiliation or ""
    if candidates and body and owns(description, body) and story.cast.candidates(body):
        phrase = structs.replace(phrase, affiliation=None)  # "Roe’s boss" is not of a party of Roe's
    if len(candidates) > 1:
        here = story.paragraph(at)
        near = [p for p in candidates if any(here - NEAR < story.paragraph(k) <= here and k < at for k in p.places)]
        candidates = near if len(near) == 1 else brought_in(story, candidates, at)
    if len(candidates) > 1:
        names = " and ".join(p.name for p in candidates)
        return Resolved(
            Speaker(description=description, role=phrase.role, affiliation=phrase.affiliation),
            f"“{name}” may be {names}",
        )
    if not candidates:
        served = () if phrase.former or phrase.noun is None else (phrase.noun,)
        party = (
            party_for(phrase) or client_named(story, name) or own_party(name, served, phrase.role, phrase.affiliation)
        )
        person = not told_as_body(story.text, name)
        party = party or (name if description == name and told_of_body(story, name) else None)
        speaker = Speaker(name, description, phrase.role, phrase.affiliation, party, named=True, person=person)
        return Resolved(speaker, f"named here as “{name}”", noun=phrase.noun)
    told = candidates[0]
    if told.party is None and not COUNSEL.isdisjoint(told.nouns):
        told.party = client_of(story, told)
    return known(told, phrase, description, f"“{name}” is {told.name}")


def _pronoun(story: Story, token: Token, attribution: Attribution, description: str) -> Resolved:
    """ "he", "she": who alone stands out before it; the name, told as nobody's and no body's, that spoke last."""
    last = named_last(story, token)
    if last is not None:
        return again(last, description)
    answers = story.turns and story.turns[-1].asks and attribution.cue_lemma in _ANSWERS
    asked = story.turns[-1].person if answers else None
    found = story.focus.whom(token, asked.name if asked is not None else "", attribution.content)
    if len(found) == 1:
        one = found[0]
        if one.person is not None:
            why = f"“{description}”: {one.person.name} alone stands out before it"
            return known(one.person, Phrase(description), description, why)
        if one.name:
            told = _person(story, Phrase(one.name, person=one.name), one.at, description)
            return structs.replace(told, why=f"“{description}”: {one.name} alone stands out before it")
        if one.turn is not None:
            return again(story.turns[one.turn], description)
        phrase = read_phrase([t for t in story.doc[one.noun].subtree if t.i <= one.noun])
        if phrase.noun in source_nouns():
            return read_unnamed(story, phrase, attribution, description)
    names = " or ".join(dict.fromkeys(one.key for one in found))
    return Resolved(Speaker(description=description), f"“{description}” may be {names}" if names else "nobody before")


def _first_person(story: Story, token: Token, word: str, description: str) -> Resolved:
    """ "I", "we" inside somebody's quoted words: that speaker, or his party; "I" outside all: who wrote the article."""
    for turn in reversed(story.turns):
        if inside(token.idx, turn.content):
            if word in ("we", "us", "ourselves") and turn.speaker.party:
                speaker = Speaker(turn.speaker.party, description, party=turn.speaker.party, named=True)
                return Resolved(speaker, f"“{description}” in words of {turn.speaker.party}")
            return Resolved(turn.speaker, "inside the words of the same speaker", turn.person, turn.noun)
    if word in ("i", "me", "myself") and story.writer is not None and not inside_any(story.quotations, token.idx):
        return _written(story, story.writer, description)
    return Resolved(Speaker(description=description), f"“{description}”: the writer, or words of somebody not told")


def _written(story: Story, writer: Writer, description: str) -> Resolved:
    """Who wrote the article, with what is told beside the name that signs it."""
    noun = (writer.role or "").split()[-1:]
    phrase = Phrase(
        writer.name, person=writer.name, role=writer.role, affiliation=writer.body, noun=noun[0] if noun else None
    )
    found = _person(story, phrase, len(story.text), description)
    return structs.replace(found, why=f"“{description}” is the writer: {writer.why}")


def _back(story: Story, token: Token, word: str, attribution: Attribution) -> Resolved:
    """ "it", "they": the body, or the several people, that spoke last in this paragraph or the one before."""
    description = token.text
    here = story.paragraph(token.idx)
    together = [t for t in story.turns[-4:] if t.content == story.turns[-1].content and t.paragraph >= here - 1]
    if word == "they" and len(together) > 1:
        names = " and ".join(dict.fromkeys(t.speaker.name or t.speaker.party or "" for t in together))
        return Resolved(Speaker(description=description), f"“{description}”: {names} together", plural=True)
    about = _about(story, token, attribution) if word == "it" else None
    if about is not None:
        return _told_through(about, description)
    for turn in reversed(story.turns[-2:]):
        if turn.paragraph < here - 1:
            break
        body = turn.person is None and not turn.plural and (turn.speaker.party or turn.speaker.name) is not None
        if body if word == "it" else turn.plural:
            return again(turn, description)
    written = document_before(token) if word == "it" else []
    subject = written or (subject_before(token) if word == "it" else [])
    if subject:
        found = _read(story, subject, attribution)
        if found.speaker.named and (found.person is None or written):
            return structs.replace(found, speaker=structs.replace(found.speaker, description=description))
    party, why = story.around.near(token.idx) if word == "it" else (None, "")
    if party is not None:
        return Resolved(Speaker(party, description, party=party, named=True), f"“{description}”: {why}")
    return Resolved(Speaker(description=description), f"“{description}”: no one body before it")
