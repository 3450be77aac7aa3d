"""A found attribution to a Statement: who spoke, for whom, through whom, when, and what the words do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from sayso.parties import knowing
from sayso.records import Act, Article, Mode, Relay, Speaker, Statement, make_id
from sayso.statements.acts import read_act
from sayso.statements.attribution import Attribution
from sayso.statements.cues import load_cues
from sayso.statements.propositions import read_content, read_proposition
from sayso.statements.relays import is_outlet, outlet_name, read_relays
from sayso.statements.said_on import read_said_on
from sayso.statements.speakers import Voice, read_voices
from sayso.statements.states import local_states
from sayso.statements.story import Story

_THAT = re.compile(r"that\b", re.IGNORECASE)


def read(article: Article, doc: Doc, attributions: Sequence[Attribution]) -> tuple[Statement, ...]:
    """Statements of `article`, in the order of `attributions`. `doc` is the parse of `article.text`.

    Sources are resolved in the order they stand in the text, for each leans on those before it.
    """
    with knowing(local_states(doc)):
        story = Story(doc, attributions, article.published.latest)
        order = sorted(range(len(attributions)), key=lambda k: _place(attributions[k]))
        voices = {k: read_voices(story, attributions[k]) for k in order}
        told = [(one, voices[k]) for k, one in enumerate(attributions)]
        return tuple(
            _statement(article, story, one, voice, _outlets_around(one, told)) for one, of in told for voice in of
        )


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


def _with_outer(via: tuple[Relay, ...], outer: tuple[Relay, ...], one: Attribution) -> tuple[Relay, ...]:
    named = {relay.name for relay in via}
    own = {span.start for span in one.source}
    return (*via, *(relay for relay in outer if relay.name not in named and relay.span.start not in own))


def _place(attribution: Attribution) -> tuple[int, int]:
    """Where the one who speaks stands: source, else cue, else content."""
    first = (attribution.source or attribution.cue or attribution.content)[0]
    return first.start, attribution.content[0].start


def _statement(article: Article, story: Story, one: Attribution, voice: Voice, around: tuple[Relay, ...]) -> Statement:
    doc = story.doc
    cue = None if one.cue_token is None else doc[one.cue_token]
    found, source = voice.resolved, story.tokens(one.source)
    text = " ".join(article.text[span.start : span.end] for span in one.content)
    speaker: Speaker = found.speaker
    content = read_content(text, story.tokens(one.content), speaker, story.mentions)
    acted = read_act(_base_act(one, cue, text), one, content, cue)
    why = "; ".join(part for part in (one.why, found.why, acted.why) if part)
    return Statement(
        statement_id=make_id("st", article.article_id, voice.source, one.cue, one.content),
        article_id=article.article_id,
        source=voice.source,
        cue=one.cue,
        content=one.content,
        mode=one.mode,
        act=acted.act,
        negated=acted.negated,
        speaker=speaker,
        via=_with_outer(read_relays(one, cue, source, article.text, article.outlet), around, one),
        said_on=read_said_on(one, cue, article.times, article.published),
        proposition=read_proposition(content, one, acted.act, speaker, story.mentions, story.cast),
        score=one.score,
        why=why,
        method=one.method,
    )


def _base_act(one: Attribution, cue: Token | None, content: str) -> Act:
    """What the lexicon says of the cue; where it has no word for it, saying when words or a clause are given."""
    table = load_cues().by_word
    kinds = ("NOUN", "VERB", "ADP") if cue is not None and cue.pos_ == "NOUN" else ("VERB", "NOUN", "ADP")
    found = next((row for kind in kinds if (row := table.get((one.cue_lemma, kind))) is not None), None)
    if found is not None:
        return found.act
    return Act.ASSERT if cue is None or one.mode is Mode.DIRECT or _THAT.match(content) else Act.OTHER
