"""Through whom the words came: the relays between a speaker and the page, nearest to the speaker first.

Where the speaker spoke (an interview, a programme) stands nearest, then who carried the words, then who is cited
for them, then who reported it, at last the agency that the article is credited to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum

from msgspec import Struct

from sayso.records import Article, Relay, Span
from sayso.statements.attribution import Attribution
from sayso.statements.parsed import Doc, Token
from sayso.statements.relaying.around import SAID, SPEAKING, Around, Surroundings, Zone
from sayso.statements.relaying.outlets import ON_AIR, Kind, outlet_name
from sayso.statements.relaying.press import Press


class _Way(Struct, frozen=True, eq=False):
    """A construction that leads to a relay."""

    words: frozenset[str]  # in small letters; all that has the construction has one of them
    pattern: re.Pattern[str]


def _opened_by(words: str, after: str) -> _Way:
    """A construction that begins with one of `words`, in letters of either size."""
    opening = words.split()
    return _Way(frozenset(opening), re.compile(rf"\b(?:{'|'.join(opening)}){after}", re.IGNORECASE))


_TELLING = frozenset({"tell", "inform", "remind", "assure", "warn", "advise", "notify"})
_TO = frozenset(
    {"speak", "talk", "say", "confirm", "admit", "deny", "write", "disclose", "reveal", "acknowledge", "explain"}
    | {"complain", "insist", "announce", "describe", "comment", "boast", "suggest", "confide", "repeat"}
)
_TALKS = (
    *(
        "interview",
        "comment",
        "remark",
        "statement",
        "conversation",
        "op-ed",
        "oped",
        "opinion piece",
        "article",
        "essay",
    ),
    *("column", "post", "letter", "text", "e-mail", "email", "appearance", "message", "tweet", "thread", "video"),
    *("segment", "discussion", "clip", "recording", "excerpt", "debate"),
)
_ONE_TALK = (
    *(
        "address",
        "footage",
        "call",
        "phone call",
        "commentary",
        "editorial",
        "blog",
        "speech",
        "briefing",
        "declaration",
    ),
    *("dispatch", "note"),
)
_TALK = rf"(?:(?:{'|'.join(_TALKS)})s?|{'|'.join(_ONE_TALK)})"
_TALK_WORDS = frozenset(re.findall(r"\w+", " ".join([*_TALKS, *(f"{noun}s" for noun in _TALKS), *_ONE_TALK])))
_FILLED = (
    r"(?:\s+(?!about\b|of\b|that\b(?! aired| was| ran))[\w’'-]+){0,5}?"  # "published on Sunday", "that aired late"
)
_VENUE = _Way(_TALK_WORDS, re.compile(rf"\b{_TALK}{_FILLED}\s+(?:with|to|on|by|in|for|at|from)\s+(?=\S)(?!\w+day\b)"))
_NAMED_TALK = _Way(
    _TALK_WORDS,
    re.compile(
        r"\b(?:[Ii]n|[Dd]uring|[Oo]n|[Aa]t|[Tt]hrough|via)\s+(?P<np>(?:an?|the|his|her|their|its|that|this)\s+"
        rf"(?:[\w’'-]+\s+){{1,5}}?){_TALK}\b"
    ),
)
_CARRIED = _opened_by(
    "carried published reported quoted cited released relayed aired broadcast televised distributed printed posted"
    " transmitted translated paraphrased disseminated issued shared run obtained uploaded circulated",
    r"(?:\s+[\w’'-]+){0,4}?\s+(?:by|on|in|through|via|to)\s+(?=\S)",
)
_ASKED = _opened_by("asked questioned pressed interviewed quizzed", r"(?:\s+[\w’'-]+){0,3}?\s+(?:by|on)\s+")
_SPEAKING = _opened_by("speaking appearing talking writing", r"(?:\s+[\w’'-]+){0,3}?\s+(?:to|on|with|in|for)\s+")
_ON = _opened_by("on", r"\s+(?=\S)")
_IN = _Way(frozenset({"in"}), re.compile(r"\bin\s+(?=\S)"))
_OTHER_NOUN = re.compile(
    r"\s+(?:poll|survey|report|story|article|analysis|investigation|stor(?:y|ies)|debate|forum|town hall|data|count)\b"
)
_WITH_TO = re.compile(r"\s*(?:(?!\bto\b|\bwith\b)[\w’'-]+\s+){0,2}?(?:to|with)\s+(?=\S)")
_CITING = _opened_by("citing quoting", r"\s+(?=\S)")
_ACCORDING = _Way(
    frozenset({"according", "per", "reported", "report", "as"}),
    re.compile(
        r"\b(?:according\s+to|per|(?:first\s+)?reported\s+by|in\s+a\s+report\s+by|as\s+(?:(?:first|also)\s+)?"
        r"(?:reported|quoted|cited|told|carried|published|paraphrased)\s+(?:by|in|on|to))\s+(?=\S)",
        re.IGNORECASE,
    ),
)
_ADVERBS = r"(?:(?:also|has|had|first|later|earlier|separately|previously|recently|on|late|early|\w+day)\s+){0,3}"
_REPORTS = r"(?:reported|reports|report|said|says|wrote|writes|revealed|announced|quoted|cited)"
_ENDING = (  # nothing that is said follows: "the Daily Echo reported on Friday, citing …"
    r"(?=\s*(?:[.,;)”\"]|$|\n|(?:on|in|late|early|citing|quoting|according|earlier|last|this|yesterday|today|at|from"
    r"|without|\w+day)\b))"
)
# The noun phrase is read from its beginning; its end must be where the verb begins.
_REPORTER = re.compile(
    r"(?:^|(?<=[,;(—–”\"¤])|(?<=\bas))\s*(?P<np>[^,;()¤\s”\"’][^,;()¤]{1,70}?)(?:,[^,¤]{2,50},|\s+\([\w-]+\))?"
    rf"\s+{_ADVERBS}(?P<verb>{_REPORTS}){_ENDING}"
)
_CREDIT = re.compile(r"(?:[,…—–]|\.\.\.)\s*(?P<verb>reports|writes|reported|said|says)\s+(?=\S)")
_QUOTES = re.compile(
    rf"(?P<np>[^,;()¤\s”\"’][^,;()¤]{{1,70}}?)\s+{_ADVERBS}(?P<verb>quoted|quotes|cited|cites|paraphrased|paraphrases"
    rf"|(?:reported|reports)(?:\s+\w+day)?\s+that)\s*$"
)
_REPORTED_AS = re.compile(  # "the Daily Echo reported Roe as adding"
    rf"(?P<np>[^,;()¤\s”\"’][^,;()¤]{{1,70}}?)\s+{_ADVERBS}(?P<verb>reported|reports)\s*$"
)
_QUOTING = ("quoted", "quotes", "cited", "cites", "paraphrased", "paraphrases", "that")  # how _QUOTES ends
_REPORTING_AS = ("reported", "reports")  # and _REPORTED_AS
_AS_SAYING = re.compile(rf"{SPEAKING}\s+as\s+\w+ing\b")
_REPORTING = frozenset({"reported", "reports", "report", "quoted", "cited", "revealed", "quotes", "cites"})
_INTERVIEW = _Way(
    frozenset({"interview"}),
    re.compile(r"\b(?:[Ii]n|[Dd]uring)\s+(?:the|that|this|his|her|their)\s+(?P<np>(?:[a-z-]+\s+)?interview)\b"),
)
_HELD = re.compile(
    r"\b(?:interview\w*|spoke|speaking|appearance|appeared)\b[^.\n]{0,60}?\b(?:with|to|on|by|for)\s+(?=\S)",
    re.IGNORECASE,
)
_OPENS = 200  # code points of the text in which a dateline ends
_CLOSES = 80  # and of its last lines, in which an agency signs
_SIGNED = re.compile(r"[(\[/—–-]\s*(?P<name>[A-Z][\w.&’' -]{1,30}?)\s*(?=[)\]/]|$)")
_BY_ANOTHER = _Way(  # of a report
    frozenset({"according"}),
    re.compile(r"\baccording\s+to\s+(?P<np>[A-Z][\w-]*(?: [A-Z][\w-]*)*)(?=\s*[.,;)\n]|\s*$)"),
)
_QUOTED_AS = re.compile(r"\bquoted\s+as\s+\w+ing\b")
_BY = re.compile(r"\b(?:by|in|on)\b")
_QUOTED = re.compile(
    rf"(?:^|(?<=[.,;\n”\"]))\s*(?P<np>[^.,;()\s”\"’][^.,;()\n]{{1,60}}?)\s+{_ADVERBS}(?:quoted|quotes|cited|cites)\b"
)
_SITE = re.compile(r"(?:www\.)?(?P<name>[\w-]+)(?:\.\w+){1,2}")  # "www.dailyecho.example"
_WORD = re.compile(r"\w+")
_JUST_BEFORE = 400  # code points before the sentence


class Rank(IntEnum):
    """How near to the speaker a relay stands."""

    SPOKEN_TO = 0
    CARRIED = 1
    CITED = 2
    REPORTED = 3


class _Find(Struct, frozen=True):
    rank: Rank
    distance: int  # from the cue, in code points: of two reporters the nearer one is nearer to the speaker
    relay: Relay
    kind: Kind | None


class _Saying:
    """The sentence of a saying, and where each construction begins in it: most sentences have none of most."""

    def __init__(self, around: Around, cue: Token) -> None:
        self.around = around
        self.end = cue.idx + len(cue)  # of the cue, in code points
        self._words = frozenset(_WORD.findall(around.text.casefold()))
        self._first: dict[_Way, int] = {}

    def first(self, way: _Way) -> int:
        """Where in the sentence a construction begins first; its length where none is."""
        if way.words.isdisjoint(self._words):
            return len(self.around.text)
        if way not in self._first:
            found = way.pattern.search(self.around.text)
            self._first[way] = len(self.around.text) if found is None else found.start()
        return self._first[way]


class Relays:
    """Reads the relays of one article's attributions."""

    def __init__(self, article: Article, doc: Doc, attributions: Sequence[Attribution], around: Surroundings) -> None:
        self.doc = doc
        self.press = Press(doc)
        self.outlet = article.outlet
        self.agency = _credit(doc.text, article)
        self.around = around
        self._read = {id(one): self._own(one) for one in attributions}

    def of(self, one: Attribution, around: Sequence[Relay] = ()) -> tuple[Relay, ...]:
        """The chain of an attribution; `around`: the outlets within whose words it stands, innermost first."""
        chain = [*(self._read[id(one)] or self._shared(one)), *around]
        if self.agency is not None:
            chain.append(self.agency)
        found: dict[str, Relay] = {}
        for relay in chain:
            own = any(span.start < relay.span.end and relay.span.start < span.end for span in one.source)
            if not own and not is_itself(relay.name, self.outlet):
                found.setdefault(relay.name, relay)
        return tuple(found.values())

    def _shared(self, one: Attribution) -> list[Relay]:
        """What the saying that it goes on with has: "Roe told CNN that …, adding that …"."""
        leading = self.around.leading(one)
        return self._read[id(leading)] if leading is not None else []

    def _own(self, one: Attribution) -> list[Relay]:
        around = self.around.of(one)
        if around is None or one.cue_token is None:
            return []
        cue = self.doc[one.cue_token]
        finds = sorted(self._finds(_Saying(around, cue), cue), key=lambda find: (find.rank, find.distance))
        return [find.relay for find in finds]

    def _finds(self, saying: _Saying, cue: Token) -> Iterator[_Find]:
        around, end = saying.around, saying.end
        zones = [*around.front, *(z for z in (around.between, around.after, around.behind) if z is not None)]
        yield from self._hearer(around, cue, end)
        for zone in zones:
            yield from self._venues(saying, zone)
            yield from self._matched(_CARRIED, saying, zone, Rank.CARRIED)
        yield from self._quoters(around, cue, end)
        reported = list(self._reporters(around, end))
        yield from reported
        for zone in (*zones, around.tail):
            yield from self._matched(_CITING, saying, zone, Rank.CITED)
            yield from self._matched(_ACCORDING, saying, zone, Rank.REPORTED)
        for match in _search(_BY_ANOTHER, saying, around.tail) if reported else ():
            yield from self._subject(around.start + match.start("np"), around.start + match.end("np"), end, sure=True)

    def _quoters(self, around: Around, cue: Token, end: int) -> Iterator[_Find]:
        """ "The engineer was quoted as saying": who was told to quote just before, where nobody is here."""
        at = cue.idx - around.start
        if _QUOTED_AS.search(around.text, max(0, at - 15), at + 25) is None or _BY.search(around.text):
            return
        for match in reversed(list(_QUOTED.finditer(self.doc.text, max(0, around.start - _JUST_BEFORE), around.start))):
            for relay in self.press.read(match.start("np")):
                yield _Find(Rank.CARRIED, abs(relay.span.start - end), relay, None)
            return

    def _hearer(self, around: Around, cue: Token, end: int) -> Iterator[_Find]:
        """Whom the speaker told: "told the Daily Echo", "said to CNN"."""
        lemma = cue.lemma_.lower()
        if lemma in _TELLING:
            yield from self._at(end, Rank.SPOKEN_TO, end)
        elif lemma in _TO:
            to = _WITH_TO.match(around.text, end - around.start)
            if to is not None:
                yield from self._at(around.start + to.end(), Rank.SPOKEN_TO, end)

    def _venues(self, saying: _Saying, zone: Zone) -> Iterator[_Find]:
        """Where it was said: "in an interview with CNN", "in a CNN interview", "on CNN", "in the Daily Echo"."""
        around, end = saying.around, saying.end
        yield from self._matched(_VENUE, saying, zone, Rank.SPOKEN_TO)
        yield from self._matched(_SPEAKING, saying, zone, Rank.SPOKEN_TO)
        yield from self._matched(_ASKED, saying, zone, Rank.SPOKEN_TO)
        for match in _search(_NAMED_TALK, saying, zone):
            yield from self._at(around.start + match.start("np"), Rank.SPOKEN_TO, end)
        for way, aired in ((_ON, True), (_IN, False)):
            for find in self._matched(way, saying, zone, Rank.SPOKEN_TO):
                if (find.kind in ON_AIR) is aired and not _OTHER_NOUN.match(self.doc.text, find.relay.span.end):
                    yield find
        for match in _search(_INTERVIEW, saying, zone):
            yield from self._interview(around.start + match.start("np"), around.start + match.end("np"), end)

    def _interview(self, low: int, high: int, end: int) -> Iterator[_Find]:
        """ "In the interview": the outlet of the one the article told of last before it."""
        held = [m.end() for m in _HELD.finditer(self.doc.text, 0, low)]
        outlets = [relay.name for at in held for relay in self.press.read(at)[:1]]
        if outlets:
            yield _Find(Rank.SPOKEN_TO, abs(low - end), Relay(outlets[-1], Span(low, high)), None)

    def _reporters(self, around: Around, end: int) -> Iterator[_Find]:
        """Who reported it: "…, the Daily Echo reported", "…, reports Example News", "The Daily Echo quoted"."""
        for zone in (around.after, around.tail):
            words = around.words(zone)
            for match in _REPORTER.finditer(words):
                low, high = zone.start + match.start("np"), zone.start + match.end("np")
                yield from self._subject(low, high, end, sure=match["verb"] in _REPORTING)
            for match in _CREDIT.finditer(words):
                yield from self._at(zone.start + match.end(), Rank.REPORTED, end)
        before = around.text[: max(0, around.text.find(SPEAKING))]
        last = before.rstrip()
        quoting = (last.endswith(_QUOTING) and _QUOTES.search(before)) or (
            last.endswith(_REPORTING_AS) and _AS_SAYING.search(around.text) and _REPORTED_AS.search(before)
        )
        if quoting:
            low = around.start + quoting.start("np")
            rank = Rank.REPORTED if quoting["verb"].startswith("report") else Rank.CARRIED
            for find in self._subject(low, around.start + quoting.end("np"), end, sure=True):
                yield _Find(rank, find.distance, find.relay, find.kind)

    def _subject(self, low: int, high: int, end: int, *, sure: bool) -> Iterator[_Find]:
        """The outlet that fills `[low, high)`; of a verb that is `sure` to report, by any name of a body."""
        relays = self.press.read(low)
        fits = [relay for relay in relays if relay.span.start - low < 60 and relay.span.end <= high]
        if not fits and sure and (relay := self.press.unknown(low, high)) is not None:
            fits = [relay]
        for relay in fits:
            yield _Find(Rank.REPORTED, abs(low - end), relay, None)

    def _matched(self, way: _Way, saying: _Saying, zone: Zone, rank: Rank) -> Iterator[_Find]:
        for match in _search(way, saying, zone):
            yield from self._at(saying.around.start + match.end(), rank, saying.end)

    def _at(self, at: int, rank: Rank, end: int) -> Iterator[_Find]:
        for relay in self.press.read(at):
            words = self.doc.text[relay.span.start : relay.span.end]
            yield _Find(rank, abs(relay.span.start - end), relay, self.press.kind_of(words) or _kind_told(words))


