"""Whose words a document holds: "Roe’s comments", "a letter from the ministry", "the report" somebody published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from sayso.parties import source_nouns
from sayso.statements.cues import load_cues
from sayso.statements.naming.name_spans import DAYS
from sayso.statements.naming.offices import first_preposition
from sayso.statements.parsed import Doc, Token

# What somebody said, beside the documents of the table: only told with whose it is.
_SAID = frozenset(
    """
    account accounts answer answers comment comments criticism denial denials post posts reaction remark remarks reply
    response responses testimony text tweet tweets warning warnings words
    """.split()  # noqa: SIM905 - a list of 20 strings is harder to read
)
# Documents that are read as those who issue them wrote them; emails and tapes are made by others.
_OWN = frozenset(
    """
    affidavit analysis announcement article assessment commentary communique communiqué complaint declaration dispatch
    documentary dossier editorial filing film indictment lawsuit letter memo memorandum notice op-ed paper poll readout
    release report review ruling statement study survey verdict
    """.split()  # noqa: SIM905
)
_LINKS = frozenset({"by", "from", "for"})
_ISSUING = frozenset(
    {
        "commission",
        "conduct",
        "deliver",
        "give",
        "issue",
        "make",
        "post",
        "produce",
        "publish",
        "put",
        "release",
        "send",
        "submit",
        "write",
    }
)
NEWS = frozenset({"article", "dispatch", "report", "story"})  # what an outlet's own words are called after
FARTHEST = 1_500  # code points back in which "the report" finds who published it: four to six paragraphs of news


def owner_of(tokens: Sequence[Token]) -> list[Token]:
    """The words, within a source that is a document, of whose it is; empty when it is none or they do not tell."""
    words = list(tokens)
    issuer = _issued_by(words)
    if issuer:
        return issuer
    cut = first_preposition(words)
    head = words[cut - 1].lower_
    noun = source_nouns().get(head)
    if head not in _SAID and (noun is None or noun.sort != "document"):
        return []
    mark = next((k for k, word in enumerate(words[:cut]) if word.tag_ == "POS" or word.text in ("'s", "’s", "’")), 0)
    if mark:
        return [] if words[0].text in DAYS and mark == 1 else words[:mark]
    if cut >= len(words) - 1:
        return []
    after = words[cut + 1 :]
    last = first_preposition(after)
    body = source_nouns().get(after[last - 1].lower_) if last else None
    named = body is not None and body.sort == "body" and not body.plural and after[0].lower_ == "the"
    of_body = words[cut].lower_ == "of" and named and head in _OWN  # "a report of the Panel", not "of violations"
    return after if words[cut].lower_ in _LINKS or of_body else []


def _issued_by(words: Sequence[Token]) -> list[Token]:
    """The words after "by" in "a survey released this week *by* the Roe Trust"; empty where nothing is told so."""
    at = next((k for k, word in enumerate(words) if word.lower_ in _OWN), len(words))
    by = next((k for k, word in enumerate(words) if k > at and word.lower_ == "by"), 0)
    told = by and words[at + 1].tag_ == "VBN" and (words[at + 1].lemma_.lower() in _ISSUING)
    return list(words[by + 1 :]) if told else []


def issuers(doc: Doc, noun: str, at: int) -> Iterator[list[Token]]:
    """The words of everybody told to have issued such a document before code point `at`, the nearest first."""
    if noun not in _OWN:
        return
    for token in reversed(doc):
        if token.idx >= at or token.lower_ != noun:
            continue
        if token.idx < at - FARTHEST:
            return
        owner = next((child for child in token.children if child.dep_ == "poss"), None)
        for link in token.children:
            if owner is None and link.dep_ in ("prep", "agent") and link.lower_ in ("by", "from"):
                owner = next((child for child in link.children if child.dep_ == "pobj"), None)
        head = token.head
        if owner is None and token.dep_ == "dobj" and head.lemma_.lower() in _ISSUING:
            owner = next((child for child in head.children if child.dep_ == "nsubj"), None)
        if owner is None and token.dep_ == "pobj" and head.lower_ == "in" and _is_saying(head.head):
            owner = next((child for child in head.head.children if child.dep_ == "nsubj"), None)  # "said in a report"
        issued = _issued_by([t for t in token.subtree if t.i >= token.i]) if owner is None else []
        if issued:
            yield issued
        if owner is not None:
            words = [t for t in owner.subtree if not t.is_space and t.i <= owner.i]
            yield words + _rest_of_name(owner)


def _rest_of_name(owner: Token) -> list[Token]:
    """The words behind the head of a name that are a part of it: "of Grain Measures", of the Office."""
    after = owner.doc[owner.i + 1 : owner.right_edge.i + 1]
    if not owner.text[:1].isupper() or len(after) < 2 or after[0].lower_ not in ("of", "for"):
        return []
    kept = list(takewhile(lambda t: t.text[:1].isupper() or t.lower_ in ("of", "for", "and", "the"), after))
    return kept if kept[-1].text[:1].isupper() else []


def is_anothers(doc: Doc, noun: str, at: int) -> bool:
    """Whether a document of that kind is told before `at` that no outlet wrote: "it had seen *a draft report on* …"."""
    told = (token for token in doc if at - FARTHEST <= token.idx < at and token.lower_ == noun)
    return any(_is_brought_in(token) for token in told)


def _is_brought_in(token: Token) -> bool:
    """Whether a document is told anew, and not as news: "a draft report", "the report of the panel"."""
    words = {child.lower_ for child in token.children}
    return not words & {"news", "press", "media"} and not words.isdisjoint({"a", "an", "another", "of", "on", "into"})


def _is_saying(verb: Token) -> bool:
    """Whether a verb tells that somebody says or issues something: who "appears in a lawsuit" has not filed it."""
    lemma = verb.lemma_.lower()
    return lemma in _ISSUING or (lemma, verb.pos_) in load_cues().by_word
