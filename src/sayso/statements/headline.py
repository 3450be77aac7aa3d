"""What an article's headline says that somebody said.

The title is looked at alone, so nothing is found that needs the text to be seen; who its names are, the text tells, and
which of its capitals are names.
"""

from __future__ import annotations

import re
from collections import Counter

import spacy.tokens
from msgspec.structs import replace

from sayso.models import Models
from sayso.records import Article, Statement, make_id
from sayso.statements.finding.find import find_attributions
from sayso.statements.parsed import Doc
from sayso.statements.parsing import joined
from sayso.statements.reading import read
from sayso.statements.tagging.tag import Seen, see
from sayso.text import BLANK_LINE
from sayso.times import read_times

LONG = 4  # letters; "of" and "the" are small in a headline whose other words have capitals
_LETTERS = re.compile(r"[^\W\d_]+")


def read_headline(article: Article, body: Doc, models: Models) -> tuple[Statement, ...]:
    """The statements of `article.title`, spans into it. `body` is the parse of `article.text`.

    The title alone is tagged: on 28 articles of PolNeAR held out from training, 12 of the 17 statements of headlines
    were found and 4 more, before the first paragraph 10 and 3, before the whole text 10 and 2.
    """
    if not article.title or not article.title.strip():
        return ()
    seen = _see(article.title, body, models)
    with seen.doc as title:
        found = find_attributions(seen, models.tagger)
        parsed = joined([title.spacy, body.spacy])
    if not found:
        return ()
    with Doc(parsed) as whole:
        story = replace(
            article,
            text=whole.text,
            times=read_times(article.title, article.published),
            published=replace(article.published, span=None),  # it stands in the text
            agency=None,  # likewise
        )
        return tuple(_of_headline(statement, len(article.title)) for statement in read(story, whole, found))


def _of_headline(statement: Statement, end: int) -> Statement:
    """The statement with an id of its own: the text may have one at the same offsets. `end`: where the title does.

    What the text tells of the speaker has its words there, where no span of a headline may point.
    """
    spans = statement.source, statement.cue, statement.content
    speaker = statement.speaker
    roles = tuple(role for role in speaker.roles if role.span.end <= end)
    unnamed = speaker.unnamed
    if unnamed is not None and unnamed.span is not None and unnamed.span.end > end:
        unnamed = replace(unnamed, reason=None, span=None)
    statement = replace(statement, speaker=replace(speaker, roles=roles, unnamed=unnamed))
    return replace(statement, statement_id=make_id("st", statement.article_id, *spans, "headline"), headline=True)


def _see(title: str, body: Doc, models: Models) -> Seen:
    """What the network sees in the title and a blank line.

    A parser takes every word with a capital for a name, so it is shown the small letters: "Roe denies dam was opened".
    The tagger is shown the words as they stand. What the text has for a name is one here ("*Roe* denies …").
    """
    whole = title + BLANK_LINE
    told = _as_told(title, body) + BLANK_LINE
    names = {token.text for token in body if token.pos_ == "PROPN"}
    seen = see(whole, models)
    with seen.doc if told == whole else see(told, models).doc as doc:
        named = {token.i for token in doc if token.text in names and token.pos_ == "NOUN" and token.text[0].isupper()}
        written = spacy.tokens.Doc(
            doc.spacy.vocab,
            words=[whole[token.idx : token.idx + len(token)] for token in doc],
            spaces=[bool(token.whitespace_) for token in doc],
            tags=["NNP" if token.i in named else token.tag_ for token in doc],
            pos=["PROPN" if token.i in named else token.pos_ for token in doc],
            lemmas=[token.text if token.i in named else token.lemma_ for token in doc],
            heads=[token.head.i for token in doc],
            deps=[token.dep_ for token in doc],
            ents=[f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in doc],
        )
    return replace(seen, doc=Doc(written))


def _as_told(title: str, body: Doc) -> str:
    """A title most of whose words have capitals, each word written as most often within the sentences of the text.

    Letter for letter as long. A word the text lacks is no name, unless it alone is in capitals ("GOP").
    """
    long = [word for word in _LETTERS.findall(title) if len(word) >= LONG]
    if 2 * sum(word[0].isupper() for word in long) <= len(long):
        return title
    forms: dict[str, Counter[str]] = {}
    for token in body:
        if token.is_alpha and not token.is_sent_start and not token.nbor(-1).is_quote:
            forms.setdefault(token.lower_, Counter())[token.text] += 1

    def told(match: re.Match[str]) -> str:
        word = match.group()
        known = forms.get(word.lower())
        if known is not None:
            form = max(known, key=lambda one: (known[one], one))  # of two as frequent the one in small letters
        else:
            form = word if len(word) > 1 and word.isupper() and not title.isupper() else word.lower()
        return form if len(form) == len(word) else word

    return _LETTERS.sub(told, title)