def _kind_told(words: str) -> Kind | None:
    return Kind.MEDIA if words.islower() else None


def _search(way: _Way, saying: _Saying, zone: Zone) -> Iterator[re.Match[str]]:
    """Matches that begin in a zone; what they lead to may stand behind it, but not in anybody's words."""
    around = saying.around
    low, high = zone.start - around.start, zone.end - around.start
    if saying.first(way) >= high:
        return
    for match in way.pattern.finditer(around.text, low):
        if match.start() >= high:
            return
        if SAID not in match.group() and around.text[match.end() : match.end() + 1] not in (SAID, SPEAKING):
            yield match


def is_itself(name: str, outlet: str | None) -> bool:
    """Whether a relay is the outlet of the article: "the Standard", "CNN" of "cnn.com", "AP" of "Associated Press"."""
    if not outlet:
        return False
    site = _SITE.fullmatch(outlet.lower())
    own = _plain_words(site["name"] if site else outlet)
    told = _plain_words(name)
    if not own or not told:
        return False
    short = "".join(word[0] for word in own)
    forms = {"".join(told), "".join(word[0] for word in told[:-1]) + told[-1], "".join(word[0] for word in told)}
    whole = "".join(own)
    ends = own[-len(told) :] == told or (site is not None and whole.endswith(told[-1]) and len(told) == 1)
    return ends or whole in forms or own[:1] == told or (len(own) > 1 and told == [short])


def _plain_words(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", name.lower()) if word != "the"]


def _credit(text: str, article: Article) -> Relay | None:
    """The agency another outlet's article is credited to, where that stands in the text: a dateline, a closing line.

    A page that does not tell its outlet may be the agency's own.
    """
    if article.agency is None or article.outlet is None:
        return None
    ends = len(text.rstrip())
    for low, high in ((0, min(_OPENS, ends)), (max(0, ends - _CLOSES), ends)):
        for match in _SIGNED.finditer(text, low, high):
            if outlet_name(match["name"]).casefold() == outlet_name(article.agency).casefold():
                return Relay(outlet_name(match["name"]), Span(*match.span("name")))
    return None
