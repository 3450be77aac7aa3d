"""Which rulings hold, and what they are about in the pile as it is now. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.records import Anchor, Article, Decision, Ruling, RulingState, Statement, Upheld
from sayso.rulings.anchors import Pile

# Decisions of which a thing has one at a time: of two the later holds. Those under one name overrule each other.
_ONE_AT_A_TIME = {
    Decision.STANCE: "stance",
    Decision.SPEAKER: "speaker",
    Decision.PARTY: "party",
    Decision.SAME_PARTY: "same party",
    Decision.ACT: "act",
    Decision.DATE: "date",
    Decision.REJECT: "counts",
    Decision.ACCEPT: "counts",
    Decision.SPLIT: "claim",
    Decision.MOVE: "claim",
    Decision.NOT_COPIED: "copied",
    Decision.COPIED_BY: "copied",
}
_OF_TWO = frozenset({Decision.NOT_COPIED, Decision.COPIED_BY})  # about a pair of articles, whichever is named first
_Key = tuple[str, ...]


def uphold(
    rulings: Iterable[Ruling], articles: Sequence[Article], statements: Sequence[Statement]
) -> tuple[Upheld, ...]:
    """Every ruling in order of time, with what it comes to in this pile; a function of the sets of all three."""
    ordered = sorted(rulings, key=lambda ruling: (ruling.at, ruling.ruling_id))
    if not ordered:
        return ()
    pile = Pile(articles, statements)
    undone = _undone(ordered)
    found = [_placed(ruling, undone.get(ruling.ruling_id), pile) for ruling in ordered]
    last: dict[_Key, str] = {}
    for one in found:
        if one.state is RulingState.IN_FORCE:
            last.update(dict.fromkeys(_keys(one), one.ruling.ruling_id))
    return tuple(_overruled(one, last) for one in found)


def in_force(upheld: Sequence[Upheld], *decisions: Decision) -> list[Upheld]:
    """The rulings of these kinds that hold, in order of time."""
    return [one for one in upheld if one.state is RulingState.IN_FORCE and one.ruling.decision in decisions]


def _undone(ordered: Sequence[Ruling]) -> dict[str, str]:
    """By ruling that was undone, the ruling that undid it. To undo an undoing lets the first hold again."""
    undone: dict[str, str] = {}
    for ruling in reversed(ordered):
        if ruling.decision is Decision.UNDO and ruling.ruling_id not in undone:
            undone.setdefault(ruling.subject_id, ruling.ruling_id)
    return undone


def _placed(ruling: Ruling, undone_by: str | None, pile: Pile) -> Upheld:
    subjects, others = _found(ruling.subjects, pile), _found(ruling.others, pile)
    state, detail = RulingState.IN_FORCE, ""
    if undone_by is not None:
        state, detail = RulingState.UNDONE, f"undone by {undone_by}"
    elif ruling.subjects and not subjects:
        state, detail = RulingState.ORPHANED, _lost(ruling.subjects)
    elif ruling.others and not others and ruling.decision is not Decision.SPEAKER:
        state, detail = RulingState.ORPHANED, _lost(ruling.others)
    elif len(subjects) < len(ruling.subjects):
        detail = f"{len(subjects)} of {len(ruling.subjects)} statements or articles it is about are found"
    return Upheld(ruling, state, detail, subjects, others)


def _found(anchors: Sequence[Anchor], pile: Pile) -> tuple[str, ...]:
    return tuple(sorted({found for anchor in anchors if (found := pile.find(anchor)) is not None}))


def _lost(anchors: Sequence[Anchor]) -> str:
    """What to look for, in the words of the first."""
    first = anchors[0]
    more = f" and {len(anchors) - 1} more" if len(anchors) > 1 else ""
    return f"“{first.words}”{more} of page {first.page_id} cannot be found, or could be several"


def _keys(one: Upheld) -> list[_Key]:
    """What a ruling has the word on."""
    decision = one.ruling.decision
    field = _ONE_AT_A_TIME.get(decision)
    if field is None:
        return []
    if decision in _OF_TWO:
        return [(field, *sorted((here, there))) for here in one.subjects for there in one.others]
    if decision is Decision.SAME_PARTY or one.ruling.subject_id.startswith("pe"):
        return [(field, one.ruling.subject_id)]
    return [(field, subject) for subject in one.subjects]


def _overruled(one: Upheld, last: dict[_Key, str]) -> Upheld:
    """As it is, unless later rulings have the word on all that it is about."""
    keys = _keys(one) if one.state is RulingState.IN_FORCE else []
    later = sorted({last[key] for key in keys} - {one.ruling.ruling_id})
    if not later or any(last[key] == one.ruling.ruling_id for key in keys):
        return one
    return Upheld(one.ruling, RulingState.OVERRULED, f"overruled by {', '.join(later)}", one.subjects, one.others)
