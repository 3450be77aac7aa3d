"""Through whom the words came: the relays between a speaker and the page, nearest to the speaker first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from spacy.tokens import Token

from sayso.parties import FormKind, look_up, source_nouns
from sayso.records import Relay, Span
from sayso.statements.attribution import Attribution

# Words that end the name of an outlet, or stand for one.
_OUTLET_NOUNS = frozenset(
    (
        *(
            "agency",
            "broadcaster",
            "channel",
            "chronicle",
            "courier",
            "daily",
            "dispatch",
            "gazette",
            "globe",
            "herald",
        ),
        *(
            "journal",
            "magazine",
            "media",
            "monitor",
            "network",
            "news",
            "newspaper",
            "newspapers",
            "observer",
            "outlet",
        ),
        *("paper", "podcast", "post", "press", "radio", "review", "site", "station", "sun", "tabloid", "telegraph"),
        *("television", "times", "tribune", "tv", "website", "weekly", "mirror", "mail", "guardian", "independent"),
        *("standard", "star", "express", "today", "wire", "newswire", "outlets", "agencies", "programme", "program"),
    )
)
# Agencies and broadcasters whose names do not end so.
_OUTLETS = frozenset(
    (
        *("abc", "afp", "agence france-presse", "al arabiya", "al jazeera", "ansa", "ap", "associated press", "axios"),
        *("bbc", "bloomberg", "bfmtv", "cbs", "cbc", "cnbc", "cnn", "dpa", "deutsche welle", "efe", "euronews"),
        *(
            "der spiegel",
            "die welt",
            "fox",
            "interfax",
            "itv",
            "jiji",
            "kyodo",
            "le figaro",
            "le monde",
            "msnbc",
            "nbc",
        ),
        *("nhk", "npr", "pbs", "politico", "reuters", "rfi", "sky", "the associated press", "upi", "vox", "yonhap"),
        *(
            "the economist",
            "the hill",
            "the atlantic",
            "el pais",
            "el país",
            "la repubblica",
            "bild",
            "newsweek",
            "time",
        ),
        *(
            "ria",
            "ukrinform",
            "pti",
            "ians",
            "rfe/rl",
            "radio free europe",
            "nk news",
            "the wall street journal",
            "vice",
        ),
    )
)
_CARRY = frozenset(
    (
        *("carry", "publish", "report", "quote", "cite", "release", "relay", "air", "broadcast", "run", "distribute"),
        *("print", "post", "transmit", "dispatch", "translate", "paraphrase", "disseminate", "issue"),
    )
)
_REPORT = frozenset({"report", "say", "write", "reveal", "disclose", "announce", "quote", "cite"})
_TALKS = frozenset(
    {"interview", "interviews", "comment", "comments", "remark", "remarks", "statement", "conversation", "op-ed"}
)
_TALK_LINKS = frozenset({"with", "to", "on", "by", "in", "for"})
_MAIN_CLAUSE = frozenset({"ROOT", "parataxis", "ccomp", "advcl", "conj"})
_SAME = frozenset({"agency", "broadcaster", "channel", "newspaper", "paper"})
_REPORT_OR_QUOTE = frozenset({"report", "quote", "paraphrase"})
_QUOTING = frozenset({"quote", "cite", "paraphrase"})
_SAID_OF_OUTLET = re.compile(
    r"^(?:[Tt]he )?(?:[\w-]+ )*?"
    r"(?:agency|broadcaster|channel|daily|magazine|network|newspaper|newswire|weekly) (?=[A-Z])"
)
FARTHEST = 40  # tokens from the cue; a relay farther off belongs to another clause


def read_relays(
    attribution: Attribution, cue: Token | None, source: Sequence[Token], text: str, outlet: str | None = None
) -> tuple[Relay, ...]:
    """The relays told in the sentence of an attribution; `text` is the article's, `outlet` who published it.

    First whom the speaker told or who carried the words, then who is cited, then who reported it. Who is told is no
    relay when it is the outlet itself: "told the Echo" in the Daily Echo.
    """
    if cue is None:
        return ()
    own = {token.i for token in source}
    told = _told(cue)
    carried, cited, reported = list(told), list[Token](), list[Token]()
    for token in cue.sent:
        if abs(token.i - cue.i) > FARTHEST or token.i == cue.i or _inside(token.idx, attribution.content):
            continue
        carried += _carriers(token, cue)
        if token.lower_ in ("citing", "quoting"):
            cited += _objects(token)
        reported += _reporters(token, cue)
    if cue.lemma_.lower() in _CARRY:
        carried += _agents(cue)
    carried += _quoters(cue)
    found: dict[str, Relay] = {}
    for head in (*carried, *cited, *reported):
        relay = _relay(head, text, told=head in told or head.head.lemma_.lower() in _REPORT_OR_QUOTE)
        relay = relay or _again(head, text)
        if relay is not None and _is_itself(relay.name, outlet):
            continue
        if relay is not None and not own & set(range(head.left_edge.i, head.i + 1)):
            found.setdefault(relay.name, relay)
    return tuple(found.values())


def _again(head: Token, text: str) -> Relay | None:
    """ "The agency": the one agency, paper or broadcaster named so before it."""
    if head.lower_ not in _SAME or not any(c.lower_ == "the" for c in head.children):
        return None
    named = re.findall(rf"\b{head.lower_} ((?:[A-Z][\w-]*)(?: [A-Z][\w-]*)*)", text[: head.idx])
    return Relay(outlet_name(named[-1]), Span(head.idx, head.idx + len(head))) if len(set(named)) == 1 else None


def _is_itself(name: str, outlet: str | None) -> bool:
    """Whether a relay is the outlet of the article, named in full or by its last word: "the Standard"."""
    words = (outlet or "").lower().removeprefix("the ").split()
    told = name.lower().removeprefix("the ").split()
    return bool(words) and told == words[-len(told) :]


def _quoters(cue: Token) -> list[Token]:
    """Who quotes: "*Example News* quoted Roe as saying"; of a passive, its agent."""
    link = cue.head
    if cue.dep_ != "pcomp" or link.lower_ != "as" or link.head.lemma_.lower() not in _QUOTING:
        return []
    return [c for c in link.head.children if c.dep_ == "nsubj"] + _agents(link.head)


def _carriers(token: Token, cue: Token) -> list[Token]:
    """Who carried the words: "in a letter carried by Reuters", "in an interview with the Daily Echo"."""
    if token.lemma_.lower() in _CARRY and token.tag_ in ("VBN", "VBD") and not _is_finite(token):
        return _agents(token)
    if token.lower_ in _TALKS and _hangs_on(token, cue):
        links = [c for c in token.children if c.dep_ == "prep" and c.lower_ in _TALK_LINKS]
        return [found for link in links for found in _objects(link)]
    return []


def _reporters(token: Token, cue: Token) -> list[Token]:
    """Who reported the saying: "…, the Daily Echo reported", "according to Yonhap"."""
    if token.lower_ == "according":
        return [found for c in token.children if c.dep_ == "prep" for found in _objects(c)]
    reports = token.lemma_.lower() in _REPORT and token.pos_ == "VERB" and token.dep_ in _MAIN_CLAUSE
    around = token.i < cue.i and token.dep_ != "parataxis" and any(a.i == token.i for a in cue.ancestors)
    return [c for c in token.children if c.dep_ == "nsubj"] if reports and not around else []


def is_outlet(name: str) -> bool:
    """Whether a name is that of a news agency, newspaper or broadcaster."""
    form = look_up(name)
    if form is not None:
        return form.kind is FormKind.MEDIA
    plain = re.sub(r"^the ", "", name.strip().lower())
    words = plain.split()
    if len(words) == 1 and words[0] in _OUTLET_NOUNS and name.islower():  # "told media": nobody in particular
        return False
    if words and words[-1] == "agency" and name.endswith("agency") and "news" not in words:  # "the energy agency"
        return plain in _OUTLETS
    return bool(words) and (plain in _OUTLETS or words[0] in _OUTLETS or words[-1] in _OUTLET_NOUNS)


def _told(cue: Token) -> list[Token]:
    """Whom the speaker told: "told the Daily Echo"."""
    if cue.lemma_.lower() not in ("tell", "inform", "speak"):
        return []
    return [c for c in cue.children if c.dep_ in ("dobj", "dative", "iobj", "nsubj") and c.i > cue.i]


def _agents(verb: Token) -> list[Token]:
    links = [c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ in ("by", "on", "in"))]
    found = [one for link in links for one in _objects(link)]
    if not found:  # the parser may hang "by KCNA" on the gerund: "was quoted as saying by KCNA"
        found = [one for t in verb.subtree if t.lower_ == "by" and t.i > verb.i for one in _objects(t)]
    return found


def _objects(head: Token) -> list[Token]:
    first = [c for c in head.children if c.dep_ in ("pobj", "dobj")]
    return first + [c for f in first for c in f.children if c.dep_ == "conj"]


def _is_finite(verb: Token) -> bool:
    return verb.tag_ == "VBD" and any(child.dep_ == "nsubj" for child in verb.children)


def _hangs_on(token: Token, cue: Token) -> bool:
    """Whether "in an interview" tells where the saying took place."""
    head = token.head
    return head.dep_ == "prep" and cue.i in (head.head.i, head.head.head.i)


def _relay(head: Token, text: str, *, told: bool) -> Relay | None:
    """The outlet a noun phrase names: "CNN" of "CNN’s Ann Roe", "state media", "the Ruritanian daily Echo".

    Whom a speaker `told` something, or who reported it, is one also by any name in capitals that is no person or body.
    """
    low = head
    for child in head.children:
        if child.dep_ in ("compound", "amod", "poss", "nmod", "det", "punct") and child.i < head.i:
            low = min(low, child.left_edge, key=lambda token: token.i)
    beside = _named_beside(head)
    called = bool(beside) or any(t.lower_ in _OUTLET_NOUNS and t.text.islower() for t in head.doc[low.i : head.i])
    words = beside or [t for t in head.doc[low.i : head.i + 1] if not (t.dep_ == "det" and t.i == low.i)]
    cut = next((k for k, t in enumerate(words) if t.tag_ == "POS"), len(words))
    for tokens in (words[:cut], words):
        kept = _whole(_trimmed(tokens))
        if kept:
            span = Span(kept[0].idx, kept[-1].idx + len(kept[-1]))
            if is_outlet(text[span.start : span.end]) or ((told or called) and _may_be_outlet(kept)):
                return Relay(outlet_name(text[span.start : span.end]), span)
    return None


def _whole(tokens: list[Token]) -> list[Token]:
    """A known name of several words that the head alone only begins: "Voice *of America*"."""
    if not tokens or tokens[-1].i + 2 >= len(tokens[-1].doc):
        return tokens
    longer = [*tokens, *tokens[-1].doc[tokens[-1].i + 1 : tokens[-1].i + 3]]
    form = look_up("".join(t.text_with_ws for t in longer).strip())
    return longer if form is not None and form.kind is FormKind.MEDIA else tokens


def _named_beside(head: Token) -> list[Token]:
    """The name put beside a noun for an outlet: "the news agency *Example News*"."""
    if head.lower_ not in _OUTLET_NOUNS or not head.text.islower():
        return []
    return list(takewhile(lambda t: t.pos_ == "PROPN" and t.text[:1].isupper(), head.doc[head.i + 1 :]))


def _may_be_outlet(tokens: Sequence[Token]) -> bool:
    """Capitals that no table knows and the model does not call a person or a place."""
    name = "".join(token.text_with_ws for token in tokens).strip()
    if not all(t.text[:1].isupper() for t in tokens) or look_up(name) is not None:
        return False
    labels = {token.ent_type_ for token in tokens}
    return not labels & {"PERSON", "GPE", "NORP", "LOC"} and tokens[-1].lower_ not in source_nouns()


def _trimmed(tokens: Sequence[Token]) -> list[Token]:
    """A name without what is only said of it: "its", "official", "broadcast"; small letters alone as they stand."""
    named = takewhile(lambda t: t.ent_type_ != "PERSON" and not t.is_quote, tokens)  # "CNN host Ann Roe"
    kept = [t for k, t in enumerate(named) if not (k == 0 and t.dep_ in ("det", "poss") and t.text.islower())]
    if any(t.text[:1].isupper() for t in kept):
        while kept and not kept[0].text[:1].isupper():
            kept.pop(0)
        while len(kept) > 1 and kept[-1].text.islower() and kept[-1].lower_ not in _OUTLET_NOUNS:
            kept.pop()
    return kept


def outlet_name(name: str) -> str:
    """The name of an outlet as the table has it, or without "news agency" after a name of one word."""
    name = _SAID_OF_OUTLET.sub("", name)
    words = name.split(" ")
    for size in range(len(words)):
        form = look_up(" ".join(words[size:]))
        if form is not None and form.kind is FormKind.MEDIA:
            return form.body
    if words[-2:] == ["state", "media"]:
        return "state media"
    short = re.sub(r"\s+(?:[Nn]ews\s+)?[Aa]gency$", "", name)
    return short if " " not in short and short[:1].isupper() and look_up(short) is None else name


def _inside(at: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= at < span.end for span in spans)
