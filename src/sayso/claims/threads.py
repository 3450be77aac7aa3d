"""Threads of an article: its statements on one claim, linked as a reader links them. Pure.

"We do not answer fairy tales" shares no word with "they opened two gates"; that it stands in the next paragraph, in
another voice, and turns something down, tells what it answers. So a small logistic model judges pairs of statements of
one article by where they stand, who speaks, what they do and what they are about; average linking makes threads of
them. Words alone then decide between articles, where a thread has more words to compare than its statements.

The weights are in `data/claim_threads.json`, fitted by `training/claims/fit.py`; its model card tells how well.
"""

from __future__ import annotations

import functools
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib import resources

import msgspec
import numpy as np
from msgspec import Struct

from sayso.claims.flow import conflict
from sayso.claims.meaning import Matrix, WordVectors, common_of, sense_rows, text_rows, without, without_common
from sayso.claims.pile import Pile
from sayso.claims.told import Told
from sayso.kept import key_of

REACH = 8  # statements back
PARAGRAPHS = 5  # likewise, paragraphs on
# Added to the log-odds of a pair of other actors, direction or figures: enough to part two statements, not a thread
# that one misread role would split.
CONTRARY = -5.0
APART = -3.0  # of a pair out of reach: about what the model says of pairs at its edge

FEATURES = ("late", "sense", "words", "words-around", "around", "answer", "voice", "paragraph", "next-paragraph")


class ThreadModel(Struct, frozen=True, forbid_unknown_fields=True):
    """A logistic model: log-odds that two statements of an article are on one claim."""

    intercept: float
    weights: dict[str, float]  # by feature
    join: float  # least mean log-odds across two threads that join; chosen with the weights


class Pair(Struct, frozen=True):
    """Two statements of an article, by their places in it, and what the model sees of them, as `FEATURES`."""

    earlier: int
    later: int
    features: tuple[float, ...]


@functools.cache
def load_thread_model() -> ThreadModel:
    """The shipped weights."""
    data = (resources.files("sayso") / "data" / "claim_threads.json").read_bytes()
    return msgspec.json.decode(data, type=ThreadModel)


class Rows(Struct, frozen=True):
    """For each statement a unit row of its words, and one of the words of its paragraph."""

    senses: Matrix  # of what it means in its place, less what all have in common
    words: Matrix  # of its terms: parties and words of saying left out
    around: Matrix  # of all the words of its paragraph


def rows_of(told: Sequence[Told], texts: Mapping[str, str], vectors: WordVectors, senses: Matrix) -> Rows:
    """Rows for statements; `texts` are those of their articles by id."""
    around = [paragraph_at(texts[item.article_id], item.statement.content[0].start) for item in told]
    return Rows(
        senses,
        text_rows([" ".join(item.terms) for item in told], vectors),
        text_rows(around, vectors),
    )


def weave(told: Sequence[Told], pile: Pile, vectors: WordVectors) -> Woven:
    """Every statement on one thread of its article."""
    by_article: dict[str, list[int]] = defaultdict(list)
    for at, item in enumerate(told):
        by_article[item.article_id].append(at)
    places = [by_article[article_id] for article_id in sorted(by_article)]
    parts = [key_of(pile.keys[told[of[0]].article_id], [told[at].statement_id for at in of]) for of in places]
    senses = sense_rows([item.statement.proposition.sense for item in told])
    common = common_of(senses)
    senses = without(senses, common)

    def thread(missing: list[int]) -> list[list[list[int]]]:
        some = [at for each in missing for at in places[each]]
        rows = rows_of([told[at] for at in some], pile.texts, vectors, senses[some])
        found, start = [], 0
        for each in missing:
            size = len(places[each])
            mine = [told[at] for at in places[each]]
            found.append(_threads(mine, pile.texts[mine[0].article_id], _taken(rows, range(start, start + size))))
            start += size
        return found

    keys = [key_of("threads", part, common.tobytes()) for part in parts]
    woven = pile.kept.of(list[list[int]], keys, thread)
    threads = [[of[at] for at in thread] for of, found in zip(places, woven, strict=True) for thread in found]
    return Woven(sorted(sorted(thread) for thread in threads), senses, _plain(told, places, parts, pile, vectors))


class Woven(Struct, frozen=True):
    """Threads as places in what was told, each sorted, in order of their first; and for each statement:"""

    threads: list[list[int]]
    senses: Matrix  # a unit row of its sense, less what all have in common
    words: Matrix  # a unit row of all its words, likewise


