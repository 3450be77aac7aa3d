"""Which words name a claim: complete, self-contained, their subject named, not negated, about its matter. Pure.

They are always words of one of its statements as they stand. A content may name a claim whole or by one of its
sentences ("Two gates opened. We said they had not"); where no content stands by itself ("it would send a delegation",
"of hiding the log"), the words by which an article tells the statement do: who says it, how, and what is said.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from sayso.claims.clauses import SECOND, bare_words, faults, is_finite, points_back
from sayso.claims.negation import only_contrasts, turns_down, vouches
from sayso.claims.told import Told
from sayso.records import Act, Mode, Span
from sayso.text import count_words, normalise, sentences

SHORT, LONG = 6, 30  # words; a sentence of news has about 22, a claim that can be read at a glance fewer

UNNAMED = 1.0  # how much worse words name a claim that name nobody and no place: "the bill is now coming"
CHARGED = 1.5  # how much worse than a clause the object of an accusation names a claim
FRAMED = 1.0  # the same for words that only tell of the saying of another statement of the claim
TELLING = 0.5  # the same for a content with who says it before it: what is disputed comes second
PARTED = 0.5  # the same for some of a content's words that hold nothing of the claim's
LATER, MOST_LATE = 0.1, 5  # the same for each sentence or clause before them, and how many count
SIDED = 0.2  # the same for each log-odd that its place tells that they are said against what is put forward
SURE = 2.0  # and the most log-odds that count
CENTRED = 1.5  # weight of how typical words are of the claim
POOR = 0.3  # faults from which on other words than whole contents are looked at
APART = 60  # characters that may stand between the parts of a statement that is told in one breath

_OF_DOING = re.compile(r"\b(?:of|for|with)\s+(?:\w+ly\s+)?\w+ing\b")
_NEGATOR = re.compile(r"\b(?:not|never|no|nothing|nobody|none|neither|nor)\b|n['’]t\b", re.I)
_CAPITAL = re.compile(r"(?<=[\w,;:’'”\"]\s)[“\"‘]?[A-Z\u00c0-\u00de]\w")
_CLOSED = re.compile(r"[”\"’']")
_STEM = 5  # letters by which a word is known again in another form


class Name(Struct, frozen=True):
    """The words that name a claim."""

    told: Told  # the statement they stand in
    words: str


class Polarity(Struct, frozen=True):
    """What the words that name a claim say of it."""

    negated: bool  # they are the negation of nothing but themselves: to repeat them is to assert
    loose: bool  # a "not" stands somewhere in them: another "not" in a like sentence need not contradict
    sound: bool = False  # they say that a thing is as it should be: so to say asserts them


def polarity(name: Name) -> Polarity:
    """Polarity of a claim of this name.

    "We have never sold boats" names the matter of boats sold, and denies it; "the pumps will not stop the flood",
    said of others, is itself the matter.
    """
    loose = _NEGATOR.search(name.words) is not None and not only_contrasts(name.words)
    return Polarity(name.told.negated and not name.told.own_denial, loose, vouches(name.words))


def clearest(group: Sequence[Told], typical: Sequence[float], texts: Mapping[str, str]) -> Name:
    """The words that best name a claim; `typical` is each statement's similarity to the whole group, 0..1.

    `texts` are those of the articles by id.
    """
    framing = _framing(group)
    rated = [_Rated(told, CENTRED * near - _burden(told, framing)) for told, near in zip(group, typical, strict=True)]
    best = min((_whole(one) for one in rated), key=_order)
    if faults(best[2]) < POOR and count_words(best[2]) <= LONG:
        return Name(best[1], best[2])
    often = Counter(term for told in group for term in told.terms)
    others = [found for one in rated for found in _otherwise(one, often, texts)]
    found = min([best, *others], key=_order)
    return Name(found[1], found[2])


class _Rated(Struct, frozen=True):
    """A statement, and how well it names the claim before its form is looked at."""

    told: Told
    rated: float


_Found = tuple[float, Told, str]  # how well words name the claim, the statement they stand in, the words


def _whole(one: _Rated) -> _Found:
    words = bare_words(one.told.text)
    return one.rated - _lacks(one.told, words), one.told, words


def _order(found: _Found) -> tuple[float, str, str]:
    return -found[0], found[1].statement_id, found[2]


def _burden(told: Told, framing: frozenset[str]) -> float:
    """What speaks against a statement whatever of its words are taken."""
    return (
        6.0 * told.negated
        + 4.0 * told.bare
        + 1.0 * told.answers
        + 0.25 * (told.act is Act.SUGGEST)
        + 0.25 * told.statement.proposition.hedged
        + FRAMED * (told.statement_id in framing)
        + SIDED * max(-SURE, min(SURE, told.statement.proposition.against))
    )


def _lacks(told: Told, words: str) -> float:
    """What is wrong with a content's words, or with some of them, as a name."""
    return faults(words) + CHARGED * _only_charges(told) + UNNAMED * _lacks_names(told) + _off_size(words)


