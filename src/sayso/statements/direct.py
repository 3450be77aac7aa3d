"""Which cue announces a quotation: read from where they stand, since a parser often loses its way in quoted speech.

For each quotation the frame before it (`Roe said on Monday: "…"`) and the frame after it (`"…," said Roe`) are looked at;
a quotation that follows at once on an attributed one of its paragraph goes on with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from spacy.tokens import Token

from sayso.records import Span
from sayso.statements.clauses import VERBAL, is_passive, own_subject, subject_of
from sayso.statements.view import SENTENCE_ENDS, View

FRAME_LIMIT = 45  # tokens; the longest frame with a cue in PolNeAR train that was one had 41
_ASKING = frozenset("?!…—–-")
# A frame that opens with one of these goes on with the sentence and does not take up the quotation.
_JOINING = frozenset("and but or nor yet so while although though who which that whose after before when as because if".split())


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
        last = found[-1] if found and found[-1].last == k - 1 and _same_paragraph(view, k) else None
        before = _cue_before(view, k)
        if last is not None and before is not None and before == last.cue:
            _extend(view, last, k)
        elif last is not None and _resumes(view, last, k):
            _extend(view, last, k)
        elif before is not None and before not in used:
            found.append(_announced(view, k, before, "before"))
        elif (after := _cue_after(view, k)) is not None and after not in used:
            found.append(_announced(view, k, after, "after"))
        elif last is not None and _goes_on(view, last, k):
            _extend(view, last, k)
        else:
            continue
        used.add(found[-1].cue)
    return found


def _announced(view: View, k: int, cue: int, pattern: str) -> Announced:
    pieces = list(view.quotations[k].pieces)
    low = _frame_before(view, k)
    if pattern == "after" and low < view.first_in[k]:  # 'It was a "big lie," Roe said': the clause is the content
        pieces[0] = Span(view.doc[low].idx, pieces[0].end)
    return Announced(cue, _source(view, k, cue, pattern), pieces, pattern, k)


def _extend(view: View, announced: Announced, k: int) -> None:
    announced.pieces.extend(view.quotations[k].pieces)
    announced.last = k


def _same_paragraph(view: View, k: int) -> bool:
    return "\n" not in view.text[view.quotations[k - 1].end : view.quotations[k].start]


def _frame_before(view: View, k: int) -> int:
    """Index of the first token of the sentence part before quotation `k`; its own first token when it has none."""
    at = stop = view.first_in[k]
    doc = view.doc
    while at > 0 and stop - at < FRAME_LIMIT:
        token = doc[at - 1]
        if view.quotation_of[at - 1] >= 0 or token.text in SENTENCE_ENDS or "\n" in token.text:
            break
        at -= 1
    while at < stop and (doc[at].is_space or doc[at].is_punct):
        at += 1
    return at


def _frame_after(view: View, k: int) -> Iterator[int]:
    """Indices of the tokens of the sentence part after quotation `k`."""
    at = view.first_after[k]
    for index in range(at, min(at + FRAME_LIMIT, len(view.doc))):
        token = view.doc[index]
        if view.quotation_of[index] >= 0 or token.text in SENTENCE_ENDS or "\n" in token.text:
            return
        yield index


def _cue_before(view: View, k: int) -> int | None:
    """The cue of a frame that leads to quotation `k`: `Roe said`, `Roe told reporters in Oslo,`, `Roe added:`."""
    doc, low, high = view.doc, _frame_before(view, k), view.first_in[k]
    lead = view.text[: view.quotations[k].start].rstrip()[-1:]
    for index in range(high - 1, low - 1, -1):
        cue = view.cues.get(index)
        if cue is None or "quote" not in cue.frames:
            continue
        between = doc[index + 1 : high]
        if not between.text.strip():
            return index
        if lead not in {",", ":"} or any(_is_clause(token) for token in between):
            return None
        loose = doc[index].tag_ in {"VBN", "VBD"} and subject_of(doc[index]) is None
        return None if loose and lead == "," else index
    return None


def _is_clause(token: Token) -> bool:
    return token.pos_ in VERBAL and token.tag_ not in {"VBG", "VBN"} and token.dep_ not in {"aux", "auxpass"}


def _cue_after(view: View, k: int) -> int | None:
    """The cue of a frame that takes up quotation `k`: `said Roe`, `Roe said`, `Ada Roe, the minister, told reporters`."""
    frame = list(_frame_after(view, k))
    words = [index for index in frame if not view.doc[index].is_punct]
    choice = _main_cue(view, words)
    if choice is None or view.doc[words[0]].lower_ in _JOINING:
        return None
    near = choice == words[0] or (choice - words[0] <= 3 and view.doc[words[0]].pos_ in {"PRON", "PROPN"})
    starts_low = view.doc[words[0]].text[0].islower()
    tail = _tail(view, k)
    if tail == ",":
        return choice if near or _frame_before(view, k) == view.first_in[k] or not _own_clause(view, choice) else None
    if tail in _ASKING:
        return choice if starts_low or not _own_clause(view, choice) else None
    return choice if near and not _own_clause(view, choice) else None


def _tail(view: View, k: int) -> str:
    """The mark that ends quotation `k`, a comma after the closing mark included."""
    quotation = view.quotations[k]
    if view.text[quotation.end : quotation.end + 1] == ",":
        return ","
    return view.text[quotation.pieces[-1].end - 1]


def _main_cue(view: View, words: list[int]) -> int | None:
    """The cue that governs the frame: the first with a subject of its own there, else one at its head."""
    for index in words:
        cue = view.cues.get(index)
        if cue is None or "quote" not in cue.frames or is_passive(view.doc[index]):
            continue
        subject = own_subject(view.doc[index])
        if subject is not None and subject.i >= words[0] and subject.tag_ not in {"WP", "WDT"}:
            return index
        before = view.doc[index - 1]
        if index == words[0] or (before.i >= words[0] and before.pos_ in {"NOUN", "PROPN", "PRON"}):
            return index if subject is None or subject.tag_ not in {"WP", "WDT"} else None
    return None


def _own_clause(view: View, cue: int) -> bool:
    """Whether the cue has a clause of its own outside quotations: then it does not take up the one before."""
    return any(
        child.dep_ in {"ccomp", "dobj", "xcomp"} and child.i > cue and view.quotation_of[child.i] < 0
        for child in view.doc[cue].children
    )


def _goes_on(view: View, last: Announced, k: int) -> bool:
    """Whether quotation `k` follows at once: nothing stands between but the rest of the sentence that holds the cue."""
    if _frame_before(view, k) < view.first_in[k]:
        return False
    frame = list(_frame_after(view, k - 1))
    rest = view.doc[(frame[-1] + 1 if frame else view.first_after[k - 1]) : view.first_in[k]]
    only_frame = not any(token.is_alpha for token in rest)
    return only_frame and (not any(view.doc[i].is_alpha for i in frame) or last.cue in frame)


def _resumes(view: View, last: Announced, k: int) -> bool:
    """Whether quotation `k` takes up the sentence that a cue broke into: `"We won," Roe said in a note, "and well."`"""
    if last.pattern != "after" or not view.text[view.quotations[k].pieces[0].start].islower():
        return False
    frame = list(_frame_after(view, k - 1))
    unbroken = bool(frame) and frame[-1] + 1 >= view.first_in[k] and last.cue in frame
    return unbroken and view.doc[frame[-1]].text in {",", "—", "–", "--"} and not any(
        index in view.cues and index != last.cue and "quote" in view.cues[index].frames and index > frame[-3]
        for index in frame
    )


def _source(view: View, k: int, cue: int, pattern: str) -> int | None:
    """The head of the source: the parse's subject when it stands in the frame, else the nearest noun beside the cue."""
    token = view.doc[cue]
    subject = subject_of(token)
    if subject is not None and view.quotation_of[subject.i] < 0 and abs(subject.i - cue) <= FRAME_LIMIT:
        return subject.i
    if pattern == "after":
        return _noun_beside(view, k, cue)
    return None


def _noun_beside(view: View, k: int, cue: int) -> int | None:
    doc = view.doc
    before = [i for i in _frame_after(view, k) if i < cue and doc[i].pos_ in {"NOUN", "PROPN", "PRON"}]
    if before:
        return before[-1]
    after = [i for i in _frame_after(view, k) if cue < i <= cue + 6 and doc[i].pos_ in {"NOUN", "PROPN", "PRON"}]
    if not after:
        return None
    head = doc[after[0]]
    while head.head.i in after and head.dep_ in {"compound", "nmod", "amod"}:
        head = head.head
    return head.i
