"""Which cue announces a quotation: read from where they stand, since a parser often loses its way in quoted speech.

For each quotation the frame before it (`Roe said on Monday: "…"`) and the one after it (`"…," said Roe`) are looked
at. A quotation that follows at once on an announced one, in its paragraph or as one of its own, goes on with it.
"""

from __future__ import annotations

from msgspec import Struct

from sayso.records import Span
from sayso.statements.finding.clauses import QUOTING, VERBAL, is_passive, own_subject, subject_of
from sayso.statements.finding.frames import (
    FRAME_LIMIT,
    frame_after,
    frame_before,
    paragraph_before,
    sentence_around,
    tail,
)
from sayso.statements.finding.view import View
from sayso.statements.parsed import Token

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_ASKING = frozenset("?!…—–-")
_DASHES = frozenset({"-", "--", "—", "–", ":"})  # a quotation after one stands for itself
# A frame that opens with one of these goes on with the sentence and does not take up the quotation.
_JOINING = frozenset(
    [
        "and",
        "but",
        "or",
        "nor",
        "yet",
        "so",
        "while",
        "although",
        "though",
        "who",
        "which",
        "that",
        "whose",
        "after",
        "before",
        "when",
        "as",
        "because",
        "if",
    ]
)


# Right after a cue outside quotations these are what it says: "“We won!” The crowd left and Roe said *nothing*."
_SAID_INSTEAD = frozenset({"nothing", "anything", "this", "that"})


class Announced(Struct):
    """Quotations with the cue that announces them, while they are being gathered."""

    cue: int  # token index
    source: int | None  # token index of the source's head; null: none stands there
    pieces: list[Span]
    pattern: str  # "before", "after"
    last: int  # index of the last quotation in `pieces`


def read_direct(view: View) -> list[Announced]:
    """Every quotation that a cue announces, in text order."""
    found: list[Announced] = []
    used: set[int] = set()
    for k in range(len(view.quotations)):
        last = found[-1] if found else None
        before = _cue_before(view, k)
        if last is not None and (before == last.cue or _resumes(view, last, k)):
            _extend(view, last, k)
        elif before is not None and before not in used:
            found.append(_announced(view, k, before, "before", used))
        elif (after := _cue_after(view, k)) is not None and after not in used:
            found.append(_announced(view, k, after, "after", used))
        elif last is not None and _goes_on(view, last, k):
            _extend(view, last, k)
        else:
            continue
        used.add(found[-1].cue)
    return found


def _announced(view: View, k: int, cue: int, pattern: str, used: set[int]) -> Announced:
    quotation = view.quotations[k]
    pieces = list(quotation.pieces)
    frame = frame_before(view, k)
    if pattern == "after" and frame and view.doc[frame[-1]].text not in _DASHES:
        # 'It was a "big lie," Roe said': the clause is the content
        start = view.doc[_clause_start(view, k, frame[0], used)].idx
        pieces[0] = Span(start, quotation.end if quotation.closed and len(pieces) == 1 else pieces[0].end)
    return Announced(cue, _source(view, k, cue, pattern), pieces, pattern, k)


def _clause_start(view: View, k: int, low: int, used: set[int]) -> int:
    """The head of the clause that quotation `k` ends: over quotations in it, as far as no used cue stands between."""
    start = sentence_around(view, view.first_in[k]).start
    if start < low and not any(start <= index < low for index in used):
        while view.doc[start].is_punct or view.doc[start].is_space:
            start += 1
        return start
    return low


def _extend(view: View, announced: Announced, k: int) -> None:
    announced.pieces.extend(view.quotations[k].pieces)
    announced.last = k


def _cue_before(view: View, k: int) -> int | None:
    """The cue of a frame that leads to quotation `k`: `Roe said`, `Roe told reporters in Oslo,`, `Roe added:`."""
    doc, frame = view.doc, frame_before(view, k)
    if not frame:
        frame = paragraph_before(view, k)
    if not frame:
        return None
    high = frame[-1] + 1
    mark = next((doc[i].text for i in reversed(frame) if not doc[i].is_space), "")
    for index in reversed(frame):
        cue = view.cues.get(index)
        if cue is None or "quote" not in cue.frames:
            continue
        between = [doc[i] for i in range(index + 1, high)]
        if not any(not token.is_space for token in between):
            return None if _runs_on(view, k) else index
        if mark not in {",", ":"} or any(_is_clause(token) for token in between) or _breaks_in(view, k, index):
            return None
        loose = doc[index].tag_ in {"VBN", "VBD"} and subject_of(doc[index]) is None
        return None if loose and mark == "," else index
    return None


def _runs_on(view: View, k: int) -> bool:
    """Whether the sentence goes on after quotation `k` as after a word: `pledged "cooperation" toward peace`."""
    frame = frame_after(view, k)
    return bool(frame) and tail(view, k) not in {",", ".", "?", "!"} and not view.doc[frame[0]].is_punct


def _breaks_in(view: View, k: int, cue: int) -> bool:
    """Whether the cue breaks into a sentence that began before it: `The plan, Roe said, "is dead"`."""
    frame = frame_before(view, k)
    if not frame or not view.text[view.quotations[k].pieces[0].start].islower():
        return False
    subject = own_subject(view.doc[cue])
    left = cue if subject is None else min(subject.left_edge.i, cue)
    return left > frame[0] and view.doc[left - 1].text in {",", "—", "–", "-"}


def _is_clause(token: Token) -> bool:
    return token.pos_ in VERBAL and token.tag_ not in {"VBG", "VBN"} and token.dep_ not in {"aux", "auxpass"}


