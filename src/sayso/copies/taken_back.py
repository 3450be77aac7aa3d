"""What notices say of other articles: older versions, stories they name, and the copies of these. Pure.

A notice says so of its own story, and by that of what stood in its place before. One that names a story by its title
says so of that, when it is of the same outlet or agency. What was taken from a withdrawn story is marked whichever copy
it stands in; of a corrected one, where a copy still has the words that were changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from sayso.copies.credits import name_key
from sayso.copies.versions import Shared
from sayso.notices import Notice, NoticeKind, bare_title, notices_in
from sayso.records import Article, Change, ChangeKind, CopyLink, Direction, Flag, Relation, Span, TakenBack
from sayso.text import normalise

SHOWN = 200  # characters of a notice in a reason
AROUND = 3  # words on either side that must stand there too, for a changed word to be found again in a copy
_IN_PART = frozenset(ChangeKind) - {ChangeKind.OMISSION, ChangeKind.ADDITION}
_WORD = re.compile(r"\w+")


class _Told(Struct, frozen=True):
    """A notice, and the article it stands in."""

    notice: Notice
    of: Article

    @property
    def words(self) -> str:
        return normalise(self.notice.words)[:SHOWN]


class _Pile:
    """The articles with who was taken from whom."""

    def __init__(self, articles: Iterable[Article], links: Sequence[CopyLink]) -> None:
        self.by_id = {article.article_id: article for article in articles}
        self.older = {link.copy_id: link.origin_id for link in links if link.relation is Relation.VERSION}
        self.copies: dict[str, list[str]] = defaultdict(list)
        for link in links:
            if link.relation is Relation.VERSION:
                continue
            self.copies[link.origin_id].append(link.copy_id)
            if link.direction is Direction.UNKNOWN:  # then the copy may as well be the origin
                self.copies[link.copy_id].append(link.origin_id)
        self.titled: dict[str, list[str]] = defaultdict(list)
        for article in self.by_id.values():
            if article.title:
                self.titled[_folded(bare_title(article.title))].append(article.article_id)

    def before(self, article_id: str) -> Iterator[str]:
        """The older versions of a story, the newest of them first."""
        while (article_id := self.older.get(article_id, "")) in self.by_id:
            yield article_id

    def named(self, told: _Told) -> Iterator[str]:
        """Stories of the same outlet or agency that a notice names, if they are not known to be later than it."""
        own = _signs(told.of)
        for title in told.notice.names:
            for article_id in self.titled.get(_folded(bare_title(title)), ()):
                other = self.by_id[article_id]
                day, then = other.published.earliest, told.of.published.latest
                later = bool(day and then and day > then)
                if article_id != told.of.article_id and own & _signs(other) and not later:
                    yield article_id


def taken_back(
    articles: Sequence[Article], links: Sequence[CopyLink], changes: Sequence[Change], gone: Mapping[str, str]
) -> TakenBack:
    """What was withdrawn and what corrected, each with a flag. `gone`: article ids and what their page says now."""
    pile = _Pile(articles, links)
    told = [_Told(one, of) for of in pile.by_id.values() for one in _own(of)]
    flags = [_flag_of(one) for one in told]
    bearing = {(one.of.article_id, one.notice.kind) for one in told}
    withdrawn = {of: f"its page now says: “{words}”" for of, words in gone.items() if of in pile.by_id}
    corrected: dict[str, dict[Span, str]] = defaultdict(dict)
    for one in told:
        about = list(dict.fromkeys([*pile.before(one.of.article_id), *pile.named(one)]))
        about = [of for of in about if (of, one.notice.kind) not in bearing]
        if one.notice.kind is NoticeKind.WITHDRAWN:
            if not one.notice.names:
                withdrawn.setdefault(one.of.article_id, f"it says: “{one.words}”")
            withdrawn |= {of: f"“{one.words}” says article {one.of.article_id}" for of in about if of not in withdrawn}
        elif one.notice.kind is NoticeKind.CORRECTION:
            for of in about:
                why = f"corrected since: “{one.words}” says article {one.of.article_id}"
                flags.append(Flag(NoticeKind.CORRECTION, of, (), why))
                _correct(corrected, pile, [c for c in changes if (c.copy_id, c.origin_id) == (one.of.article_id, of)])
    withdrawn |= _with_copies(withdrawn, pile)
    bear = {of for of, kind in bearing if kind is NoticeKind.WITHDRAWN}
    flags += [Flag(NoticeKind.WITHDRAWN, of, (), why) for of, why in withdrawn.items() if of not in bear]
    noted = {flag.subject_id for flag in flags if flag.kind == NoticeKind.CORRECTION}
    for of in corrected.keys() - noted:
        why = f"it has what its origin corrected since: {'; '.join(sorted(set(corrected[of].values())))}"
        flags.append(Flag(NoticeKind.CORRECTION, of, tuple(sorted(corrected[of])), why))
    return TakenBack(
        flags=tuple(sorted(set(flags), key=lambda flag: (flag.subject_id, flag.kind, flag.spans, flag.why))),
        withdrawn=frozenset(withdrawn),
        corrected={of: tuple(sorted(words.items())) for of, words in sorted(corrected.items())},
    )


def gone_articles(shared: Shared, notices: Mapping[str, str], articles: Iterable[Article]) -> dict[str, str]:
    """Articles whose address gave a page later on that says they were withdrawn, and what it says.

    `notices`: by page id, of pages without a story.
    """
    if not notices:
        return {}
    of_page: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        of_page[article.page_id].append(article.article_id)
    found: dict[str, str] = {}
    for pages in shared.values():
        for page_id, address in pages:
            if page_id in notices:
                before = [other for other, then in pages if not then.at or not address.at or then.at < address.at]
                found |= {of: notices[page_id] for other in before for of in of_page.get(other, ())}
    return found


def _own(article: Article) -> Iterator[Notice]:
    """What an article says of its own stories, each kind once: what it tells of another house's is news."""
    said: set[NoticeKind] = set()
    for notice in notices_in(article):
        by = name_key(notice.by or "")
        ours = not by or any(by in key or key in by for key in _signs(article))
        if ours and notice.kind not in said:
            said.add(notice.kind)
            yield notice


