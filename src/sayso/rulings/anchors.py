"""Statements and articles by their words: made when a ruling is, and found again in the pile as it is now. Pure.

An id is looked for first. Where no statement bears it any longer, another reader cut the words otherwise: the statement
of the same page that covers the same place of the text is meant, if one does so clearly better than all others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from sayso.records import Anchor, Article, Span, Statement
from sayso.text import normalise, told_in, words

AROUND = 48  # characters kept on either side: enough to tell two places with the same words apart
OPENING = 160  # characters of an article's text that tell it from others of its page
GAP = " … "  # between the pieces of a content that is split
# Shares are of the union: a span moved by a word of a clause of eight shares 0.8, neither of two halves over 0.5.
SAME_PLACE = 0.5
SAME_WORDS = 0.7  # likewise of words, where the text itself changed and no place can be told
SAME_SOURCE = 0.2  # counts as much as a fifth of the place
CLEARLY = 0.1  # by how much the best must be better than the next; else nobody can say which is meant
_SPACE = re.compile(r"\s+")


def anchor_statement(of: Article, statement: Statement) -> Anchor:
    """The statement by its words, `of` being its article."""
    text = told_in(of, statement)
    first, last = statement.content[0].start, statement.content[-1].end
    return Anchor(
        page_id=of.page_id,
        article_id=of.article_id,
        statement_id=statement.statement_id,
        headline=statement.headline,
        source=_told(text, statement.source),
        words=_told(text, statement.content),
        before=text[max(0, first - AROUND) : first],
        after=text[last : last + AROUND],
    )


def anchor_article(of: Article) -> Anchor:
    """The article by its first words."""
    opening = of.text[:OPENING]
    return Anchor(of.page_id, of.article_id, None, False, "", opening, of.title or "", of.text[OPENING:][:AROUND])


class Pile:
    """The articles and statements of now, to look anchors up in."""

    def __init__(self, articles: Sequence[Article], statements: Sequence[Statement]) -> None:
        self._articles = {article.article_id: article for article in articles}
        self._statements = {said.statement_id: said for said in statements}
        self._of_page: dict[str, list[Article]] = defaultdict(list)
        self._said: dict[str, list[Statement]] = defaultdict(list)
        for article in articles:
            self._of_page[article.page_id].append(article)
        for said in statements:
            self._said[said.article_id].append(said)

    def find(self, anchor: Anchor) -> str | None:
        """The id that the article or statement has now; None when it cannot be found, or nobody can say which it is."""
        if anchor.statement_id is None:
            return self._article(anchor)
        if anchor.statement_id in self._statements:
            return anchor.statement_id
        near = [article for article in self._of_page[anchor.page_id] if self._said[article.article_id]]
        return _best(anchor, [(article, said) for article in near for said in self._said[article.article_id]])

    def _article(self, anchor: Anchor) -> str | None:
        if anchor.article_id in self._articles:
            return anchor.article_id
        near = [(_shared(anchor.words, of.text[:OPENING]), of.article_id) for of in self._of_page[anchor.page_id]]
        near += [(1.0, of.article_id) for of in self._of_page[anchor.page_id] if normalise(anchor.words) in of.text]
        return _clearest([(share, of) for share, of in near if share >= SAME_PLACE])


def _best(anchor: Anchor, near: Sequence[tuple[Article, Statement]]) -> str | None:
    """The statement that covers the place of the words; where the text has no such place, the one most like them."""
    alike = [(of, said) for of, said in near if said.headline == anchor.headline]
    texts = {of.article_id: told_in(of, said) for of, said in alike}
    places = {article_id: _place(anchor, text) for article_id, text in texts.items()}
    if any(places.values()):
        shares = [(_overlap(places[of.article_id], said.content), of, said) for of, said in alike]
        least = SAME_PLACE
    else:
        shares = [(_shared(anchor.words, _told(texts[of.article_id], said.content)), of, said) for of, said in alike]
        least = SAME_WORDS
    return _clearest(
        [
            (share + SAME_SOURCE * _same_source(anchor, texts[of.article_id], said), said.statement_id)
            for share, of, said in shares
            if share >= least
        ]
    )


def _same_source(anchor: Anchor, text: str, said: Statement) -> bool:
    """Two may share the words ("Roe and Sund said"): the one with the same source is meant."""
    return normalise(_told(text, said.source)).casefold() == normalise(anchor.source).casefold()


def _told(text: str, spans: Sequence[Span]) -> str:
    return GAP.join(text[span.start : span.end] for span in spans)


def _clearest(found: Sequence[tuple[float, str]]) -> str | None:
    best: dict[str, float] = {}
    for share, which in found:
        best[which] = max(share, best.get(which, 0.0))
    ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < CLEARLY):
        return None
    return ranked[0][0]


def _place(anchor: Anchor, text: str) -> list[Span]:
    """Where the pieces of the words stand in a text; empty when one is not there. White space may differ."""
    pieces = anchor.words.split(GAP)
    first = _occurrences(pieces[0], text)
    if not first:
        return []
    found = [max(first, key=lambda span: (_context(anchor, text, span), -span.start))]
    for piece in pieces[1:]:
        after = [span for span in _occurrences(piece, text) if span.start >= found[-1].end]
        if not after:
            return []
        found.append(after[0])
    return found


def _occurrences(piece: str, text: str) -> list[Span]:
    pattern = r"\s+".join(map(re.escape, _SPACE.split(piece.strip())))
    return [Span(*match.span()) for match in re.finditer(pattern, text)] if pattern else []


def _context(anchor: Anchor, text: str, span: Span) -> int:
    """Characters that stand around the words as they stood then, counted outwards."""
    before, after = text[: span.start], text[span.end :]
    back = zip(reversed(before[-AROUND:]), reversed(anchor.before), strict=False)
    return _run(back) + (_run(zip(after[:AROUND], anchor.after, strict=False)) if GAP not in anchor.words else 0)


def _run(pairs: zip[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _overlap(left: Sequence[Span], right: Sequence[Span]) -> float:
    """Characters that both cover, of those that either does, 0..1."""
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)
    either = sum(span.end - span.start for span in (*left, *right)) - both
    return both / max(1, either)


def _shared(left: str, right: str) -> float:
    """Words that both hold, of those that either does, 0..1."""
    mine, theirs = (Counter(word for word, _, _ in words(side)) for side in (left, right))
    either = (mine | theirs).total()
    return (mine & theirs).total() / either if either else 0.0
