"""When something was said: a time expression of the saying itself, else what the article's own date tells.

A time belongs to the saying by where it stands (before the speaker, between speaker and cue, between cue and what is
said), not by the parser's arc alone: "said on Tuesday that it would close on Friday" has one, "said the ship left on
Monday" none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from sayso.parties import source_nouns
from sayso.records import UNDATED, Basis, Dated, Mode, Timex, TimexType
from sayso.statements.attribution import Attribution
from sayso.statements.parsed import Token
from sayso.statements.relaying.around import SAID, SPEAKING, Around, Surroundings, Zone

_CALENDAR = re.compile(r"\d{4}|\b\d{1,2}\b")  # a year or day of the month: the words tell the date by themselves
_PAST = frozenset({"VBD", "VBN"})
DAY = len("2031-05-02")
# The saying lies before what the article tells, or was repeated: the day of the article only bounds it.
_BEFORE = re.compile(
    r"\b(?:had|earlier|previously|once|formerly|repeatedly|always|long|consistently|often|frequently"
    r"|for (?:\w+ )?(?:days|weeks|months|years|decades)|in the past|from the (?:start|beginning)|since)\b",
    re.IGNORECASE,
)
# What stands right before a time that tells no day of a saying.
_NOT_WHEN = re.compile(
    r"\b(?:about|over|since|until|till|from|for|by|before|after|to|between|than|through|against|regarding|concerning"
    r"|on the|of the|of)\s+(?:the\s+|an?\s+|his\s+|her\s+|their\s+|its\s+|early\s+|late\s+|mid-?\s*)?$",
    re.IGNORECASE,
)
_OF_A_SAYING = re.compile(
    r"\b(?:statement|letter|note|memo|report|message|post|interview|declaration|email|e-mail|remarks?)\s+of\s+$",
    re.IGNORECASE,
)
# Nouns for an occasion of saying: "at Monday’s hearing", "in a 2019 interview".
_OCCASIONS = (
    r"(?:statements?|interviews?|briefings?|speech(?:es)?|(?:news|press) conferences?|hearings?|meetings?|address"
    r"|remarks|reports?|letters?|posts?|tweets?|debates?|rall(?:y|ies)|events?|calls?|memos?|memoirs?|books?|sessions?"
    r"|broadcasts?|programmes?|programs?|shows?|appearances?|testimony|e-?mails?|op-?eds?|articles?|columns?|messages?"
    r"|notes?|papers?|comments?|sermons?|lectures?|editorials?|essays?|videos?|filings?|documents?|declarations?"
    r"|affidavits?|pod\s?casts?|talks?|announcements?|conversations?|surveys?|polls?)"
)
_BETWEEN = r"(?:(?!(?:in|at|on|an?|the|to|for|with|by|during|that|from|of|and|his|her|its|their)\b)[\w’'-]+\s+){0,3}?"
_OCCASION = re.compile(rf"(?:['’]s?)?\s+{_BETWEEN}{_OCCASIONS}\b", re.IGNORECASE)
_NOT_THEN = re.compile(r"\b(?:about|of|before|after|since|until)\s+[\w’'\s-]{0,20}$")
_OWNED = re.compile(r"['’]s?\s+\w|['’]\s|-\w")
_NOUN_AFTER = frozenset({"NOUN", "PROPN", "ADJ"})
_IN_A_NAME = re.compile(r"\b(?:News|Super|Black|Good|Ash|Bloody|Palm)\s+$")  # "Super Tuesday", "Palm Sunday"
_GOVERNING = re.compile(r"\b(?:in|at|during|on|of|from|via|by)\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:who|which|whose|that|where)\b|,")
_ADDRESSING = frozenset({"address", "inform", "tell", "warn"})
_CHAIN = 4  # sentences: how far "he said", "he added" go on
_CLOSE = 3  # words between the end of a quotation in full and a time that follows it


class _Own(Struct, frozen=True):
    """A time of the saying, and how far from the cue it stands."""

    timex: Timex
    distance: int


def read_said_on(one: Attribution, surroundings: Surroundings, times: Sequence[Timex], published: Dated) -> Dated:
    """The date of the saying: a time of its own or of the saying that it goes on with, as it stands.

    Else the day of the article, with the basis CONTEXT; of what was said before, or again and again, that day as a
    bound alone.
    """
    around = surroundings.of(one)
    cue = None if one.cue_token is None else surroundings.doc[one.cue_token]
    if cue is not None and around is not None:
        own = _own_time(one, cue, around, times) or _led(one, surroundings, times) or _gone_on(one, surroundings, times)
        if own is not None:
            return _told(own, cue, published)
    if published.basis is None:
        return UNDATED
    if cue is not None and around is not None and _is_before(cue, around):
        return Dated(latest=published.latest, basis=Basis.CONTEXT, evidence=published.evidence)
    return Dated(published.iso, published.earliest, published.latest, Basis.CONTEXT, published.evidence, published.span)


def _led(one: Attribution, surroundings: Surroundings, times: Sequence[Timex]) -> Timex | None:
    """The time of the saying that this one goes on with: "told CNN on Tuesday that …, *adding* that …"."""
    leading = surroundings.leading(one)
    around = surroundings.of(leading) if leading is not None else None
    if leading is None or leading.cue_token is None or around is None:
        return None
    return _own_time(leading, surroundings.doc[leading.cue_token], around, times)


def _gone_on(one: Attribution, surroundings: Surroundings, times: Sequence[Timex]) -> Timex | None:
    """The time of the saying before it, from which "he said" goes on: "On Friday Roe said … *He added* that …"."""
    for _ in range(_CHAIN):
        before = surroundings.before(one)
        around = surroundings.of(before) if before is not None else None
        if before is None or before.cue_token is None or around is None:
            return None
        cue = surroundings.doc[before.cue_token]
        own = _own_time(before, cue, around, times) or _led(before, surroundings, times)
        if own is not None or _is_before(cue, around):
            return own
        one = before
    return None


def _told(own: Timex, cue: Token, published: Dated) -> Dated:
    words = cue.doc.text[own.span.start : own.span.end]
    basis = Basis.TEXT if _CALENDAR.search(words) else Basis.CONTEXT
    if own.iso is None and own.earliest is None and own.latest is None:
        return Dated(evidence=words, span=own.span)
    if _is_past(cue) and own.earliest and published.latest and own.earliest > published.latest:
        return _week_before(own, published.latest, words)
    return Dated(own.iso, own.earliest, own.latest, basis, words, own.span)


def _is_past(cue: Token) -> bool:
    """Whether the saying is done: no "will say", "is to say"."""
    return cue.tag_ in _PAST or not any(child.tag_ in {"MD", "TO"} for child in cue.children)


def _week_before(own: Timex, latest: str, words: str) -> Dated:
    """What was said was said before it was printed: a weekday ahead is the one before, other days are not believed."""
    if own.iso is not None and len(own.iso) == DAY and own.earliest == own.latest and not _CALENDAR.search(words):
        day = (date.fromisoformat(own.iso) - timedelta(days=7)).isoformat()
        if day <= latest:
            return Dated(day, day, day, Basis.CONTEXT, words, own.span)
    return Dated(evidence=words, span=own.span)


def _is_before(cue: Token, around: Around) -> bool:
    """Whether the words right around the cue put the saying before what the article tells."""
    before = around.text[: cue.idx - around.start].rpartition(SPEAKING)[2][-40:]
    after = around.text[around.after.start - around.start :][:40].split(",")[0]
    adverbs = any(child.lower_ in {"had", "earlier", "previously", "once"} for child in cue.children)
    return adverbs or _BEFORE.search(f"{before} {after}") is not None


def _own_time(one: Attribution, cue: Token, around: Around, times: Sequence[Timex]) -> Timex | None:
    """The time of the saying nearest to its cue, between cue and content before any other."""
    if cue.pos_ == "NOUN":
        return _of_noun(one, cue, times) or _of_source(one, cue, times)
    zones = [
        z for z in (around.between, around.after, *reversed(around.front), _closing(one, cue, around)) if z is not None
    ]
    for zone in zones:
        found = list(_in_zone(zone, one, cue, around, times))
        if found:
            return min(found, key=lambda own: own.distance).timex
    return _of_source(one, cue, times)


def _closing(one: Attribution, cue: Token, around: Around) -> Zone | None:
    """What follows a quotation behind its cue, “wrote, “…” on Friday”, or a bare object, "denied it on Friday".

    What is told in a clause may hold a time of its own.
    """
    behind = around.behind
    if behind is None or (one.mode is not Mode.DIRECT and _holds_clause(one, cue)):
        return None
    words = re.match(rf"\W*(?:[\w’'-]+\W+){{0,{_CLOSE}}}", around.words(behind))
    return Zone(behind.start, behind.start + (words.end() if words else 0))


def _holds_clause(one: Attribution, cue: Token) -> bool:
    """Whether a verb stands in what is said, finite or not."""
    words = (cue.doc.char_span(span.start, span.end, alignment_mode="expand") for span in one.content)
    return any(token.pos_ in {"VERB", "AUX"} for span in words for token in span or ())


def _in_zone(zone: Zone, one: Attribution, cue: Token, around: Around, times: Sequence[Timex]) -> Iterator[_Own]:
    for timex in times:
        if not zone.start <= timex.span.start < zone.end or timex.type not in (TimexType.DATE, TimexType.TIME):
            continue
        words = around.text[timex.span.start - around.start : timex.span.end - around.start]
        if SAID in words or SPEAKING in words:
            continue
        if _tells_when(timex, cue, around) and not (zone.start == _end(one) and _hangs_inside(timex, one, cue)):
            yield _Own(timex, abs(timex.span.start - cue.idx))


def _end(one: Attribution) -> int:
    return one.content[-1].end


def _hangs_inside(timex: Timex, one: Attribution, cue: Token) -> bool:
    """Whether the parser hangs a time behind the content on a word of it: "denied the attack on Friday"."""
    span = cue.doc.char_span(timex.span.start, timex.span.end, alignment_mode="expand")
    word = span.root if span is not None else cue
    while word.i not in (word.head.i, cue.i):
        word = word.head
        if any(piece.start <= word.idx < piece.end for piece in one.content):
            return one.mode is not Mode.DIRECT
    return False


def _tells_when(timex: Timex, cue: Token, around: Around) -> bool:
    """Whether a time tells when something was said: an adverbial, or of an occasion of saying."""
    text, start = around.text, around.start
    before, after = text[: timex.span.start - start], text[timex.span.end - start :]
    beside = timex.span.start == cue.idx + len(cue) + 1
    occasion = _OCCASION.match(after)
    if occasion is not None and SAID not in occasion.group():
        if beside and cue.lemma_ in _ADDRESSING:  # "told Tuesday’s meeting"
            return True
        return _GOVERNING.search(before) is not None and _NOT_THEN.search(before) is None
    if re.match(r"['’]s [A-Z]", after) and re.search(r"\b(?:in|on)\s+$", before):  # "in Saturday’s Daily Echo"
        return True
    if beside and after[:1] == " " and after[1:2] == SAID:  # "said Wednesday" and then what is said
        return True
    if _OWNED.match(after) or _IN_A_NAME.search(before) or (timex.span.end + 1 != cue.idx and _modifies(timex, cue)):
        return False
    if _NOT_WHEN.search(before) and not re.search(r"\bover the\s+$", before):  # "over the weekend"
        return _OF_A_SAYING.search(before) is not None
    return True


def _modifies(timex: Timex, cue: Token) -> bool:
    """Whether a noun that the time only describes follows it: "the 2019 crash", "the Tuesday attack"."""
    span = cue.doc.char_span(timex.span.start, timex.span.end, alignment_mode="expand")
    if span is None or span.end >= len(cue.doc):
        return False
    following = cue.doc[span.end]
    if following.pos_ not in _NOUN_AFTER or following.idx != timex.span.end + 1:
        return False
    return span.root.dep_ in {"compound", "amod", "nummod", "poss", "nmod"} and span.root.head.i >= span.end


def _of_source(one: Attribution, cue: Token, times: Sequence[Timex]) -> Timex | None:
    """The time of a document that speaks: "Tuesday’s statement said", "a letter dated May 4 says"."""
    nouns = source_nouns()
    for span in one.source:
        last = next((t for t in times if t.span.end == span.end and t.span.start > span.start), None)
        if (
            last is not None
            and cue.idx - span.end == 1
            and last.type is TimexType.DATE
            and not _RELATIVE.search(cue.doc.text, span.start, span.end)
        ):  # "Roe on Tuesday | said"
            return last
        words = re.findall(r"[\w-]+", cue.doc.text[span.start : span.end].lower())
        if not any((noun := nouns.get(word)) is not None and noun.sort == "document" for word in words):
            continue
        for timex in times:
            inside = span.start <= timex.span.start and timex.span.end <= span.end
            if (
                inside
                and timex.type is TimexType.DATE
                and not re.search(
                    r"\b(?:about|of|on the|into|for)\s+(?:the\s+)?$", cue.doc.text[span.start : timex.span.start]
                )
            ):
                return timex
    return None


def _of_noun(one: Attribution, cue: Token, times: Sequence[Timex]) -> Timex | None:
    """The time right beside a noun of saying: "her *March* comment that", "the union’s call *Friday* that"."""
    if cue.pos_ != "NOUN":
        return None
    end = cue.idx + len(cue)
    said = one.content[0].start
    beside = (
        t for t in times if t.span.end + 1 == cue.idx or (end < t.span.start <= end + len(" on ") and t.span.end < said)
    )
    return next((t for t in beside if t.type is TimexType.DATE), None)