def _signs(article: Article) -> set[str]:
    return {key for name in (article.outlet, article.agency) if name and (key := name_key(name))}


def _flag_of(told: _Told) -> Flag:
    spans = (told.notice.span,) if told.notice.span else ()
    return Flag(told.notice.kind, told.of.article_id, spans, f"it says: “{told.words}”")


def _with_copies(withdrawn: Mapping[str, str], pile: _Pile) -> dict[str, str]:
    """The copies of withdrawn articles, and theirs."""
    found: dict[str, str] = {}
    waiting = list(withdrawn)
    while waiting:
        origin = waiting.pop()
        for copy in pile.copies.get(origin, ()):
            if copy not in found and copy not in withdrawn:
                found[copy] = f"it has its words in common with article {origin}, which was withdrawn"
                waiting.append(copy)
    return found


def _correct(corrected: dict[str, dict[Span, str]], pile: _Pile, changes: Iterable[Change]) -> None:
    """Note what a correction changed in the older story, and where copies of it have the older words still."""
    for change in changes:
        if change.before_span is None or change.kind not in _IN_PART:
            continue
        how = f"“{normalise(change.before)}” is now “{normalise(change.after)}”"
        corrected[change.origin_id][change.before_span] = how
        sought = _in_context(pile.by_id[change.origin_id].text, change.before_span)
        for copy in [*pile.copies.get(change.origin_id, ()), *pile.copies.get(change.copy_id, ())]:
            found = sought.search(pile.by_id[copy].text) if copy != change.copy_id else None
            if found:
                corrected[copy][Span(found.start(1), found.end(1))] = how


def _in_context(text: str, span: Span) -> re.Pattern[str]:
    """The words of a span as they stand between their neighbours, whatever marks stand between the words."""
    before = _WORD.findall(text[: span.start])[-AROUND:]
    within, after = _WORD.findall(text[span.start : span.end]), _WORD.findall(text[span.end :])[:AROUND]
    lead, told, rest = (r"\W+".join(map(re.escape, part)) for part in (before, within, after))
    parts = [part for part in (lead, f"({told})", rest) if part]
    return re.compile(r"\W+".join(parts), re.IGNORECASE)


def _folded(title: str) -> str:
    return " ".join(_WORD.findall(title.casefold()))
