"""Where a text names parties. Pure."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from msgspec import Struct

from sayso.parties.forms import WORD, Form, FormKind, find_form, first_words, fold, local_forms, undotted
from sayso.parties.phrases import party_of

# "Washington Post", "Indian Ocean": what follows says that the form only lends its name.
_BEARERS = frozenset(
    (
        *("airlines", "airways", "avenue", "bay", "channel", "daily", "dispatch", "examiner", "gazette", "globe"),
        *("herald", "institute", "journal", "mail", "mirror", "news", "ocean", "papers", "peninsula", "post", "review"),
        *("river", "sea", "square", "standard", "star", "state", "strait", "street", "sun", "telegraph", "times"),
        *("tribune", "university", "war"),
    )
)
_SIDES = frozenset({"north", "south"})
_PARTS = frozenset({"african", "asian", "central", "latin", "native", "north", "south"})  # "Latin American"


class Mention(Struct, frozen=True):
    """Where a text names a party, in code points; the possessive and the article stay outside."""

    start: int
    end: int
    form: Form


def find_parties(text: str) -> tuple[Mention, ...]:
    """Every known form in `text`, longest first, in text order; "the North" where one party alone fits.

    Forms that only lend their name ("Washington Post", "Latin American") are passed over.
    """
    words, may_open = _words(text)
    firsts, local = first_words(), local_forms()
    opening = {folded: firsts.get(folded) or int(folded in local) for folded in may_open}
    told = (folded for folded, longest in opening.items() if longest or folded in _SIDES)
    places = sorted((at, opening[folded]) for folded in told for at in may_open[folded])
    found: list[Mention] = []
    sides: list[tuple[int, int]] = []
    behind = 0  # the words before this one are taken
    for at, longest in places:
        if at < behind:
            continue
        taken = _longest_at(text, words, at, longest)
        if taken:
            found.append(taken[0])
            behind = taken[1]
            continue
        start, end = words[at]
        if text[start:end] in ("North", "South") and text[max(0, start - 4) : start].lower() == "the ":
            sides.append((start, end))
    return tuple(sorted([*found, *_sided(text, sides, found)], key=lambda mention: mention.start))


@functools.lru_cache(maxsize=4)
def _words(text: str) -> tuple[list[tuple[int, int]], dict[str, list[int]]]:
    """Where the words of a text are, and which may open a form, folded: those with a capital or a digit first."""
    words = [match.span() for match in WORD.finditer(text)]
    may_open: dict[str, list[int]] = {}
    for at, (start, end) in enumerate(words):
        if text[start].isupper() or text[start].isdigit():
            may_open.setdefault(fold(undotted(text[start:end])), []).append(at)
    return words, may_open


def _longest_at(text: str, words: list[tuple[int, int]], at: int, longest: int) -> tuple[Mention, int] | None:
    start = words[at][0]
    if at and text[words[at - 1][0] : start - 1].lower() in _PARTS:
        return None
    for size in range(min(longest, len(words) - at), 0, -1):
        end = words[at + size - 1][1]
        form = find_form(undotted(text[start:end]))
        if form is None or form.kind is FormKind.REGION:
            continue
        after = text[slice(*words[at + size])] if at + size < len(words) else ""
        if after[:1].isupper() and after.lower() in _BEARERS and text[end : end + 1] == " ":
            return None
        return Mention(start, end, form), at + size
    return None


def _sided(text: str, sides: Iterable[tuple[int, int]], found: Iterable[Mention]) -> Iterator[Mention]:
    context = {mention.form.party for mention in found}
    for start, end in sides:
        after = text[end : end + 2]
        party = party_of("the " + text[start:end], context) if not after[1:].isupper() else None
        if party:
            yield Mention(start, end, Form(party, FormKind.NAME))
