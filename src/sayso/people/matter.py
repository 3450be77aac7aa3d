"""What articles are about, by the names they tell, and whom the text of one names in full. Pure.

A family name alone tells nobody. That of the only one so called in the pile tells him where articles of one matter name
him in full: those that share names which few articles tell.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from sayso.events import STOP
from sayso.names import PARTICLES, TITLES, Name, folded, read_name
from sayso.parties import look_up, source_nouns
from sayso.records import Article, Statement

# A name tells of a matter where at most so many articles tell it, or this share of the pile: whom nearly all tell joins
# any two. Names that stand anywhere in the text were no evidence: words that begin a sentence are among them
# (docs/evaluation.md).
FEW, SHARE = 12, 0.02
NEAR = 3  # names that few tell: articles that share so many of them are of one matter
_SHORT = 3  # letters: shorter words are particles and initials
_CAPITAL = re.compile(r"(?<![\w'’])[^\W\d_a-z][^\W\d_]{2,}")
_POSSESSIVE = re.compile(r"['’]s\b")
_REACH = 60  # characters before a family name in which what belongs to it is looked for
_BEFORE = re.compile(r"(?:(?<![\w'’.])(?:(?:[^\W\d_]\.)+|[^\W\d_][\w'’]*)[ \xa0-]){1,4}\Z")


class Matters:
    """What the articles of a pile tell of."""

    def __init__(self, statements: Sequence[Statement], articles: Sequence[Article]) -> None:
        self._articles = {article.article_id: article for article in articles}
        self._told = _names_told(said for said in statements if said.article_id in self._articles)
        self._telling: dict[str, list[str]] = defaultdict(list)
        for article_id, words in self._told.items():
            for word in words:
                self._telling[word].append(article_id)
        self._most = max(FEW, SHARE * len(self._articles))
        self._around: dict[str, frozenset[str]] = {}

    @property
    def is_one(self) -> bool:
        """Whether the pile is so small that all of it may be of one matter: any name that two tell is told by few."""
        return len(self._articles) <= FEW

    def names(self, article_id: str) -> frozenset[str]:
        """The words of names that statements of an article tell, and those of few others."""
        return frozenset(word for word in self._told[article_id] if len(self._telling[word]) <= self._most)

    def names_in_text(self, article_id: str) -> frozenset[str]:
        """The words of names that statements tell, that the text of the article holds, and those of few others."""
        few = (word for word in self._capitals[article_id] if self._holding[word] <= self._most)
        return frozenset(few)

    @cached_property
    def _capitals(self) -> dict[str, frozenset[str]]:
        """By article: the words of its text, folded, that statements of the pile tell as names."""
        fold = {word: folded(word) for of in self._articles.values() for word in set(_CAPITAL.findall(of.text))}
        return {
            of.article_id: frozenset(fold[word] for word in _CAPITAL.findall(of.text)).intersection(self._telling)
            for of in self._articles.values()
        }

    @cached_property
    def _holding(self) -> Counter[str]:
        """By such a word: how many texts hold it."""
        return Counter(word for words in self._capitals.values() for word in words)

    def around(self, article_id: str) -> frozenset[str]:
        """The names of an article, and of those that share `NEAR` of them with it."""
        if article_id not in self._around:
            telling = (self._telling[word] for word in self._told[article_id])
            sharing = Counter(of for some in telling if len(some) <= FEW for of in some)
            near = [of for of, shared in sharing.items() if shared >= NEAR]
            self._around[article_id] = self.names(article_id).union(*map(self.names, near))
        return self._around[article_id]

    def named_in_full(self, article_id: str, family: str) -> frozenset[Name]:
        """The full names in title and text of an article that end in a family name, as written with a capital."""
        of = self._articles[article_id]
        return frozenset((*_full_names(of.title or "", family), *_full_names(of.text, family)))

    def has_article(self, article_id: str, name: str) -> bool:
        """Whether the text has "the" or an owner before a name, unlike a person's: "The Post", "Norland's Greens"."""
        return _after_article(name).search(self._articles[article_id].text) is not None


def _names_told(statements: Iterable[Statement]) -> dict[str, frozenset[str]]:
    """By article: the words of names, folded, that tell of its matter: no known state, no office, no common word."""
    found: dict[str, set[str]] = defaultdict(set)
    for said in statements:
        told = (*said.proposition.names, *said.proposition.parties, said.speaker.name, said.speaker.party)
        found[said.article_id].update(word for name in told if name for word in _telling(name))
    return {article_id: frozenset(words) for article_id, words in found.items()}


@lru_cache(maxsize=65_536)
def _telling(name: str) -> tuple[str, ...]:
    if look_up(name) is not None:
        return ()
    words = folded(_POSSESSIVE.sub("", name)).split()
    return tuple(word for word in words if len(word) >= _SHORT and not _is_common(word))


@lru_cache(maxsize=65_536)
def _is_common(word: str) -> bool:
    """Whether a folded word stands in names of many matters."""
    return (
        word in STOP
        or word in TITLES
        or word in PARTICLES
        or word in source_nouns()
        or look_up(word.title()) is not None
    )


def _full_names(text: str, family: str) -> Iterator[Name]:
    """Read leftwards from each place of the family name: capitals, initials and particles are its, a title is not."""
    for place in _standing(family).finditer(text):
        before = _BEFORE.search(text, max(0, place.start() - _REACH), place.start())
        given: list[str] = []
        for word in reversed(before.group().replace("-", " ").split() if before else ()):
            if word not in PARTICLES and (not word[0].isupper() or _is_common(folded(word))):
                break
            given.insert(0, word)
        found = read_name(" ".join([*given, family]))
        if not found.is_bare:
            yield found


@lru_cache(maxsize=4096)
def _standing(family: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(family)}\b", re.I)


@lru_cache(maxsize=4096)
def _after_article(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:\b[Tt]he|\w['’]s)[ \xa0]{re.escape(name)}\b")