def _off_size(words: str) -> float:
    size = count_words(words)
    return 0.05 * max(0, SHORT - size) + 0.05 * max(0, size - LONG)


def _only_charges(told: Told) -> bool:
    """ "Ruritania, a maker of arms, of selling rifles": what somebody is accused of is no sentence."""
    return told.act is Act.ACCUSE and _OF_DOING.search(told.text) is not None and not told.text.startswith("that ")


def _framing(group: Sequence[Told]) -> frozenset[str]:
    """Statements that are little more than the saying of another one: "Ada Roe said that P" beside "P"."""
    of: dict[str, list[Told]] = defaultdict(list)
    for told in group:
        of[told.article_id].append(told)
    return frozenset(
        outer.statement_id
        for members in of.values()
        for outer in members
        if any(_holds(outer, inner) for inner in members if inner is not outer)
    )


def _holds(outer: Told, inner: Told) -> bool:
    """Whether most of the words of one are the telling of the other."""
    whole = outer.statement.content
    begins, ends = whole[0].start, whole[-1].end
    parts = (*inner.statement.source, *inner.statement.cue, *inner.statement.content)
    if not inner.statement.cue or any(part.start < begins or part.end > ends for part in parts):
        return False
    told = max(part.end for part in parts) - min(part.start for part in parts)
    return 3 * told >= 2 * (ends - begins)


def _otherwise(one: _Rated, often: Counter[str], texts: Mapping[str, str]) -> Iterator[_Found]:
    """Some of the words of a statement, or those by which it is told, each with how well they name the claim."""
    told = one.told
    if told.negated or told.bare:
        return
    for at, part in enumerate(_parts(told.text)):
        if not turns_down(part):
            lost = (1 - _kept(told, part, often)) * PARTED + min(at, MOST_LATE) * LATER
            unnamed = UNNAMED * (_CAPITAL.search(part) is None and not _lacks_names(told))
            yield one.rated - lost - _lacks(told, part) - unnamed, told, part
    if not told.answers and not told.statement.negated:
        telling = _telling(told, texts[told.article_id])
        if telling:
            finite = is_finite(telling.removesuffix(bare_words(told.text)))
            wrong = (
                faults(telling, finite=finite) + _unexplained(told) + UNNAMED * _lacks_names(told) + _off_size(telling)
            )
            yield one.rated - TELLING - wrong, told, telling


def _lacks_names(told: Told) -> bool:
    return not told.statement.proposition.parties and not told.statement.proposition.names


@lru_cache(maxsize=1 << 12)
def _parts(text: str) -> tuple[str, ...]:
    """The pieces, sentences and "that" clauses of a content, where it has several, each a clause of its own."""
    found = []
    for piece in text.split(" … "):
        for span in sentences(piece):
            first, *more = (bare_words(clause) for clause in SECOND.split(piece[span.start : span.end]))
            found += (
                [first, *filter(is_finite, more)] if is_finite(first) else [bare_words(piece[span.start : span.end])]
            )
    return tuple(found) if found != [bare_words(text)] else ()


def _kept(told: Told, part: str, often: Counter[str]) -> float:
    """Share of a statement's terms that stand in some of its words, each as often as the claim's statements have it."""
    stems = {word[:_STEM] for word in re.findall(r"\w+", part.lower())}
    kept = sum(often[term] for term in told.terms if term[:_STEM] in stems)
    return kept / max(1, sum(often[term] for term in told.terms))


def _telling(told: Told, text: str) -> str:
    """Who says it, the words of saying, and what is said, where one sentence tells them in this order, or who says it
    in between: "boats that the mayor said had leaked".
    """
    said = told.statement
    if not said.source or not said.cue:
        return ""
    parts = sorted((*said.source, *said.cue, *said.content), key=lambda part: part.start)
    between = said.mode is Mode.INDIRECT and parts[-1] in said.content
    if said.source[0] is not parts[0] and not between:
        return ""
    begins, ends = parts[0].start, max(part.end for part in parts)
    ends += _CLOSED.match(text, ends) is not None
    if any(after.start - before.end > APART for before, after in pairwise(parts)):
        return ""
    sentence = next(iter(sentences(text[begins:ends])), Span(0, 0))
    ends = min(ends, begins + sentence.end)
    if any(part.end > ends for part in (*said.source, *said.cue)) or "\n" in text[begins:ends]:
        return ""
    within = max(begins, min(ends, said.content[0].start))
    first, *_ = SECOND.split(text[within:ends], maxsplit=1)
    return bare_words(normalise(text[begins:within] + first))


def _unexplained(told: Told) -> float:
    """What a pronoun at the head of the words takes from a telling: mostly it is who speaks, and there named."""
    return points_back(bare_words(told.text), person=told.statement.speaker.person)
