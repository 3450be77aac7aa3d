"""Bodies whose name no table has, by the words that tell their kind: "a group that goes by the name of Blue Heron"."""

from __future__ import annotations

import re

from sayso.parties import source_nouns
from sayso.statements.naming.offices import is_body_word
from sayso.statements.naming.phrases import Phrase
from sayso.statements.naming.serving import is_walk_of_life
from sayso.statements.parsed import Token
from sayso.statements.speaking.story import Story

_NAME = r"[A-Z][\w’'-]+(?: (?:(?:of|for) (?:the )?)?[A-Z][\w’'-]+)*"
# "A group that goes by the name of Blue Heron", to the end of the words of the source.
_GOES_BY = re.compile(
    r"(?P<kind>[a-z]+),? (?:(?:that|which) (?:(?:goes|went) by the name of|calls itself|called itself"
    r"|is (?:called|known as))|calling itself|going by the name of|called|known as)"
    rf" [“\"‘]?(?P<name>{_NAME})[”\"’]?,?$"
)
# "The Committee to Protect Orchards", "Bakers Without Borders": the aim is a part of the name.
_WITH_AIM = re.compile(
    r"(?:[Tt]he )?(?P<kind>[A-Z][\w-]+) (?:to|(?P<without>Without|Against|Beyond)) [A-Z][a-z]+"
    r"(?: (?:and )?[A-Z][a-z]+)*"
)
_KIND_REACH = 40  # code points before a source in which its kind stands, where the parser cut it off


def by_kind(story: Story, tokens: list[Token]) -> Phrase | None:
    """A source told as a body by the noun for its kind, here or before its name elsewhere; None for any other.

    "Clear Witness", which by itself is a witness, where the article has "the rights group Clear Witness".
    """
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    words = story.text[start:end]
    told = _GOES_BY.search(story.text[max(0, start - _KIND_REACH) : end].rpartition("\n")[2])
    if told is not None and told.end("kind") and _is_body(told["kind"]) and told["name"] in words:
        return Phrase(words, body=told["name"])
    titled = _WITH_AIM.fullmatch(words)
    if titled is not None and (titled["without"] or is_body_word(titled["kind"])):
        return Phrase(words, body=re.sub(r"^[Tt]he ", "", words))
    if len(tokens) < 2 or re.fullmatch(_NAME, words) is None:
        return None
    noun = source_nouns().get(tokens[-1].lower_)
    if noun is None or not is_walk_of_life(noun):
        return None
    before = re.findall(rf"\b([a-z]+) {re.escape(words)}\b", story.text)
    return Phrase(words, body=words) if any(_is_body(word) for word in before) else None


def _is_body(word: str) -> bool:
    noun = source_nouns().get(word)
    return noun is not None and noun.sort == "body" and not noun.plural