def _plain(
    told: Sequence[Told], places: Sequence[Sequence[int]], parts: Sequence[bytes], pile: Pile, vectors: WordVectors
) -> Matrix:
    """A unit row of the words of each statement, less what all have in common."""

    def read(missing: list[int]) -> list[bytes]:
        rows = text_rows([told[at].text for each in missing for at in places[each]], vectors)
        ends = np.cumsum([len(places[each]) for each in missing])
        return [part.tobytes() for part in np.split(rows, ends[:-1])]

    packed = pile.kept.of(bytes, [key_of("words", part) for part in parts], read)
    order = [at for of in places for at in of]
    by_place = np.frombuffer(b"".join(packed), np.float32).reshape(len(order), -1)
    return without_common(by_place[np.argsort(order)])


def _threads(told: Sequence[Told], text: str, rows: Rows) -> list[list[int]]:
    """Threads of one article, as places in what it told."""
    model = load_thread_model()
    ordered = in_order(told, range(len(told)))
    odds = np.full((len(ordered), len(ordered)), APART)
    for pair in pairs_of([told[at] for at in ordered], text, _taken(rows, ordered)):
        one, other = (told[ordered[at]] for at in (pair.earlier, pair.later))
        known = log_odds(model, pair.features) + CONTRARY * conflict(one.flow, other.flow)
        odds[pair.earlier, pair.later] = odds[pair.later, pair.earlier] = known
    return [[ordered[at] for at in thread] for thread in linked(odds, model.join)]


def in_order(told: Sequence[Told], places: Sequence[int]) -> list[int]:
    """Places in order of the text, the longer first where two begin together."""
    return sorted(places, key=lambda at: (*_extent(told[at]), told[at].statement_id))


def _extent(item: Told) -> tuple[int, int]:
    spans = item.statement.content
    return spans[0].start, -spans[-1].end


def paragraph_at(text: str, at: int) -> str:
    """The paragraph that a place of a text stands in."""
    start, end = text.rfind("\n\n", 0, at), text.find("\n\n", at)
    return text[0 if start < 0 else start + 2 : len(text) if end < 0 else end]


def _taken(rows: Rows, places: Sequence[int]) -> Rows:
    return Rows(*(part[list(places)] for part in (rows.senses, rows.words, rows.around)))


def pairs_of(told: Sequence[Told], text: str, rows: Rows) -> list[Pair]:
    """Pairs of statements of one article within reach, `told` in order of the text, with their features."""
    if not told:
        return []
    words, across, around = rows.words @ rows.words.T, rows.words @ rows.around.T, rows.around @ rows.around.T
    senses = rows.senses @ rows.senses.T
    starts = [item.statement.content[0].start for item in told]
    found = []
    for later, item in enumerate(told):
        first = max(0, later - REACH)
        answered = _answered(told, first, later)
        for earlier in range(first, later):
            between = text.count("\n\n", starts[earlier], starts[later])
            if between > PARAGRAPHS:
                continue
            features = (
                math.log1p(later),
                float(senses[earlier, later]),
                float(words[earlier, later]),
                float(across[earlier, later] + across[later, earlier]) / 2,
                float(around[earlier, later]),
                float(earlier == answered and between <= 1),
                float(voice_of(told[earlier]) == voice_of(item) != ""),
                float(between == 0),
                float(between == 1),
            )
            found.append(Pair(earlier, later, features))
    return found


def _answered(told: Sequence[Told], first: int, later: int) -> int | None:
    """The last statement of another voice that puts something forward, where the later one turns something down."""
    if not turns_down(told[later]):
        return None
    other = voice_of(told[later])
    held = (at for at in range(later - 1, first - 1, -1) if voice_of(told[at]) != other and not turns_down(told[at]))
    return next(held, None)


def turns_down(item: Told) -> bool:
    """A denial, a dismissal, a refusal; or words that say that something is not so."""
    return item.answers or item.negated


def voice_of(item: Told) -> str:
    """On whose behalf it is said, as far as known; empty when nothing is."""
    speaker = item.statement.speaker
    return speaker.party or speaker.name or speaker.description or ""


def log_odds(model: ThreadModel, features: tuple[float, ...]) -> float:
    """What the model says of a pair with these features."""
    weighted = (model.weights[name] * value for name, value in zip(FEATURES, features, strict=True))
    return round(model.intercept + sum(weighted), 5)


def linked(odds: Matrix, join: float) -> list[list[int]]:
    """Average linking of a small square matrix: groups of places, joined while their mean is at least `join`."""
    size = len(odds)
    near = odds.astype(np.float64)
    np.fill_diagonal(near, -np.inf)
    groups = {at: [at] for at in range(size)}
    while len(groups) > 1:
        left, right = divmod(int(np.argmax(near)), size)
        if near[left, right] < join:
            break
        mine, theirs = len(groups[left]), len(groups[right])
        mean = np.round((near[left] * mine + near[right] * theirs) / (mine + theirs), 9)
        near[left], near[:, left] = mean, mean
        near[left, left] = near[right] = near[:, right] = -np.inf
        groups[left] += groups.pop(right)
    return sorted(sorted(members) for members in groups.values())
