"""A person rules: what is asked becomes a Ruling with the words it is about, and what follows is worked out at once.

What `sayso rule` and the web workspace call. Pages are never read for it.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from msgspec import Struct

from sayso import __version__
from sayso.errors import BadRuling, NotFound
from sayso.ledger import Ledger, RunInfo, queries
from sayso.ledger.lineage import ClaimChange
from sayso.pipeline import Watch, conclude
from sayso.records import Act, Anchor, Asked, Decision, Ruling, Stance, Upheld, make_id
from sayso.rulings import anchor_article, anchor_statement, ruled_date

__all__ = ["Asked", "Outcome", "make_ruling", "rule"]

SOME = 24  # statements kept of a claim or person: what most of them are on is the one that is meant


class Outcome(Struct, frozen=True):
    """A ruling that was stored, and what followed at once."""

    upheld: Upheld
    changes: tuple[ClaimChange, ...]  # of claims

    @property
    def ruling(self) -> Ruling:
        """The ruling itself."""
        return self.upheld.ruling


def rule(ledger: Ledger, asked: Asked, by: str, watch: Watch = lambda _: None) -> Outcome:
    """Store a ruling and work out again what follows. The ledger must be open for writing.

    Raises NotFound (no such id, or several begin so) and BadRuling (it says nothing that could hold); then nothing is
    stored.
    """
    ruling = make_ruling(ledger, asked, by, datetime.now(UTC).isoformat(timespec="microseconds"))
    run_id = ledger.begin_run(RunInfo(__version__, "", "{}", ruling.at, ()))
    ledger.rule(run_id, [ruling])
    conclude(ledger, run_id, watch)
    ledger.finish_run(run_id, datetime.now(UTC).isoformat(timespec="seconds"), {"rulings": 1})
    (upheld,) = (one for one in queries.rulings(ledger) if one.ruling.ruling_id == ruling.ruling_id)
    return Outcome(upheld, tuple(queries.changed_by(ledger, run_id)))


def make_ruling(ledger: Ledger, asked: Asked, by: str, at: str) -> Ruling:
    """The ruling with the words it is about, as they stand now; `at` as in `Ruling.at`. Raises as `rule` does."""
    if not by.strip():
        raise BadRuling("nobody rules: say who with --by NAME.")
    subject, value, subjects, others = _MAKE[asked.decision](ledger, asked)
    ruling_id = make_id("ru", asked.decision, subject, value, by, at, asked.note, subjects, others)
    return Ruling(ruling_id, asked.decision, subject, value, by, at, asked.note, subjects, others)


_Anchors = tuple[Anchor, ...]
_Made = tuple[str, str, _Anchors, _Anchors]  # subject_id, value, subjects, others


# ---------------------------------------------------------------- claims


def _merge(ledger: Ledger, asked: Asked) -> _Made:
    here, there = (queries.whole_id(ledger, one, "cl") for one in (asked.subject, asked.value))
    if here == there:
        raise BadRuling(f"{here} is one claim already; name two. `sayso claims` lists them.")
    return here, there, _some(ledger, _of_claim(ledger, here)), _some(ledger, _of_claim(ledger, there))


def _split(ledger: Ledger, asked: Asked) -> _Made:
    claim_id = queries.whole_id(ledger, asked.subject, "cl")
    members = _of_claim(ledger, claim_id)
    leaving = _statements(ledger, asked.statements)
    _require_inside(leaving, members, f"claim {claim_id}", f"`sayso claim {claim_id} --json`")
    rest = [of for of in members if of not in leaving]
    if not rest:
        raise BadRuling(f"these are all statements of {claim_id}: nothing would be left of it. Leave one out.")
    return claim_id, "", _anchors(ledger, leaving), _some(ledger, rest)


def _move(ledger: Ledger, asked: Asked) -> _Made:
    moving = _statements(ledger, (asked.subject, *asked.statements))
    claim_id = queries.whole_id(ledger, asked.value, "cl")
    there = [of for of in _of_claim(ledger, claim_id) if of not in moving]
    if not there:
        raise BadRuling(f"{claim_id} holds nothing else: there is no other claim to move it to.")
    return moving[0], claim_id, _anchors(ledger, moving), _some(ledger, there)


def _stance(ledger: Ledger, asked: Asked) -> _Made:
    subject, ids = _statement_or_position(ledger, asked.subject)
    return subject, _one_of(asked.value, [*Stance], "stance"), _anchors(ledger, ids), ()


# ---------------------------------------------------------------- statements


def _speaker(ledger: Ledger, asked: Asked) -> _Made:
    subject, name = queries.whole_id(ledger, asked.subject, "st"), asked.value.strip()
    others: list[str] = []
    if name.startswith("pe1-"):
        person_id = queries.whole_id(ledger, name, "pe")
        others = [of for of in queries.said_by(ledger, person_id) if of != subject]
        name = queries.person(ledger, person_id).name
    return subject, name, _anchors(ledger, [subject], headlines=True), _some(ledger, others)


def _party(ledger: Ledger, asked: Asked) -> _Made:
    subject = queries.whole_id(ledger, asked.subject, "st", "pe")
    ids = [subject] if subject.startswith("st") else queries.said_by(ledger, subject)
    return subject, asked.value.strip(), _some(ledger, ids), ()


def _act(ledger: Ledger, asked: Asked) -> _Made:
    subject = queries.whole_id(ledger, asked.subject, "st")
    return subject, _one_of(asked.value, [*Act], "act"), _anchors(ledger, [subject], headlines=True), ()


def _count(ledger: Ledger, asked: Asked) -> _Made:
    ids = _statements(ledger, (asked.subject, *asked.statements))
    return ids[0], "", _anchors(ledger, ids, headlines=True), ()


def _date(ledger: Ledger, asked: Asked) -> _Made:
    subject = queries.whole_id(ledger, asked.subject, "ar", "st")
    value = asked.value.strip()
    try:
        ruled_date(value, "")
    except ValueError as error:
        raise BadRuling(f"{error}.") from error
    if subject.startswith("st"):
        return subject, value, _anchors(ledger, [subject], headlines=True), ()
    return subject, value, (_article(ledger, subject),), ()


# ---------------------------------------------------------------- people, copies, rulings


def _same_person(ledger: Ledger, asked: Asked) -> _Made:
    here, there = (queries.whole_id(ledger, one, "pe") for one in (asked.subject, asked.value))
    if here == there:
        raise BadRuling(f"{here} is one already; name two. `sayso who` lists them.")
    return here, there, _some(ledger, queries.said_by(ledger, here)), _some(ledger, queries.said_by(ledger, there))


def _same_party(ledger: Ledger, asked: Asked) -> _Made:
    here, there = asked.subject.strip(), asked.value.strip()
    if not there or here == there:
        raise BadRuling(f"{here!r} is one party already; name another that it is. `sayso who` lists them.")
    theirs = queries.said_for(ledger, here)
    if not theirs:
        raise NotFound(f"{ledger.path}: no party {here!r}; nothing is said for it. `sayso who` lists who is there.")
    return here, there, _some(ledger, theirs), ()


def _other_person(ledger: Ledger, asked: Asked) -> _Made:
    person_id = queries.whole_id(ledger, asked.subject, "pe")
    theirs, leaving = queries.said_by(ledger, person_id), _statements(ledger, asked.statements)
    _require_inside(leaving, theirs, f"{person_id}", f"`sayso who {person_id} --json`")
    rest = [of for of in theirs if of not in leaving]
    if not rest:
        raise BadRuling(f"these are all statements of {person_id}: nothing would be left of them. Leave one out.")
    return person_id, "", _anchors(ledger, leaving, headlines=True), _some(ledger, rest)


def _copied(ledger: Ledger, asked: Asked) -> _Made:
    copy, origin = (queries.whole_id(ledger, one, "ar") for one in (asked.subject, asked.value))
    if not any(link.copy_id == copy and link.origin_id == origin for link in ledger.links()):
        raise BadRuling(f"{copy} is no copy of {origin}; `sayso copies --json` lists which copies what.")
    return copy, origin, (_article(ledger, copy),), (_article(ledger, origin),)


def _note(ledger: Ledger, asked: Asked) -> _Made:
    if not asked.note.strip():
        raise BadRuling("a note without words; give them with --note.")
    subject = queries.whole_id(ledger, asked.subject, "cl", "st", "po", "pe", "ar", "ru")
    match subject[:2]:
        case "ar":
            return subject, "", (_article(ledger, subject),), ()
        case "cl":
            ids = _of_claim(ledger, subject)
        case "pe":
            ids = queries.said_by(ledger, subject)
        case "ru":
            ids = []
        case _:
            ids = _statement_or_position(ledger, subject)[1]
    return subject, "", _some(ledger, ids), ()


def _undo(ledger: Ledger, asked: Asked) -> _Made:
    return queries.whole_id(ledger, asked.subject, "ru"), "", (), ()


_MAKE: dict[Decision, Callable[[Ledger, Asked], _Made]] = {
    Decision.MERGE: _merge,
    Decision.SPLIT: _split,
    Decision.MOVE: _move,
    Decision.STANCE: _stance,
    Decision.SPEAKER: _speaker,
    Decision.PARTY: _party,
    Decision.SAME_PARTY: _same_party,
    Decision.SAME_PERSON: _same_person,
    Decision.OTHER_PERSON: _other_person,
    Decision.DATE: _date,
    Decision.ACT: _act,
    Decision.REJECT: _count,
    Decision.ACCEPT: _count,
    Decision.NOT_COPIED: _copied,
    Decision.COPIED_BY: _copied,
    Decision.NOTE: _note,
    Decision.UNDO: _undo,
}


# ---------------------------------------------------------------- what it is about


def _of_claim(ledger: Ledger, claim_id: str) -> list[str]:
    return list(queries.claim(ledger, claim_id).summary.claim.statement_ids)


def _statement_or_position(ledger: Ledger, beginning: str) -> tuple[str, list[str]]:
    subject = queries.whole_id(ledger, beginning, "st", "po")
    return subject, [subject] if subject.startswith("st") else queries.resting_on(ledger, subject)


def _statements(ledger: Ledger, beginnings: Sequence[str]) -> list[str]:
    if not beginnings:
        raise BadRuling("no statement is named; `sayso claim ID --json` and `sayso search WORDS --json` show ids.")
    return list(dict.fromkeys(queries.whole_id(ledger, one, "st") for one in beginnings))


def _require_inside(ids: Sequence[str], members: Sequence[str], of: str, listed: str) -> None:
    outside = [one for one in ids if one not in members]
    if outside:
        raise BadRuling(f"{', '.join(outside)} not of {of}; {listed} shows which are.")


def _one_of(value: str, known: Sequence[str], what: str) -> str:
    wanted = value.strip().lower()
    if wanted in known:
        return wanted
    near = difflib.get_close_matches(wanted, known, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise BadRuling(f"{value!r} is no {what}: {', '.join(known)}.{hint}")


def _some(ledger: Ledger, ids: Sequence[str]) -> _Anchors:
    """Enough of many statements; their ids are hashes, so the first by id are no choice of anything."""
    return _anchors(ledger, sorted(ids)[:SOME], headlines=True)


def _anchors(ledger: Ledger, ids: Sequence[str], *, headlines: bool = False) -> _Anchors:
    found = {said.statement_id: (article, said) for article, said in queries.as_read(ledger, ids)}
    titles = [of for of in ids if found[of][1].headline]
    if titles and not headlines:
        raise BadRuling(f"{', '.join(titles)} is of a headline, which is on no claim; rule on what the text tells.")
    return tuple(anchor_statement(*found[of]) for of in ids)


def _article(ledger: Ledger, article_id: str) -> Anchor:
    return anchor_article(queries.article(ledger, article_id).article)
