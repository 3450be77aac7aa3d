"""Sources without a name, as a class: what they are told to be, how many, and why no name is given.

Read from the surface: the words of the source, and the clause or sentence that tells of anonymity. A reason is given to
the source it is told of: the one whose words hold it, the one it follows in a clause without another "who", the one a
later sentence takes up ("The official spoke on condition of …"). Where two could be meant it is given to neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from sayso.parties import FormKind, Noun, look_up, source_nouns
from sayso.records import SourceKind, Span, Speaker, Unnamed
from sayso.statements.naming.offices import PREPOSITIONS
from sayso.statements.naming.together import conjuncts
from sayso.statements.parsed import Token
from sayso.statements.speaking.story import Resolved, Story

FARTHEST = 3  # sentences after its own in which a source's anonymity is told; the AP and Reuters forms take one
LONGEST = 240  # code points of a reason; one that runs on is a sentence the parser would not end either

_NUMBERS = {
    **{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10},
    **{"eleven": 11, "twelve": 12, "both": 2, "a couple of": 2, "a pair of": 2},
    **{"a": 1, "an": 1, "another": 1, "a second": 1, "a third": 1},
}
_AROUND = r"(?:about|around|almost|at least|more than|nearly|over|roughly|some|up to)\s+"
_COUNTED = re.compile(
    rf"^(?:(?P<rough>{_AROUND})?(?:(?:the|these|those|all|other|another|its|his|her|their)\s+)?"
    rf"(?P<number>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\s+(?P<of>of\b)?)",
    re.IGNORECASE,
)
_SET = re.compile(  # "dozens of residents": the noun comes after
    r"^(?:(?:a|an|the|at least|about|more than|one|some|many|most|several|few|both|all|each|\d+|two|three|four)\s+)*"
    r"(?:(?:assortment|chorus|couple|dozens?|group|handful|hundreds|lot|majority|number|pair|scores|string|tens"
    r"|thousands)\s+)?(?:of\s+(?:(?:the|these|those|its|his|her|their|thousands of)\s+)?)?",
    re.IGNORECASE,
)
_HEADLESS = frozenset(  # in the table of nouns, but they stand for a noun that is left out
    {"one", "some", "many", "most", "several", "few", "both", "all", "each", "none", "another", "others"}
)
_CUT = frozenset(
    {"seen", "obtained", "reviewed", "familiar", "close", "briefed", "involved", "speaking", "where", "whose"}
)
# Offices that one holds at a time: "the president" is somebody with a name, though the article may not tell it.
_HOLDERS = frozenset(
    """
    adviser advisor ambassador candidate ceo chair chairman chairwoman chancellor chief commissioner counsel director
    emir governor head king leader mayor minister pope premier president prime prince princess prosecutor queen
    secretary speaker sultan superintendent
    """.split()  # noqa: SIM905 - a list of 30 strings is harder to read
)
_DEFINITE = re.compile(r"^(?:the|this|that|its|his|her|their|each|both|neither|[\w\s.-]+['’]s?)\s", re.IGNORECASE)
_PIECES = re.compile(r",|;|\band\b|\bor\b")
_LINK = re.compile(r"\s(?:at|by|for|from|in|of|on|to|who|with)\s")
_SAW = re.compile(r"\bwho (?:had )?(?:saw|seen|witnessed|watched|heard) ")

# Words beside a noun that many kinds of source share: "police sources", "an official at the bank".
_BESIDE: tuple[tuple[SourceKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for kind, words in (
        (SourceKind.POLICE, r"police|constabulary|sheriff['’]s|gendarmerie"),
        (
            SourceKind.MILITARY,
            r"military|army|navy|naval|air force|coast ?guard|marines?|troops|battalion|brigade|regiment|general staff",
        ),
        (SourceKind.DIPLOMAT, r"diplomatic|embassy|consulate|consular"),
        (
            SourceKind.COMPANY,
            r"company|firm|corporate|industry|bank|banking|airline|shipping|shipyard|trading|trader|business|market"
            r"|refinery|manufacturer|operator|oil|factory|corp|inc|ltd|llc|plc",
        ),
        (
            SourceKind.OFFICIAL,
            r"government|official|administration|ministry|department|state|intelligence|security|defen[cs]e|cabinet"
            r"|presidential|parliament(?:ary)?|prosecution|palace|court|council|customs|law enforcement|federal|agency"
            r"|senior|office|foreign|minister|white house|kremlin",
        ),
    )
)

_REASON = re.compile(
    r"\b(?:on (?:the |strict )?condition (?:of (?:strict |full )?anonymity"
    r"|(?:that )?(?:he|she|they|it|his|her|their)\b[^.,;\n]{0,30}?\bnot be (?:named|identified|used|published|quoted))"
    r"|(?:asked|asking|requested|requesting|demanded|demanding|insisted on|insisting on|wished|wishing|wanted|preferred"
    r"|preferring|sought|seeking)(?: (?:for|that|to))?(?: (?:his|her|their) names?)?"
    r" (?:anonymity|not (?:to )?be (?:named|identified|used|published|quoted by name)|(?:to )?(?:remain|stay|be kept)"
    r" (?:anonymous|unnamed|unidentified)|be withheld)"
    r"|(?:declin|refus)(?:ed|ing) to (?:be (?:named|identified|quoted by name)|give (?:his|her|their)(?: \w+)? names?)"
    r"|(?:cannot|could not|can['’]t|couldn['’]t|may not|did not want to|does not want to|do not want to)"
    r" be (?:named|identified|quoted by name)"
    r"|not (?:been )?(?:authori[sz]ed|allowed|permitted|cleared|empowered|supposed)"
    r" to (?:speak|talk|discuss|comment|brief|disclose|release|share|give|be (?:named|quoted|identified))"
    r"|(?:was|were|is|are|been|being) granted anonymity|whose names? (?:is|are|was|were|has been|have been) withheld"
    r"|(?:spoke|speaking|talked|talking) anonymously|under (?:the )?(?:cover|cloak|guarantee|promise) of anonymity)"
    r"(?P<rest>[^.;\n\"“”)]*)",
    re.IGNORECASE,
)
# What goes on after the reason and is no part of it: "…, said that", ", and".
_NOT_REASON = re.compile(
    r",\s|\s(?:and|but|when|after|before|while)\s|\s+(?:said|says|told|added|confirmed|described|denied)\b|\s[-–—]+\s"
)
_WHO = re.compile(
    r"(?:,\s*|\s)(?:who|and who|all of whom|both of whom|neither of whom|none of whom)\b[^,.;]*$", re.IGNORECASE
)
_TAKEN_UP = re.compile(
    r"\W*(?:(?P<one>he|she)\b|(?P<more>they|both|all|none|neither|each|like (?:the )?others?)\b"
    r"|(?:the|these|this)\s+(?P<noun>[\w\s-]{3,40}?)\s+(?:who\s|also\s|all\s|both\s)*"
    r"(?:spoke|asked|requested|declined|was|were|is|could|did|insisted))",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘(]?[A-Z0-9])|\n")


def classed(story: Story, tokens: Sequence[Token], found: Resolved) -> Resolved:
    """`found` with its class when it is a source without a name; as it is when it is named, unresolved, or has one."""
    speaker = found.speaker
    if speaker.named or speaker.unnamed is not None or found.person is not None or _names_somebody(story, tokens):
        return found
    unnamed = _of_parts(tokens, speaker)
    if unnamed is None:
        return found
    reason = _reason(story, tokens)
    if reason is not None:
        unnamed = replace(unnamed, reason=story.text[reason.start : reason.end], span=reason)
    return replace(found, speaker=replace(speaker, unnamed=unnamed))


def _names_somebody(story: Story, tokens: Sequence[Token]) -> bool:
    """Whether one of those who speak bears a name: "Roe and two officials", "President Roe" of two Roes."""
    pieces = (_LINK.split(piece)[0] for piece in _PIECES.split(_text(tokens)))
    last = (piece.split()[-1] for piece in pieces if piece.strip())
    return any(word[:1].isupper() and story.cast.candidates(word) for word in last)


def _of_parts(tokens: Sequence[Token], speaker: Speaker) -> Unnamed | None:
    """The class of one source, or of several that speak together; None where none has a noun for a source."""
    parts = conjuncts(tokens)
    told = [one for one in (_class(_text(part), speaker) for part in parts) if one is not None]
    if len(parts) == 1 or len(told) < len(parts):
        return _class(_text(tokens), speaker)
    counts = [one.count for one in told]
    kinds = {one.kind for one in told}
    total = sum(count for count in counts if count) if all(counts) else None
    return Unnamed(kinds.pop() if len(kinds) == 1 else SourceKind.OTHER, total)


def _class(text: str, speaker: Speaker) -> Unnamed | None:
    counted = _COUNTED.match(text)
    words = _SET.sub("", text, count=1).split() or text.split()
    cut = next((k for k, word in enumerate(words) if k and _ends(word)), len(words))
    head = next((word for word in reversed(words[:cut]) if _noun(word) is not None), None)
    noun = _noun(head) if head is not None else None
    if head is None or noun is None or noun.sort == "body":
        return None
    if not noun.plural and head.lower().strip(",.") in _HOLDERS and _DEFINITE.match(_LINK.split(text)[0] + " "):
        return None
    return Unnamed(_kind(text, noun, speaker), _count(counted, noun))


def _ends(word: str) -> bool:
    plain = word.lower().strip(",;:")
    return plain in PREPOSITIONS or plain in _CUT or word == "," or word[:1] in "—–("


def _noun(word: str) -> Noun | None:
    plain = word.lower().strip(",.;:’'\"“”")
    return source_nouns().get(plain) if plain not in _HEADLESS else None


def _count(counted: re.Match[str] | None, noun: Noun) -> int | None:
    if counted is None or counted["rough"]:
        return None if noun.plural else 1
    number = counted["number"].lower()
    said = int(number) if number.isdigit() else _NUMBERS[number]
    alone = said == 1 and noun.plural and not counted["of"]  # "a dozen officials", "one group of experts"
    return None if alone or (not noun.plural and said > 1) else said


def _kind(text: str, noun: Noun, speaker: Speaker) -> SourceKind:
    own = SourceKind(noun.kind) if noun.kind else None
    if own is not None and own is not SourceKind.OFFICIAL:
        return own
    if _SAW.search(text):
        return SourceKind.WITNESS
    if own is None and noun.sphere == "self":
        return SourceKind.OTHER
    beside = next((kind for kind, words in _BESIDE if words.search(text)), None)
    if beside is not None and beside is not SourceKind.OFFICIAL:
        return beside
    if own is not None or beside is not None:
        return SourceKind.OFFICIAL
    form = look_up(speaker.party or "")
    if speaker.party is None:
        return SourceKind.OTHER
    state = form is not None and form.kind in (FormKind.NAME, FormKind.INTERNATIONAL)
    return SourceKind.OFFICIAL if state or speaker.party != speaker.affiliation else SourceKind.COMPANY


def _reason(story: Story, tokens: Sequence[Token]) -> Span | None:
    """Where the text tells why a source has no name: in its words, its sentence, or a later one that takes it up."""
    text = story.text
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    low = _sentence_start(text, start)
    high = _after(text, end, FARTHEST + 1)
    for match in _REASON.finditer(text, low, high):
        at = match.start()
        if start <= at < end or _is_of_sentence(text, at, start, end) or _takes_up(story, at, tokens):
            return _trimmed(text, match)
    return None


def _is_of_sentence(text: str, at: int, start: int, end: int) -> bool:
    """Whether a reason outside the source's words, in its sentence, is told of it and of nobody else."""
    if at < start:  # "Speaking on condition of anonymity, an official said"
        return re.fullmatch(r"[^.]*,\s*", text[at:start]) is not None
    between = text[end:at]
    if _SENTENCE_END.search(between):
        return False
    who = _WHO.search(between)
    if who is None:
        others = (
            _noun(word)
            for word in re.findall(r"(?:\b(?:a|an|the|two|three|another|one)\s+(?:\w+\s+){0,2})(\w+)", between)
        )
        return not any(noun is not None and noun.sort == "person" for noun in others)
    return between[: who.start()].strip(" ,") == ""