def _cue_after(view: View, k: int) -> int | None:
    """The cue of a frame that takes up quotation `k`: `said Roe`, `Roe, the minister, told reporters`."""
    frame = frame_after(view, k)
    words = [index for index in frame if not view.doc[index].is_punct and not view.doc[index].is_space]
    if not words or view.doc[words[0]].lower_ in _JOINING:
        return None
    choice = _main_cue(view, words)
    if choice is None:
        return None
    clause = _own_clause(view, choice)
    near = choice == words[0] or (choice - words[0] <= 3 and view.doc[words[0]].pos_ in {"PRON", "PROPN"})
    match tail(view, k):
        case ",":
            return None if clause and frame_before(view, k) else choice
        case mark if mark in _ASKING:
            subject = own_subject(view.doc[choice])
            first = choice if subject is None else min(choice, subject.left_edge.i)
            fits = view.doc[words[0]].text[0].islower() or (first == words[0] and not clause)
            return choice if fits else None
        case _:
            leads_on = frame[-1] + 1 < len(view.doc) and view.quotation_of[frame[-1] + 1] >= 0
            return choice if near and not clause and not leads_on else None


def _main_cue(view: View, words: list[int]) -> int | None:
    """The cue that governs the frame: the first with a subject of its own there, else one at its head."""
    for index in words:
        cue = view.cues.get(index)
        if cue is not None and "quote" in cue.frames and _is_quoted_as(view.doc[index]):
            return index
        if cue is None or "quote" not in cue.frames or is_passive(view.doc[index]):
            continue
        subject = own_subject(view.doc[index])
        if subject is not None and subject.tag_ in {"WP", "WDT"}:
            continue
        if subject is not None and subject.i >= words[0]:
            return index
        before = next((view.doc[i] for i in reversed(words) if i < index and view.doc[i].pos_ != "ADV"), None)
        if before is None or before.pos_ in _NOMINAL:
            return index
    return None


def _is_quoted_as(token: Token) -> bool:
    """Whether a gerund tells what is quoted: "was quoted as *saying*", "quoted Roe as *telling* workers"."""
    return token.dep_ == "pcomp" and token.head.lower_ == "as" and token.head.head.lemma_ in QUOTING


def _own_clause(view: View, cue: int) -> bool:
    """Whether the cue has a content of its own outside quotations: then it does not take up the one before."""
    after = view.doc[cue + 1] if cue + 1 < len(view.doc) else None
    if after is not None and after.lower_ in _SAID_INSTEAD and after.pos_ == "PRON":
        return True
    frames = view.cues[cue].frames
    wanted = {"ccomp", "xcomp"} | ({"dobj"} if "obj" in frames and "obj-inf" not in frames else set())
    return any(
        child.dep_ in wanted and child.i > cue and view.quotation_of[child.i] < 0 for child in view.doc[cue].children
    )


def _resumes(view: View, last: Announced, k: int) -> bool:
    """Whether quotation `k` takes up the sentence that a cue broke into: `"We won," Roe said in a note, "and well."`"""
    if last.pattern != "after" or last.last != k - 1 or not view.text[view.quotations[k].pieces[0].start].islower():
        return False
    frame = frame_after(view, k - 1)
    if last.cue not in frame or frame[-1] + 1 < view.first_in[k] or view.doc[frame[-1]].text not in {",", "—", "–"}:
        return False
    inside = view.first_in[k]
    return not any(
        index in view.cues and view.doc[index].left_edge.i <= inside <= view.doc[index].right_edge.i
        for index in range(last.cue + 1, frame[-1])
    )


def _goes_on(view: View, last: Announced, k: int) -> bool:
    """Whether quotation `k` follows at once on the sentence that holds the cue of `last`, or on its last quotation."""
    if frame_before(view, k) or view.first_in[k] - view.first_after[last.last] > 2 * FRAME_LIMIT:
        return False
    text, start = view.text, view.quotations[k].start
    between = range(view.first_after[last.last], view.first_in[k])
    breaks = text.count("\n", view.quotations[last.last].end, start)
    if breaks:
        line_end = text.find("\n", view.quotations[k].end)
        rest = text[view.quotations[k].end : line_end if line_end >= 0 else len(text)]
        paragraphs = sum("\n" in view.doc[i].text for i in between)
        if rest.strip() or paragraphs != 1 or view.quotations[k].single:
            return False
    words = [i for i in between if view.doc[i].is_alpha]
    if not words:
        return True
    stops = sum(view.doc[i].text in {".", "?", "!"} and view.quotation_of[i] < 0 for i in between)
    return last.cue in between and stops <= 1


def _source(view: View, k: int, cue: int, pattern: str) -> int | None:
    """The head of the source: the parse's subject when it stands in the frame, else the nearest noun beside the cue."""
    token = view.doc[cue]
    subject = subject_of(token)
    if subject is not None and view.quotation_of[subject.i] < 0 and abs(subject.i - cue) <= FRAME_LIMIT:
        return subject.i
    return _noun_beside(view, k, cue) if pattern == "after" else None


def _noun_beside(view: View, k: int, cue: int) -> int | None:
    """The head of the first noun phrase before the cue in its frame, else of the first after it."""
    frame = frame_after(view, k)
    before = [i for i in frame if i < cue and view.doc[i].pos_ in _NOMINAL and view.doc[i].tag_ != "PRP$"]
    before = [i for i in before if view.doc[i].ent_type_ == "PERSON"][-1:] or before
    after = [i for i in frame if cue < i <= cue + 6 and view.doc[i].pos_ in _NOMINAL]
    near = before or after
    if not near:
        return None
    head = view.doc[near[0]]
    while head.head.i in near and head.dep_ in {"compound", "nmod", "amod", "nummod"}:
        head = head.head
    return int(head.i)
