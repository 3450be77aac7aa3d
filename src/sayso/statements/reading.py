"""A found attribution to a Statement: who spoke, for whom, through whom, when, and what the words do."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from sayso.parties import find_parties, knowing, settled
from sayso.records import Article, Dated, Relay, Span, Speaker, Statement, make_id
from sayso.statements.acts.act import read_act, read_endorsement
from sayso.statements.acts.aims import read_aims
from sayso.statements.acts.hedges import hedging
from sayso.statements.acts.propositions import Content, read_content, read_proposition
from sayso.statements.attribution import Attribution
from sayso.statements.naming.roles import Roles
from sayso.statements.naming.states import local_states
from sayso.statements.parsed import Doc, Token
from sayso.statements.relaying.around import Surroundings
from sayso.statements.relaying.outlets import is_outlet, outlet_name
from sayso.statements.relaying.relays import Relays
from sayso.statements.relaying.said_on import read_said_on
from sayso.statements.speaking.speakers import Voice, read_voices
from sayso.statements.speaking.story import Story
from sayso.statements.voicing.authors import Voiced


class _Passed(Struct, frozen=True):
    """Through whom and when, whoever of several speaks."""

    via: tuple[Relay, ...]
    said_on: Dated


def read(
    article: Article, doc: Doc, attributions: Sequence[Attribution], voiced: Sequence[Voiced] = ()
) -> tuple[Statement, ...]:
    """Statements of `article`, in the order of `attributions`. `doc` is the parse of `article.text`.

    `voiced` are its paragraphs in somebody's own voice: "we" and "I" there are his.
    Sources are resolved in the order they stand in the text, for each leans on those before it.
    """
    named = {mention.form.party for mention in find_parties(doc.text)}
    with knowing({**local_states(doc), **settled(named)}):
        story = Story(article, doc, attributions, voiced)
        order = sorted(range(len(attributions)), key=lambda k: _place(attributions[k]))
        voices = {k: read_voices(story, attributions[k]) for k in order}
        roles = Roles(doc, story.cast.sightings, article.times)
        told = [(one, tuple(_with_roles(voice, roles) for voice in voices[k])) for k, one in enumerate(attributions)]
        around = Surroundings(doc, attributions)
        relays = Relays(article, doc, attributions, around)
        passed = {
            id(one): _Passed(
                relays.of(one, _outlets_around(one, told)), read_said_on(one, around, article.times, article.published)
            )
            for one in attributions
        }
        return tuple(_statement(article, story, one, voice, passed[id(one)]) for one, of in told for voice in of)


def _with_roles(voice: Voice, roles: Roles) -> Voice:
    """The voice of a person with all the roles that the article tells of him."""
    found = voice.resolved
    if found.person is None:
        return voice
    return replace(voice, resolved=replace(found, speaker=replace(found.speaker, roles=roles.of(found.person))))


def _outlets_around(one: Attribution, told: Sequence[tuple[Attribution, Sequence[Voice]]]) -> tuple[Relay, ...]:
    """The outlets in whose words an attribution stands, innermost first: "*Example News* said that Roe denied it"."""
    at = (one.cue or one.source or one.content)[0].start
    outer = [
        (span.end - span.start, voices[0])
        for other, voices in told
        for span in other.content
        if other is not one and span.start <= at < span.end and len(voices) == 1 and voices[0].source
    ]
    found = [(voice.source[0], voice.resolved.speaker.name) for _, voice in sorted(outer, key=lambda pair: pair[0])]
    return tuple(Relay(outlet_name(name), span) for span, name in found if name is not None and is_outlet(name))


def _place(attribution: Attribution) -> tuple[int, int]:
    """Where the one who speaks stands: source, else cue, else content."""
    first = (attribution.source or attribution.cue or attribution.content)[0]
    return first.start, attribution.content[0].start


def _statement(article: Article, story: Story, one: Attribution, voice: Voice, passed: _Passed) -> Statement:
    doc = story.doc
    cue = None if one.cue_token is None else doc[one.cue_token]
    found = voice.resolved
    text = " ".join(article.text[span.start : span.end] for span in one.content)
    speaker: Speaker = found.speaker
    content = read_content(text, story.tokens(one.content), speaker, story.mentions)
    heard = content if one.answer is None else _answer(story, one.answer, speaker)
    acted = read_act(one, heard, cue, story.tokens(one.cue))
    if acted.doubts:  # "doubted that P" puts forward that P is not so
        content = replace(content, negated=not content.negated)
    aims = read_aims(story, one, acted, content, cue)
    why = "; ".join(part for part in (one.why, found.why, acted.why) if part)
    return Statement(
        statement_id=make_id("st", article.article_id, voice.source, one.cue, one.content, *voice.told_apart),
        article_id=article.article_id,
        source=voice.source,
        cue=one.cue,
        content=one.content,
        mode=one.mode,
        act=acted.act,
        negated=acted.negated,
        speaker=speaker,
        via=passed.via,
        said_on=passed.said_on,
        proposition=read_proposition(content, one, acted.act, speaker, story),
        score=one.score,
        why=why,
        method=one.method,
        act_basis=acted.basis,
        target=aims.target,
        addressee=aims.addressee,
        endorsement=read_endorsement(acted, cue, one),
        hedge=_hedges(content, cue),
    )


def _answer(story: Story, answer: Span, speaker: Speaker) -> Content:
    """The words that answer a question: "No." denies what was asked, and tells no more."""
    return read_content(story.text[answer.start : answer.end], story.tokens((answer,)), speaker, story.mentions)


def _hedges(content: Content, cue: Token | None) -> tuple[Span, ...]:
    """The words that hedge what is said, and those that hedge its being said ("*reportedly* denied"), in text order."""
    around = () if cue is None else tuple(child for child in cue.children if hedging(child))
    words = {token.i: token for token in (*content.hedges, *around)}
    return tuple(Span(words[i].idx, words[i].idx + len(words[i])) for i in sorted(words))