def _takes_up(story: Story, at: int, tokens: Sequence[Token]) -> bool:
    """Whether the sentence that holds `at` begins with the source again, and no other source stands between."""
    text, end = story.text, tokens[-1].idx + len(tokens[-1])
    begins = _sentence_start(text, at)
    if begins <= end:
        return False
    told = _TAKEN_UP.match(text, begins)
    if told is None or begins + 60 < at < told.end():
        return False
    plural = (
        any((noun := _noun(token.text)) is not None and noun.plural for token in tokens) or len(conjuncts(tokens)) > 1
    )
    if told["noun"]:
        heads = {word.lower() for word in _text(tokens).split()}
        return told["noun"].split()[-1].lower() in heads | {"person", "source", "people", "sources"}
    nearest = max((place for place in story.places if place < begins and not _is_again(text, place)), default=None)
    return nearest == tokens[0].idx and bool(told["more"]) == plural


def _is_again(text: str, at: int) -> bool:
    """Whether a source is a pronoun or "the official": somebody told before."""
    return re.match(r"(?:he|she|they|it|the [a-z]+)\b(?! of| at| for)", text[at:], re.IGNORECASE) is not None


def _trimmed(text: str, match: re.Match[str]) -> Span:
    rest = match.start("rest")
    stop = _NOT_REASON.search(text, rest, match.end())
    end = min(stop.start() if stop else match.end(), match.start() + LONGEST)
    return Span(match.start(), match.start() + len(text[match.start() : end].rstrip()))


def _sentence_start(text: str, at: int) -> int:
    paragraph = text.rfind("\n", 0, at) + 1
    ends = [match.end() for match in _SENTENCE_END.finditer(text, paragraph, at)]
    return ends[-1] if ends else paragraph


def _after(text: str, at: int, sentences: int) -> int:
    """Where the `sentences`-th sentence end after `at` stands; paragraphs do not count."""
    for count, match in enumerate(_SENTENCE_END.finditer(text, at), 1):
        if count > sentences:
            return match.start() + 1
    return len(text)


def _text(tokens: Sequence[Token]) -> str:
    return " ".join("".join(token.text_with_ws for token in tokens).split())
